"""A first guess of what each column means, from its name and values; always shown before anything is written."""

import re
from collections.abc import Iterable, Sequence

from ohlas.exchange.rules import headings
from ohlas.exchange.rules.headings import folded
from ohlas.exchange.rules.mapping import ColumnMapping, ColumnRole, Mapping
from ohlas.lib.tables import MIXED, Column, ColumnKind, Reason, TableInfo, parse_number
from ohlas.metrics import SCALES
from ohlas.text import detect, made_whole
from ohlas.text.lemmas import LANGUAGES

# Numbers under such a heading are more often answers ("did you use a shop?") than names of branches.
NAMED = frozenset({ColumnRole.UNIT, ColumnRole.EMPLOYEE, ColumnRole.CHANNEL})
LONG_TEXT = 25  # mean characters of a sample from which words look like somebody's own
FEW = 30  # distinct values of a text column up to which it can be an attribute
FITTING = 0.7  # of the cells under a telling heading: the rest are codes and slips, and are named as such
SPOKEN = 0.8
A_CODE = 3  # times a number off the scale must occur to look like a code for "no answer", not like a slip
SHOWN_MISFITS = 5
FIVE, SEVEN, TEN, SURELY_TEN = 5, 7, 10, 8


def guess_mapping(info: TableInfo, survey: str, language: str = "en") -> Mapping:
    """What the columns probably mean; ambiguous scales are left for the user to decide.

    `language` is taken where no comments tell one.
    """
    used: set[str] = set()
    columns = _once(tuple(_guess(column, used) for column in info.columns))
    return Mapping(survey=survey, columns=columns, language=_written_in(info, columns) or language)


def _written_in(info: TableInfo, columns: Sequence[ColumnMapping]) -> str:
    """The language of the comments among the rows looked at; empty where there are none or it cannot be told."""
    texts = {column.column for column in columns if column.type == "text"}
    words = " ".join(
        made_whole(sample) for column in info.columns if column.name in texts for sample in column.samples
    )
    code = detect(words).code
    return code if code in LANGUAGES else ""


def misfits_of(column: Column, meaning: ColumnMapping) -> tuple[tuple[str, int], ...]:
    """The cells of a scored question, among those looked at, that would be left out, and how often."""
    if meaning.role is not ColumnRole.QUESTION or meaning.scale is None or meaning.scale not in SCALES:
        return ()
    scale, missing = SCALES[meaning.scale], {code.casefold() for code in meaning.missing}
    found = []
    for text, count in column.common:
        number = parse_number(text)
        fits = not isinstance(number, Reason) and scale.holds(number)
        if not fits and text.casefold() not in missing and number is not Reason.EMPTY:
            found.append((text, count))
    return tuple(found[:SHOWN_MISFITS])


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
    words = headings.words_of(column.name)
    if column.kind is ColumnKind.TIME and column.time is not None:
        written = MIXED if column.time.is_mixed else column.time.format or ""
        return ColumnMapping(column.name, ColumnRole.TIME, format=written)
    scored = _scored(column, words)
    if scored is not None:
        return _question(column, *scored, used)
    for role, known in headings.ROLES:
        if words & known and _can_be(role, column):
            return ColumnMapping(column.name, role)
    judges = {ColumnKind.INTEGER: _number, ColumnKind.TEXT: _words}
    judge = judges.get(column.kind)
    return judge(column, words, used) if judge else ColumnMapping(column.name)


def _scored(column: Column, words: frozenset[str]) -> tuple[str, str, tuple[str, ...]] | None:
    """Type, scale and codes for "no answer", where the heading asks for a score and most cells are one."""
    counts = _whole_numbers(column)
    kind_and_scale = _asked_for(words, counts)
    if kind_and_scale is None:
        return None
    scale = SCALES[kind_and_scale[1]]
    fitting = sum(count for number, count in counts.items() if scale.holds(number))
    no_answers = tuple(text for text, _ in column.common if text.casefold() in headings.NO_ANSWER)
    codes = tuple(str(n) for n, count in counts.items() if count >= A_CODE and not scale.holds(n))
    missing = sum(count for text, count in column.common if text in no_answers or text in codes)
    if not fitting or fitting < FITTING * (column.filled - missing):
        return None
    return (*kind_and_scale, codes + no_answers)


