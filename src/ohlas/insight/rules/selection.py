"""What the address of a dashboard says: measure, filters, days, steps, breakdown. Read strictly.

Every part is a GET parameter, so a page can be shared, bookmarked and gone back to.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from difflib import get_close_matches
from urllib.parse import urlencode

from ohlas.insight.errors import BadAddress
from ohlas.insight.rules.periods import Preset, Step, Window
from ohlas.metrics import MEASURES

SAID = ("sentiment", "topic")
"""What was said beside an answer. One answer may have several, so its groups overlap."""
FIELDS = ("survey", "question", "touchpoint", "unit", "channel", "language", "employee", *SAID)
"""What answers may be filtered and split by, besides declared attributes (`a_<key>`)."""
ONLY_FILTERS = ("value",)
"""What a drill narrows further, but no page is split by."""
UNKNOWN = "~"
"""Stands for "not known" in an address, where an empty value means "all"."""
ATTRIBUTE = re.compile(r"a_[a-z][a-z0-9_]{0,39}")
MAX_VALUES = 200
MAX_LENGTH = 200
_OWN = ("measure", "period", "since", "until", "bucket", "by", "weighted", "units", "page")
THEN, TODAY = "then", "today"
"""Where an answer's unit counts in the tree: as it stood on the day of the answer, or as it stands today."""


@dataclass(frozen=True)
class Selection:
    """A dashboard's address, read. `until` is the last day that counts, as people say it."""

    measure: str | None = None
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    preset: Preset | None = None
    since: date | None = None
    until: date | None = None
    bucket: Step | None = None
    by: str | None = None
    weighted: bool = True
    as_then: bool = False
    page: int = 1

    @property
    def chosen_window(self) -> Window:
        """The days written in the address; the day after the last one ends the window."""
        return Window(self.since, None if self.until is None else self.until + timedelta(days=1))

    def pairs(self) -> Iterator[tuple[str, str]]:
        """The address again, its parts in one order, nothing that was not asked for."""
        if self.measure:
            yield "measure", self.measure
        for name in sorted(self.filters):
            yield from ((name, value) for value in self.filters[name])
        if self.preset and self.preset is not Preset.DATES:
            yield "period", self.preset.value
        for name, day in (("since", self.since), ("until", self.until)):
            if day:
                yield name, day.isoformat()
        rest = {
            "bucket": self.bucket.value if self.bucket else "",
            "by": self.by or "",
            "weighted": "" if self.weighted else "0",
            "units": THEN if self.as_then else "",
            "page": str(self.page) if self.page > 1 else "",
        }
        yield from ((name, value) for name, value in rest.items() if value)

    @property
    def address(self) -> str:
        return f"?{urlencode(list(self.pairs()))}"

    def narrowed(self, name: str, *values: str) -> "Selection":
        """The same with one filter set; no value takes it away."""
        others = {key: kept for key, kept in self.filters.items() if key != name}
        return replace(self, filters=others | ({name: values} if values else {}), page=1)

    def within(self, since: date | None, last_day: date | None) -> "Selection":
        """The same for chosen days."""
        return replace(self, preset=Preset.DATES, since=since, until=last_day, page=1)


def parse_selection(given: Mapping[str, Sequence[str]], attributes: Sequence[str] = ()) -> Selection:
    """The address as a selection; empty values mean "all" and are left out.

    Errors: `BadAddress` naming the part, what was given and what is allowed.
    """
    known = (*FIELDS, *ONLY_FILTERS, *attributes)
    values = {name: tuple(v for v in listed if v != "") for name, listed in given.items()}
    for name in values:
        if name not in known and name not in _OWN:
            raise BadAddress(name, ",".join(values[name])[:60], _allowed_names(name, known))
    since, until = (_day(name, _one(values, name)) for name in ("since", "until"))
    if since and until and since > until:
        raise BadAddress("until", until.isoformat(), f"a day from {since.isoformat()} on is allowed")
    return Selection(
        measure=_measure(_one(values, "measure")),
        filters={name: _filter(name, values[name]) for name in known if values.get(name)},
        preset=_preset(_one(values, "period"), has_days=bool(since or until)),
        since=since,
        until=until,
        bucket=_step(_one(values, "bucket")),
        by=_by(_one(values, "by"), attributes),
        weighted=_flag(_one(values, "weighted")),
        as_then=_units(_one(values, "units")),
        page=_page(_one(values, "page")),
    )


