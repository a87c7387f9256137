"""Studies: what a statistician would ask of the same answers. Their kinds, and what their addresses say."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from urllib.parse import urlencode

from ohlas.insight.errors import BadAddress
from ohlas.insight.rules.selection import FIELDS, MAX_LENGTH, Selection, parse_selection


class Study(StrEnum):
    """One page each, in the order they are offered."""

    LEAGUE = "league"
    FUNNEL = "funnel"
    CONTROL = "control"
    PANEL = "panel"
    INDEX = "index"
    SILENCE = "silence"
    WEIGHTS = "weights"
    PLAN = "plan"


GROUPS = tuple(name for name in FIELDS if name not in {"sentiment", "topic"})
"""What units may be ranked by, besides declared attributes."""
PAGE_ROWS = 100
"""Groups on one page of a table; ten thousand are leafed through."""
MOST_MARGINS = 4
MOST_TARGETS = 200
_OWN: Mapping[Study, tuple[str, ...]] = {
    Study.INDEX: ("item",),
    Study.WEIGHTS: ("margin", "least", "largest"),
    Study.PLAN: (
        "kind",
        "expected",
        "spread",
        "half",
        "difference",
        "per_group",
        "power",
        "confidence",
        "rate",
    ),
}
_TARGET = "target."


@dataclass(frozen=True)
class Studied:
    """A study's address, read: the usual selection, and what only this study is told."""

    study: Study
    selection: Selection = field(default_factory=Selection)
    own: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def pairs(self) -> Iterator[tuple[str, str]]:
        for name in sorted(self.own):
            yield from ((name, value) for value in self.own[name])
        yield from self.selection.pairs()

    @property
    def address(self) -> str:
        return f"?{urlencode(list(self.pairs()))}"

    def over(self, selection: Selection) -> "Studied":
        return replace(self, selection=selection)

    def one(self, name: str) -> str:
        """The last value given under this name; empty when none was."""
        return (self.own.get(name) or ("",))[-1]

    def targets(self, margin: str) -> tuple[dict[str, float], dict[str, str]]:
        """The shares wished for each category of a margin, as numbers; their sum need not be 1 or 100.

        With them the parts of the address that hold no such number, each with what is allowed.
        """
        start = f"{_TARGET}{margin}."
        found: dict[str, float] = {}
        wrong: dict[str, str] = {}
        for name, values in self.own.items():
            if name.startswith(start):
                try:
                    found[name.removeprefix(start)] = number(name, values[-1], 0.0, 1e9)
                except BadAddress as error:
                    wrong[name] = error.allowed
        return found, wrong


def parse_studied(
    study: Study, given: Mapping[str, Sequence[str]], attributes: Sequence[str] = ()
) -> Studied:
    """The address of a study; empty values mean the page's own choice.

    Errors: `BadAddress` naming the part, what was given and what is allowed.
    """
    known = _OWN.get(study, ())
    own: dict[str, tuple[str, ...]] = {}
    rest: dict[str, Sequence[str]] = {}
    for name, values in given.items():
        filled = tuple(dict.fromkeys(value for value in values if value))
        if name in known or (study is Study.WEIGHTS and name.startswith(_TARGET)):
            if any(len(value) > MAX_LENGTH for value in filled):
                raise BadAddress(name, filled[0][:60], f"up to {MAX_LENGTH} characters are allowed")
            own |= {name: filled} if filled else {}
        else:
            rest[name] = values
    if len(own) > MOST_TARGETS:
        raise BadAddress("target", f"{len(own)} targets", f"up to {MOST_TARGETS} are allowed")
    return Studied(study, parse_selection(rest, attributes), own)


def number(name: str, given: str, low: float, high: float) -> float:
    """A number as people write it, with a comma or a point.

    Errors: `BadAddress` saying what is allowed.
    """
    allowed = f"a number from {_plain(low)} to {_plain(high)} is allowed"
    try:
        found = float(given.strip().replace(",", ".").replace("−", "-").removesuffix("%"))
    except ValueError as error:
        raise BadAddress(name, given[:60], allowed) from error
    if not low <= found <= high:  # also what is no number at all
        raise BadAddress(name, given[:60], allowed)
    return found


def _plain(bound: float) -> str:
    """As people write it: 1,000,000,000 and not 1e+09."""
    return f"{bound:,.0f}" if bound >= 10_000 else f"{bound:g}"  # noqa: PLR2004 - as style guides have it
