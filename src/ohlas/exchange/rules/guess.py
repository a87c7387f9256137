"""A first guess of what each column means, from its name and values; always shown before anything is written."""

import re
import unicodedata
from collections.abc import Iterable

from ohlas.exchange.rules.mapping import ColumnMapping, ColumnRole, Mapping
from ohlas.lib.tables import Column, ColumnKind, TableInfo

# Words seen in headings of survey exports, in our languages; matched as whole words of the folded name.
WORDS: tuple[tuple[ColumnRole, frozenset[str]], ...] = (
    (ColumnRole.WEIGHT, frozenset({"weight", "weights", "vaha", "waga", "gewicht", "ves", "vaga"})),
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
    (ColumnRole.LANGUAGE, frozenset({"language", "lang", "jazyk", "jezyk", "sprache"})),
    (
        ColumnRole.UNIT,
        frozenset({"branch", "store", "shop", "unit", "pobocka", "prodejna", "placowka", "filiale"}),
    ),
    (ColumnRole.EMPLOYEE, frozenset({"employee", "agent", "operator", "zamestnanec", "pracownik"})),
    (ColumnRole.CHANNEL, frozenset({"channel", "kanal", "medium"})),
)
# Numbers under such a heading are more often answers ("did you use a shop?") than names of branches.
NAMED = frozenset({ColumnRole.UNIT, ColumnRole.EMPLOYEE, ColumnRole.CHANNEL})
NPS_WORDS = frozenset(
    {"nps", "netpro", "recommend", "promoter", "doporuceni", "doporucite", "polecenie", "odporucenie"}
)
COMMENT_WORDS = frozenset(
    {"comment", "comments", "reason", "why", "komentar", "duvod", "proc", "poznamka", "uwagi"}
)
LONG_TEXT = 25  # mean characters of a sample from which words look like somebody's own
FEW = 30  # distinct values of a text column up to which it can be an attribute
FIVE, SEVEN, TEN = 5, 7, 10


def guess_mapping(info: TableInfo, survey: str) -> Mapping:
    """What the columns probably mean; ambiguous scales are left for the user to decide."""
    used: set[str] = set()
    columns = tuple(_guess(column, used) for column in info.columns)
    return Mapping(survey=survey, columns=_once(columns))


def folded(name: str) -> str:
    """The name in small plain letters: "Váha respondenta" → "vaha respondenta"."""
    plain = unicodedata.normalize("NFKD", name.casefold().replace("ł", "l"))
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


def key_of(name: str, used: set[str]) -> str:
    """An id made of the column's name that is not used yet."""
    base = re.sub(r"[^a-z0-9]+", "_", folded(name)).strip("_")[:34] or "column"
    base = base if base[0].isalpha() else f"q_{base}"
    key, number = base, 2
    while key in used:
        key, number = f"{base}_{number}", number + 1
    used.add(key)
    return key


def _guess(column: Column, used: set[str]) -> ColumnMapping:
    words = set(re.findall(r"[^\W\d_]+", folded(column.name))) | {re.sub(r"\W|_", "", folded(column.name))}
    if column.kind is ColumnKind.EMPTY:
        return ColumnMapping(column.name)
    if column.kind is ColumnKind.TIME and column.time is not None:
        return ColumnMapping(column.name, ColumnRole.TIME, format=column.time.format or "")
    for role, known in WORDS:
        if words & known and (column.kind is ColumnKind.TEXT or role not in NAMED):
            return ColumnMapping(column.name, role)
    if column.kind is ColumnKind.INTEGER:
        return _number(column, words, used)
    if column.kind is ColumnKind.TEXT:
        return _words(column, words, used)
    return ColumnMapping(column.name)


def _number(column: Column, words: set[str], used: set[str]) -> ColumnMapping:
    """Only a column that says it is NPS is taken as one; 1–5 columns are offered as ratings."""
    low, high = column.low or 0, column.high or 0
    if words & NPS_WORDS and low >= 0:
        missing = tuple(str(int(high)) for _ in range(1) if high > TEN)
        return _question(column, "nps", "nps_0_10", used, missing)
    if low >= 1 and high == FIVE:
        return _question(column, "rating", "rating_1_5", used)
    return ColumnMapping(column.name)


def _words(column: Column, words: set[str], used: set[str]) -> ColumnMapping:
    length = sum(map(len, column.samples)) / max(1, len(column.samples))
    if words & COMMENT_WORDS or length >= LONG_TEXT:
        return _question(column, "text", None, used)
    if column.distinct <= FEW and not column.is_mostly_empty:
        return ColumnMapping(column.name, ColumnRole.ATTRIBUTE, attribute=key_of(column.name, used))
    return ColumnMapping(column.name)


def _question(
    column: Column, kind: str, scale: str | None, used: set[str], missing: tuple[str, ...] = ()
) -> ColumnMapping:
    return ColumnMapping(
        column.name,
        ColumnRole.QUESTION,
        question=key_of(column.name, used),
        type=kind,
        scale=scale,
        title=column.name,
        missing=missing,
    )


def _once(columns: Iterable[ColumnMapping]) -> tuple[ColumnMapping, ...]:
    """The first column of each role that can stand only once; later ones are ignored."""
    seen: set[ColumnRole] = set()
    kept = []
    for column in columns:
        only_once = column.role not in {ColumnRole.QUESTION, ColumnRole.ATTRIBUTE, ColumnRole.IGNORE}
        kept.append(ColumnMapping(column.column) if only_once and column.role in seen else column)
        seen.add(column.role)
    return tuple(kept)
