"""Fifty people send at once to a quota of twenty; the outcome as one line of JSON.

Run as a program it makes its own SQLite file in OHLAS_HOME, as `one_key` does.
"""

import json
import threading
from collections import Counter
from typing import Any

AT_ONCE, LIMIT = 50, 20
DEFINITION = {
    "schema": 2,
    "questions": [{"id": "nps", "type": "nps", "text": {"en": "Recommend?"}}],
    "quotas": [
        {
            "id": "fans",
            "when": {"question": "nps", "op": "at_least", "value": 9},
            "limit": LIMIT,
            "action": "close",
        },
        {"id": "all", "when": None, "limit": 10 * LIMIT, "action": "close"},
    ],
}


def race() -> dict[str, Any]:
    """How many were stored and counted, and what the others were told."""
    from django.db import connection
    from django.utils import timezone

    from ohlas.accounts.actions import found_organisation
    from ohlas.feedback.actions import record_response
    from ohlas.feedback.models import QuotaCount, Response
    from ohlas.feedback.rules import Refusal, Submission
    from ohlas.lib.ids import new_id

    organisation = found_organisation(name="Race", now=timezone.now())
    survey = _survey(organisation.id)
    start = threading.Barrier(AT_ONCE)
    told: list[str] = []

    def send() -> None:
        submission = Submission(
            organisation_id=organisation.id,
            client_id=new_id(),
            is_client_made=True,
            body_hash="x",
            survey=survey,
            version_id=None,
            answers={"nps": 10},
        )
        start.wait()
        try:
            outcome = record_response(submission, timezone.now())
            told.append(outcome.reason.value if isinstance(outcome, Refusal) else "stored")
        finally:
            connection.close()

    threads = [threading.Thread(target=send) for _ in range(AT_ONCE)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return {
        "rows": Response.objects.count(),
        "counts": dict(QuotaCount.objects.values_list("quota", "count")),
        "told": dict(Counter(told)),
    }


def _survey(organisation_id: Any) -> str:
    from django.utils import timezone

    from ohlas.accounts.access import system_actor
    from ohlas.surveys.actions import create_survey

    actor = system_actor(organisation_id)
    return str(
        create_survey(actor=actor, name="Race", definition=DEFINITION, now=timezone.now(), publish=True)
    )


if __name__ == "__main__":
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    print(json.dumps(race()))
