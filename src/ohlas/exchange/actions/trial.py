"""Says what the columns mean, and tries the whole file without writing anything."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from uuid import UUID

from django.db import transaction

from ohlas.accounts.access import Actor
from ohlas.accounts.actions import write_audit
from ohlas.exchange.access import import_for, row_for
from ohlas.exchange.actions.reading import repair_texts, texts_of
from ohlas.exchange.actions.survey import check_against_survey, lookups_for
from ohlas.exchange.errors import BadMapping, WrongState
from ohlas.exchange.queries import ImportView, view_of
from ohlas.exchange.rules import Converted, Converter, Loss, LossReason, Mapping, mapping_json, problems
from ohlas.exchange.rules.states import EDITABLE, ImportState
from ohlas.lib.tables import BadRow, rows

SHOWN = 10
TRIED_ROWS = 50_000  # a page must answer; the import itself reads every row


@dataclass
class Trial:
    """What an import would do: rows that would come in, and each reason something would be left out."""

    rows: int = 0
    usable: int = 0
    cells_lost: int = 0
    rows_lost: int = 0
    reasons: Counter[tuple[str, str]] = field(default_factory=Counter)
    examples: list[Converted] = field(default_factory=list)
    losses: list[Loss] = field(default_factory=list)
    is_whole_file: bool = True


def save_mapping(*, actor: Actor, import_id: UUID, mapping: Mapping, now: datetime) -> ImportView:
    """Keeps what the columns mean.

    Errors: `BadMapping` with every problem in a sentence, `WrongState` once the import has begun.
    """
    seen = import_for(actor, import_id)
    names = [column["name"] for column in seen.findings["columns"]]
    found = problems(mapping, names) or check_against_survey(actor.organisation.id, mapping)
    with transaction.atomic():
        row = row_for(actor, import_id, lock=True)
        if row.state not in EDITABLE:
            raise WrongState(
                "This import has already begun; undo it, then upload the file again to map it anew."
            )
        row.mapping = mapping_json(mapping)
        row.state = ImportState.UPLOADED if found else ImportState.CHECKED
        row.save(update_fields=["mapping", "state"])
        write_audit(actor=actor, deed="map_columns", object_kind="import", object_id=str(row.id), now=now)
    if found:
        raise BadMapping(found)
    return view_of(row)


def try_import(*, actor: Actor, import_id: UUID, now: datetime, limit: int = TRIED_ROWS) -> Trial:
    """Reads the file as the import would, and writes nothing.

    Errors: `BadMapping` when the mapping cannot be used, `TableError` when the file has become unreadable.
    """
    return trial_of(view_of(row_for(actor, import_id)), actor, now, limit)


def trial_of(view: ImportView, actor: Actor, now: datetime, limit: int) -> Trial:
    """The trial itself."""
    info = view.table()
    found = problems(view.mapping, info.names)
    if found:
        raise BadMapping(found)
    convert = Converter(
        view.mapping, info.names, lookups_for(actor.organisation, now, any_unit=view.mapping.opens_units)
    )
    trial, texts = Trial(), texts_of(view.mapping)
    reading = rows(view.path, info)
    for row in islice(reading, limit):
        trial.rows += 1
        if isinstance(row, BadRow):
            _lose(trial, [Loss(row.number, "", row.raw[:200], LossReason.BAD_ROW, is_whole_row=True)])
            continue
        converted, losses = convert(row.number, row.values)
        _lose(trial, losses)
        if converted is not None:
            trial.usable += 1
            if len(trial.examples) < SHOWN:
                repair_texts(converted.answers, texts)
                trial.examples.append(converted)
    trial.is_whole_file = next(iter(reading), None) is None
    return trial


def _lose(trial: Trial, losses: list[Loss]) -> None:
    for loss in losses:
        trial.reasons[loss.column, loss.reason] += 1
        trial.rows_lost += loss.is_whole_row
        trial.cells_lost += not loss.is_whole_row
        if len(trial.losses) < SHOWN * 5:
            trial.losses.append(loss)
