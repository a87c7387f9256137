"""Sixty-four threads send one write under one key; the outcome as one line of JSON.

Run as a program it makes its own SQLite file in OHLAS_HOME: the in-memory database of the test run cannot
show what locks do.
"""

import json
import threading
from collections import Counter
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

THREADS = 64
ORGANISATION = UUID(int=1)
NOW = datetime(2026, 11, 20, 10, 0, tzinfo=UTC)


def race() -> dict[str, Any]:
    """How many effects, receipts, fresh and replayed replies there were, and how many different answers."""
    from django.db import connection

    from ohlas.outbox.models import Event, Receipt
    from ohlas.outbox.receipts import Reply, replay_or_run

    start = threading.Barrier(THREADS)
    replies: list[Reply] = []
    errors: list[str] = []

    def write() -> Reply:
        effect = Event.objects.create(name="tests.race", emitted_at=NOW)
        return Reply(201, {"id": str(effect.pk)})

    def post() -> None:
        try:
            start.wait()
            reply = replay_or_run(organisation_id=ORGANISATION, key="k", body_hash="b", run=write, now=NOW)
            replies.append(reply)
        except Exception as error:  # noqa: BLE001 - every failure is counted
            errors.append(repr(error))
        finally:
            connection.close()

    threads = [threading.Thread(target=post) for _ in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return {
        "effects": Event.objects.count(),
        "receipts": Receipt.objects.count(),
        "statuses": dict(Counter(reply.status for reply in replies)),
        "answers": len({reply.answer["id"] for reply in replies}),
        "fresh": sum(not reply.is_replay for reply in replies),
        "errors": errors,
    }


def main() -> None:
    from django import setup
    from django.core.management import call_command

    setup()
    call_command("migrate", "outbox", verbosity=0)
    print(json.dumps(race()))  # noqa: T201 - the parent reads it


if __name__ == "__main__":
    main()
