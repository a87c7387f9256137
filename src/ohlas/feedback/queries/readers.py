"""Which reader an organisation reads with, what it could learn from, and how its retrainings did."""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import TYPE_CHECKING
from uuid import UUID

from ohlas.feedback.models import OwnReader, TextReading
from ohlas.feedback.rules.readers import opened
from ohlas.feedback.rules.texts import reader_now

if TYPE_CHECKING:
    from ohlas.text.sentiment.model import Model

SHOWN = 10
READY = 4
"""Own readers kept open in a process; each takes some ten megabytes."""


@dataclass(frozen=True)
class OwnReaderView:
    """One retraining; `is_old` where it was bent from a shipped reader that is no longer the one in use."""

    id: UUID
    stage: int
    learnt: int
    held_out: int
    before: int
    after: int
    others: int
    moved: int
    trouble: str
    is_used: bool
    is_ended: bool
    is_old: bool
    started_at: datetime


def own_word(organisation_id: UUID) -> str:
    """What tells the organisation's own reader apart; empty where it reads with the shipped one."""
    used = OwnReader.objects.filter(organisation_id=organisation_id, is_used=True, base=reader_now())
    return used.values_list("word", flat=True).first() or ""


def own_model(organisation_id: UUID) -> "Model | None":
    """The organisation's own model; None where it reads with the shipped one, or the shipped one is newer."""
    used = OwnReader.objects.filter(organisation_id=organisation_id, is_used=True, base=reader_now())
    found = used.values_list("id", flat=True).first()
    return _model(found) if found else None


def own_readers(organisation_id: UUID) -> tuple[OwnReaderView, ...]:
    """The last retrainings, the newest first."""
    rows = OwnReader.objects.filter(organisation_id=organisation_id).defer("weights")
    return tuple(_view(row) for row in rows.order_by("-started_at", "-id")[:SHOWN])


def corrected_sentiments(organisation_id: UUID) -> int:
    """How many comments have a sentiment given by a person; each could be learnt from."""
    rows = TextReading.objects.filter(organisation_id=organisation_id, response__release__isnull=True)
    return rows.filter(corrected_at__isnull=False, given__has_key="sentiment").count()


def _view(row: OwnReader) -> OwnReaderView:
    return OwnReaderView(
        id=row.id,
        stage=row.stage,
        learnt=row.learnt,
        held_out=row.held_out,
        before=row.before,
        after=row.after,
        others=row.others,
        moved=row.moved,
        trouble=row.trouble,
        is_used=row.is_used,
        is_ended=row.ended_at is not None,
        is_old=row.base != reader_now(),
        started_at=row.started_at,
    )


@lru_cache(maxsize=READY)
def _model(reader_id: UUID) -> "Model":
    """Weights never change once made, so each process keeps the readers it has opened."""
    weights = OwnReader.objects.only("weights").get(id=reader_id).weights
    return opened(bytes(weights or b""))
