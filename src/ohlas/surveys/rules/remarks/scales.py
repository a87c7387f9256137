"""The same thing asked of the same touchpoint on two scales."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from ohlas.metrics import SCALES
from ohlas.surveys.rules.definition import Definition, Item
from ohlas.surveys.rules.remarks.remark import Remark, named
from ohlas.surveys.rules.types import IMPORTANCE

Others = Mapping[str, Definition]
_FAMILIES: Mapping[str, str] = MappingProxyType(
    {
        "recommendation": "recommendation",
        "effort": "effort",
        "rating": "satisfaction",
        "satisfaction": "satisfaction",
        "stars": "satisfaction",
        "faces": "satisfaction",
    }
)


def mixed_scales(definition: Definition, others: Others) -> Iterator[Remark]:
    """The same touchpoint asked the same thing on another scale: the two can never be compared."""
    known: dict[tuple[str, str], list[tuple[str, Item]]] = {}
    for name, other in others.items():
        for item in other.items():
            if (key := _topic(item)) is not None:
                known.setdefault(key, []).append((f"“{name}”", item))
    for item in definition.items():
        key = _topic(item)
        if key is None:
            continue
        clash = next((pair for pair in known.get(key, []) if pair[1].scale != item.scale), None)
        if clash is not None:
            yield Remark(
                "mixed_scales",
                item.question.id,
                f"{named(definition, item.question)} rates {key[0]} on {item.scale}, "
                f"{clash[0]} on {clash[1].scale}.",
                "Use the same scale: figures on two scales are never compared or pooled.",
            )
        known.setdefault(key, []).append(("this survey", item))


def _topic(item: Item) -> tuple[str, str] | None:
    """Touchpoint and what is asked of it; importance is another thing than satisfaction."""
    if item.touchpoint is None or item.scale is None or item.asked == IMPORTANCE:
        return None
    family = _FAMILIES.get(SCALES[item.scale].kind)
    return None if family is None else (item.touchpoint, family)
