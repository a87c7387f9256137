"""`ohlas query`: a query document answered, the same as `POST /api/v1/query`."""

import csv
import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from ohlas.cli.start import start_with_tables


def query_command(
    file: Annotated[str, typer.Argument(help="File with the document, or - for standard input.")],
    org: Annotated[str | None, typer.Option(help="Organisation, needed when there is more than one.")] = None,
    *,
    as_json: Annotated[bool, typer.Option("--json", help="The API's own answer.")] = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="One line per group and measure.")] = False,
) -> None:
    """Count what a JSON document asks for: tallies, scores, intervals and n."""
    text = _text_of(file)
    start_with_tables()
    from ohlas.cli.asking import answer_of, print_answer
    from ohlas.insight.pages.documents import answer_json, answer_lines

    found, link = answer_of(org, text)
    if as_json:
        typer.echo(json.dumps(answer_json(found, link), ensure_ascii=False, indent=2, default=str))
    elif as_csv:
        csv.writer(sys.stdout, lineterminator="\n").writerows(answer_lines(found))
    else:
        print_answer(found)


def _text_of(file: str) -> bytes:
    try:
        return sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
    except OSError as error:
        typer.echo(f"ohlas query: {file!r} cannot be read: {error.strerror}.", err=True)
        raise typer.Exit(code=2) from error
