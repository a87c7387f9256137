"""`ohlas drivers`: what moves a score in a file of answers, without a database."""

import json
import sys
from pathlib import Path
from typing import Annotated, NoReturn

import typer


def drivers_command(  # noqa: PLR0917 - the options promised
    file: Annotated[Path, typer.Argument(help="CSV, XLSX or Parquet file.", show_default=False)],
    score: Annotated[str, typer.Option(help="Column with the score to explain.", show_default=False)],
    driver: Annotated[
        list[str], typer.Option(help="Column that may move it; repeat it for each.", show_default=False)
    ],
    metric: Annotated[
        str | None, typer.Option(help="Count the score as this measure: nps, csat, any measure id.")
    ] = None,
    good: Annotated[
        str | None, typer.Option(help="The score is a word, and this one is good: satisfied.")
    ] = None,
    missing: Annotated[list[str] | None, typer.Option(help="Codes that mean no answer: 0 or 0,n/a.")] = None,
    weight: Annotated[str | None, typer.Option(help="Column with a weight per row.")] = None,
    bootstraps: Annotated[int, typer.Option(min=50, max=10_000, help="Samples for the intervals.")] = 2000,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON in full precision.")] = False,  # noqa: FBT002 - a switch
    sheet: Annotated[str | None, typer.Option(help="Sheet of a workbook; else the first filled one.")] = None,
    encoding: Annotated[
        str | None, typer.Option(help="Encoding of a text file, if the guess is wrong.")
    ] = None,
) -> None:
    """Rank what a score goes with, with intervals, from a file of answers; needs no database."""
    from ohlas.cli.analyze.request import WrongOption
    from ohlas.cli.driver_columns import asked_of, columns_of
    from ohlas.cli.driver_table import show
    from ohlas.lib.tables import TableError, inspect
    from ohlas.metrics import MetricsError
    from ohlas.metrics.driver_document import document
    from ohlas.metrics.driver_study import study

    try:
        info = inspect(file, sheet=sheet, encoding=encoding)
        asked = asked_of(
            info, score=score, drivers=driver, metric=metric, good=good, missing=missing or (), weight=weight
        )
        read = columns_of(asked)
        found = study(
            read.candidates, read.columns, read.outcome, weights=read.weights, bootstraps=bootstraps
        )
    except (TableError, WrongOption, MetricsError) as problem:
        _stop(str(problem))
    except PermissionError:
        _stop(f"{str(file)!r} may not be read. Check its permissions.")
    if as_json:
        told = {"score": score, "unit": asked.unit, "rows": read.rows, "excluded": dict(read.excluded)}
        typer.echo(json.dumps(told | document(found), ensure_ascii=False))
        return
    from rich.console import Console

    show(Console(highlight=False), found, read, asked)


def _stop(message: str) -> NoReturn:
    from ohlas.cli.analyze.words import plain

    sys.stderr.write(f"ohlas drivers: {plain(message)}\n")
    raise typer.Exit(code=2)
