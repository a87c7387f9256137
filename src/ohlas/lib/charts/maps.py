"""The importance–performance map: what matters against how it goes, crosshairs at the means."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal

from ohlas.lib.charts.shapes import Axis

Spec = dict[str, Any]
Corner = Literal["first", "keep", "later", "enough"]
_SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"
_SHAPES: dict[str, tuple[str, str, str]] = {
    "first": ("triangle-down", "detractor", "surface"),
    "keep": ("triangle-up", "promoter", "surface"),
    "later": ("circle", "ink_soft", "surface"),
    "enough": ("square", "surface", "ink_soft"),
}
"""Per corner: shape, fill, outline. Colour never stands alone."""


@dataclass(frozen=True, slots=True)
class Spot:
    """One thing on the map: `label` is short, `sentence` is read out and shown on hover."""

    label: str
    across: float
    up: float
    corner: Corner
    sentence: str
    href: str | None = None


def priority_map(
    spots: Sequence[Spot], across: Axis, up: Axis, at: tuple[float, float], *, height: int = 340
) -> Spec:
    """Spots with their labels; dashed lines at `at` (across, up) part the four corners.

    Shape:  any number of spots; none gives an empty frame.
    """
    x = _scaled("across", across, [spot.across for spot in spots], at[0])
    y = _scaled("up", up, [spot.up for spot in spots], at[1])
    told = {"field": "sentence", "type": "nominal"}
    layers: list[Spec] = [
        {"mark": _dashed(), "encoding": {"x": {"datum": at[0]}}},
        {"mark": _dashed(), "encoding": {"y": {"datum": at[1]}}},
    ]
    for corner, (shape, fill, stroke) in _SHAPES.items():
        look = {"fill": {"expr": fill}, "stroke": {"expr": stroke}, "strokeWidth": 1.5}
        layers.append(
            {
                "transform": [{"filter": f"datum.corner == '{corner}'"}],
                "mark": {"type": "point", "filled": True, "opacity": 1, "size": 140, "shape": shape, **look},
                "encoding": {
                    "x": x,
                    "y": y,
                    "tooltip": told,
                    "description": told,
                    "href": {"field": "href", "type": "nominal"},
                },
            }
        )
    layers.append(
        {
            "mark": {"type": "text", "fill": {"expr": "ink"}, "fontSize": 12, "dx": 9, "align": "left"},
            "encoding": {"x": x, "y": y, "text": {"field": "label", "type": "nominal"}},
        }
    )
    return {
        "$schema": _SCHEMA,
        "width": "container",
        "height": height,
        "autosize": {"type": "fit-x", "contains": "padding"},
        "data": {"values": [asdict(spot) for spot in spots]},
        "layer": layers,
    }


def _scaled(name: str, axis: Axis, values: Sequence[float], at: float) -> Spec:
    low, high = min([*values, at]), max([*values, at])
    room = max((high - low) * 0.12, 1e-6)
    low = low - room if axis.low is None else max(low - room, axis.low)
    high = high + room if axis.high is None else min(high + room, axis.high)
    scale = {"domain": [low, high], "zero": False, "nice": False}
    look = {"title": axis.title, "format": axis.form, "tickCount": 5}
    return {"field": name, "type": "quantitative", "scale": scale, "axis": look}


def _dashed() -> Spec:
    return {"type": "rule", "stroke": {"expr": "ink_soft"}, "strokeDash": [3, 3], "strokeWidth": 1}
