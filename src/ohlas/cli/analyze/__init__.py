"""`ohlas analyze`: an honest figure from a file, without a database."""

import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, NoReturn

import typer


def analyze_command(  # noqa: PLR0917 - the options promised
    file: Annotated[Path, typer.Argument(help="CSV, XLSX or Parquet file.", show_default=False)],
    score: Annotated[str, typer.Option(help="Column with the answers.", show_default=False)],
    metric: Annotated[
        str, typer.Option(help="nps, csat, ces1, ces2, mean, or any measure id.", show_default=False)
    ],
    missing: Annotated[
        list[str] | None, typer.Option(help="Codes that mean no answer: 11 or 11,n/a.")
    ] = None,
    weight: Annotated[str | None, typer.Option(help="Column with a weight per row.")] = None,
    by: Annotated[list[str] | None, typer.Option(help="Column to group by; may be repeated.")] = None,
    text: Annotated[str | None, typer.Option(help="Column with comments.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON in full precision.")] = False,  # noqa: FBT002 - a switch
    html: Annotated[Path | None, typer.Option(help="Write a report as one HTML file.")] = None,
    sheet: Annotated[str | None, typer.Option(help="Sheet of a workbook; else the first filled one.")] = None,
    encoding: Annotated[
        str | None, typer.Option(help="Encoding of a text file, if the guess is wrong.")
    ] = None,
) -> None:
    """Compute a score with its interval from a file of answers; needs no database."""
    from ohlas.cli.analyze.errors import AnalysisError
    from ohlas.cli.analyze.request import WrongOption, understood
    from ohlas.cli.analyze.result import analyse
    from ohlas.cli.analyze.result import as_json as shaped
    from ohlas.lib.tables import TableError, inspect
    from ohlas.metrics import MetricsError
    from ohlas.text import made_whole

    try:
        info = inspect(file, sheet=sheet, encoding=encoding, heading=made_whole)
        request = understood(
            info, metric=metric, score=score, missing=missing or (), weight=weight, by=by or (), text=text
        )
        result = analyse(request)
        if html is not None:
            from ohlas.cli.analyze.report import write_report

            write_report(html, result, datetime.now(UTC))
    except (TableError, WrongOption, MetricsError, AnalysisError) as problem:
        _stop(str(problem))
    except PermissionError:
        _stop(f"{str(file)!r} may not be read. Check its permissions.")
    if as_json:
        typer.echo(json.dumps(shaped(result), ensure_ascii=False))
        return
    from rich.console import Console

    from ohlas.cli.analyze.terminal import show

    show(Console(highlight=False), result)
    if html is not None:
        typer.echo(f"Report: {html}")


def _stop(message: str) -> NoReturn:
    from ohlas.cli.analyze.words import plain

    sys.stderr.write(f"ohlas analyze: {plain(message)}\n")
    raise typer.Exit(code=2)
