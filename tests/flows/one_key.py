"""Sixty-four programs post one answer under one key at once; the outcome as one line of JSON.

Run as a program it makes its own SQLite file in OHLAS_HOME: the in-memory database of the test run cannot
show what locks do.
"""

import json
import threading
from collections import Counter
from typing import Any

THREADS = 64
DEFINITION = {"questions": [{"id": "nps", "type": "nps", "required": True, "text": {"en": "Recommend?"}}]}


def race() -> dict[str, Any]:
    """How many rows and events there are, and what the threads were told."""
    from django.db import connection
    from django.test import Client

    from ohlas.feedback.models import Response
    from ohlas.outbox.models import Event

    headers = {"Authorization": f"Bearer {_key()}", "Idempotency-Key": "receipt 4711"}
    body = json.dumps({"survey": "Race", "answers": {"nps": 9}})
    start = threading.Barrier(THREADS)
    told: list[tuple[int, str, bool]] = []

    def post() -> None:
        start.wait()
        try:
            answer = Client().post(
                "/api/v1/responses", body, content_type="application/json", headers=headers
            )
            told.append(
                (answer.status_code, answer.content.decode(), "Idempotent-Replayed" in answer.headers)
            )
        finally:
            connection.close()

    threads = [threading.Thread(target=post) for _ in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return {
        "rows": Response.objects.count(),
        "events": Event.objects.filter(name="feedback.response_recorded").count(),
        "statuses": {str(status): n for status, n in Counter(one[0] for one in told).items()},
        "answers": len({one[1] for one in told}),
        "fresh": sum(not one[2] for one in told),
    }


def _key() -> str:
    from django.utils import timezone

    from ohlas.accounts.access import system_actor
    from ohlas.accounts.actions import found_organisation, issue_api_key
    from ohlas.accounts.rules import Permission
    from ohlas.surveys.actions import create_survey

    now = timezone.now()
    actor = system_actor(found_organisation(name="Race", now=now).id)
    create_survey(actor=actor, name="Race", definition=DEFINITION, now=now, publish=True)
    return issue_api_key(actor=actor, name="race", scopes=[Permission.RECORD_ANSWERS], now=now).secret


def main() -> None:
    from django import setup
    from django.core.management import call_command

    setup()
    call_command("migrate", verbosity=0)
    print(json.dumps(race()))


if __name__ == "__main__":
    main()
