"""A query's document read strictly: every place at fault is said at once, and nothing is guessed."""

import json
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from typing import NoReturn

from ohlas.insight.errors import UNKNOWN_PART, BadDocument, Fault
from ohlas.insight.rules.documents.written import USUAL_LINES, Narrowing, QueryDocument
from ohlas.insight.rules.periods import Step
from ohlas.insight.rules.selection import THEN, TODAY
from ohlas.metrics import MEASURES, SCALES

OPS = ("in", "not in", "is null", "between", "contains", "within")
"""Those of the engine, and `within`: a unit with all units below it; null among its values is no unit at all."""
MOST_FILTERS, MOST_VALUES, MOST_KEYS, MOST_NAMES = 50, 1_000, 4, 200
MOST_LINES = 10_000
LONGEST_TEXT = 200
MOST_OFFSET = 10_000_000
ENDS = 2
PARTS = (
    "measures", "scale", "surveys", "questions", "where", "group_by", "bucket", "since", "until", "weighted",
    "units", "limit", "offset",
)  # fmt: skip
_OF_FILTER = ("field", "op", "values")


def read_text(text: str | bytes) -> QueryDocument:
    """The document in this text.

    Errors: `BadDocument` naming every place at fault; `is_unreadable` where it is no JSON at all.
    """
    try:
        given = json.loads(text, object_pairs_hook=_once, parse_constant=_no_number)
    except BadDocument:
        raise
    except (ValueError, RecursionError) as error:
        said = getattr(error, "msg", "") or "not UTF-8, or nested too deep"
        where = f" at line {error.lineno}" if isinstance(error, json.JSONDecodeError) else ""
        raise BadDocument((Fault("", f"{said}{where}", "a JSON object"),), is_unreadable=True) from error
    return read_document(given)


def read_document(given: object) -> QueryDocument:
    """The document of this value.

    Errors: `BadDocument` naming every place at fault.
    """
    if not isinstance(given, dict):
        raise BadDocument((Fault("", _shown(given), "a JSON object"),))
    reader = _Reader(given)
    document = reader.read()
    if reader.faults:
        raise BadDocument(tuple(reader.faults))
    return document


