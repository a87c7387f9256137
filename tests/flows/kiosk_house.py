"""A house with a kiosk at its door, and the reckoning of what arrived.

Each deed runs as `python -c "from tests.flows.kiosk_house import …"` and prints one line of JSON.
"""

import json
from collections import Counter

from ohlas.cli.serving.django_start import start_django

start_django()

from django.core.management import call_command  # noqa: E402
from django.utils import timezone  # noqa: E402

DEFINITION = {
    "schema": 2,
    "languages": ["en", "cs"],
    "default_language": "en",
    "layout": "single",
    "questions": [
        {"id": "nps", "type": "nps", "required": True, "text": {"en": "Recommend?", "cs": "Doporučíte?"}},
        {
            "id": "sorry",
            "type": "text",
            "text": {"en": "What happened?", "cs": "Co se stalo?"},
            "show_if": {"question": "nps", "op": "at_most", "value": 6},
        },
    ],
}


def found() -> None:
    """An organisation with a kiosk; its path."""
    from ohlas.accounts.access import system_actor
    from ohlas.accounts.actions import found_organisation
    from ohlas.accounts.models import User
    from ohlas.feedback.actions.kiosks import KioskWish, make_kiosk
    from ohlas.surveys.actions import create_survey

    call_command("migrate", verbosity=0)
    now = timezone.now()
    User.objects.create_user("door@example.com", None)  # no first start any more, so no sample company
    actor = system_actor(found_organisation(name="Door", now=now).id)
    survey = create_survey(actor=actor, name="Door", definition=DEFINITION, now=now, publish=True)
    wish = KioskWish(name="Door", pin="2468", thanks_s=2)
    print(json.dumps(make_kiosk(actor=actor, survey_id=survey, unit="", wish=wish, now=now).path))


def reckon() -> None:
    """What was answered, each with how often it was stored."""
    from ohlas.feedback.models import Response

    stored = Response.objects.filter(channel="kiosk").values_list("answers", flat=True)
    print(json.dumps(Counter(json.dumps(one, sort_keys=True) for one in stored)))
