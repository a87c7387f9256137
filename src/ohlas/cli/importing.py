"""The run of `ohlas import`: guess, try or import, with a bar and a last line that adds up."""

import json
from pathlib import Path

import typer
from django.utils import timezone

from ohlas.accounts.access import system_actor
from ohlas.cli.choosing import chosen_organisation
from ohlas.cli.wishes import Wishes, mapping_of_wishes
from ohlas.exchange import actions
from ohlas.exchange.errors import BadMapping, ExchangeError
from ohlas.exchange.queries import ImportView
from ohlas.exchange.rules import Mapping, guess_mapping, mapping_from, mapping_json
from ohlas.exchange.rules.states import ImportState
from ohlas.lib.tables import TableError, inspect
from ohlas.outbox.relay import relay_once
from ohlas.text import made_whole

EVERY_ROW = 10**9


class Importing:
    """One file on its way in from the command line."""

    def __init__(self, file: Path, org: str | None, wishes: Wishes, mapping: Path | None) -> None:
        self.file, self.wishes, self.mapping = file, wishes, mapping
        self.org = org

    def run(self, *, guess: bool, dry_run: bool) -> None:
        """Everything the command does; problems end it with 2 and a sentence."""
        try:
            if guess:
                shown = mapping_json(
                    guess_mapping(inspect(self.file, heading=made_whole), self.wishes.survey)
                )
                typer.echo(json.dumps(shown, ensure_ascii=False, indent=2))
                return
            self._import(dry_run=dry_run)
        except (TableError, ExchangeError, OSError) as problem:
            typer.echo(f"ohlas import: {problem}", err=True)
            raise typer.Exit(code=2) from problem

    def _import(self, *, dry_run: bool) -> None:
        now = timezone.now()
        actor = system_actor(chosen_organisation(self.org).id)
        mapping = self._mapping()
        view = actions.receive_path(actor=actor, path=self.file, now=now)
        try:
            actions.save_mapping(actor=actor, import_id=view.id, mapping=mapping, now=now)
            if dry_run:
                trial = actions.try_import(actor=actor, import_id=view.id, now=now, limit=EVERY_ROW)
                self._tell_trial(trial)
                return
            actions.begin_import(actor=actor, import_id=view.id, now=now)
        finally:
            actions.forget_file(actor=actor, import_id=view.id, now=now)
        self._finish(view)

    def _mapping(self) -> Mapping:
        if self.mapping is None:
            return mapping_of_wishes(self.wishes, inspect(self.file, heading=made_whole).names)
        try:
            return mapping_from(json.loads(self.mapping.read_text(encoding="utf-8")))
        except ValueError as problem:
            raise BadMapping([f"{self.mapping} is no JSON: {problem}."]) from problem

    def _finish(self, view: ImportView) -> None:
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        with Progress(*columns, transient=True) as bar:
            line = bar.add_task("Importing", total=view.rows_total)
            done = actions.finish_now(
                import_id=view.id,
                now=timezone.now(),
                tell=lambda state: bar.update(line, completed=state.rows_read),
            )
            bar.update(line, description="Writing facts", total=None)
            while relay_once(timezone.now(), worker="import"):
                pass
        self._tell(done)

    def _tell(self, done: ImportView) -> None:
        typer.echo(
            f"{done.rows_read} rows read: {done.rows_stored} brought in, {done.rows_known} already here, "
            f"{done.rows_lost} left out."
        )
        if done.losses_size:
            typer.echo(f"Loss report: {done.losses_path}")
        if done.state is not ImportState.DONE:
            typer.echo(done.problem, err=True)
            raise typer.Exit(code=1)

    def _tell_trial(self, trial: actions.Trial) -> None:
        typer.echo(
            f"{trial.rows} rows read: {trial.usable} would come in, {trial.rows_lost} rows and "
            f"{trial.cells_lost} single answers would be left out. Nothing was written."
        )
        for (column, reason), count in trial.reasons.most_common():
            typer.echo(f"  {count} × {column or 'row'}: {reason}")
