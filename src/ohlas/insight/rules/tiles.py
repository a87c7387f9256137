"""The kinds of tile a dashboard may hold, and what each may be told. A new kind is one line here, one file in
`queries/tiles`, one in `pages/tiles` and one template.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from types import MappingProxyType

from ohlas.insight.rules.periods import Preset, Step


class Size(StrEnum):
    """How much of a row a tile takes on a desk; on a phone every tile takes the whole."""

    QUARTER = "quarter"
    THIRD = "third"
    HALF = "half"
    WIDE = "wide"
    FULL = "full"


class Order(StrEnum):
    NEWEST = "newest"
    REPRESENTATIVE = "representative"


@dataclass(frozen=True, slots=True)
class TileKind:
    """`parts` are the settings this kind has besides title, size, days and filters."""

    id: str
    parts: frozenset[str]
    size: Size
    usual_by: str | None = None
    usual_across: str | None = None
    wants_many: bool = False
    """Whether the usual measure is that of most questions rather than the first one."""


@dataclass(frozen=True)
class TileSpec:
    """One tile as the document holds it; what is None is chosen by the page."""

    id: str
    kind: str
    title: str = ""
    measure: str | None = None
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    by: str | None = None
    across: str | None = None
    preset: Preset | None = None
    bucket: Step | None = None
    order: Order = Order.NEWEST
    size: Size = Size.HALF

    @property
    def rule(self) -> TileKind:
        return KINDS[self.kind]

    @property
    def split(self) -> str | None:
        return self.by or self.rule.usual_by

    @property
    def crossing(self) -> str | None:
        return self.across or self.rule.usual_across

    def copied(self, tile_id: str) -> "TileSpec":
        return replace(self, id=tile_id)


_NUMBER = frozenset({"measure"})
KINDS: Mapping[str, TileKind] = MappingProxyType(
    {
        kind.id: kind
        for kind in (
            TileKind("figure", _NUMBER, Size.QUARTER),
            TileKind("trend", _NUMBER | {"by", "bucket"}, Size.WIDE),
            TileKind("distribution", _NUMBER, Size.THIRD),
            TileKind("breakdown", _NUMBER | {"by"}, Size.HALF, usual_by="unit"),
            TileKind("heat", _NUMBER | {"by", "across"}, Size.FULL, "unit", "touchpoint", wants_many=True),
            TileKind("league", _NUMBER | {"by"}, Size.HALF, usual_by="unit"),
            TileKind("map", _NUMBER, Size.HALF),
            TileKind("response", frozenset(), Size.QUARTER),
            TileKind("goal", _NUMBER, Size.HALF),
            TileKind("comments", frozenset({"order"}), Size.HALF),
        )
    }
)
"""Every kind there is, in the order of the gallery."""
