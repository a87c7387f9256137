"""A file between its upload and the decision to import it: kept outside the record, for a day at most."""

import shutil
from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext as _

from ohlas.accounts.access import Actor
from ohlas.accounts.errors import NotHere, Refused
from ohlas.lib.ids import new_id

MOST_BYTES = 20 * 1024 * 1024
KEPT_FOR = timedelta(days=1)


def keep_upload(*, actor: Actor, chunks: Iterable[bytes], now: datetime) -> UUID:
    """Writes the file down under a new id that only this organisation can use; old ones go.

    Errors: `Refused` over 20 MiB; nothing is left behind then.
    """
    folder = _folder(actor)
    folder.mkdir(parents=True, exist_ok=True)
    _drop_old(folder, now)
    upload_id = new_id()
    path = folder / str(upload_id)
    written = 0
    with path.open("wb") as file:
        for chunk in chunks:
            written += len(chunk)
            if written > MOST_BYTES:
                break
            file.write(chunk)
    if written > MOST_BYTES:
        path.unlink()
        raise Refused(_("The file has more than 20 MiB; split it."), field="file")
    return upload_id


def kept_upload(*, actor: Actor, upload_id: UUID) -> Path:
    """Where the file lies.

    Errors: `NotHere` when it is gone or somebody else's.
    """
    path = _folder(actor) / str(upload_id)
    if not path.is_file():
        raise NotHere
    return path


def drop_upload(*, actor: Actor, upload_id: UUID) -> None:
    """Removes the file, which holds names and addresses, once nobody needs it; twice is the same as once."""
    (_folder(actor) / str(upload_id)).unlink(missing_ok=True)


def drop_uploads(organisation_id: UUID) -> None:
    """Removes all files of an organisation that is leaving."""
    shutil.rmtree(Path(settings.MEDIA_ROOT) / "employees" / str(organisation_id), ignore_errors=True)


def _folder(actor: Actor) -> Path:
    return Path(settings.MEDIA_ROOT) / "employees" / str(actor.organisation.id)


def _drop_old(folder: Path, now: datetime) -> None:
    for path in folder.iterdir():
        if path.stat().st_mtime < (now - KEPT_FOR).timestamp():
            path.unlink(missing_ok=True)
