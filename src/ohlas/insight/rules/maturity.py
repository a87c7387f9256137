"""The yearly self-check: areas and their statements by name, levels, and what several people's answers add up to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from ohlas.accounts.errors import Refused

LEVELS = (1, 2, 3, 4, 5)
AREAS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "direction": ("promise", "sponsor", "decisions"),
        "listening": ("moments", "unasked", "everybody"),
        "measuring": ("one_number", "uncertainty", "drivers"),
        "understanding": ("journey", "words", "segments"),
        "acting": ("call_back", "causes", "told_back"),
        "designing": ("tried", "touchpoints", "promises"),
        "people": ("known", "trained", "praised"),
        "value": ("worth", "budget", "proof"),
    }
)
"""Eight areas of three statements each; the words stand in `pages.maturity_words`."""
SPREAD_FROM = 3
"""People from whom on lowest and highest are shown: with two, each would know the other's."""
WIDE = 2.0
"""From this distance between lowest and highest on, people should talk before they plan."""


@dataclass(frozen=True)
class AreaResult:
    """One area: the mean of people's own means, how many answered, lowest and highest person, nearest level."""

    area: str
    value: float | None
    people: int
    low: float | None
    high: float | None
    before: float | None

    @property
    def level(self) -> int | None:
        return None if self.value is None else min(max(int(self.value + 0.5), LEVELS[0]), LEVELS[-1])

    @property
    def is_wide(self) -> bool:
        return self.low is not None and self.high is not None and self.high - self.low >= WIDE


def statements() -> tuple[str, ...]:
    """Every statement's name, `area.statement`, in the order they are asked."""
    return tuple(f"{area}.{name}" for area, names in AREAS.items() for name in names)


def read_levels(given: Mapping[str, str]) -> dict[str, int]:
    """The levels somebody chose; statements left open are left out.

    Errors: `Refused` for something that is no level, or when everything was left open.
    """
    found = {}
    for name in statements():
        value = given.get(name, "")
        if not value:
            continue
        if value not in {str(level) for level in LEVELS}:
            raise Refused(f"“{value[:20]}” is no level; 1 to 5 are.", field=name)
        found[name] = int(value)
    if not found:
        raise Refused("Choose a level for at least one statement; leave open what you cannot tell.")
    return found


def results(
    answers: Sequence[Mapping[str, int]], before: Sequence[Mapping[str, int]]
) -> tuple[AreaResult, ...]:
    """Every area: each person counts once, whatever they left open; `before` are last year's answers."""
    earlier = {area: _mean(_people(area, before)) for area in AREAS}
    return tuple(_result(area, _people(area, answers), earlier[area]) for area in AREAS)


def overall(found: Sequence[AreaResult]) -> float | None:
    """The mean of all areas that somebody answered."""
    return _mean([area.value for area in found if area.value is not None])


def _result(area: str, people: Sequence[float], before: float | None) -> AreaResult:
    is_spread = len(people) >= SPREAD_FROM
    low, high = (min(people), max(people)) if is_spread else (None, None)
    return AreaResult(area, _mean(people), len(people), low, high, before)


def _people(area: str, answers: Sequence[Mapping[str, int]]) -> list[float]:
    """Each person's own mean over the area's statements."""
    means = []
    for levels in answers:
        given = [levels[name] for one in AREAS[area] if (name := f"{area}.{one}") in levels]
        if given:
            means.append(sum(given) / len(given))
    return means


def _mean(values: Sequence[float]) -> float | None:
    return sum(values) / len(values) if values else None
