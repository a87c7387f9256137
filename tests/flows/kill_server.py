"""What the server is besieged with: a survey and a key to begin with, and the reckoning at the end.

Each deed runs as `python -c "from tests.flows.kill_server import …"` and prints one line of JSON.
"""

import json

from ohlas.cli.serving.django_start import start_django

start_django()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.db.models import Count  # noqa: E402
from django.utils import timezone  # noqa: E402

DEFINITION = {
    "questions": [{"id": "nps", "type": "nps", "required": True, "text": {"en": "Recommend?"}}],
    "languages": ["en"],
    "default_language": "en",
}


def found() -> None:
    """An organisation with a running survey, and a key to answer it with."""
    from ohlas.accounts.access import system_actor
    from ohlas.accounts.actions import found_organisation, issue_api_key
    from ohlas.accounts.models import User
    from ohlas.accounts.rules import Permission
    from ohlas.surveys.actions import create_survey

    call_command("migrate", verbosity=0)
    now = timezone.now()
    User.objects.create_user("siege@example.com", None)  # no first start any more, so no sample company
    organisation = found_organisation(name="Under siege", now=now)
    actor = system_actor(organisation.id)
    create_survey(actor=actor, name="Siege", definition=DEFINITION, now=now, publish=True)
    scopes = [Permission.RECORD_ANSWERS]
    print(json.dumps(issue_api_key(actor=actor, name="siege", scopes=scopes, now=now).secret))


def reckon() -> None:
    """Everything stored, once the relay has come to rest and nothing runs any more."""
    from ohlas.feedback.events import ResponseRecorded
    from ohlas.feedback.facts import check_facts, facts_waiting, write_waiting
    from ohlas.feedback.models import FactTable, Response
    from ohlas.outbox.listeners import listeners_of
    from ohlas.outbox.models import Delivery, Event

    FactTable.objects.update(lease_until=None)  # whoever held it was killed
    write_waiting()
    events = Event.objects.filter(name="feedback.response_recorded")
    per_event = events.annotate(n=Count("deliveries")).values_list("n", flat=True).distinct()
    print(
        json.dumps(
            {
                "responses": {str(k): str(v) for k, v in Response.objects.values_list("client_id", "id")},
                "stored": Response.objects.count(),
                "events": events.count(),
                "deliveries_per_event": sorted(per_event),
                "listeners": len(listeners_of(ResponseRecorded.name)),
                "unfinished": Delivery.objects.filter(done_at=None).count(),
                "unheard": Event.objects.filter(fanned_out_at=None).count(),
                "facts_waiting": facts_waiting(),
                "differences": [str(difference) for difference in check_facts()],
                "facts": _facts(),
                "integrity": _integrity(),
            }
        )
    )


def _facts() -> int:
    from ohlas.accounts.queries import organisations
    from ohlas.engine import Query, run
    from ohlas.feedback.facts.writer import fact_store

    return sum(run(fact_store(), Query(str(each.id), "nps_0_10")).n for each in organisations())


def _integrity() -> str:
    if connection.vendor != "sqlite":
        return "ok"
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA integrity_check")
        return str(cursor.fetchone()[0])
