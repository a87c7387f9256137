"""A file arrives: it is kept under our own name, looked at, and a first guess is written beside it."""

import hashlib
import shutil
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any, TypedDict
from uuid import UUID

from django.db import transaction

from ohlas.accounts.access import Actor, require
from ohlas.accounts.actions import write_audit
from ohlas.accounts.rules import Permission
from ohlas.exchange.access import ANSWERS, PEOPLE, row_for
from ohlas.exchange.errors import WrongState
from ohlas.exchange.models import Import
from ohlas.exchange.queries import Earlier, ImportView, earlier_meaning, files_root, view_of
from ohlas.exchange.rules import guess_mapping, mapping_json, misfits_of
from ohlas.exchange.rules.identity import shape_of
from ohlas.exchange.rules.mapping import ColumnMapping, Mapping
from ohlas.exchange.rules.states import EDITABLE, ImportState
from ohlas.lib.ids import new_id
from ohlas.lib.tables import TableError, TableInfo, inspect
from ohlas.text import made_whole

PIECE = 1024 * 1024
SUFFIXES = frozenset({".csv", ".tsv", ".txt", ".xlsx", ".parquet"})
LONGEST_NAME = 160
ANY_KIND = (*ANSWERS, *PEOPLE)


class Reading(TypedDict, total=False):
    """Guesses about a file that a person overruled."""

    encoding: str
    delimiter: str
    sheet: str
    has_header: bool


def receive_file(*, actor: Actor, name: str, pieces: Iterable[bytes], now: datetime) -> ImportView:
    """An uploaded file, stored and guessed at; nothing is imported yet.

    Errors: `TableError` when it is no table, empty or too large; then nothing is kept.
    """
    require(actor, Permission.IMPORT)
    import_id = new_id()
    folder = files_root() / str(import_id)
    folder.mkdir(parents=True)
    suffix = Path(name).suffix.lower()
    path = folder / f"file{suffix if suffix in SUFFIXES else '.csv'}"
    try:
        digest, size = _store(path, pieces)
        row = Import(id=import_id, stored_as=f"{import_id}/{path.name}", digest=digest, size=size)
        return _saved(actor, row, name, inspect(path, heading=made_whole), now)
    except (TableError, OSError):
        shutil.rmtree(folder, ignore_errors=True)
        raise


def receive_path(*, actor: Actor, path: Path, now: datetime) -> ImportView:
    """The same for a file on this machine, from the command line."""
    with path.open("rb") as file:
        return receive_file(actor=actor, name=path.name, pieces=iter(lambda: file.read(PIECE), b""), now=now)


def reread_file(*, actor: Actor, import_id: UUID, reading: Reading, now: datetime) -> ImportView:
    """The file read another way (encoding, delimiter, sheet, headings), with a fresh guess.

    Errors: `TableError` when it cannot be read like that, `WrongState` once the import has begun.
    """
    view = view_of(row_for(actor, import_id, kinds=ANY_KIND))
    info = inspect(view.path, heading=made_whole, **reading)
    with transaction.atomic():
        row = row_for(actor, import_id, lock=True, kinds=ANY_KIND)
        if row.state not in EDITABLE:
            raise WrongState("This import has already begun; undo it, then upload the file again.")
        row.reading = dict(reading)
        guess = guess_mapping(info, view.mapping.survey)
        row.findings, row.rows_total = findings_of(info, guess), info.estimated_rows
        row.mapping = mapping_json(guess)
        row.state = ImportState.UPLOADED
        row.save(update_fields=["reading", "findings", "rows_total", "mapping", "state"])
        write_audit(actor=actor, deed="reread_file", object_kind="import", object_id=str(row.id), now=now)
    return view_of(row)


def forget_file(*, actor: Actor, import_id: UUID, now: datetime) -> None:
    """Drops an import that has not begun, with its file."""
    with transaction.atomic():
        row = row_for(actor, import_id, lock=True, kinds=ANY_KIND)
        if row.started_at is None:
            write_audit(
                actor=actor, deed="forget_import", object_kind="import", object_id=str(row.id), now=now
            )
            folder = (files_root() / row.stored_as).parent
            row.delete()
            transaction.on_commit(lambda: shutil.rmtree(folder, ignore_errors=True))


def _store(path: Path, pieces: Iterable[bytes]) -> tuple[str, int]:
    digest, size = hashlib.sha256(), 0
    with path.open("xb") as file:
        for piece in pieces:
            digest.update(piece)
            size += len(piece)
            file.write(piece)
    return digest.hexdigest(), size


def _saved(actor: Actor, row: Import, name: str, info: TableInfo, now: datetime) -> ImportView:
    shown = name.replace("\x00", "")[-LONGEST_NAME:] or "file"
    guess = guess_mapping(info, Path(shown).stem or "Imported answers", actor.organisation.languages[0])
    row.organisation_id, row.created_by, row.created_at = actor.organisation.id, actor.user_id, now
    row.shape = shape_of(info.names) if info.has_header else ""
    earlier = earlier_meaning(actor.organisation.id, digest=row.digest, shape=row.shape, survey=guess.survey)
    mapping = _remembered(earlier, guess) if earlier else guess
    row.file_name, row.findings, row.rows_total = shown, findings_of(info, mapping), info.estimated_rows
    row.findings["earlier"] = _said(earlier)
    row.mapping = mapping_json(mapping)
    with transaction.atomic():
        row.save(force_insert=True)
        write_audit(actor=actor, deed="receive_file", object_kind="import", object_id=str(row.id), now=now)
    return view_of(row)


def _remembered(earlier: Earlier, guess: Mapping) -> Mapping:
    """Columns of the same name mean what they meant; the day stays only with the very same file."""
    known = {column.column: column for column in earlier.mapping.columns}
    return replace(
        earlier.mapping,
        day=earlier.mapping.day if earlier.by == "file" else None,
        columns=tuple(known.get(c.column, ColumnMapping(c.column)) for c in guess.columns),
    )


def _said(earlier: Earlier | None) -> dict[str, str] | None:
    if earlier is None:
        return None
    return {"file": earlier.file_name, "at": earlier.started_at.isoformat(), "by": earlier.by}


def findings_of(info: TableInfo, mapping: Mapping | None = None) -> dict[str, Any]:
    """What was found out about the file, for the page; with a mapping, which cells do not fit it."""
    meanings = {column.column: column for column in mapping.columns} if mapping else {}
    return {
        "kind": info.kind.value,
        "encoding": info.encoding,
        "delimiter": info.delimiter,
        "has_header": info.has_header,
        "sheet": info.sheet,
        "sheets": list(info.sheets),
        "rows": info.estimated_rows,
        "is_exact": info.is_exact,
        "warnings": list(info.warnings),
        "columns": [
            {
                "name": column.name,
                "kind": column.kind.value,
                "samples": [sample[:80] for sample in column.samples[:4]],
                "empty_share": round(column.empty_share, 3),
                "distinct": column.distinct,
                "low": column.low,
                "high": column.high,
                "time_format": column.time.format if column.time else None,
                "is_time_ambiguous": bool(column.time and column.time.is_ambiguous),
                "time_candidates": list(column.time.candidates) if column.time else [],
                "is_time_mixed": bool(column.time and column.time.is_mixed),
                "time_undecided": column.time.undecided if column.time else 0,
                "misfits": misfits_of(column, meanings.get(column.name, ColumnMapping(column.name))),
            }
            for column in info.columns
        ],
    }
