"""Files respondents sent, as those who answer and those who read answers see them."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from django.template.defaultfilters import filesizeformat

from ohlas.feedback.models import Upload
from ohlas.lib.config import config


@dataclass(frozen=True)
class FileView:
    """`path` is where its bytes lie, for the one view that sends them."""

    id: UUID
    question: str
    name: str
    media: str
    size: int
    path: Path

    @property
    def size_words(self) -> str:
        return filesizeformat(self.size)


def files_folder() -> Path:
    """Outside of whatever a web server serves: the only way to a file is a view that asks for its right."""
    return config().home / "files" / "answers"


def folder_of(organisation_id: UUID) -> Path:
    return files_folder() / str(organisation_id)


def files_of(organisation_id: UUID, client_ids: Collection[UUID]) -> Mapping[UUID, tuple[FileView, ...]]:
    """Every file of these responses, oldest first."""
    found: defaultdict[UUID, list[FileView]] = defaultdict(list)
    if client_ids:
        rows = Upload.objects.filter(organisation_id=organisation_id, client_id__in=client_ids)
        for row in rows.order_by("id"):
            found[row.client_id].append(file_view(row))
    return {client_id: tuple(files) for client_id, files in found.items()}


def file_view(row: Upload) -> FileView:
    path = folder_of(row.organisation_id) / row.stored_as
    return FileView(row.id, row.question, row.name, row.media, row.size, path)


def exported(file: FileView) -> Mapping[str, object]:
    """For the copy a person asks for; staff send the file itself beside it."""
    return {
        "id": file.id,
        "question": file.question,
        "name": file.name,
        "media": file.media,
        "size": file.size,
    }