def _asked_for(words: frozenset[str], counts: dict[int, int]) -> tuple[str, str] | None:
    """The scale a heading and the numbers below it speak for together; None where they do not."""
    if words & headings.RECOMMENDS_WORDS or _any(words, headings.RECOMMENDS):
        return "nps", "nps_0_10"
    stems = (("csat", headings.SATISFIED), ("stars", headings.STARS), ("rating", headings.SCORES))
    kind = next((kind for kind, of_kind in stems if _any(words, of_kind)), None)
    return _of_range(kind, counts) if kind else None


def _of_range(kind: str, counts: dict[int, int]) -> tuple[str, str] | None:
    """The scale of this kind that runs as far as the numbers; 0–6 or 1–6 may hold codes or marks: None."""
    answers = [number for number, count in counts.items() if 0 <= number <= TEN]
    low, high = min(answers, default=0), max(answers, default=0)
    if high >= SURELY_TEN:
        of_ten = ("csat10", "csat_1_10") if kind == "csat" else ("rating", "rating_1_10")
        return ("nps", "nps_0_10") if low == 0 else of_ten
    if low >= 1 and 1 < high <= FIVE:
        return kind, f"{kind}_1_5"
    return ("rating", "rating_1_7") if low >= 1 and high == SEVEN else None


def _whole_numbers(column: Column) -> dict[int, int]:
    counts: dict[int, int] = {}
    for text, count in column.common:
        number = parse_number(text)
        if not isinstance(number, Reason) and number.is_integer():
            counts[int(number)] = counts.get(int(number), 0) + count
    return counts


def _any(words: frozenset[str], stems: tuple[str, ...]) -> bool:
    return any(stem in word for word in words for stem in stems)


def _can_be(role: ColumnRole, column: Column) -> bool:
    if column.kind is ColumnKind.EMPTY:
        return False
    if role is ColumnRole.LANGUAGE:
        fitting = sum(count for text, count in column.common if headings.is_language(text))
        return fitting >= SPOKEN * column.filled
    return column.kind is ColumnKind.TEXT or role not in NAMED


def _number(column: Column, words: frozenset[str], used: set[str]) -> ColumnMapping:
    """1–5 columns are offered as ratings; codes of languages as an attribute."""
    low, high = column.low or 0, column.high or 0
    if _is_of(ColumnRole.LANGUAGE, words) and column.distinct <= FEW:
        return ColumnMapping(column.name, ColumnRole.ATTRIBUTE, attribute=key_of(column.name, used))
    if low >= 1 and high == FIVE:
        return _question(column, "rating", "rating_1_5", (), used)
    return ColumnMapping(column.name)


def _words(column: Column, words: frozenset[str], used: set[str]) -> ColumnMapping:
    length = sum(map(len, column.samples)) / max(1, len(column.samples))
    is_comment = bool(words & headings.COMMENTS_WORDS) or _any(words, headings.COMMENTS)
    if is_comment or length >= LONG_TEXT:
        return _question(column, "text", None, (), used)
    if column.distinct <= FEW and not column.is_mostly_empty:
        return ColumnMapping(column.name, ColumnRole.ATTRIBUTE, attribute=key_of(column.name, used))
    return ColumnMapping(column.name)


def _is_of(role: ColumnRole, words: frozenset[str]) -> bool:
    return any(known is role and words & names for known, names in headings.ROLES)


def _question(
    column: Column, kind: str, scale: str | None, missing: tuple[str, ...], used: set[str]
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
