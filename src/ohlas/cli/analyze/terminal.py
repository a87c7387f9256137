"""The answer as a table in the terminal: a bar with its interval for each group."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text

from ohlas.cli.analyze.words import COMPARED, EMPTY_GROUP, interval, plain, sentence, written

if TYPE_CHECKING:
    from rich.console import Console

    from ohlas.cli.analyze.result import Group, Result
    from ohlas.metrics import Figure, Measure

BAR = 24
SHOWN_EXAMPLE = 160
MARKS = {"better": ("▲ better", "green"), "worse": ("▼ worse", "red")}


def show(console: Console, result: Result) -> None:
    """Headline, groups, what was left out, comments, remarks."""
    measure = result.request.measure
    console.print()
    console.print(Text(f"{measure.title}  ", style="bold") + Text(sentence(measure, result.figure)))
    if result.figure.n_star is not None:
        console.print(
            Text(f"Weighted: as precise as {result.figure.n_star:,.0f} unweighted answers.", style="dim")
        )
    console.print()
    console.print(_table(result))
    _show_excluded(console, result)
    _show_comments(console, result)
    for remark in result.remarks:
        console.print(Text("! ", style="yellow") + Text(plain(remark)))


def _table(result: Result) -> Table:
    measure = result.request.measure
    low, high = axis(result)
    table = Table(box=None, pad_edge=False, header_style="dim", padding=(0, 1))
    for name in result.request.by_names:
        table.add_column(Text(plain(name)), max_width=30)
    if not result.request.by:
        table.add_column("")
    table.add_column("n", justify="right")
    table.add_column(_unit(measure), justify="right")
    table.add_column("95 % interval", justify="right")
    table.add_column(f"{written(measure, low)} … {written(measure, high)}", min_width=BAR, no_wrap=True)
    table.add_column("", no_wrap=True)
    for group in result.groups:
        _add_group(table, measure, group, (low, high))
    names = ["all", *[""] * (len(result.request.by) - 1)] if result.request.by else ["all"]
    _add_row(table, names, measure, result.figure, (low, high), Text(""), "bold")
    return table


def _add_group(table: Table, measure: Measure, group: Group, ends: tuple[float, float]) -> None:
    names = [EMPTY_GROUP if value is None else plain(value) for value in group.key]
    word, colour = MARKS.get(group.verdict, ("", ""))
    style = "dim" if group.figure.is_indicative else ""
    if group.figure.value is not None and group.figure.is_indicative:
        word, colour = "indicative", "dim"
    note = Text(word, style=colour)
    _add_row(table, names, measure, group.figure, ends, note, style)


def _add_row(  # noqa: PLR0917 - one line of a table
    table: Table,
    names: list[str],
    measure: Measure,
    figure: Figure,
    ends: tuple[float, float],
    note: Text,
    style: str,
) -> None:
    cells = [*names, f"{figure.n:,}", written(measure, figure.value), interval(measure, figure)]
    table.add_row(*[Text(cell, style=style) for cell in cells], Text(bar(figure, *ends), style=style), note)


def axis(result: Result) -> tuple[float, float]:
    """From the measure's zero, or the scale's low end, to the furthest whisker of a figure to rely on."""
    unit, scale = result.request.measure.unit, result.request.measure.scale
    firm = [group.figure for group in result.groups if not group.figure.is_indicative]
    ends = [
        end
        for figure in (result.figure, *firm)
        for end in (figure.low, figure.high, figure.value)
        if end is not None
    ]
    if unit == "points":
        return min([0.0, *ends]), max([0.0, *ends])
    if unit == "share":
        return 0.0, 1.0
    if scale.low is not None and scale.high is not None:
        return scale.low, scale.high
    return (min(ends), max(ends)) if ends else (0.0, 1.0)


def bar(figure: Figure, low: float, high: float) -> str:
    """█ from the base to the value, ─ over the interval, ● at the value."""
    if figure.value is None or high <= low:
        return ""
    step = (high - low) / (BAR - 1)

    def place(value: float) -> int:
        return min(BAR - 1, max(0, round((value - low) / step)))

    base, at = place(max(low, 0.0) if low <= 0 <= high else low), place(figure.value)
    cells = ["█" if min(base, at) <= i <= max(base, at) else " " for i in range(BAR)]
    if figure.low is not None and figure.high is not None:
        for i in range(place(figure.low), place(figure.high) + 1):
            cells[i] = "─"
    cells[at] = "●"
    return "".join(cells).rstrip()


def _unit(measure: Measure) -> str:
    return {"points": "points", "share": "share", "grade": "mean"}[measure.unit]


def _show_excluded(console: Console, result: Result) -> None:
    console.print()
    left = ", ".join(f"{times:,} {reason}" for reason, times in result.excluded.items()) or "nothing"
    console.print(Text(f"{result.rows:,} rows read. Left out: {left}.", style="dim"))
    if any(group.verdict in MARKS for group in result.groups):
        console.print(Text(COMPARED, style="dim"))


def _show_comments(console: Console, result: Result) -> None:
    comments = result.comments
    if comments is None:
        return
    console.print()
    console.print(
        Text(f"Comments: {comments.present:,} of {comments.answers:,} answers", style="bold")
        + Text(f"; letters repaired in {comments.repaired:,}, lost in {comments.lost:,}.")
    )
    for each, kept in comments.by_class.items():
        console.print(Text(f"{each.name}: {kept.present:,} of {kept.answers:,} wrote something", style="dim"))
        for example in kept.examples:
            console.print(Text(f"  “{plain(' '.join(example.split()))[:SHOWN_EXAMPLE]}”"))
