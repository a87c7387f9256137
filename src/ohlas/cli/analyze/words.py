"""How figures are written and explained, the same in the terminal and in the report."""

from __future__ import annotations

import unicodedata
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ohlas.cli.analyze.counting import Key
    from ohlas.lib.charts import Axis
    from ohlas.metrics import Figure, Measure

NOBODY = "–"
EMPTY_GROUP = "(empty)"
JOINER = "\u200d"  # holds emoji of several parts together
COMPARED = "▲▼ mark groups that differ from all others together (Benjamini–Hochberg, 5 %)."
_NPS = "NPS = 100 × (share of promoters, 9–10, less share of detractors, 0–6). Interval: adjusted Wald, 95 %."
_SHARE = "Share of all who answered that question. Interval: Wilson, 95 %."
_MEAN = (
    "Mean of the answers, never reversed. Interval: Student's t, 95 %; Wilson where all answers are equal."
)
_FORMULAS: Mapping[str, str] = MappingProxyType(
    {
        "nps": _NPS,
        "csat": f"CSAT = answers 4 and 5 on a scale from 1 to 5. {_SHARE}",
        "ces1": f"Customer effort, 1 to 5; 5 is most effort, so lower is better. {_MEAN}",
        "ces2": f"Made it easy, 1 to 7; higher is better. {_MEAN}",
    }
)
WEIGHTED = (
    "Each answer counts by its weight. The interval uses n*, the number of unweighted answers that would be as "
    "precise; n is the number of people."
)


def formula(measure: Measure) -> str:
    return _FORMULAS.get(measure.id) or (_SHARE if measure.unit == "share" else _MEAN)


def written(measure: Measure, value: float | None) -> str:
    """39.8 · 71.2 % · 4.21; a dash when nobody answered."""
    if value is None:
        return NOBODY
    if measure.unit == "points":
        return f"{value:.1f}".replace("-", "−")
    if measure.unit == "share":
        return f"{100 * value:.1f} %"
    return f"{value:.2f}".replace("-", "−")


def interval(measure: Measure, figure: Figure) -> str:
    if figure.low is None or figure.high is None:
        return NOBODY
    return f"{written(measure, figure.low)} … {written(measure, figure.high)}"


def sentence(measure: Measure, figure: Figure) -> str:
    """39.8, between 37.2 and 42.4, from 2,746 answers."""
    if figure.value is None:
        return "Nobody answered."
    said = written(measure, figure.value)
    if figure.low is not None and figure.high is not None:
        said += f", between {written(measure, figure.low)} and {written(measure, figure.high)}"
    said += f", from {figure.n:,} {'answer' if figure.n == 1 else 'answers'}"
    return f"{said}; indicative, under 30." if figure.is_indicative else f"{said}."


def group_name(key: Key) -> str:
    return " · ".join(EMPTY_GROUP if value is None else value for value in key)


def plain(text: str) -> str:
    """Foreign text without control signs: a cell must not move the cursor or turn the text around."""
    return "".join(map(_shown, text)) if not text.isprintable() else text


def _shown(sign: str) -> str:
    if sign.isspace():
        return " "
    kind = unicodedata.category(sign)
    if kind == "Cf":
        return sign if sign == JOINER else ""
    return "\ufffd" if kind in ("Cc", "Cs") else sign


def chart_axis(measure: Measure) -> Axis:
    """The axis of the measure's chart."""
    from ohlas.lib.charts import Axis

    if measure.unit == "points":
        return Axis("points", -100.0, 100.0, ".0f")
    if measure.unit == "share":
        return Axis("share", 0.0, 1.0, ".0%")
    return Axis("mean", measure.scale.low, measure.scale.high, ".1f")
