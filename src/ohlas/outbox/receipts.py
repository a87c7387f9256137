"""Receipts: an idempotent write sent twice is done once and answered twice."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, connection, transaction

from ohlas.outbox.errors import KeyReusedError
from ohlas.outbox.models import Receipt


@dataclass(frozen=True)
class Reply:
    """The answer to a write: its HTTP status, its JSON body, and whether it was given before."""

    status: int
    answer: Any  # JSON; its shape is the door's
    is_replay: bool = False


def replay_or_run(
    *, organisation_id: UUID, key: str, body_hash: str, run: Callable[[], Reply], now: datetime
) -> Reply:
    """The reply kept under this key, or `run()` and its reply, in one transaction.

    `run` writes to the database only; if it raises, nothing stays, the key neither.

    Errors: `KeyReusedError` when the key was used for another body; whatever `run` raises.
    """
    asked = _Asked(organisation_id, key, body_hash, now)
    if kept := asked.kept():
        return kept
    try:
        with transaction.atomic():
            return asked.run(run)
    except IntegrityError:
        # Somebody with the same key was faster. If nobody was, the error is run's own.
        if kept := asked.kept():
            return kept
        raise


@dataclass(frozen=True)
class _Asked:
    organisation_id: UUID
    key: str
    body_hash: str
    now: datetime

    def kept(self) -> Reply | None:
        row = Receipt.objects.filter(organisation_id=self.organisation_id, key=self.key).first()
        if row is None:
            return None
        if row.body_hash != self.body_hash:
            raise KeyReusedError(
                f"The key {self.key!r} was used for another body. Send a fresh key with each new write; "
                "repeat a key only with exactly the same body."
            )
        return Reply(status=row.status, answer=row.answer, is_replay=True)

    def run(self, run: Callable[[], Reply]) -> Reply:
        if connection.vendor == "sqlite":
            # The transaction holds the only write lock, so a look is enough and one write is saved.
            if kept := self.kept():
                return kept
            reply = run()
            self._row(reply).save(force_insert=True)
            return reply
        # Elsewhere the key is taken before the work: whoever comes second waits on the unique index.
        row = self._row(Reply(status=0, answer=None))
        row.save(force_insert=True)
        reply = run()
        row.status, row.answer = reply.status, reply.answer
        row.save(update_fields=["status", "answer"])
        return replace(reply, is_replay=False)

    def _row(self, reply: Reply) -> Receipt:
        return Receipt(
            organisation_id=self.organisation_id,
            key=self.key,
            body_hash=self.body_hash,
            status=reply.status,
            answer=reply.answer,
            created_at=self.now,
        )
