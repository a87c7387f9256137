"""What the address of the driver page says: a dashboard's filters and days, a score, and what may move it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from urllib.parse import urlencode

from ohlas.insight.errors import BadAddress
from ohlas.insight.rules.selection import MAX_LENGTH, Selection, parse_selection

SAMPLES = (200, 2000)
"""Bootstrap samples: while looking around, and of a final figure."""
MOST_DRIVERS = 60
_OWN = ("outcome", "driver", "samples", "was")
"""`was` is the score a form was filled in for: choosing another one there takes back what fitted the old one."""
ABOUT_ONE_ANSWER = ("question", "touchpoint", "value", "by", "bucket", "page")
"""Parts that mean single answers; here whole people are looked at."""


@dataclass(frozen=True)
class Driven:
    """The address, read; no outcome or drivers mean the page's own choice."""

    selection: Selection = field(default_factory=Selection)
    outcome: str | None = None
    drivers: tuple[str, ...] = ()
    samples: int | None = None

    def pairs(self) -> Iterator[tuple[str, str]]:
        if self.outcome:
            yield "outcome", self.outcome
        yield from (("driver", one) for one in self.drivers)
        if self.samples:
            yield "samples", str(self.samples)
        yield from self.selection.pairs()

    @property
    def address(self) -> str:
        return f"?{urlencode(list(self.pairs()))}"

    def over(self, selection: Selection) -> "Driven":
        return replace(self, selection=selection)


def parse_driven(given: Mapping[str, Sequence[str]], attributes: Sequence[str] = ()) -> Driven:
    """The address of the driver page; empty values mean the page's own choice.

    Errors: `BadAddress` naming the part, what was given and what is allowed.
    """
    for name in ABOUT_ONE_ANSWER:
        if any(given.get(name, ())):
            raise BadAddress(name, given[name][-1][:60], "drivers are about whole people: take this part off")
    rest = {name: values for name, values in given.items() if name not in {*_OWN, *ABOUT_ONE_ANSWER}}
    selection = parse_selection(rest, attributes)
    outcome = _last(given, "outcome")
    drivers = tuple(dict.fromkeys(one for one in given.get("driver", ()) if one))
    if len(drivers) > MOST_DRIVERS or any(len(one) > MAX_LENGTH for one in (*drivers, outcome)):
        raise BadAddress(
            "driver", f"{len(drivers)} drivers", f"up to {MOST_DRIVERS} question ids are allowed"
        )
    was = _last(given, "was")
    if was and was != outcome:
        selection = replace(selection, measure=None)
        drivers = (*(one for one in drivers if one != outcome), was) if drivers else ()
    if outcome and outcome in drivers:
        raise BadAddress("driver", outcome[:60], "the score cannot explain itself: choose other questions")
    return Driven(selection, outcome or None, drivers, _samples(_last(given, "samples")))


def _samples(given: str) -> int | None:
    if not given:
        return None
    if given not in {str(n) for n in SAMPLES}:
        raise BadAddress("samples", given[:60], f"{' or '.join(map(str, SAMPLES))} are allowed")
    return int(given)


def _last(given: Mapping[str, Sequence[str]], name: str) -> str:
    values = given.get(name, ())
    return values[-1] if values else ""
