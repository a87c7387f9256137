"""A study of drivers in a terminal: the ranking first, then everything a reader must know beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text

from ohlas.cli.analyze.words import plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.console import Console

    from ohlas.cli.driver_columns import Asked, Read
    from ohlas.metrics.driver_study import Gain, Study
    from ohlas.metrics.drivers import Driver

_UNITS = {"points": ("points", 1.0, 1), "share": ("pp", 100.0, 1), "grade": ("", 1.0, 2)}


def show(console: Console, found: Study, read: Read, asked: Asked) -> None:
    """Headline, table, remarks."""
    report = found.report
    console.print()
    console.print(
        Text(f"Drivers of {plain(asked.info.names[asked.score])}  ", style="bold")
        + Text(f"R² {report.r2:.2f} from {report.n:,} rows. Association, not proof.")
    )
    console.print()
    console.print(_table(found, asked))
    console.print()
    for line in _lines(found, read):
        console.print(Text(plain(line), style="dim"))
    for remark, named in report.remarks.items():
        about = f": {', '.join(named)}" if named else ""
        console.print(Text("! ", style="yellow") + Text(plain(f"{remark.value}{about}")))


def _table(found: Study, asked: Asked) -> Table:
    table = Table(box=None, pad_edge=False, header_style="dim", padding=(0, 1))
    table.add_column("Driver", max_width=30)
    table.add_column("of R²", justify="right", no_wrap=True)
    table.add_column("95 % interval", justify="right", no_wrap=True)
    table.add_column("r", justify="right")
    table.add_column("b", justify="right")
    table.add_column("mean", justify="right")
    table.add_column("+1 adds", justify="right", no_wrap=True)
    table.add_column("")
    kinds = {item.name: item.kind.value for item in found.effects.items} if found.effects else {}
    for driver, gain in zip(found.report.drivers, found.gains, strict=True):
        note = kinds.get(driver.name, "") if driver.has_evidence else "no evidence"
        table.add_row(*_cells(driver, found.report.r2), _gain(gain, asked.unit), note)
    return table


def _cells(driver: Driver, r2: float) -> list[str]:
    parts = [driver.importance, driver.low, driver.high]
    share, low, high = (f"{100 * part / r2:.1f} %" if r2 > 0 else "–" for part in parts)
    return [
        plain(driver.name),
        share,
        f"{low} … {high}",
        _signed(driver.correlation),
        _signed(driver.coefficient, 3),
        f"{driver.mean:.2f}",
    ]


def _gain(gain: Gain | None, unit: str) -> str:
    if gain is None:
        return "–"
    word, times, decimals = _UNITS[unit]
    return f"+{gain.value * times:.{decimals}f} {word}".strip()


def _signed(value: float, decimals: int = 2) -> str:
    return f"{value:+.{decimals}f}".replace("-", "−")


def _lines(found: Study, read: Read) -> Iterator[str]:
    report = found.report
    left = ", ".join(f"{n:,} {why}" for why, n in read.excluded.items() if n) or "nothing"
    yield f"{read.rows:,} rows read. Left out: {left}."
    filled = any(remark.name == "IMPUTED" for remark in report.remarks)
    what = "had gaps, which were filled ten times" if filled else "had gaps and were left out"
    yield f"{report.lost:,} rows {what}; {found.silent:,} answered no driver."
    yield _named("No evidence beyond the others", found.without_evidence)
    for words, named in (
        ("Answered by nobody", found.unanswered),
        ("Answered too rarely to be studied", found.rarely),
        ("No penalty and reward", found.no_effects),
    ):
        if named:
            yield _named(words, named)
    if found.sampled_from:
        yield f"{report.n:,} rows drawn by chance from {found.sampled_from:,}."
    how = "exact Shapley (LMG) shares" if report.method == "LMG" else "Johnson's relative weights"
    yield f"{how}; {report.bootstraps:,} bootstrap samples, seed {found.seed}."


def _named(words: str, names: Sequence[str]) -> str:
    return f"{words}: {', '.join(names) or 'none'}."
