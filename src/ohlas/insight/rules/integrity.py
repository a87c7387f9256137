"""Which answers may not be customers' own. Pure: answers in, suspicions with their evidence out; a person decides."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import pairwise
from uuid import UUID

SAME_DEVICE = 3
"""Answers to one survey from one device in one day; two people of a family share a tablet."""
SAME_DEVICE_CUSTOMERS = 2
"""Different customers of one employee, answered from one device."""
SPAN = timedelta(minutes=10)
LEAST_IN_SPAN = 6
LEAST_HISTORY, LEAST_DAYS = 20, 7
ALPHA = 0.001
KIOSK_RUN = 5
KIOSK_BASE_S, KIOSK_EACH_S = 2.0, 2.0
"""Nobody steps up, reads and answers faster: two seconds, and two more for each answer."""
INVITED = frozenset({"email", "sms"})
"""Channels whose bursts are our own sending."""


class Odd(StrEnum):
    DEVICE = "device"
    BURST = "burst"
    STAFF = "staff"
    KIOSK = "kiosk"
    BEGGING = "begging"
    JUMP = "jump"


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """One identified answer as the watch sees it; `begs` names the pattern found in its words."""

    id: UUID
    at: datetime
    survey: UUID
    channel: str
    unit: UUID | None = None
    employee: UUID | None = None
    link: UUID | None = None
    contact: UUID | None = None
    device: str = ""
    by_staff: bool = False
    answered: int = 1
    begs: str = ""


@dataclass(frozen=True)
class Suspicion:
    """Answers that go together, and the numbers that speak against them."""

    kind: Odd
    subject: str
    answers: tuple[Seen, ...]
    evidence: Mapping[str, float | int | str] = field(default_factory=dict)

    @property
    def unit(self) -> UUID | None:
        """The unit all of them belong to; None where they belong to several."""
        units = {one.unit for one in self.answers}
        return next(iter(units)) if len(units) == 1 else None


@dataclass(frozen=True)
class History:
    """What came before at this hour of day: how many answers, over how many minutes, on how many days."""

    answers: int
    minutes: float
    days: int


def shared_devices(seen: Iterable[Seen]) -> Iterator[Suspicion]:
    """Several answers to one survey from one device in a day; fewer suffice for one employee's customers."""
    by_device: dict[tuple[str, UUID], list[Seen]] = defaultdict(list)
    for one in seen:
        if one.device:
            by_device[one.device, one.survey].append(one)
    for (device, _), group in sorted(by_device.items(), key=str):
        customers = _customers_of_one_employee(group)
        if len(group) >= SAME_DEVICE or customers >= SAME_DEVICE_CUSTOMERS:
            evidence = {"answers": len(group), "customers": customers, "minutes": _minutes(group)}
            yield Suspicion(Odd.DEVICE, f"device:{device}", _in_order(group), evidence)


def by_staff(seen: Iterable[Seen]) -> Iterator[Suspicion]:
    """Answers sent from a browser in which staff was signed in, by employee, else by unit or survey."""
    groups: dict[str, list[Seen]] = defaultdict(list)
    for one in seen:
        if one.by_staff:
            groups[_subject(one)].append(one)
    for subject, group in sorted(groups.items()):
        yield Suspicion(Odd.STAFF, subject, _in_order(group), {"answers": len(group)})


def kiosk_runs(seen: Iterable[Seen]) -> Iterator[Suspicion]:
    """Runs at a tablet in which nobody had time to step up and read."""
    places: dict[tuple[UUID, UUID | None], list[Seen]] = defaultdict(list)
    for one in seen:
        if one.channel == "kiosk":
            places[one.survey, one.unit].append(one)
    for group in places.values():
        for run in _fast_runs(_in_order(group)):
            gaps = [(b.at - a.at).total_seconds() for a, b in pairwise(run)]
            evidence = {"answers": len(run), "seconds": round(max(gaps), 1), "expected": _least_gap(run[-1])}
            yield Suspicion(Odd.KIOSK, _subject(run[0]), run, evidence)


