"""The charts themselves: trend with its band, distribution of answers, breakdown with whiskers.

Specifications hold data, shape and the names of colours. The colours themselves come with the theme
(`theme.params`), so one specification serves light and dark, page, mail and PDF.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from ohlas.lib.charts.shapes import Axis, Bar, Point, Row

Spec = dict[str, Any]
SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"
_TOOLTIP = {"field": "sentence", "type": "nominal"}
_MARKS: Mapping[str, tuple[str, str, str]] = {
    "better": ("triangle-up", "promoter", "surface"),
    "worse": ("triangle-down", "detractor", "surface"),
    "none": ("circle", "ink_soft", "surface"),
    "indicative": ("circle", "surface", "passive"),
}
"""Per mark: shape, fill, outline. Colour never stands alone."""
_SPOTS = (("!datum.indicative", "accent", "surface"), ("datum.indicative", "surface", "passive"))
ROW_STEP = 30
CROWD = 40
"""From so many buckets on, spots shrink, or they would hide the line."""
_BROKEN = {"invalid": "break-paths-show-path-domains"}


def trend(points: Sequence[Point], axis: Axis, *, height: int = 260, compact: bool = False) -> Spec:
    """A line through the buckets, its interval as a band, hollow spots where under 30 answered.

    A square stands at what was reported of a closed bucket: around its spot, or beside it where that changed.

    Shape:  any number of points, in order of time; none gives an empty frame.
    """
    y = _value_scale(axis, points)
    x: dict[str, Any] = {
        "field": "label",
        "type": "ordinal",
        "sort": None,
        "scale": {"type": "point", "padding": 0.3, "domain": [point.label for point in points]},
        "axis": {
            "title": None,
            "labelAngle": 0,
            "labelOverlap": "greedy",
            "labelSeparation": 8,
            "grid": False,
        },
    }
    y_axis = {"title": None if compact else axis.title, "format": axis.form, "tickCount": 3 if compact else 5}
    band = {
        "mark": {"type": "area", "fill": _colour("accent"), "fillOpacity": 0.16, **_BROKEN},
        "encoding": {
            "x": x,
            "y": {"field": "low", "type": "quantitative", "scale": y, "axis": {**y_axis, "domain": False}},
            "y2": {"field": "high"},
        },
    }
    line = {
        "mark": {"type": "line", "stroke": _colour("accent"), "strokeWidth": 2, **_BROKEN},
        "encoding": {"x": x, "y": {"field": "value", "type": "quantitative", "scale": y}},
    }
    spots = [_spots(x, y, *spot, size=24 if len(points) > CROWD else 56) for spot in _SPOTS]
    squares = [_squares(x, y)] if any(point.sealed is not None for point in points) else []
    drawn = _framed({"layer": [band, _lone_whiskers(x, y), line, *spots, *squares]}, points, height)
    for place, datum in enumerate(drawn["data"]["values"]):
        beside = (*points[max(place - 1, 0) : place], *points[place + 1 : place + 2])
        datum["lone"] = all(point.value is None for point in beside)
    return drawn


def _lone_whiskers(x: Spec, y: Spec) -> Spec:
    """A bucket without neighbours has no band to stand in."""
    return {
        "transform": [{"filter": "datum.lone && datum.low != null"}],
        "mark": {"type": "rule", "stroke": _colour("accent"), "strokeOpacity": 0.3, "strokeWidth": 3},
        "encoding": {
            "x": x,
            "y": {"field": "low", "type": "quantitative", "scale": y},
            "y2": {"field": "high"},
        },
    }


def _squares(x: Spec, y: Spec) -> Spec:
    return {
        "transform": [{"filter": "datum.sealed != null"}],
        "mark": {"type": "point", "shape": "square", "size": 150, "filled": False, "stroke": _colour("ink")},
        "encoding": {
            "x": x,
            "y": {"field": "sealed", "type": "quantitative", "scale": y},
            "tooltip": _TOOLTIP,
            "href": {"field": "href", "type": "nominal"},
            "description": _TOOLTIP,
        },
    }


def _spots(x: Spec, y: Spec, test: str, fill: str, stroke: str, *, size: int) -> Spec:
    return {
        "transform": [{"filter": f"datum.value != null && {test}"}],
        "mark": _dot(fill, stroke, size),
        "encoding": {
            "x": x,
            "y": {"field": "value", "type": "quantitative", "scale": y},
            "tooltip": _TOOLTIP,
            "href": {"field": "href", "type": "nominal"},
            "description": _TOOLTIP,
        },
    }


def distribution(bars: Sequence[Bar], *, height: int = 220) -> Spec:
    """How many people in a hundred gave each answer: bars from zero, labelled directly.

    Shape:  one bar per answer of the scale, in the scale's order; colour follows the tone.
    """
    x = {
        "field": "label",
        "type": "ordinal",
        "sort": None,
        "axis": {"title": None, "labelAngle": 0, "domain": False},
    }
    top = max((bar.share for bar in bars), default=0.0) or 1.0
    y = {
        "field": "share",
        "type": "quantitative",
        "scale": {"domain": [0, top * 1.12]},
        "axis": None,
    }
    tones = ["promoter", "passive", "detractor", "plain"]
    column = {
        "mark": {"type": "bar", "cornerRadiusEnd": 2, "width": {"band": 0.82}},
        "encoding": {
            "x": x,
            "y": y,
            "color": {"field": "tone", "type": "nominal", "scale": {"domain": tones}, "legend": None},
            "tooltip": _TOOLTIP,
            "href": {"field": "href", "type": "nominal"},
            "description": _TOOLTIP,
        },
    }
    label = {
        "transform": [{"filter": "datum.n > 0"}],
        "mark": {"type": "text", "fill": _colour("ink"), "fontSize": 11, "dy": -7},
        "encoding": {"x": x, "y": y, "text": {"field": "per_cent", "type": "nominal"}},
    }
    drawn = _framed({"layer": [column, label]}, bars, height)
    for bar, datum in zip(bars, drawn["data"]["values"], strict=True):
        datum["per_cent"] = f"{100 * bar.share:.0f}"
    return drawn


def breakdown(rows: Sequence[Row], axis: Axis, total: float | None) -> Spec:
    """Groups as dots with whiskers, best first as given, the whole as a dashed line.

    Shape:  one line per group; triangles mark groups tested to differ from the rest.
    """
    y = {
        "field": "label",
        "type": "nominal",
        "sort": None,
        "axis": {"title": None, "domain": False, "labelLimit": 220},
    }
    scale = _value_scale(axis, rows)
    x_axis = {"title": axis.title, "format": axis.form, "tickCount": 5}
    whisker = {
        "transform": [{"filter": "datum.low != null"}],
        "mark": {"type": "rule", "stroke": _colour("passive"), "strokeWidth": 2},
        "encoding": {
            "y": y,
            "x": {"field": "low", "type": "quantitative", "scale": scale, "axis": x_axis},
            "x2": {"field": "high"},
        },
    }
    layers: list[Spec] = [whisker]
    if total is not None:
        layers.insert(0, {"mark": _dashed(), "encoding": {"x": {"datum": total}}})
    layers += [_dots(y, scale, mark) for mark in _MARKS]
    return _framed({"layer": layers}, rows, ROW_STEP * max(len(rows), 1))


def _dots(y: Spec, scale: Spec, mark: str) -> Spec:
    shape, fill, stroke = _MARKS[mark]
    return {
        "transform": [{"filter": f"datum.value != null && datum.mark == '{mark}'"}],
        "mark": _dot(fill, stroke, 90) | {"shape": shape},
        "encoding": {
            "y": y,
            "x": {"field": "value", "type": "quantitative", "scale": scale},
            "tooltip": _TOOLTIP,
            "href": {"field": "href", "type": "nominal"},
            "description": _TOOLTIP,
        },
    }


def _colour(name: str) -> Spec:
    return {"expr": name}


def _dot(fill: str, stroke: str, size: int) -> Spec:
    look = {"fill": _colour(fill), "stroke": _colour(stroke), "strokeWidth": 1.5}
    return {"type": "point", "filled": True, "opacity": 1, "size": size, **look}


def _dashed() -> Spec:
    return {"type": "rule", "stroke": _colour("ink_soft"), "strokeDash": [3, 3], "strokeWidth": 1}


def _framed(shape: Spec, items: Sequence[Point | Bar | Row], height: int) -> Spec:
    return {
        "$schema": SCHEMA,
        "width": "container",
        "height": height,
        "autosize": {"type": "fit-x", "contains": "padding"},
        "data": {"values": [asdict(item) for item in items]},
        **shape,
    }


def _value_scale(axis: Axis, items: Sequence[Point | Row]) -> Spec:
    """From the lowest to the highest whisker, never beyond the ends of the scale."""
    told = [end for item in items for end in (item.low, item.high, item.value, getattr(item, "sealed", None))]
    ends = [end for end in told if end is not None]
    if not ends:
        return {"domain": [axis.low or 0, axis.high or 1], "zero": False}
    low, high = min(ends), max(ends)
    room = max((high - low) * 0.08, 1e-6)
    low = low - room if axis.low is None else max(low - room, axis.low)
    high = high + room if axis.high is None else min(high + room, axis.high)
    return {"domain": [low, high], "zero": False, "nice": False}
