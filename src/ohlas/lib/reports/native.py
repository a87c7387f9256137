"""Native charts of slides: their data, their look, and whiskers, which python-pptx has no words for."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from ohlas.lib.reports.parts import Chart, FigureLine, Form, ReportTile, cleaned
from ohlas.lib.reports.shapes import ACCENT, HAIR, INK, SOFT, Place, describe

if TYPE_CHECKING:
    from pptx.chart.chart import Chart as NativeChart
    from pptx.slide import Slide

FORMS: dict[Form, str] = {
    "points": "0.0",
    "share": "0.0%",
    "grade": "0.00",
    "count": "#,##0",
    "text": "General",
}
BAR = "4F8A8B"
"""Light enough for a whisker to be seen on it, dark enough to be seen on white."""
_WHOLE_STEPS = {"points": 10.0, "share": 0.1, "grade": 10.0, "count": 10.0}
"""From which span of values on an axis whole numbers tell its steps apart."""
_NAMES = (
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
)


def native_chart(slide: "Slide", tile: ReportTile, place: Place) -> None:
    """A chart the office program draws itself, with its words for whoever does not see it."""
    from pptx.util import Inches

    if tile.chart is None:
        raise ValueError("a tile without a chart has nothing to draw")
    kind, data = _points(tile) if tile.chart.shown == "map" else _series(tile)
    frame = slide.shapes.add_chart(kind, *(Inches(part) for part in place), data)
    describe(frame, tile.chart.alt or tile.title)
    _plain(frame.chart)
    if tile.chart.shown == "map":
        _style_map(frame.chart, tile, tile.chart)
        return
    _style(frame.chart, tile.shown, tile.chart)
    _add_whiskers(frame.chart, tile.shown)


def ticks(form: Form, values: Sequence[float | None], *, from_zero: bool) -> str:
    """How an axis writes its steps: no more digits than tell them apart."""
    known = [value for value in values if value is not None]
    span = max([*known, *([0.0] if from_zero else [])], default=0.0) - min(
        [*known, *([0.0] if from_zero else [])], default=0.0
    )
    if span >= _WHOLE_STEPS.get(form, 0.0):
        return {"share": "0%", "text": "General"}.get(form, "0")
    return {"grade": "0.0"}.get(form, FORMS[form])


def _series(tile: ReportTile) -> tuple[Any, Any]:  # python-pptx types neither
    from pptx.chart.data import CategoryChartData
    from pptx.enum.chart import XL_CHART_TYPE

    lines = tile.shown
    data = CategoryChartData(number_format=FORMS[lines[0].value.form])
    data.categories = [cleaned(line.name) for line in lines]
    data.add_series(cleaned(tile.title), [line.value.number for line in lines])
    kinds = {
        "line": XL_CHART_TYPE.LINE_MARKERS,
        "columns": XL_CHART_TYPE.COLUMN_CLUSTERED,
        "bars": XL_CHART_TYPE.BAR_CLUSTERED,
    }
    return kinds[tile.chart.shown if tile.chart else "line"], data


def _points(tile: ReportTile) -> tuple[Any, Any]:  # as above
    from pptx.chart.data import XyChartData
    from pptx.enum.chart import XL_CHART_TYPE

    data = XyChartData(number_format=FORMS[tile.shown[0].value.form])
    series = data.add_series(cleaned(tile.title))
    for line in tile.shown:
        series.add_data_point(line.more[0].number, line.value.number)
    return XL_CHART_TYPE.XY_SCATTER, data


def _plain(chart: "NativeChart") -> None:
    from pptx.dml.color import RGBColor
    from pptx.util import Pt

    chart.has_legend = False
    chart.has_title = False
    chart.font.size = Pt(12)
    chart.font.color.rgb = RGBColor.from_string(INK)


def _style(chart: "NativeChart", lines: Sequence[FigureLine], shown: Chart) -> None:
    from pptx.dml.color import RGBColor
    from pptx.enum.chart import XL_TICK_LABEL_POSITION

    is_bars, form = shown.shown == "bars", lines[0].value.form
    category, value = chart.category_axis, chart.value_axis
    category.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    category.has_major_gridlines = False
    category.reverse_order = is_bars
    category.format.line.color.rgb = RGBColor.from_string(SOFT)
    value.major_gridlines.format.line.color.rgb = RGBColor.from_string(HAIR)
    value.format.line.fill.background()
    value.tick_labels.number_format = ticks(
        form, [line.value.number for line in lines], from_zero=shown.shown != "line"
    )
    value.tick_labels.number_format_is_linked = False
    if is_bars:
        value.tick_label_position = XL_TICK_LABEL_POSITION.HIGH  # below, as the order is turned round
    series = chart.plots[0].series[0]
    if shown.shown == "line":
        series.smooth = False
        series.format.line.color.rgb = RGBColor.from_string(ACCENT)
        series.marker.format.fill.solid()
        series.marker.format.fill.fore_color.rgb = RGBColor.from_string(ACCENT)
        return
    chart.plots[0].gap_width = 60
    series.format.fill.solid()
    series.format.fill.fore_color.rgb = RGBColor.from_string(BAR)
    if not any(line.interval for line in lines):
        _label(chart, form)


def _label(chart: "NativeChart", form: Form) -> None:
    """Values above columns that have no whiskers to be covered."""
    from pptx.enum.chart import XL_LABEL_POSITION

    plot = chart.plots[0]
    plot.has_data_labels = True
    labels = plot.data_labels
    labels.number_format, labels.number_format_is_linked = FORMS[form], False
    labels.position = XL_LABEL_POSITION.OUTSIDE_END


def _style_map(chart: "NativeChart", tile: ReportTile, shown: Chart) -> None:
    """The axes cross where the four corners meet; points are labelled with their rank, which the table tells."""
    from pptx.dml.color import RGBColor
    from pptx.enum.chart import XL_MARKER_STYLE, XL_TICK_LABEL_POSITION
    from pptx.util import Pt

    ends = ([line.more[0].number for line in tile.shown], [line.value.number for line in tile.shown])
    axes = ((chart.category_axis, shown.across, ends[0]), (chart.value_axis, shown.up, ends[1]))
    for place, (axis, title, values) in enumerate(axes):
        axis.has_major_gridlines = False
        axis.tick_label_position = XL_TICK_LABEL_POSITION.LOW
        form = tile.shown[0].value.form if place else tile.shown[0].more[0].form
        axis.minimum_scale, axis.maximum_scale = span_of([*values, shown.at[place]], form)
        axis.tick_labels.number_format = ticks(form, values, from_zero=False)
        axis.tick_labels.number_format_is_linked = False
        axis.format.line.color.rgb = RGBColor.from_string(SOFT)
        axis.axis_title.text_frame.text = cleaned(title)
        axis.axis_title.text_frame.paragraphs[0].runs[0].font.size = Pt(12)
        axis.axis_title.text_frame.paragraphs[0].runs[0].font.bold = False
        axis.crosses_at = shown.at[place]
    series = chart.plots[0].series[0]
    series.format.line.fill.background()
    series.marker.style, series.marker.size = XL_MARKER_STYLE.CIRCLE, 11
    series.marker.format.fill.solid()
    series.marker.format.fill.fore_color.rgb = RGBColor.from_string(ACCENT)
    for place, line in enumerate(tile.shown):
        frame = series.points[place].data_label.text_frame
        frame.text = cleaned(line.name.partition(".")[0])
        frame.paragraphs[0].runs[0].font.size = Pt(12)


def span_of(values: Sequence[float | None], form: Form) -> tuple[float, float]:
    """Ends of an axis with some room beside the outermost values; shares stay within nobody and everybody."""
    known = [value for value in values if value is not None] or [0.0]
    room = max((max(known) - min(known)) * 0.12, 0.02)
    low, high = round(min(known) - room, 2), round(max(known) + room, 2)
    return (max(low, 0.0), min(high, 1.0)) if form == "share" else (low, high)


def _add_whiskers(chart: "NativeChart", lines: Sequence[FigureLine]) -> None:
    """Whiskers from each value to the ends of its interval; none where no line has one."""
    from pptx.oxml import parse_xml

    both = whiskers_of(lines)
    if both is None:
        return
    plus, minus = both
    # Line charts know one direction only; bar charts take the same element for the direction of their bars.
    bars = (
        f'<c:errBars {_NAMES}><c:errBarType val="both"/><c:errValType val="cust"/><c:noEndCap val="0"/>'
        f"<c:plus>{_numbers(plus)}</c:plus><c:minus>{_numbers(minus)}</c:minus>"
        f'<c:spPr><a:ln w="15875"><a:solidFill><a:srgbClr val="{INK}"/></a:solidFill></a:ln></c:spPr></c:errBars>'
    )
    series = chart.plots[0].series[0]._element  # noqa: SLF001 - python-pptx has no error bars
    series.find("{*}cat").addprevious(parse_xml(bars))


def whiskers_of(lines: Sequence[FigureLine]) -> tuple[list[float], list[float]] | None:
    """How far each interval reaches above and below its value; None where no line has one."""
    ends = [(line.value.number, line.low.number, line.high.number) for line in lines]
    if all(None in three for three in ends):
        return None
    plus = [0.0 if None in three else three[2] - three[0] for three in ends]  # type: ignore[operator]  # None is left out
    minus = [0.0 if None in three else three[0] - three[1] for three in ends]  # type: ignore[operator]  # as above
    return plus, minus


def _numbers(values: Sequence[float]) -> str:
    points = "".join(
        f'<c:pt idx="{place}"><c:v>{float(value)!r}</c:v></c:pt>' for place, value in enumerate(values)
    )
    return (
        f'<c:numLit><c:formatCode>General</c:formatCode><c:ptCount val="{len(values)}"/>{points}</c:numLit>'
    )
