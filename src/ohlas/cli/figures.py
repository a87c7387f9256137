"""What `ohlas metrics` shows: the API's own document, as a table for people."""

from collections.abc import Mapping, Sequence
from typing import Any

import typer
from django.utils import timezone

from ohlas.accounts.access import system_actor
from ohlas.cli.choosing import chosen_organisation
from ohlas.engine import BadQuery
from ohlas.insight.api.metrics import metric_document
from ohlas.insight.errors import BadAddress
from ohlas.metrics import MetricsError


def figure_document(org: str | None, measure: str, given: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    """The figure of this organisation.

    Errors: ends the command with 2 and a sentence.
    """
    actor = system_actor(chosen_organisation(org).id)
    try:
        return metric_document(actor, measure, given, timezone.now())
    except (BadAddress, BadQuery, MetricsError) as problem:
        typer.echo(f"ohlas metrics: {problem}", err=True)
        raise typer.Exit(code=2) from problem


def print_document(document: Mapping[str, Any]) -> None:
    """One line per figure: who, value, interval, n."""
    typer.echo(_line(document["measure"], document))
    for group in document["groups"]:
        typer.echo(
            _line("  " + ", ".join(f"{key}={value or '–'}" for key, value in group["by"].items()), group)
        )
    for point in document["trend"]:
        typer.echo(_line(f"  {point['since']}", point))
    for warning in document["warnings"]:
        typer.echo(f"! {warning}")


def _line(words: str, figure: Mapping[str, Any]) -> str:
    if figure["value"] is None:
        return f"{words:<40} –  (nobody answered)"
    note = "  indicative: under 30 answers" if figure["indicative"] else ""
    interval = f"between {figure['low']:.2f} and {figure['high']:.2f}"
    return f"{words:<40} {figure['value']:.2f}, {interval}, n {figure['n']:,}{note}"
