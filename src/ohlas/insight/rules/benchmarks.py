"""What may be kept of others' figures: a name, a measure on its scale, a value that can be, a day, a source."""

import math
import re
from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from difflib import get_close_matches
from enum import StrEnum
from urllib.parse import urlsplit

from ohlas.accounts.errors import Refused
from ohlas.metrics import MEASURES, SCALES, Figure, Measure, MetricsError, Scale, measures_of
from ohlas.metrics.published import Published, ends_of, published_figure

LONGEST_NAME, LONGEST_SOURCE, LONGEST_NOTE = 120, 300, 500
MOST_PEOPLE = 100_000_000
EARLIEST = date(1980, 1, 1)
FIELDS = (
    "competitor",
    "kind",
    "measure",
    "scale",
    "value",
    "n",
    "promoters",
    "detractors",
    "sd",
    "since",
    "until",
    "source",
    "link",
    "note",
)
"""What a form and a line of a table may hold."""
_ALIKE = (frozenset({"recommendation"}), frozenset({"satisfaction", "stars", "faces"}), frozenset({"effort"}))
_QUARTER = re.compile(r"(\d{4})-?[Qq]([1-4])")
_MONTH = re.compile(r"(\d{4})-(\d{2})")
_YEAR = re.compile(r"\d{4}")


class BenchmarkKind(StrEnum):
    COMPETITOR = "competitor"
    INDUSTRY = "industry"


@dataclass(frozen=True)
class FigureWish:
    """A published figure as it is to be kept; the value in the measure's own unit."""

    published: Published
    since: date | None
    until: date
    source: str
    link: str
    note: str


def name_key(name: str) -> str:
    """One key for every spelling of a name that people would call the same."""
    return " ".join(name.split()).casefold()


def read_name(given: str) -> str:
    """Errors: `Refused` for no name, or one that is too long."""
    name = " ".join(given.replace("\0", "").split())
    if not name:
        raise Refused("Give the competitor or the industry a name.", field="competitor")
    if len(name) > LONGEST_NAME:
        raise Refused(f"A name has up to {LONGEST_NAME} characters.", field="competitor")
    return name


def read_kind(given: str) -> BenchmarkKind:
    """Errors: `Refused` for another word."""
    word = given.strip().casefold() or BenchmarkKind.COMPETITOR.value
    if word not in list(BenchmarkKind):
        raise Refused(f"“{given[:40]}” is no kind; competitor and industry are.", field="kind")
    return BenchmarkKind(word)


def read_figure(given: Mapping[str, str], today: date) -> FigureWish:
    """The figure a form or a line of a table describes.

    Errors: `Refused` naming the field, what was given and what is allowed.
    """
    told = {name: (given.get(name) or "").replace("\0", "").strip() for name in FIELDS}
    measure = _measure(told["measure"])
    scale = _scale(told["scale"], measure)
    published = Published(
        measure,
        scale,
        _value(told["value"], measure, scale),
        n=_people(told["n"]),
        sd=_deviation(told["sd"], measure),
        promoters=_part(told, "promoters", measure),
        detractors=_part(told, "detractors", measure),
    )
    _expect_possible(published)
    since, until = _days(told["since"], told["until"], today)
    return FigureWish(
        published, since, until, _source(told["source"]), _link(told["link"]), _note(told["note"])
    )


def figure_of(published: Published) -> Figure:
    """The figure with the interval that can be had; value alone where n is unknown."""
    return published_figure(published)


def are_alike(first: Scale, second: Scale) -> bool:
    """Whether people take two scales for the same question, although they are never compared."""
    if first.id == second.id:
        return False
    return any({first.kind, second.kind} <= kinds for kinds in _ALIKE)


def _measure(given: str) -> Measure:
    if given in MEASURES:
        return MEASURES[given]
    titles = {measure.title.casefold(): measure for measure in MEASURES.values()}
    titles |= {measure.id: measure for measure in MEASURES.values()}
    word = given.casefold()
    if word in titles:
        return titles[word]
    near = get_close_matches(word, titles, n=1, cutoff=0.5)
    hint = f"did you mean {near[0]}? " if near else ""
    said = f"“{given[:40]}” is no measure; {hint}" if given else "Choose a measure; "
    raise Refused(f"{said}there are {', '.join(MEASURES)}.", field="measure")


def _scale(given: str, measure: Measure) -> Scale:
    if measure.scale.kind == "number":
        fitting = [name for name in SCALES if measure in measures_of(name)]
        if given in fitting:
            return SCALES[given]
        raise Refused(f"Say on which scale: one of {', '.join(fitting)}.", field="scale")
    if given and given != measure.scale.id:
        raise Refused(
            f"{measure.title} is asked on the scale {measure.scale.id}, not {given[:40]}: unlike scales are "
            "never compared, so choose the measure that was asked.",
            field="scale",
        )
    return measure.scale