@dataclass
class _Reader:
    """Reads part by part and gathers what is wrong, so that all of it is said at once."""

    given: Mapping[str, object]
    faults: list[Fault] = field(default_factory=list)

    def read(self) -> QueryDocument:
        for name in self.given:
            if name not in PARTS:
                self.fault(name, UNKNOWN_PART, _known(name, PARTS))
        since, until = self.day("since"), self.day("until")
        if since and until and since > until:
            self.fault("until", until.isoformat(), f"a day from {since.isoformat()} on")
        where = tuple(self.narrowings())
        self.once_then(where)
        return QueryDocument(
            measures=self.names("measures", MOST_KEYS * 2, tuple(MEASURES)),
            scale=self.closed("scale", tuple(SCALES)),
            surveys=self.names("surveys", MOST_NAMES),
            questions=self.names("questions", MOST_NAMES),
            where=where,
            group_by=self.names("group_by", MOST_KEYS),
            bucket=Step(chosen) if (chosen := self.closed("bucket", tuple(Step))) else None,
            since=since,
            until=until,
            weighted=self.flag("weighted", usual=True),
            as_then=self.closed("units", (THEN, TODAY)) == THEN,
            limit=self.whole("limit", USUAL_LINES, 1, MOST_LINES),
            offset=self.whole("offset", 0, 0, MOST_OFFSET),
        )

    def fault(self, place: str, given: object, allowed: str) -> None:
        self.faults.append(Fault(place[:120], _shown(given), allowed))

    def names(self, name: str, most: int, known: Sequence[str] = ()) -> tuple[str, ...]:
        listed = self.given.get(name)
        if listed is None:
            return ()
        if not isinstance(listed, list) or len(listed) > most:
            self.fault(name, listed, f"a list of up to {most} texts")
            return ()
        for number, one in enumerate(listed):
            if not _is_text(one) or not one:
                self.fault(f"{name}.{number}", one, f"a text of 1 to {LONGEST_TEXT} characters")
            elif known and one not in known:
                self.fault(f"{name}.{number}", one, _known(one, known))
            elif one in listed[:number]:
                self.fault(f"{name}.{number}", one, "each once")
        return tuple(one for one in listed if isinstance(one, str))

    def closed(self, name: str, known: Sequence[str]) -> str | None:
        given = self.given.get(name)
        if given is None or (isinstance(given, str) and given in known):
            return given
        self.fault(
            name, given, _known(given, known) if isinstance(given, str) else f"one of {', '.join(known)}"
        )
        return None

    def day(self, name: str) -> date | None:
        given = self.given.get(name)
        if given is None:
            return None
        try:
            day = (
                date.fromisoformat(given)
                if isinstance(given, str) and len(given) == len("2026-03-29")
                else None
            )
        except ValueError:
            day = None
        if day is None or not 1900 <= day.year <= 2200:  # noqa: PLR2004 - sums of days must stay on the calendar
            self.fault(name, given, "a day such as 2026-03-29")
            return None
        return day

    def flag(self, name: str, *, usual: bool) -> bool:
        given = self.given.get(name, usual)
        if isinstance(given, bool):
            return given
        self.fault(name, given, "true or false")
        return usual

    def whole(self, name: str, usual: int, low: int, high: int) -> int:
        given = self.given.get(name, usual)
        if isinstance(given, int) and not isinstance(given, bool) and low <= given <= high:
            return given
        self.fault(name, given, f"a whole number from {low} to {high}")
        return usual

    def narrowings(self) -> Iterator[Narrowing]:
        listed = self.given.get("where")
        if listed is None:
            return
        if not isinstance(listed, list) or len(listed) > MOST_FILTERS:
            self.fault("where", listed, f"a list of up to {MOST_FILTERS} filters")
            return
        for number, one in enumerate(listed):
            before = len(self.faults)
            found = self.narrowing(f"where.{number}", one)
            if found is not None and len(self.faults) == before:
                yield found

    def narrowing(self, place: str, one: object) -> Narrowing | None:
        if not isinstance(one, dict):
            self.fault(place, one, 'an object such as {"field": "channel", "op": "in", "values": ["web"]}')
            return None
        for name in one:
            if name not in _OF_FILTER:
                self.fault(f"{place}.{name}", UNKNOWN_PART, _known(name, _OF_FILTER))
        name, op, values = one.get("field"), one.get("op", "in"), one.get("values", [])
        if not _is_text(name) or not name:
            self.fault(f"{place}.field", name, "the name of a field")
        if op not in OPS:
            self.fault(
                f"{place}.op", op, _known(op, OPS) if isinstance(op, str) else f"one of {', '.join(OPS)}"
            )
        if not isinstance(values, list) or len(values) > MOST_VALUES:
            self.fault(f"{place}.values", values, f"a list of up to {MOST_VALUES} values")
            return None
        for number, value in enumerate(values):
            if not _is_plain(value):
                self.fault(f"{place}.values.{number}", value, "a text, a number, true, false or null")
        self.fitting(place, name, op, values)
        return Narrowing(str(name), str(op), tuple(values))

    def fitting(self, place: str, name: object, op: object, values: list[object]) -> None:
        """What a comparison asks of its values."""
        if op == "between" and len(values) != ENDS:
            self.fault(f"{place}.values", f"{len(values)} values", "two ends; null leaves one open")
        if op in {"in", "not in", "contains", "within"} and not values:
            self.fault(f"{place}.values", "no value", "at least one")
        if op == "within" and name != "unit":
            self.fault(f"{place}.op", "within", 'for the field "unit" only; use in')
        texts = [value for value in values if value is not None] if op == "within" else values
        if op in {"contains", "within"} and not all(isinstance(value, str) for value in texts):
            self.fault(f"{place}.values", "something that is no text", "texts")

    def once_then(self, where: Sequence[Narrowing]) -> None:
        """Where units stood on a day is asked of one set of units."""
        within = [number for number, one in enumerate(where) if one.op == "within"]
        if self.given.get("units") == THEN and len(within) > 1:
            self.fault(f"where.{within[1]}.op", "within", f"one filter within units where units are {THEN!r}")


def _is_text(given: object) -> bool:
    return isinstance(given, str) and len(given) <= LONGEST_TEXT and "\0" not in given


def _is_plain(given: object) -> bool:
    if given is None or isinstance(given, bool) or _is_text(given):
        return True
    return isinstance(given, int | float) and math.isfinite(float(given)) and abs(given) <= 1e15  # noqa: PLR2004 - exact as a float


def _known(name: str, known: Sequence[str]) -> str:
    near = get_close_matches(name[:60], known, n=1, cutoff=0.4)
    hint = f"did you mean {near[0]}? " if near else ""
    return f"{hint}One of {', '.join(known)}"


def _shown(given: object) -> str:
    if given is None or isinstance(given, str | int | float):
        return str(given)[:80] if isinstance(given, str) else json.dumps(given)[:80]
    return (
        "a list" if isinstance(given, list) else "an object" if isinstance(given, dict) else str(given)[:80]
    )


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """A name that stands twice would silently lose its first value."""
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise BadDocument((Fault(twice[:120], "given twice", "each part once"),))
    return found


def _no_number(name: str) -> NoReturn:
    raise ValueError(f"{name} is no number of JSON")
