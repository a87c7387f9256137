"""Charts: one typed Vega-Lite specification each, drawn by the browser and, the same one, by the server."""

from ohlas.lib.charts.pictures import to_png, to_svg
from ohlas.lib.charts.shapes import Axis, Bar, Point, Row
from ohlas.lib.charts.specs import Spec, breakdown, distribution, trend
from ohlas.lib.charts.theme import DARK, LIGHT, THEMES, Theme, both_themes, config, params

__all__ = [
    "DARK",
    "LIGHT",
    "THEMES",
    "Axis",
    "Bar",
    "Point",
    "Row",
    "Spec",
    "Theme",
    "both_themes",
    "breakdown",
    "config",
    "distribution",
    "params",
    "to_png",
    "to_svg",
    "trend",
]