def _value(given: str, measure: Measure, scale: Scale) -> float:
    if not given:
        raise Refused("Give the value that was published.", field="value")
    value = _share(given, "value") if measure.unit == "share" else _number(given, "value")
    ends = ends_of(measure, scale)
    if ends is not None and not ends[0] <= value <= ends[1]:
        low, high = (0, 100) if measure.unit == "share" else ends
        percent = " per cent" if measure.unit == "share" else ""
        raise Refused(
            f"{given[:40]} is outside of the scale: {measure.title} lies between {low:g} and {high:g}{percent}.",
            field="value",
        )
    return value


def _number(given: str, name: str) -> float:
    text = re.sub(r"[\s\u00a0\u202f]", "", given).replace("−", "-").replace("–", "-").replace(",", ".")
    try:
        number = float(text)
    except ValueError:
        number = math.nan
    if not math.isfinite(number):
        raise Refused(f"“{given[:40]}” is no number; write one such as 34 or 8.4.", field=name)
    return number


def _share(given: str, name: str) -> float:
    number = _number(given.rstrip("% \u00a0"), name)
    if 0 < number <= 1 and "%" not in given:
        raise Refused(
            f"{given[:40]} could be a share or a per cent: write 72 for 72 %, or 0.7 % with its sign.",
            field=name,
        )
    return number / 100


def _people(given: str) -> int | None:
    if not given:
        return None
    number = _number(given, "n")
    if number < 1 or number != int(number) or number > MOST_PEOPLE:
        raise Refused(
            f"{given[:40]} answers cannot be: n is a whole number from 1 on. Leave it empty where it was not "
            "published.",
            field="n",
        )
    return int(number)


def _deviation(given: str, measure: Measure) -> float | None:
    if not given:
        return None
    if measure.unit != "grade":
        raise Refused("A standard deviation belongs to a mean only; leave it empty.", field="sd")
    return _number(given, "sd")


def _part(told: Mapping[str, str], name: str, measure: Measure) -> float | None:
    if not told[name]:
        if told["promoters"] or told["detractors"]:
            raise Refused("Give promoters and detractors both, or neither.", field=name)
        return None
    if measure.unit != "points":
        raise Refused("Promoters and detractors belong to the recommendation score only.", field=name)
    return _number(told[name].rstrip("% \u00a0"), name) / 100


def _expect_possible(published: Published) -> None:
    try:
        published_figure(published)
    except MetricsError as error:
        said = str(error)
        raise Refused(f"{said[:1].upper()}{said[1:]}.", field="value") from error


def _days(since: str, until: str, today: date) -> tuple[date | None, date]:
    if not until:
        raise Refused("Give the day or the period it is about, such as 2025 or 2026-03-31.", field="until")
    first, last = _period(until, "until")
    begin = _period(since, "since")[0] if since else (first if first != last else None)
    if last > today:
        raise Refused(
            f"{until[:40]} ends in the future; the last day allowed is today, {today}.", field="until"
        )
    if begin is not None and begin > last:
        raise Refused(f"The period begins on {begin}, after its last day, {last}.", field="since")
    return begin, last


def _period(given: str, name: str) -> tuple[date, date]:
    """The first and last day of a year, a quarter, a month or a day."""
    try:
        if _YEAR.fullmatch(given):
            found = date(int(given), 1, 1), date(int(given), 12, 31)
        elif match := _QUARTER.fullmatch(given):
            month = 3 * int(match[2]) - 2
            found = date(int(match[1]), month, 1), _month_end(int(match[1]), month + 2)
        elif match := _MONTH.fullmatch(given):
            found = date(int(match[1]), int(match[2]), 1), _month_end(int(match[1]), int(match[2]))
        else:
            day = date.fromisoformat(given)
            found = day, day
    except ValueError as error:
        raise Refused(
            f"“{given[:40]}” is no day or period; write 2026-03-31, 2026-03, 2026-Q1 or 2026.", field=name
        ) from error
    if found[0] < EARLIEST:
        raise Refused(f"{given[:40]} is too long ago; days from {EARLIEST} on are kept.", field=name)
    return found


def _month_end(year: int, month: int) -> date:
    return date(year, month, 1) + timedelta(days=monthrange(year, month)[1] - 1)


def _source(given: str) -> str:
    source = " ".join(given.split())
    if not source:
        raise Refused("A figure needs its source: who published it and where it can be read.", field="source")
    if len(source) > LONGEST_SOURCE:
        raise Refused(f"A source has up to {LONGEST_SOURCE} characters.", field="source")
    return source


def _link(given: str) -> str:
    if not given:
        return ""
    try:
        parts = urlsplit(given)
    except ValueError:
        parts = urlsplit("")
    if parts.scheme not in {"http", "https"} or not parts.hostname or len(given) > LONGEST_NOTE:
        raise Refused(f"“{given[:60]}” is no address of a page; it begins with https://.", field="link")
    return given


def _note(given: str) -> str:
    if len(given) > LONGEST_NOTE:
        raise Refused(f"A note has up to {LONGEST_NOTE} characters.", field="note")
    return given
