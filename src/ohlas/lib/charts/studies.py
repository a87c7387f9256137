"""The funnel of what luck explains, and the control chart of a running score."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal

from ohlas.lib.charts.shapes import Axis

Spec = dict[str, Any]
_SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"
_TOLD = {"field": "sentence", "type": "nominal"}
Side = Literal["above", "below", "within", "small"]
_LOUD = {"above": 2, "below": 2}
CROWD = 120
"""From so many spots on they shrink, or they would hide each other."""
_SIDES: dict[str, tuple[str, str, str]] = {
    "within": ("circle", "ink_soft", "surface"),
    "small": ("circle", "surface", "passive"),
    "above": ("triangle-up", "accent", "surface"),
    "below": ("triangle-down", "detractor", "surface"),
}
"""Per side: shape, fill, outline. Colour never stands alone."""


@dataclass(frozen=True, slots=True)
class Spread:
    """One unit in the funnel: how many answers, its score, where it lies."""

    size: float
    value: float
    side: Side
    label: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Limit:
    """The limits at one size: 95 % and 99.8 %."""

    size: float
    low: float
    high: float
    far_low: float
    far_high: float


@dataclass(frozen=True, slots=True)
class Tick:
    """One period of a control chart: score, limits, level of its stretch."""

    label: str
    value: float
    low: float
    high: float
    level: float
    side: Side
    sentence: str


def funnel(
    spots: Sequence[Spread], limits: Sequence[Limit], target: float, axis: Axis, size_title: str
) -> Spec:
    """Scores by size within their limits: solid 95 %, dashed 99.8 %; the common score as a line.

    Shape:  any number of spots, limits in order of size; none gives an empty frame.
    """
    ends = [end for limit in limits for end in (limit.low, limit.high)] + [spot.value for spot in spots]
    x = {
        "field": "size",
        "type": "quantitative",
        "scale": {"type": "log", "nice": False},
        "axis": {"title": size_title, "grid": False, "format": "~s", "tickCount": 6, "labelOverlap": True},
    }
    y = _up(axis, ends)
    curves = [
        _curve(name, x, y, dashed=name.startswith("far")) for name in ("low", "high", "far_low", "far_high")
    ]
    layers: list[Spec] = [
        {"mark": _rule([3, 3]), "encoding": {"y": {"datum": target}}},
        *({**curve, "data": {"values": [asdict(limit) for limit in limits]}} for curve in curves),
        *(_dots(x, y, side, size=40 if len(spots) > CROWD else 70) for side in _SIDES),
        _labels(x, y),
    ]
    return _frame(spots, layers, 380)


def control(ticks: Sequence[Tick], centre: float, axis: Axis) -> Spec:
    """Periods in order within their limits; a thick line for the level of each stretch, dots for the periods.

    Shape:  any number of periods; none gives an empty frame.
    """
    x = {
        "field": "label",
        "type": "ordinal",
        "sort": None,
        "scale": {"type": "point", "padding": 0.3, "domain": [tick.label for tick in ticks]},
        "axis": {
            "title": None,
            "labelAngle": 0,
            "labelOverlap": "greedy",
            "labelSeparation": 8,
            "grid": False,
        },
    }
    y = _up(axis, [end for tick in ticks for end in (tick.low, tick.high, tick.value)])
    band = {
        "mark": {"type": "area", "interpolate": "step", "fill": {"expr": "ink_soft"}, "fillOpacity": 0.1},
        "encoding": {"x": x, "y": {**y, "field": "low"}, "y2": {"field": "high"}},
    }
    line = {
        "mark": {"type": "line", "stroke": {"expr": "ink_soft"}, "strokeWidth": 1},
        "encoding": {"x": x, "y": y},
    }
    level = {
        "mark": {"type": "line", "interpolate": "step", "stroke": {"expr": "accent"}, "strokeWidth": 3},
        "encoding": {"x": x, "y": {**y, "field": "level"}},
    }
    layers: list[Spec] = [band, {"mark": _rule([3, 3]), "encoding": {"y": {"datum": centre}}}, line, level]
    layers += [_dots(x, y, side, size=50) for side in _SIDES]
    return _frame(ticks, layers, 300)


def _frame(items: Sequence[Spread | Tick], layers: list[Spec], height: int) -> Spec:
    return {
        "$schema": _SCHEMA,
        "width": "container",
        "height": height,
        "autosize": {"type": "fit-x", "contains": "padding"},
        "data": {"values": [asdict(item) for item in items]},
        "layer": layers,
    }


def _up(axis: Axis, ends: Sequence[float]) -> Spec:
    low, high = (min(ends), max(ends)) if ends else (axis.low or 0.0, axis.high or 1.0)
    room = max((high - low) * 0.06, 1e-6)
    low = low - room if axis.low is None else max(low - room, axis.low)
    high = high + room if axis.high is None else min(high + room, axis.high)
    look = {"title": axis.title or None, "format": axis.form, "tickCount": 5, "domain": False}
    scale = {"domain": [low, high], "zero": False, "nice": False, "clamp": True}
    return {"field": "value", "type": "quantitative", "scale": scale, "axis": look}


def _curve(name: str, x: Spec, y: Spec, *, dashed: bool) -> Spec:
    dash = {"strokeDash": [6, 4]} if dashed else {}
    return {
        "mark": {"type": "line", "stroke": {"expr": "ink_soft"}, "strokeWidth": 1.2, **dash},
        "encoding": {"x": x, "y": {**y, "field": name}},
    }


def _dots(x: Spec, y: Spec, side: str, *, size: int) -> Spec:
    shape, fill, stroke = _SIDES[side]
    look = {"fill": {"expr": fill}, "stroke": {"expr": stroke}, "strokeWidth": 1.2}
    return {
        "transform": [{"filter": f"datum.side == '{side}'"}],
        "mark": {
            "type": "point",
            "filled": True,
            "opacity": 1,
            "size": size * _LOUD.get(side, 1),
            "shape": shape,
            **look,
        },
        "encoding": {"x": x, "y": y, "tooltip": _TOLD, "description": _TOLD},
    }


def _labels(x: Spec, y: Spec) -> Spec:
    return {
        "transform": [{"filter": "datum.label != ''"}],
        "mark": {"type": "text", "fill": {"expr": "ink"}, "fontSize": 11, "dx": 8, "align": "left"},
        "encoding": {"x": x, "y": y, "text": {"field": "label", "type": "nominal"}},
    }


def _rule(dash: list[int]) -> Spec:
    return {"type": "rule", "stroke": {"expr": "ink_soft"}, "strokeDash": dash, "strokeWidth": 1}
