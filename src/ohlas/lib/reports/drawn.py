"""Charts of a workbook, drawn by the program itself from the sheet's own cells."""

from typing import TYPE_CHECKING

from ohlas.lib.reports.native import BAR, span_of, ticks, whiskers_of
from ohlas.lib.reports.parts import Chart, ReportTile, cleaned
from ohlas.lib.reports.sheets import ACCENT, HAIR, SOFT, Book

if TYPE_CHECKING:
    from xlsxwriter.chart import Chart as NativeChart
    from xlsxwriter.worksheet import Worksheet

CHART_WIDE, LEAST_HIGH, PER_BAR = 780, 320, 26
"""Pixels; a chart of many bars grows with them."""
_INK = "#1B2426"
_KINDS = {"line": "line", "columns": "column", "bars": "bar", "map": "scatter"}


def chart_high(tile: ReportTile) -> int:
    is_long = tile.chart is not None and tile.chart.shown == "bars"
    return max(LEAST_HIGH, PER_BAR * len(tile.shown) + 70) if is_long else LEAST_HIGH


def write_reaches(book: Book, sheet: "Worksheet", tile: ReportTile, begin: int, column: int) -> None:
    """How far each interval reaches, beside the lines: whiskers are drawn from cells, so that they can be changed."""
    both = whiskers_of(tile.shown)
    if both is None or tile.chart is None or tile.chart.shown == "map":
        return
    heads = [book.words["reach_up"], book.words["reach_down"]]
    book.heads(sheet, begin - 1 - (tile.whole is not None), heads, column, numbers=(column, column + 1))
    form = tile.shown[0].value.form
    for offset, reaches in enumerate(both):
        for row, reach in enumerate(reaches, begin):
            sheet.write_number(row, column + offset, reach, book.looks[form])


def drawn_chart(book: Book, sheet: "Worksheet", tile: ReportTile, begin: int, reach: int) -> "NativeChart":
    """A chart of the tile's lines, which stand from row `begin` on; whiskers reach to the ends of the interval."""
    if tile.chart is None:
        raise ValueError("a tile without a chart has nothing to draw")
    chart = book.book.add_chart({"type": _KINDS[tile.chart.shown]})
    end, name = begin + len(tile.shown) - 1, sheet.get_name()
    series: dict[str, object] = {
        "name": [name, 0, 0],  # a cell: a title that begins like a formula would be taken for one
        "categories": [name, begin, 0, end, 0],
        "values": [name, begin, 1, end, 1],
    }
    if tile.chart.shown == "map":
        series |= _points(name, begin, end)
    elif whiskers_of(tile.shown):
        series["x_error_bars" if tile.chart.shown == "bars" else "y_error_bars"] = {
            "type": "custom",
            "plus_values": _cells(name, begin, end, reach),
            "minus_values": _cells(name, begin, end, reach + 1),
            "line": {"color": _INK, "width": 1.25},
        }
    chart.add_series(series | _look(tile.chart))
    chart.set_title({"none": True})
    chart.set_legend({"none": True})
    chart.show_blanks_as("gap")
    chart.set_chartarea({"border": {"none": True}})
    (_map_axes if tile.chart.shown == "map" else _axes)(chart, tile, tile.chart)
    return chart


def _look(shown: Chart) -> dict[str, object]:
    if shown.shown == "line":
        marker = {"type": "circle", "size": 5, "fill": {"color": ACCENT}, "border": {"color": ACCENT}}
        return {"line": {"color": ACCENT, "width": 2}, "marker": marker}
    return {} if shown.shown == "map" else {"fill": {"color": f"#{BAR}"}, "gap": 60}


def _points(name: str, begin: int, end: int) -> dict[str, object]:
    """Across stands in the first of the tile's own columns; each point is labelled with the name of its row."""
    labels = [{"value": _cells(name, row, row, 0)} for row in range(begin, end + 1)]
    return {
        "categories": [name, begin, 5, end, 5],
        "marker": {"type": "circle", "size": 9, "fill": {"color": ACCENT}, "border": {"color": ACCENT}},
        "line": {"none": True},
        "data_labels": {"value": True, "custom": labels, "position": "right"},
    }


def _cells(name: str, begin: int, end: int, column: int) -> str:
    from xlsxwriter.utility import quote_sheetname, xl_range_abs

    return f"={quote_sheetname(name)}!{xl_range_abs(begin, column, end, column)}"


def _axes(chart: "NativeChart", tile: ReportTile, shown: Chart) -> None:
    values = [line.value.number for line in tile.shown]
    low = min((value for value in values if value is not None), default=0)
    form = ticks(tile.shown[0].value.form, values, from_zero=shown.shown != "line")
    category = {"label_position": "low"} if low < 0 else {}
    counted = {
        "major_gridlines": {"visible": True, "line": {"color": HAIR}},
        "num_format": form,
        "num_format_linked": False,
        "line": {"none": True},
    }
    if shown.shown == "bars":
        # xlsxwriter turns the names round with the bars: x is their axis too. The order is turned, so "high" is below.
        chart.set_x_axis(counted | {"label_position": "high"})
        chart.set_y_axis({"reverse": True, "line": {"color": SOFT}, **category})
    else:
        chart.set_x_axis({"line": {"color": SOFT}, **category})
        chart.set_y_axis(counted)


def _map_axes(chart: "NativeChart", tile: ReportTile, shown: Chart) -> None:
    """They cross where the four corners meet."""
    values = ([line.more[0].number for line in tile.shown], [line.value.number for line in tile.shown])
    titles, set_axis = (shown.across, shown.up), (chart.set_x_axis, chart.set_y_axis)
    for place, turn in enumerate(set_axis):
        form = tile.shown[0].value.form if place else tile.shown[0].more[0].form
        low, high = span_of([*values[place], shown.at[place]], form)
        turn(
            {
                "name": cleaned(titles[place]),
                "name_font": {"bold": False},
                "min": low,
                "max": high,
                "crossing": shown.at[place],
                "label_position": "low",
                "num_format": ticks(form, values[place], from_zero=False),
                "major_gridlines": {"visible": False},
                "line": {"color": SOFT},
            }
        )
