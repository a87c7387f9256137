"""Native charts of slides: their data, their look, and whiskers, which python-pptx has no words for."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ohlas.lib.reports.parts import FigureLine, Form, ReportTile, cleaned

if TYPE_CHECKING:
    from pptx.chart.chart import Chart
    from pptx.chart.data import CategoryChartData

FORMS: dict[Form, str] = {
    "points": "0.0",
    "share": "0.0%",
    "grade": "0.00",
    "count": "#,##0",
    "text": "General",
}
_NAMES = (
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
)


def chart_data(tile: ReportTile, lines: Sequence[FigureLine]) -> "CategoryChartData":
    """The tile's lines as categories and one series; what nobody answered stays a gap."""
    from pptx.chart.data import CategoryChartData

    data = CategoryChartData(number_format=FORMS[lines[0].value.form])
    data.categories = [cleaned(line.name) for line in lines]
    data.add_series(cleaned(tile.title), [line.value.number for line in lines])
    return data


def style_chart(chart: "Chart", lines: Sequence[FigureLine], *, is_bars: bool) -> None:
    from pptx.dml.color import RGBColor
    from pptx.enum.chart import XL_TICK_LABEL_POSITION
    from pptx.util import Pt

    chart.has_legend = False
    chart.has_title = False
    chart.font.size = Pt(11)
    category, value = chart.category_axis, chart.value_axis
    category.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    category.has_major_gridlines = False
    category.reverse_order = is_bars
    value.major_gridlines.format.line.color.rgb = RGBColor.from_string("DFDCD3")
    value.format.line.fill.background()
    value.tick_labels.number_format = FORMS[lines[0].value.form]
    value.tick_labels.number_format_is_linked = False
    series = chart.plots[0].series[0]
    accent = RGBColor.from_string("0F5B5C")
    if hasattr(series, "smooth"):
        series.smooth = False
        series.format.line.color.rgb = accent
        series.marker.format.fill.solid()
        series.marker.format.fill.fore_color.rgb = accent
    else:
        chart.plots[0].gap_width = 60
        series.format.fill.solid()
        series.format.fill.fore_color.rgb = accent


def add_whiskers(chart: "Chart", lines: Sequence[FigureLine]) -> None:
    """Whiskers from each value to the ends of its interval; none where no line has one."""
    from pptx.oxml import parse_xml

    ends = [(line.value.number, line.low.number, line.high.number) for line in lines]
    if all(None in three for three in ends):
        return
    plus = [0.0 if None in three else three[2] - three[0] for three in ends]  # type: ignore[operator]  # None is left out
    minus = [0.0 if None in three else three[0] - three[1] for three in ends]  # type: ignore[operator]  # as above
    # Line charts know one direction only; bar charts take the same element for the direction of their bars.
    bars = (
        f'<c:errBars {_NAMES}><c:errBarType val="both"/><c:errValType val="cust"/><c:noEndCap val="0"/>'
        f"<c:plus>{_numbers(plus)}</c:plus><c:minus>{_numbers(minus)}</c:minus>"
        '<c:spPr><a:ln w="12700"><a:solidFill><a:srgbClr val="515D60"/></a:solidFill></a:ln></c:spPr></c:errBars>'
    )
    series = chart.plots[0].series[0]._element  # noqa: SLF001 - python-pptx has no error bars
    series.find("{*}cat").addprevious(parse_xml(bars))


def _numbers(values: Sequence[float]) -> str:
    points = "".join(
        f'<c:pt idx="{place}"><c:v>{float(value)!r}</c:v></c:pt>' for place, value in enumerate(values)
    )
    return (
        f'<c:numLit><c:formatCode>General</c:formatCode><c:ptCount val="{len(values)}"/>{points}</c:numLit>'
    )
