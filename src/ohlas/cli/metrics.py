"""`ohlas metrics`: a figure as the dashboard shows it."""

import json
from typing import Annotated

import typer

from ohlas.cli.start import start_with_tables


def metrics_command(  # noqa: PLR0917 - one option each
    measure: Annotated[str, typer.Argument(help="nps, csat, ces2, mean …")],
    org: Annotated[str | None, typer.Option(help="Organisation, needed when there is more than one.")] = None,
    survey: Annotated[str | None, typer.Option(help="Survey, by name or id.")] = None,
    question: Annotated[str | None, typer.Option(help="Question id.")] = None,
    since: Annotated[str | None, typer.Option(help="First day, 2017-01-01.")] = None,
    until: Annotated[str | None, typer.Option(help="Last day.")] = None,
    by: Annotated[
        str | None, typer.Option(help="Group by unit, channel, language, touchpoint, a_<attribute> …")
    ] = None,
    bucket: Annotated[str | None, typer.Option(help="Trend by day, week, month, quarter or year.")] = None,
    where: Annotated[list[str] | None, typer.Option(help="FIELD=VALUE; several narrow further.")] = None,
    *,
    as_json: Annotated[bool, typer.Option("--json", help="The API's own answer.")] = False,
) -> None:
    """Print a figure with its interval and n: the same number as dashboard and API."""
    start_with_tables()
    from ohlas.cli.figures import figure_document, print_document

    parameters = {
        "survey": survey,
        "question": question,
        "since": since,
        "until": until,
        "by": by,
        "bucket": bucket,
    }
    given = {name: [value] for name, value in parameters.items() if value}
    for wish in where or ():
        name, _, value = wish.partition("=")
        given.setdefault(name, []).append(value)
    document = figure_document(org, measure, given)
    if as_json:
        typer.echo(
            json.dumps(document, ensure_ascii=False, indent=2, default=str)
        )  # days and moments as ISO text
    else:
        print_document(document)
