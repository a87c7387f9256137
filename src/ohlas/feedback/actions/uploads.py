"""Files with answers: kept, removed with what they belong to, and swept away when nothing came of them.

The bytes are written before their row and removed after it is gone, so that a row never lacks its file;
what a crash leaves behind without a row is found by the sweep.
"""

import os
import shutil
from datetime import datetime, timedelta
from functools import partial
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django_tasks import task

from ohlas.feedback.errors import BadUpload
from ohlas.feedback.models import Draft, Response, Upload
from ohlas.feedback.queries.uploads import FileView, file_view, files_folder, folder_of
from ohlas.feedback.rules.uploads import (
    FREE_BYTES,
    MOST_BYTES,
    MOST_OF_ONE,
    FileKind,
    WhyNot,
    kind_of,
    shown_name,
    stored_name,
)
from ohlas.lib.bare import bare_picture
from ohlas.lib.database import database_now, one_writer
from ohlas.lib.ids import new_id
from ohlas.lib.pictures import BadPicture, Why, check_picture
from ohlas.outbox.schedule import scheduled

LEFT_AFTER = timedelta(hours=24)
"""Drafts are settled within the hour; a file nobody's answers name after a day is nobody's."""
PORTION = 500


def keep_file(
    *, organisation_id: UUID, client_id: UUID, question: str, name: str, content: bytes, now: datetime
) -> FileView:
    """The file, kept for the response of this client id, under a name made by us.

    Errors: `BadUpload`; nothing is left behind then.
    """
    if len(content) > MOST_BYTES:
        raise BadUpload(WhyNot.BYTES)
    kind = kind_of(content)
    if kind is None:
        raise BadUpload(WhyNot.KIND)
    content = _bare(content, kind)
    if Upload.objects.filter(organisation_id=organisation_id, client_id=client_id).count() >= MOST_OF_ONE:
        raise BadUpload(WhyNot.COUNT)
    row = Upload(
        id=new_id(),
        organisation_id=organisation_id,
        client_id=client_id,
        question=question,
        name=shown_name(name, kind),
        media=kind.media,
        size=len(content),
        created_at=now,
    )
    row.stored_as = stored_name(row.id, content)
    _write(row, content)
    with one_writer(), transaction.atomic():
        row.save(force_insert=True)
    return file_view(row)


def drop_files_of(organisation_id: UUID, client_ids: list[UUID]) -> None:
    """Inside the transaction that removes these responses; the bytes go when it has committed."""
    _drop(Upload.objects.filter(organisation_id=organisation_id, client_id__in=client_ids))


def drop_files_of_batch(organisation_id: UUID, batch_id: UUID) -> None:
    """The same for an import that is undone; asked from the few files, not from its million rows."""
    mine = Response.objects.filter(
        organisation_id=organisation_id, client_id=OuterRef("client_id"), batch_id=batch_id
    )
    _drop(Upload.objects.filter(Exists(mine), organisation_id=organisation_id))


def drop_all_files(organisation_id: UUID) -> None:
    Upload.objects.filter(organisation_id=organisation_id).delete()
    transaction.on_commit(partial(shutil.rmtree, folder_of(organisation_id), ignore_errors=True))


@scheduled("feedback.sweep_files", every=timedelta(hours=6))
@task
def sweep_files_regularly() -> None:
    """Removes files of abandoned drafts, files taken back, and bytes without a row."""
    sweep_files(database_now())


def sweep_files(now: datetime) -> int:
    """How many files nobody's answers name were removed."""
    old = Upload.objects.filter(is_answer=False, created_at__lt=now - LEFT_AFTER).order_by("created_at")
    removed = sum(_settle(row) for row in old[:PORTION])
    return removed + _sweep_folders(now)


def _settle(row: Upload) -> bool:
    """A draft's file waits for it, an answer's stays, any other goes."""
    mine = {"organisation_id": row.organisation_id, "client_id": row.client_id}
    if Draft.objects.filter(**mine).exists():
        return False
    answers = Response.objects.filter(**mine).values_list("answers", flat=True).first() or {}
    if str(row.id) in (answers.get(row.question) or ()):
        Upload.objects.filter(id=row.id).update(is_answer=True)
        return False
    _drop(Upload.objects.filter(id=row.id))
    return True


def _sweep_folders(now: datetime) -> int:
    """Bytes that a crash left without a row, and those of organisations that are gone."""
    removed = 0
    for folder in sorted(files_folder().glob("*-*-*-*-*")):
        old = {
            entry.name
            for entry in os.scandir(folder)
            if entry.is_file(follow_symlinks=False) and entry.stat().st_mtime < (now - LEFT_AFTER).timestamp()
        }
        known = Upload.objects.filter(organisation_id=folder.name).values_list("stored_as", flat=True)
        for name in old - set(known):
            (folder / name).unlink(missing_ok=True)
            removed += 1
    return removed


def _drop(rows: QuerySet[Upload]) -> None:
    with transaction.atomic():
        paths = [file_view(row).path for row in rows]
        rows.delete()
        for path in paths:
            transaction.on_commit(partial(path.unlink, missing_ok=True))


def _bare(content: bytes, kind: FileKind) -> bytes:
    """As it is kept: of a picture what can be seen, without the place, the device and the time it was taken.

    A picture whose head claims more than a screen can unpack harms whoever opens it; GIF and HEIC are not
    unpacked here to be judged.
    """
    if not kind.is_picture:
        return content
    try:
        check_picture(content)
    except BadPicture as bad:
        if bad.why is not Why.KIND:
            raise BadUpload(WhyNot.PICTURE) from bad
    try:
        return bare_picture(content)
    except BadPicture as bad:
        raise BadUpload(WhyNot.PICTURE) from bad


def _write(row: Upload, content: bytes) -> None:
    """Under another name first: a file is there whole or not at all."""
    folder = folder_of(row.organisation_id)
    folder.mkdir(parents=True, exist_ok=True)
    if shutil.disk_usage(folder).free < FREE_BYTES:
        raise BadUpload(WhyNot.NOT_NOW)
    path = folder / row.stored_as
    part = path.with_suffix(".part")
    try:
        with part.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise BadUpload(WhyNot.NOT_NOW) from error
