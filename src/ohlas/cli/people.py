"""The run of `ohlas import --rows contacts` (or events): guess, try or import, and a last line that adds up."""

import json
from dataclasses import dataclass, replace
from pathlib import Path

import typer
from django.utils import timezone

from ohlas.accounts.access import system_actor
from ohlas.cli.choosing import chosen_organisation
from ohlas.customers.rules import Channel, EventKind, Purpose
from ohlas.exchange import actions
from ohlas.exchange.actions import people
from ohlas.exchange.errors import BadMapping, ExchangeError
from ohlas.exchange.queries import ImportView
from ohlas.exchange.rules.people import (
    Meaning,
    MeaningColumn,
    PeopleKind,
    PeopleRole,
    guess_people,
    meaning_from,
    meaning_json,
)
from ohlas.exchange.rules.states import ImportState
from ohlas.lib.tables import TableError, TableInfo, inspect
from ohlas.text import made_whole

EVERY_ROW = 10**9
PIECE = 1024 * 1024


@dataclass(frozen=True)
class PeopleWishes:
    """What the person wrote on the command line."""

    kind: str
    columns: tuple[str, ...] = ()
    source: str = ""
    country: str = ""
    event: str = ""
    overwrites: bool = False
    mapping: Path | None = None


def import_people(file: Path, org: str | None, wishes: PeopleWishes, *, guess: bool, dry_run: bool) -> None:
    """Everything the command does; problems end it with 2 and a sentence."""
    try:
        meaning = meaning_of_wishes(wishes, inspect(file, heading=made_whole))
        if guess:
            typer.echo(json.dumps(meaning_json(meaning), ensure_ascii=False, indent=2))
            return
        _import(file, org, meaning, dry_run=dry_run)
    except (TableError, ExchangeError, OSError) as problem:
        typer.echo(f"ohlas import: {problem}", err=True)
        raise typer.Exit(code=2) from problem


def meaning_of_wishes(wishes: PeopleWishes, info: TableInfo) -> Meaning:
    """The guess, with what was wished: COLUMN=role, =attribute:key, =consent:newsletter:sms, =at:d.m.Y.

    Errors: `BadMapping` for a column or a word that is none.
    """
    if wishes.mapping is not None:
        try:
            return meaning_from(json.loads(wishes.mapping.read_text(encoding="utf-8")))
        except ValueError as problem:
            raise BadMapping([f"{wishes.mapping} is no JSON: {problem}."]) from problem
    try:
        kind, event = PeopleKind(wishes.kind), EventKind(wishes.event) if wishes.event else None
        meaning = guess_people(info, kind, wishes.source or "import")
        given = dict(_wished(wish) for wish in wishes.columns)
    except ValueError as problem:
        raise BadMapping([f"{problem}; contacts and events are kinds of rows."]) from problem
    if unknown := sorted(given.keys() - set(info.names)):
        raise BadMapping([f"The file has no column “{name}”." for name in unknown])
    columns = tuple(given.get(one.column, one) for one in meaning.columns)
    return replace(
        meaning, columns=columns, country=wishes.country.upper(), event=event, overwrites=wishes.overwrites
    )


def _wished(wish: str) -> tuple[str, MeaningColumn]:
    name, equals, words = wish.rpartition("=")
    if not equals:
        raise BadMapping([f"“{wish}”: write COLUMN=role, such as Mail=email."])
    first, *more = words.split(":")
    role = PeopleRole(first)
    if role.value.startswith("consent"):
        purpose, channel, written = [*more, "", "", ""][:3]
        return name, MeaningColumn(
            name, role, "", written, Purpose(purpose or "surveys"), Channel(channel or "email")
        )
    is_keyed = role in {PeopleRole.ATTRIBUTE, PeopleRole.DETAIL}
    rest = ":".join(more)
    return name, MeaningColumn(name, role, key=rest if is_keyed else "", format="" if is_keyed else rest)


def _import(file: Path, org: str | None, meaning: Meaning, *, dry_run: bool) -> None:
    now = timezone.now()
    actor = system_actor(chosen_organisation(org).id)
    with file.open("rb") as opened:
        pieces = iter(lambda: opened.read(PIECE), b"")
        view = people.receive_people(actor=actor, kind=meaning.kind, name=file.name, pieces=pieces, now=now)
    try:
        people.save_meaning(actor=actor, import_id=view.id, meaning=meaning, now=now)
        if dry_run:
            _tell_trial(people.try_people(actor=actor, import_id=view.id, now=now, limit=EVERY_ROW))
            return
        people.begin_people(actor=actor, import_id=view.id, now=now)
    finally:
        actions.forget_file(actor=actor, import_id=view.id, now=now)
    _tell(_finished(view))


def _finished(view: ImportView) -> ImportView:
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, transient=True) as bar:
        line = bar.add_task("Importing", total=view.rows_total)
        return people.finish_people_now(
            import_id=view.id,
            now=timezone.now(),
            tell=lambda state: bar.update(line, completed=state.rows_read),
        )


def _tell(done: ImportView) -> None:
    typer.echo(
        f"{done.rows_read} rows read: {done.rows_stored} new, {done.rows_merged} merged, "
        f"{done.rows_known} saying nothing new, {done.rows_lost} left out."
    )
    if done.losses_size:
        typer.echo(f"Loss report: {done.losses_path}")
    if done.state is not ImportState.DONE:
        typer.echo(done.problem, err=True)
        raise typer.Exit(code=1)


def _tell_trial(trial: people.PeopleTrial) -> None:
    typer.echo(
        f"{trial.rows} rows read: {trial.new} new, {trial.merged} merged, {trial.known} saying nothing new, "
        f"{trial.rows_lost} rows and {trial.cells_lost} single values would be left out. Nothing was written."
    )
    for (column, reason), count in trial.reasons.most_common():
        typer.echo(f"  {count} × {column or 'row'}: {reason}")
