"""A programme's settings as one document: read whole, or refused with the place, what was given and what is allowed."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, time
from enum import StrEnum
from typing import Any

from ohlas.customers.rules import EventKind
from ohlas.outreach.errors import BadProgramme
from ohlas.outreach.rules.states import Carrier

REACHING = (Carrier.EMAIL, Carrier.SMS, Carrier.PHONE)
"""Channels that go to a person; the others wait for one."""
EVERY_WEEKDAY = frozenset(range(7))
WORKDAYS = frozenset(range(5))


class OccasionKind(StrEnum):
    """What makes a programme ask: something happened, its turn has come, a day returns, or a person says so."""

    EVENT = "event"
    RHYTHM = "rhythm"
    ANNIVERSARY = "anniversary"
    MANUAL = "manual"


@dataclass(frozen=True, slots=True)
class Occasion:
    """`delay_hours` after the event; every `months` in `waves` equal parts from `starts_on`; the day of `attribute`."""

    kind: OccasionKind = OccasionKind.MANUAL
    event: EventKind | None = None
    delay_hours: float = 24
    months: int = 3
    waves: int = 1
    starts_on: date | None = None
    attribute: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """A channel to be tried; `when` is a condition as segments have it, None for everybody."""

    carrier: Carrier
    when: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Reminders:
    most: int = 1
    after_days: int = 4


@dataclass(frozen=True, slots=True)
class Hours:
    """When nothing may arrive, by the person's own clock; `days` are the weekdays allowed, Monday is 0."""

    quiet_from: time = time(20, 0)
    quiet_to: time = time(9, 0)
    days: frozenset[int] = EVERY_WEEKDAY
    keeps_holidays: bool = True

    def is_quiet(self, moment: time) -> bool:
        if self.quiet_from == self.quiet_to:
            return False
        if self.quiet_from < self.quiet_to:
            return self.quiet_from <= moment < self.quiet_to
        return moment >= self.quiet_from or moment < self.quiet_to


@dataclass(frozen=True, slots=True)
class Spending:
    """Asks at most `per_day`, first where branches know least; `random_share` of them by chance alone (0–1)."""

    per_day: int
    random_share: float = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgrammeSettings:
    """`sample` is a share 0–1; days are whole days of the organisation's calendar."""

    occasion: Occasion = field(default_factory=Occasion)
    steps: tuple[Step, ...] = (Step(Carrier.EMAIL),)
    sample: float = 1.0
    every_days: int = 90
    wait_days: int = 14
    expires_days: int = 14
    reminders: Reminders = field(default_factory=Reminders)
    hours: Hours = field(default_factory=Hours)
    languages: tuple[str, ...] = ()
    spending: Spending | None = None


def read_programme(document: object) -> ProgrammeSettings:
    """The settings in the document; what is absent has its default.

    Errors: `BadProgramme` naming the place, what was given and what is allowed.
    """
    given = _Given(document, "settings")
    given.only(
        "occasion", "steps", "sample", "every_days", "wait_days", "expires_days", "reminders", "hours",
        "languages", "spending",
    )  # fmt: skip
    read = ProgrammeSettings(
        occasion=_occasion(given.part("occasion")),
        steps=_steps(given.list("steps")),
        sample=given.number("sample", 1.0, 0.0001, 1.0),
        every_days=given.whole("every_days", 90, 1, 3650),
        wait_days=given.whole("wait_days", 14, 1, 365),
        expires_days=given.whole("expires_days", 14, 1, 365),
        reminders=_reminders(given.part("reminders")),
        hours=_hours(given.part("hours")),
        languages=tuple(str(one) for one in given.list("languages")),
        spending=_spending(given.part("spending")),
    )
    if read.every_days < read.expires_days:
        raise BadProgramme(
            "every_days",
            str(read.every_days),
            f"at least as long as an invitation stays open ({read.expires_days} days) is allowed",
        )
    return read


def write_programme(settings: ProgrammeSettings) -> dict[str, Any]:
    """The document `read_programme` reads back as these settings."""
    one, hours = settings.occasion, settings.hours
    return {
        "occasion": {
            "kind": one.kind.value,
            "event": one.event.value if one.event else None,
            "delay_hours": one.delay_hours,
            "months": one.months,
            "waves": one.waves,
            "starts_on": one.starts_on.isoformat() if one.starts_on else None,
            "attribute": one.attribute,
        },
        "steps": [{"carrier": step.carrier.value, "when": step.when} for step in settings.steps],
        "sample": settings.sample,
        "every_days": settings.every_days,
        "wait_days": settings.wait_days,
        "expires_days": settings.expires_days,
        "reminders": {"most": settings.reminders.most, "after_days": settings.reminders.after_days},
        "hours": {
            "quiet_from": hours.quiet_from.isoformat("minutes"),
            "quiet_to": hours.quiet_to.isoformat("minutes"),
            "days": sorted(hours.days),
            "keeps_holidays": hours.keeps_holidays,
        },
        "languages": list(settings.languages),
        "spending": settings.spending
        and {"per_day": settings.spending.per_day, "random_share": settings.spending.random_share},
    }


