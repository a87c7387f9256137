"""A report on paper: tagged PDF/UA-1, every chart with its words and its table."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from ohlas.lib.charts import Spec, to_svg
from ohlas.lib.papers import pdf_of, pictures_of
from ohlas.lib.reports.parts import SHADES, FigureLine, Report, ReportTile, cleaned

TEMPLATE = Path(__file__).parent / "templates" / "report.typ"
CHART_WIDTH = 660


def pages_of(report: Report) -> bytes:
    """Errors: `BadPaper` for a template Typst refuses, which is a defect of ours."""
    values, files = _values(report)
    return pdf_of(_template(), values, made_at=report.made_at, files=files)


def pages_seen(report: Report) -> list[bytes]:
    """Each page as a picture."""
    values, files = _values(report)
    return pictures_of(_template(), values, files=files)


def _values(report: Report) -> tuple[dict[str, object], dict[str, bytes]]:
    files: dict[str, bytes] = {}
    tiles = [_tile(tile, place, files) for place, tile in enumerate(report.tiles, 1)]
    values: dict[str, object] = {
        "language": report.language,
        "title": cleaned(report.title),
        "organisation": cleaned(report.organisation),
        "footer": cleaned(report.footer),
        "facts": [[cleaned(name), cleaned(said)] for name, said in report.facts],
        "words": dict(report.words),
        "empty": report.empty,
        "tiles": tiles,
    }
    return values, files


def _tile(tile: ReportTile, place: int, files: dict[str, bytes]) -> dict[str, object]:
    picture = ""
    if tile.chart is not None and tile.chart.spec is not None:
        picture = f"chart-{place}.svg"
        files[picture] = _drawn(tile.chart.spec)
    own = [place for place, column in enumerate(tile.columns) if not column.is_detail]
    return {
        "title": cleaned(tile.title),
        "under": cleaned(tile.under),
        "refusal": cleaned(tile.refusal),
        "whole": _line(tile.whole, ()) if tile.whole else None,
        "change": tile.change,
        "part": cleaned(tile.part),
        "lines": [_line(line, own) for line in tile.shown],
        "columns": [cleaned(tile.columns[place].head) for place in own],
        "has_intervals": any(line.interval for line in tile.shown),
        "has_verdicts": any(line.said for line in tile.shown),
        "grid": {
            "corner": cleaned(tile.grid.corner),
            "columns": [cleaned(name) for name in tile.grid.columns],
            "rows": [
                [[cleaned(name), ""], *([cell.text, SHADES.get(cell.shade, "")] for cell in cells)]
                for name, cells in tile.grid.rows
            ],
        }
        if tile.grid
        else None,
        "picture": picture,
        "alt": cleaned(tile.chart.alt) if tile.chart else "",
        "quotes": [[cleaned(quote.text), cleaned(quote.source)] for quote in tile.quotes],
        "notes": [cleaned(note) for note in tile.notes if note],
        "receipt": [[cleaned(name), cleaned(said)] for name, said in tile.receipt],
    }


def _line(line: FigureLine, own: Sequence[int]) -> dict[str, object]:
    return {
        "name": cleaned(line.name),
        "value": line.value.text,
        "interval": line.interval,
        "n": line.n.text,
        "said": cleaned(line.said),
        "more": [cleaned(line.more[place].text) for place in own],
    }


def _drawn(spec: Spec) -> bytes:
    return to_svg(spec, width=CHART_WIDTH).encode()


@cache
def _template() -> str:
    return TEMPLATE.read_text(encoding="utf-8")