def _one(values: Mapping[str, tuple[str, ...]], name: str) -> str | None:
    listed = values.get(name, ())
    return listed[-1] if listed else None


def _filter(name: str, values: tuple[str, ...]) -> tuple[str, ...]:
    if len(values) > MAX_VALUES or any(len(value) > MAX_LENGTH or "\0" in value for value in values):
        raise BadAddress(
            name, f"{len(values)} values", f"up to {MAX_VALUES} values of {MAX_LENGTH} characters"
        )
    if name == "value":
        for value in values:
            _number(value)
    return tuple(dict.fromkeys(values))


def _number(value: str) -> None:
    try:
        float(value)
    except ValueError as error:
        raise BadAddress("value", value[:60], "a number such as 9 is allowed") from error


def _measure(given: str | None) -> str | None:
    if given is not None and given not in MEASURES:
        raise BadAddress("measure", given[:60], f"one of {', '.join(MEASURES)} is allowed")
    return given


def _preset(given: str | None, *, has_days: bool) -> Preset | None:
    if has_days:
        return Preset.DATES
    if given is None or given == Preset.DATES:
        return None
    try:
        return Preset(given)
    except ValueError as error:
        allowed = ", ".join(preset for preset in Preset if preset is not Preset.DATES)
        raise BadAddress("period", given[:60], f"{allowed}, or since and until, are allowed") from error


def _day(name: str, given: str | None) -> date | None:
    if given is None:
        return None
    try:
        day = date.fromisoformat(given)
    except ValueError as error:
        raise BadAddress(name, given[:60], "a day such as 2026-03-29 is allowed") from error
    if not 1900 <= day.year <= 2200:  # noqa: PLR2004 - sums of days must stay on the calendar
        raise BadAddress(name, given[:60], "a day from 1900 to 2200 is allowed")
    return day


def _step(given: str | None) -> Step | None:
    if given is None:
        return None
    try:
        return Step(given)
    except ValueError as error:
        raise BadAddress("bucket", given[:60], f"one of {', '.join(Step)} is allowed") from error


def _by(given: str | None, attributes: Sequence[str]) -> str | None:
    known = (*FIELDS, *attributes)
    if given is not None and given not in known:
        raise BadAddress("by", given[:60], _allowed_names(given, known))
    return given


def _flag(given: str | None) -> bool:
    flags = {None: True, "1": True, "true": True, "0": False, "false": False}
    if given not in flags:
        raise BadAddress("weighted", str(given)[:60], "true or false is allowed")
    return flags[given]


def _units(given: str | None) -> bool:
    if given not in {None, THEN, TODAY}:
        raise BadAddress("units", str(given)[:60], f"{THEN} or {TODAY} is allowed")
    return given == THEN


def _page(given: str | None) -> int:
    if given is None:
        return 1
    if not given.isdecimal() or not 1 <= int(given[:7]) <= 100_000:  # noqa: PLR2004 - more than any table holds
        raise BadAddress("page", given[:60], "a whole number from 1 on is allowed")
    return int(given)


def _allowed_names(given: str, known: Sequence[str]) -> str:
    near = get_close_matches(given, known, n=1, cutoff=0.5)
    hint = f"did you mean {near[0]}? " if near else ""
    return f"{hint}Fields are {', '.join(name for name in known if name not in ONLY_FILTERS)}"
