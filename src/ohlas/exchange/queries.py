"""Reads about imports, as frozen dataclasses."""

from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal
from uuid import UUID

from ohlas.exchange.models import Import
from ohlas.exchange.rules.mapping import Mapping, mapping_from
from ohlas.exchange.rules.states import ImportState
from ohlas.lib.config import config
from ohlas.lib.tables import TableError, TableInfo, inspect
from ohlas.text import made_whole


@dataclass(frozen=True)
class ImportView:
    """An import as pages and the command line show it."""

    id: UUID
    organisation_id: UUID
    file_name: str
    size: int
    digest: str
    state: ImportState
    reading: dict[str, Any]
    findings: dict[str, Any]
    mapping: Mapping
    batch_id: UUID | None
    rows_total: int | None
    rows_read: int
    rows_stored: int
    rows_known: int
    rows_lost: int
    created_at: datetime
    started_at: datetime | None
    finished_at: datetime | None
    problem: str
    stored_as: str
    losses_size: int
    kind: str = "answers"
    rows_merged: int = 0
    contact_import_id: UUID | None = None
    meaning: dict[str, Any] = field(default_factory=dict)

    @property
    def path(self) -> Path:
        return files_root() / self.stored_as

    def table(self) -> TableInfo:
        """The file as it is to be read. Errors: `TableError`, also when the file was cleared away."""
        if not self.path.exists():  # what is remembered below must not outlive it
            raise TableError("The file was cleared away after its time. Upload it again.")
        return _inspected(self.path, self.digest, tuple(sorted(self.reading.items())))

    @property
    def losses_path(self) -> Path:
        return self.path.parent / "losses.csv"


@lru_cache(maxsize=32)
def _inspected(path: Path, digest: str, reading: tuple[tuple[str, Any], ...]) -> TableInfo:  # noqa: ARG001
    """Uploaded files never change, so a guess (up to a second on a wide file) is made once per process."""
    return inspect(path, heading=made_whole, **dict(reading))


def files_root() -> Path:
    """The folder of uploaded files."""
    return config().home / "files" / "imports"


def view_of(row: Import) -> ImportView:
    """The row without its deeds."""
    return ImportView(
        id=row.id,
        organisation_id=row.organisation_id,
        file_name=row.file_name,
        size=row.size,
        digest=row.digest,
        state=ImportState(row.state),
        reading=row.reading,
        findings=row.findings,
        mapping=mapping_from(row.mapping),
        batch_id=row.batch_id,
        rows_total=row.rows_total,
        rows_read=row.rows_read,
        rows_stored=row.rows_stored,
        rows_known=row.rows_known,
        rows_lost=row.rows_lost,
        created_at=row.created_at,
        started_at=row.started_at,
        finished_at=row.finished_at,
        problem=row.problem,
        stored_as=row.stored_as,
        losses_size=row.losses_size,
        kind=row.kind,
        rows_merged=row.rows_merged,
        contact_import_id=row.contact_import_id,
        meaning=row.mapping.get("people", {}),
    )


@dataclass(frozen=True)
class Earlier:
    """An import whose meaning of columns can be used again, and what it has in common with the new file."""

    mapping: Mapping
    file_name: str
    started_at: datetime
    by: Literal["file", "headings", "survey"]


def earlier_meaning(organisation_id: UUID, *, digest: str, shape: str, survey: str) -> Earlier | None:
    """How this very file, the last one with these headings or the last one of this survey was understood."""
    rows = Import.objects.filter(organisation_id=organisation_id, kind="answers", started_at__isnull=False)
    likeness: tuple[tuple[Literal["file", "headings", "survey"], dict[str, str]], ...] = (
        ("file", {"digest": digest}),
        ("headings", {"shape": shape} if shape else {}),
        ("survey", {"mapping__survey": survey}),
    )
    for by, alike in likeness:
        found = rows.filter(**alike).order_by("-started_at").first() if alike else None
        if found is not None and found.started_at is not None:
            return Earlier(mapping_from(found.mapping), found.file_name, found.started_at, by)
    return None


def latest_meaning(organisation_id: UUID, kind: str) -> dict[str, Any]:
    """How the columns of the last table of people of this kind were understood; empty if there was none."""
    rows = Import.objects.filter(organisation_id=organisation_id, kind=kind, started_at__isnull=False)
    found = rows.order_by("-started_at").first()
    return dict(found.mapping.get("people", {})) if found else {}


def same_file(organisation_id: UUID, digest: str, but: UUID) -> ImportView | None:
    """An earlier finished import of exactly this file."""
    rows = Import.objects.filter(organisation_id=organisation_id, digest=digest, state=ImportState.DONE)
    found = rows.exclude(id=but).order_by("-created_at").first()
    return view_of(found) if found else None
