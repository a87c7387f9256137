"""Charts are valid Vega-Lite, hold no colours of their own and draw in light and dark."""

import json
import re
from dataclasses import asdict
from pathlib import Path

import pytest

from ohlas.lib.charts import (
    DARK,
    LIGHT,
    Axis,
    Bar,
    Point,
    Row,
    Spec,
    Theme,
    breakdown,
    distribution,
    to_svg,
    trend,
)

TOKENS = Path(__file__).resolve().parents[2] / "site" / "static" / "css" / "tokens.css"
AXIS = Axis("NPS", -100, 100, ".0f")
POINTS = [
    Point("2024", 40.0, 35.0, 45.0, 900, "2024: 40.0", href="?x=1"),
    Point("2025", None, None, None, 0, "2025: nobody answered"),
    Point("2026", 20.0, 5.0, 34.0, 12, "2026: 20.0, indicative", indicative=True),
]
BARS = [Bar(str(i), 1 / 11, 10, "promoter" if i > 8 else "passive", f"{i}: 9 %") for i in range(11)]
ROWS = [
    Row("Praha", 60.0, 52.0, 67.0, 200, "better", "Praha: 60.0"),
    Row("Brno", 12.0, -3.0, 26.0, 100, "worse", "Brno: 12.0"),
]
CHARTS = {
    "trend": trend(POINTS, AXIS),
    "empty trend": trend([], AXIS),
    "distribution": distribution(BARS),
    "breakdown": breakdown(ROWS, AXIS, 40.0),
}


@pytest.mark.parametrize("spec", CHARTS.values(), ids=CHARTS.keys())
def test_a_chart_is_valid_vega_lite(spec: Spec) -> None:
    import altair as alt

    alt.Chart.from_dict(spec)


@pytest.mark.parametrize("spec", CHARTS.values(), ids=CHARTS.keys())
def test_a_chart_holds_no_colour_of_its_own(spec: Spec) -> None:
    assert not re.search(r"#[0-9a-f]{3,6}", json.dumps({k: v for k, v in spec.items() if k != "$schema"}))


@pytest.mark.parametrize(("theme", "half"), [(LIGHT, 0), (DARK, 1)], ids=["light", "dark"])
def test_the_colours_of_charts_are_those_of_the_pages(theme: Theme, half: int) -> None:
    css = TOKENS.read_text(encoding="utf-8")
    for name, colour in asdict(theme).items():
        token = re.search(rf"--{name.replace('_', '-')}: light-dark\((#\w+), (#\w+)\)", css)
        assert token, name
        assert token.groups()[half] == colour


def test_the_same_chart_is_drawn_in_both_themes() -> None:
    light, dark = (to_svg(CHARTS["trend"], theme) for theme in (LIGHT, DARK))
    assert LIGHT.accent in light
    assert DARK.accent in dark
    assert LIGHT.accent not in dark


def test_a_bucket_nobody_answered_stays_on_the_axis_and_gets_no_spot() -> None:
    drawn = to_svg(CHARTS["trend"])
    assert ">2025<" in drawn
    assert drawn.count('aria-roledescription="point"') == 2


def test_a_group_tested_to_differ_has_a_shape_and_not_only_a_colour() -> None:
    marks = [layer["mark"] for layer in CHARTS["breakdown"]["layer"]]
    assert {"triangle-up", "triangle-down"} <= {mark.get("shape") for mark in marks}


def test_a_picture_carries_no_links() -> None:
    assert "?x=1" not in to_svg(CHARTS["trend"])