def begging(seen: Iterable[Seen]) -> Iterator[Suspicion]:
    """Answers whose words tell that a score was asked for."""
    groups: dict[str, list[Seen]] = defaultdict(list)
    for one in seen:
        if one.begs:
            groups[_subject(one)].append(one)
    for subject, group in sorted(groups.items()):
        patterns = " ".join(sorted({one.begs for one in group}))
        yield Suspicion(Odd.BEGGING, subject, _in_order(group), {"answers": len(group), "patterns": patterns})


def bursts(
    seen: Iterable[Seen],
    history: Callable[[str, datetime], History],
    chance: Callable[[int, float, int, float], float],
    expected: Callable[[float, int, float], float],
) -> Iterator[Suspicion]:
    """Stretches of ten minutes with far more answers than the subject's own history lets expect.

    The narrowest subject speaks: employee before link before unit. Answers told of once are not told of again.
    """
    free = [one for one in seen if one.channel not in INVITED]
    tried = list(_stretches(free))
    told: set[UUID] = set()
    for subject, stretch in tried:
        fresh = [one for one in stretch if one.id not in told]
        if len(fresh) < LEAST_IN_SPAN:
            continue
        before = history(subject, stretch[0].at)
        if before.answers < LEAST_HISTORY or before.days < LEAST_DAYS:
            continue  # no expectation of its own yet
        span = SPAN.total_seconds() / 60
        p = chance(len(stretch), span, before.answers, before.minutes)
        if p < ALPHA / len(tried):
            told |= {one.id for one in stretch}
            usual = round(expected(span, before.answers, before.minutes), 2)
            evidence = {"answers": len(stretch), "minutes": span, "expected": usual, "p": p}
            yield Suspicion(Odd.BURST, subject, stretch, evidence)


def _stretches(seen: Sequence[Seen]) -> Iterator[tuple[str, tuple[Seen, ...]]]:
    for name in ("employee", "link", "unit"):
        groups: dict[UUID, list[Seen]] = defaultdict(list)
        for one in seen:
            if (key := getattr(one, name)) is not None:
                groups[key].append(one)
        for key, group in sorted(groups.items()):
            yield from ((f"{name}:{key}", stretch) for stretch in _dense(_in_order(group)))


def _dense(group: tuple[Seen, ...]) -> Iterator[tuple[Seen, ...]]:
    """Disjoint stretches of at most the span, each begun by its first answer."""
    start = 0
    while start < len(group):
        end = start
        while end < len(group) and group[end].at - group[start].at <= SPAN:
            end += 1
        if end - start >= LEAST_IN_SPAN:
            yield group[start:end]
            start = end
        else:
            start += 1


def _fast_runs(group: tuple[Seen, ...]) -> Iterator[tuple[Seen, ...]]:
    run: list[Seen] = list(group[:1])
    for before, one in pairwise(group):
        if (one.at - before.at).total_seconds() < _least_gap(one):
            run.append(one)
            continue
        if len(run) >= KIOSK_RUN:
            yield tuple(run)
        run = [one]
    if len(run) >= KIOSK_RUN:
        yield tuple(run)


def _least_gap(one: Seen) -> float:
    return KIOSK_BASE_S + KIOSK_EACH_S * one.answered


def _customers_of_one_employee(group: Sequence[Seen]) -> int:
    customers: dict[UUID, set[UUID]] = defaultdict(set)
    for one in group:
        if one.employee and one.contact:
            customers[one.employee].add(one.contact)
    return max(map(len, customers.values()), default=0)


def _subject(one: Seen) -> str:
    for name in ("employee", "unit", "survey"):
        if (key := getattr(one, name)) is not None:
            return f"{name}:{key}"
    raise LookupError("an answer always has a survey")


def _in_order(group: Iterable[Seen]) -> tuple[Seen, ...]:
    return tuple(sorted(group, key=lambda one: (one.at, one.id)))


def _minutes(group: Sequence[Seen]) -> float:
    moments = [one.at for one in group]
    return round((max(moments) - min(moments)).total_seconds() / 60, 1)
