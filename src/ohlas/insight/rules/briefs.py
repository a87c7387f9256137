"""Which three things are most worth doing: what stands within one family of tests, by what it could add."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from ohlas.insight.rules.families import Q
from ohlas.metrics import benjamini_hochberg

MOST_ITEMS = 3
MOST_OF_A_KIND = 2
"""Three drivers would be a table, not a brief."""


class ItemKind(StrEnum):
    CHANGE = "change"
    TOPIC = "topic"
    RATE = "rate"
    SILENCE = "silence"
    BROKEN = "broken"
    DRIVER = "driver"


LASTING = (ItemKind.DRIVER,)
"""What is worth doing without anything having changed."""


@dataclass(frozen=True)
class Item:
    """One thing worth doing. `gain` is in points of the score of everybody looked at, with its interval.

    `p` is its test where it has one: a thing with a test stands only within the family of the whole brief.
    """

    key: str
    kind: ItemKind
    evidence: Mapping[str, Any] = field(default_factory=dict)
    gain: float | None = None
    low: float | None = None
    high: float | None = None
    n: int = 0
    p: float | None = None
    is_worse: bool = True
    is_new: bool = True

    @property
    def is_change(self) -> bool:
        return self.kind not in LASTING


@dataclass(frozen=True)
class Written:
    """A brief as it is stored: the things to do, what got better, and how much was looked at."""

    items: tuple[Item, ...]
    better: tuple[Item, ...] = ()
    tested: int = 0
    stood: tuple[str, ...] = ()
    main: Mapping[str, Any] = field(default_factory=dict)

    @property
    def news(self) -> int:
        """Changes that were not in the brief before."""
        return sum(one.is_change and one.is_new for one in (*self.items, *self.better))


def chosen(found: Sequence[Item], known: Collection[str], main: Mapping[str, Any]) -> Written:
    """The brief: what stands, one line per place or thing, the greatest gain first, marked where it is new."""
    standing = [replace(one, is_new=one.key not in known) for one in _standing(found)]
    best = _once(sorted(standing, key=_by_gain))
    worth = [one for one in best if one.is_worse]
    better = [one for one in best if not one.is_worse]
    return Written(
        items=tuple(_varied(worth)[:MOST_ITEMS]),
        better=tuple(better[:MOST_ITEMS]),
        tested=sum(one.p is not None for one in found),
        stood=tuple(one.key for one in best),
        main=main,
    )


def monday(today: date) -> date:
    return today - timedelta(days=today.weekday())


def write_brief(brief: Written) -> dict[str, object]:
    return {
        "items": [asdict(one) for one in brief.items],
        "better": [asdict(one) for one in brief.better],
        "tested": brief.tested,
        "stood": list(brief.stood),
        "main": dict(brief.main),
    }


def read_brief(given: Mapping[str, Any]) -> Written:
    return Written(
        items=tuple(_item(one) for one in given.get("items", ())),
        better=tuple(_item(one) for one in given.get("better", ())),
        tested=given.get("tested", 0),
        stood=tuple(given.get("stood", ())),
        main=given.get("main", {}),
    )


def _item(given: Mapping[str, Any]) -> Item:
    return Item(**{**given, "kind": ItemKind(given["kind"])})


def _standing(found: Sequence[Item]) -> list[Item]:
    tested = [one.p for one in found if one.p is not None]
    marks = iter(benjamini_hochberg(tested, Q))
    return [one for one in found if one.p is None or next(marks)]


def _by_gain(one: Item) -> tuple[float, str]:
    return -(one.gain or 0.0), one.key


def _once(found: Sequence[Item]) -> list[Item]:
    """A place that fell against last quarter and last year fell once: the larger of the two is said."""
    kept: dict[str, Item] = {}
    for one in found:
        kept.setdefault(one.key.partition("@")[0] + str(one.is_worse), one)
    return list(kept.values())


def _varied(found: Sequence[Item]) -> list[Item]:
    """Not more than two drivers; everything else as it comes."""
    lasting = [one for one in found if not one.is_change][:MOST_OF_A_KIND]
    return [one for one in found if one.is_change or one in lasting]
