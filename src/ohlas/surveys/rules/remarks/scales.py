"""The same thing asked of the same touchpoint on two scales."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from ohlas.metrics import SCALES
from ohlas.surveys.rules.definition import Definition, Item
from ohlas.surveys.rules.remarks.remark import Remark, named
from ohlas.surveys.rules.saying import Message, Term, said
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


AGREEMENT = "likert"
"""Agreement with a statement is another thing than satisfaction, whatever numbers both use."""


def mixed_scales(definition: Definition, others: Others) -> Iterator[Remark]:
    """The same touchpoint asked the same thing on another scale: the two can never be compared."""
    known: dict[tuple[str, str], list[tuple[str, Item]]] = {}
    for name, other in others.items():
        for item in other.items():
            if (key := _topic(item)) is not None:
                known.setdefault(key, []).append((name, item))
    for item in definition.items():
        key = _topic(item)
        if key is None:
            continue
        clash = next((pair for pair in known.get(key, []) if pair[1].scale != item.scale), None)
        if clash is not None:
            yield Remark(
                "mixed_scales",
                item.question.id,
                _clash(definition, item, key[0], *clash),
                said("Use the same scale: figures on two scales are never compared or pooled."),
            )
        known.setdefault(key, []).append(("", item))


def _clash(definition: Definition, item: Item, touchpoint: str, other: str, theirs: Item) -> Message:
    given = {
        "question": named(definition, item.question),
        "touchpoint": touchpoint,
        "scale": Term("scale", item.scale or ""),
        "theirs": Term("scale", theirs.scale or ""),
    }
    if not other:
        return said(
            "“%(question)s” rates %(touchpoint)s on the scale %(scale)s, “%(other)s” on %(theirs)s.",
            **given,
            other=named(definition, theirs.question),
        )
    return said(
        "“%(question)s” rates %(touchpoint)s on the scale %(scale)s, the survey “%(other)s” on %(theirs)s.",
        **given,
        other=other,
    )


def _topic(item: Item) -> tuple[str, str] | None:
    """Touchpoint and what is asked of it; importance is another thing than satisfaction."""
    if item.touchpoint is None or item.scale is None or item.asked == IMPORTANCE:
        return None
    family = AGREEMENT if item.type.id == AGREEMENT else _FAMILIES.get(SCALES[item.scale].kind)
    return None if family is None else (item.touchpoint, family)