def _occasion(given: "_Given") -> Occasion:
    given.only("kind", "event", "delay_hours", "months", "waves", "starts_on", "attribute")
    kind = given.choice("kind", OccasionKind, OccasionKind.MANUAL)
    event = given.choice("event", EventKind, None)
    if kind is OccasionKind.EVENT and event is None:
        raise BadProgramme("occasion.event", "nothing", f"one of {', '.join(EventKind)} is needed")
    starts_on = given.day("starts_on")
    if kind is OccasionKind.RHYTHM and starts_on is None:
        raise BadProgramme(
            "occasion.starts_on", "nothing", "the first day of the rhythm is needed, as 2026-12-01"
        )
    attribute = given.text("attribute")
    if kind is OccasionKind.ANNIVERSARY and not attribute:
        raise BadProgramme("occasion.attribute", "nothing", "the attribute that holds the day is needed")
    return Occasion(
        kind=kind,
        event=event,
        delay_hours=given.number("delay_hours", 24, 0, 24 * 365),
        months=given.whole("months", 3, 1, 24),
        waves=given.whole("waves", 1, 1, 90),
        starts_on=starts_on,
        attribute=attribute,
    )


def _steps(given: Sequence[object]) -> tuple[Step, ...]:
    if not given:
        return (Step(Carrier.EMAIL),)
    steps = []
    for n, one in enumerate(given):
        part = _Given(one, f"steps[{n}]")
        part.only("carrier", "when")
        carrier = part.choice("carrier", Carrier, None)
        if carrier not in REACHING:
            raise BadProgramme(
                f"steps[{n}].carrier", str(carrier), f"one of {', '.join(REACHING)} is allowed"
            )
        when = part.raw("when")
        if when is not None and not isinstance(when, Mapping):
            raise BadProgramme(f"steps[{n}].when", str(when), "a condition or nothing is allowed")
        steps.append(Step(carrier, when))
    return tuple(steps)


def _reminders(given: "_Given") -> Reminders:
    given.only("most", "after_days")
    return Reminders(given.whole("most", 1, 0, 5), given.whole("after_days", 4, 1, 60))


def _hours(given: "_Given") -> Hours:
    given.only("quiet_from", "quiet_to", "days", "keeps_holidays")
    default = Hours()
    days = given.list("days")
    if any(one not in EVERY_WEEKDAY or isinstance(one, bool) for one in days):
        raise BadProgramme("hours.days", str(days), "weekdays from 0 (Monday) to 6 (Sunday) are allowed")
    return Hours(
        quiet_from=given.clock("quiet_from", default.quiet_from),
        quiet_to=given.clock("quiet_to", default.quiet_to),
        days=frozenset(int(str(one)) for one in days) or EVERY_WEEKDAY,
        keeps_holidays=given.raw("keeps_holidays") is not False,
    )


def _spending(given: "_Given") -> Spending | None:
    if given.is_empty:
        return None
    given.only("per_day", "random_share")
    return Spending(given.whole("per_day", 100, 1, 1_000_000), given.number("random_share", 0.5, 0.05, 1.0))


class _Given:
    """A part of a document, read name by name with its place in every complaint."""

    def __init__(self, given: object, place: str) -> None:
        if given is not None and not isinstance(given, Mapping):
            raise BadProgramme(place, str(given)[:40], "a set of names and values is allowed")
        self._given: Mapping[str, object] = given or {}
        self._place = place

    @property
    def is_empty(self) -> bool:
        return not self._given

    def only(self, *names: str) -> None:
        for name in self._given:
            if name not in names:
                raise BadProgramme(self._at(str(name)), str(name), f"only {', '.join(names)} are known here")

    def raw(self, name: str) -> object:
        return self._given.get(name)

    def part(self, name: str) -> "_Given":
        return _Given(self._given.get(name), self._at(name))

    def list(self, name: str) -> Sequence[object]:
        given = self._given.get(name) or ()
        if isinstance(given, str) or not isinstance(given, Sequence):
            raise BadProgramme(self._at(name), str(given)[:40], "a list is allowed")
        return given

    def text(self, name: str) -> str:
        return str(self._given.get(name) or "")[:80]

    def number(self, name: str, default: float, low: float, high: float) -> float:
        given = self._given.get(name)
        if given is None:
            return default
        if isinstance(given, bool) or not isinstance(given, int | float) or not low <= given <= high:
            raise BadProgramme(self._at(name), str(given)[:40], f"a number from {low} to {high} is allowed")
        return float(given)

    def whole(self, name: str, default: int, low: int, high: int) -> int:
        given = self.number(name, default, low, high)
        if given != int(given):
            raise BadProgramme(self._at(name), str(given), f"a whole number from {low} to {high} is allowed")
        return int(given)

    def choice(self, name: str, kinds: Any, default: Any) -> Any:
        given = self._given.get(name)
        if given is None:
            return default
        return self._tried(name, given, lambda: kinds(given), f"one of {', '.join(kinds)} is allowed")

    def day(self, name: str) -> date | None:
        given = self._given.get(name)
        if given is None or given == "":
            return None
        found: date = self._tried(
            name, given, lambda: date.fromisoformat(str(given)), "a day as 2026-12-01 is allowed"
        )
        return found

    def clock(self, name: str, default: time) -> time:
        given = self._given.get(name)
        if given is None or given == "":
            return default
        found: time = self._tried(
            name, given, lambda: time.fromisoformat(str(given)), "a time as 09:00 is allowed"
        )
        return found.replace(tzinfo=None)

    def _tried(self, name: str, given: object, read: Callable[[], Any], allowed: str) -> Any:
        try:
            return read()
        except ValueError as wrong:
            raise BadProgramme(self._at(name), str(given)[:40], allowed) from wrong

    def _at(self, name: str) -> str:
        return f"{self._place}.{name}" if self._place != "settings" else name
