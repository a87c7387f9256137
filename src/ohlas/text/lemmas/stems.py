"""Stems: what the forms of a word share. Light rules on folded words, no dictionary.

A dictionary of lemmas was measured and rejected: seven languages took 27 s to load and 840 MB of memory.
Languages whose short texts are easily taken for each other share one set of rules (`GROUPS`), so that a wrong guess
between them costs nothing.
"""

from __future__ import annotations

from ohlas.text.lemmas.tokens import tokens

LANGUAGES = ("cs", "sk", "pl", "uk", "ru", "de", "en")
OTHER = "other"  # a language that is none of ours
GROUPS = {"cs": "west", "sk": "west", "pl": "pl", "uk": "east", "ru": "east", "de": "de", "en": "en"}
SHORTEST = 3  # letters that must stay: "ceny" and "cena" meet in "cen"

_ENDINGS = {
    "west": (
        "ejsimi ejsiho ejsimu ejsich ejsiemu ejsieho ovanim ovani ovanie ovania enimi anim enim anie enie ania "
        "enia aniu eniu aneho eneho enych anych enou anou ovat oval ovala ovali ujeme ujete ujes uje uji ujem "
        "uju ujou eho iho emu imu ych ich ymi imi ami emi ama ach ech ich och atum atech ove ovi ova ovou ovy "
        "ejsi ejsie ani eni any ana ano eny ena eno ame ate aji aju ite ime ete eme al ala ali alo aly il ila "
        "ili ilo ily el ela eli elo ely at it et am as is es im ym em om um ou uj aj ov e a i o u y"
    ),
    "pl": (
        "iejszego iejszych iejszy iejsza ejszego owanie owania owaniu owaniem aniem eniem ania enia aniu eniu "
        "anie enie owal owala owali owac uje ujemy uja ego emu ymi imi ych ich ami ach owie owi om ow em ej ie "
        "iej iem ia iu ial iala ieli al ala ali aly alo il ila ili ily ilo yl yla yli ac ic ec yc asz isz am "
        "amy imy a e i o u y"
    ),
    "east": (
        "ейшего ейших ейший ейшая ейшее ейше ениями аниями ением анием ення ання енням анням енню анню ения "
        "ание ение ании ении ания аний ений ого его ому ему ыми ими ая яя ое ее ые ие ый ий ой ей ым им ых их ую "
        "юю ами ями ах ях ов ев ам ям ом ем ою ею ать ять ить еть ала али ало ил ила или ило ял яла яли ел ела "
        "ели ают яют ует уют ует ет ит ут ют ат ят ешь ишь ете ите ати ити яти іти ував увала ували ував ила ить "
        "ів їв ої ії ій їй им ім ими іми их іх ого ому еві ові є ї і а я о е ы и у ю ь й ал"
    ),
    "de": "ungen ern ung lich lichen tem ten tet est em er es en et st te e s n t",
    "en": "ingly edly ational iness ings ing ies ied ely ily ed es ly s e y",
}
ENDINGS = {group: tuple(sorted(set(text.split()), key=len, reverse=True)) for group, text in _ENDINGS.items()}
LENGTHS = {
    group: tuple(sorted({len(e) for e in endings}, reverse=True)) for group, endings in ENDINGS.items()
}
SETS = {group: frozenset(endings) for group, endings in ENDINGS.items()}
REFLEXIVE = ("ся", "сь")
DOUBLE = frozenset("bdfglmnprt")
REMEMBERED = 200_000
_stems: dict[tuple[str, str], str] = {}


def group_of(language: str) -> str:
    """The set of rules for a language code; "" when there is none."""
    return GROUPS.get(language, "")


def groups_of(language: str) -> tuple[str, ...]:
    """The sets of rules to try: one for a known language, none for "other", all for anything else."""
    if language in GROUPS:
        return (GROUPS[language],)
    return () if language == OTHER else tuple(dict.fromkeys(GROUPS.values()))


def stem(word: str, language: str) -> str:
    """What the forms of a folded word share.

    Shape:  one folded word and a language code or group in, its stem out, never shorter than three letters
            unless the word is; unknown languages give the word itself.
    Errors: a heuristic: irregular forms (man/men, jít/šel) stay apart, a few unlike words meet.
    Source: own endings after the light stemmers of Dolamic and Savoy (2009) and Savoy (2006).
    """
    group = GROUPS.get(language, language)
    known = _stems.get((group, word))
    if known is None:
        if len(_stems) >= REMEMBERED:
            _stems.clear()
        known = _stems[group, word] = _cut(word, group)
    return known


def lemmas(text: str, language: str) -> list[str]:
    """The stems of a text's words in order, for search, counting and comparison.

    Shape:  any text in; empty text gives an empty list.
    Errors: those of `stem`.
    Source: see `stem`.
    """
    group = GROUPS.get(language, language)
    return [stem(word, group) for word in tokens(text).words]


def _cut(word: str, group: str) -> str:
    if group not in SETS or len(word) <= SHORTEST:
        return word
    if group == "east" and word.endswith(REFLEXIVE) and len(word) > SHORTEST + 2:
        word = word[:-2]
    endings = SETS[group]
    for length in LENGTHS[group]:
        if len(word) - length >= SHORTEST and word[-length:] in endings:
            return _even(word[:-length], group)
    return word


def _even(cut: str, group: str) -> str:
    """English and German doubled letters after an ending: "shipped" and "ship"."""
    if group == "en" and len(cut) > SHORTEST and cut[-1] == cut[-2] and cut[-1] in DOUBLE:
        return cut[:-1]
    return cut
