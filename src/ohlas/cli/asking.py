"""What `ohlas query` shows: the API's own answer, as a table for people."""

from typing import NoReturn

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from ohlas.accounts.access import system_actor
from ohlas.cli.choosing import chosen_organisation
from ohlas.engine import BadQuery
from ohlas.insight.errors import BadAddress, BadDocument
from ohlas.insight.pages.documents import query_address
from ohlas.insight.queries import facts
from ohlas.insight.queries.documents import Answered, Line, answered
from ohlas.insight.rules.documents import read_text
from ohlas.lib.config import config
from ohlas.metrics import Figure, MetricsError


def answer_of(org: str | None, text: bytes) -> tuple[Answered, str]:
    """The document's answer and the page that counts it again.

    Errors: ends the command with 2 and a sentence per place at fault.
    """
    organisation = chosen_organisation(org)
    try:
        document = read_text(text)
        found = answered(facts(), system_actor(organisation.id), document)
    except BadDocument as error:
        _stop(*map(str, error.faults))
    except (BadAddress, BadQuery, MetricsError) as error:
        _stop(str(error))
    return found, f"{config().public_url}{query_address(document, organisation.slug)}"


def print_answer(found: Answered) -> None:
    """One line per group: who, n, each measure with its interval."""
    document = found.document
    keys = [*document.group_by, *(["since"] if document.bucket else [])]
    table = Table(*(keys or ["answers"]), "n", *(one.id for one in found.measures), box=None, pad_edge=False)
    for line in (found.total, *found.lines):
        table.add_row(*_names(line, found, len(keys)), f"{line.n:,}", *map(_words, line.scores.values()))
    console = Console(highlight=False)
    console.print(table)
    if found.next_offset is not None:
        console.print(
            f"{len(found.lines)} of {found.groups:,} groups; the next begin at offset {found.next_offset}"
        )
    for warning in found.warnings:
        console.print(Text(f"! {warning}"))


def _names(line: Line, found: Answered, wanted: int) -> list[Text]:
    if line is found.total:
        return [Text("all"), *([Text("")] * (wanted - 1))]
    listed = [line.key[name] or "–" for name in found.document.group_by]
    if line.start is not None:
        listed.append(line.start.isoformat())
    return list(map(Text, listed))


def _words(figure: Figure) -> str:
    if figure.value is None:
        return "–"
    ends = "" if figure.low is None or figure.high is None else f" ({figure.low:.2f} … {figure.high:.2f})"
    return f"{figure.value:.2f}{ends}{' *' if figure.is_indicative else ''}"


def _stop(*said: str) -> NoReturn:
    for one in said:
        typer.echo(f"ohlas query: {one}", err=True)
    raise typer.Exit(code=2)
