"""Words that headings of survey exports are made of, in our seven languages; all in small plain letters."""

import re
import unicodedata

from ohlas.exchange.rules.mapping import ColumnRole

# Matched as whole words of the folded name.
ROLES: tuple[tuple[ColumnRole, frozenset[str]], ...] = (
    (
        ColumnRole.WEIGHT,
        frozenset(
            {"weight", "weights", "vaha", "waga", "gewicht", "gewichtung", "ves", "vaga", "вес", "вага"}
        ),
    ),
    (
        ColumnRole.RESPONDENT,
        frozenset(
            {"responseid", "respondentid", "respondent", "respnum", "submission", "idodpovedi", "token"}
        ),
    ),
    (
        ColumnRole.CONTACT,
        frozenset({"email", "mail", "customer", "customerid", "contact", "zakaznik", "klient", "kunde"}),
    ),
    (
        ColumnRole.LANGUAGE,
        frozenset({"language", "lang", "locale", "jazyk", "jezyk", "sprache", "язык", "мова"}),
    ),
    (
        ColumnRole.UNIT,
        frozenset(
            {"branch", "store", "shop", "unit", "pobocka", "prodejna", "predajna", "prevadzka", "placowka"}
            | {"oddzial", "filiale", "филиал", "магазин", "отделение", "філія", "відділення"}
        ),
    ),
    (
        ColumnRole.EMPLOYEE,
        frozenset(
            {"employee", "agent", "operator", "zamestnanec", "pracownik", "mitarbeiter", "сотрудник"}
            | {"співробітник"}
        ),
    ),
    (ColumnRole.CHANNEL, frozenset({"channel", "kanal", "medium", "канал"})),
)
# Stems: matched anywhere in a word, since our languages bend their words ("doporučil(a)", "порекомендуете").
RECOMMENDS = (
    *("netpro", "promoter", "recommend", "doporuc", "odporuc", "polec", "рекоменд", "порад", "посовет"),
    "empfehl",
)
RECOMMENDS_WORDS = frozenset({"nps"})
SATISFIED = (
    *("csat", "satisf", "spokojn", "spokojen", "zadowol", "zufrieden", "удовлетвор", "доволен", "довольн"),
    *("задовол",),
)
STARS = ("stars", "hvezd", "hviezd", "gwiazd", "sterne", "звезд", "зірок")
SCORES = (
    *("score", "rating", "hodnocen", "hodnoten", "skore", "ocena", "oceny", "oceni", "bewertung"),
    *("punktzahl", "оценк", "оцінк", "балл"),
)
COMMENTS = (
    *("comment", "koment", "kommentar", "комент", "коммент", "verbatim", "feedback", "remark", "reason"),
    *(
        "poznam",
        "duvod",
        "dovod",
        "uwag",
        "powod",
        "dlaczego",
        "opinia",
        "opinie",
        "grund",
        "warum",
        "anmerk",
    ),
    *("meinung", "причин", "почему", "чому", "отзыв", "відгук", "думк", "мнени", "замечан", "зауваж"),
    *("suggest", "vzkaz", "nazor"),
)
COMMENTS_WORDS = frozenset({"why", "proc", "preco", "text"})
NO_ANSWER = frozenset(
    {"n/a", "na", "n.a.", "#n/a", "-", "--", "none", "null", "nan", "nil", "dk", "x", "?"}
    | {"don't know", "dont know", "do not know", "no answer", "not applicable", "refused", "missing"}
    | {"nevim", "neviem", "bez odpovedi", "neuvedeno", "neuvedene", "nie wiem", "brak", "brak odpowiedzi"}
    | {"не знаю", "нет ответа", "нет", "немає", "без відповіді", "weiß nicht", "weiss nicht"}
    | {"keine angabe", "k.a.", "k. a."}
)
LANGUAGE_CODE = re.compile(r"([a-z]{2})([-_][a-z]{2,8}){0,2}", re.ASCII)
LANGUAGE_CODES = frozenset(
    "ar be bg bs ca cs cy da de el en es et eu fa fi fr ga gl he hi hr hu hy id is it ja ka kk ko lt lv mk "  # noqa: SIM905 - a table
    "ms mt nl no nb pl pt ro ru sk sl sq sr sv sw ta th tl tr uk ur uz vi zh cz ua".split()
)
LANGUAGE_STEMS = (
    *("english", "englis", "anglic", "angiel", "англ", "czech", "cest", "czesk", "tschech", "чеш", "чес"),
    *("slovak", "sloven", "slowa", "слова", "polish", "polsk", "polst", "polnisch", "poln", "поль"),
    *("ukrain", "укра", "russ", "rust", "rosyj", "rus", "рос", "рус", "german", "deutsch", "nemec", "nemcin"),
    *("niemie", "нем", "нім", "french", "franc", "spanish", "espan", "ital", "hungar", "madar", "magyar"),
    *("viet", "chinese", "arab", "portug", "dutch", "turk", "roman", "bulgar", "japan", "korea", "tagalog"),
)


def folded(name: str) -> str:
    """The name in small plain letters: "Váha respondenta" → "vaha respondenta"."""
    plain = unicodedata.normalize("NFKD", name.casefold().replace("ł", "l"))
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


def words_of(name: str) -> frozenset[str]:
    """The words of a heading, and all its letters run together: "Respondent-ID" holds "respondentid"."""
    plain = folded(name)
    return frozenset(re.findall(r"[^\W\d_]+", plain)) | {re.sub(r"\W|_", "", plain)}


def is_language(value: str) -> bool:
    """Whether a cell looks like a language: a code ("en", "cs-CZ", "pt_br") or a name ("čeština")."""
    plain = folded(value.strip())
    if code := LANGUAGE_CODE.fullmatch(plain):
        return code[1] in LANGUAGE_CODES
    return any(plain.startswith(stem) for stem in LANGUAGE_STEMS)
