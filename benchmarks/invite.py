"""100,000 contacts chosen by hand for one programme and decided: rows a second beside a bare bulk_create of the same.

Then what staff open next: the plan, the invitations, the response rates. Time and memory are of the whole process.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from benchmarks.plan import FILL, ID, REACH
from benchmarks.scene import DEFINITION, ROOT, environment

CONTACTS = 100_000
AGREED = 80_000
"""Every fifth contact of the scene agreed to nothing: decided too, and skipped."""
AT_ONCE = 500
PAGES = (
    ("plan page", "programmes/plan/"),
    ("list of invitations", "invitations/"),
    ("response rates", "response-rates/"),
)


def run() -> list[dict[str, object]]:
    with tempfile.TemporaryDirectory(prefix="ohlas-invite-") as home:
        made = _child(Path(home), "--fill")
        return _child(Path(home), made["organisation"])


def _child(home: Path, word: str):
    command = [sys.executable, "-m", "benchmarks.invite", word]
    answer = subprocess.run(command, env=environment(home), cwd=ROOT, check=True, stdout=subprocess.PIPE)
    return json.loads(answer.stdout.splitlines()[-1])


def _fill() -> dict[str, str]:
    from django.core.management import call_command
    from django.db import connection
    from django.utils import timezone

    from ohlas.accounts.access import system_actor
    from ohlas.accounts.actions import found_organisation
    from ohlas.lib.config import config
    from ohlas.lib.database import refresh_statistics
    from ohlas.outreach.actions.programmes import make_programme
    from ohlas.outreach.models import Programme
    from ohlas.surveys.actions import create_survey

    (config().home / "static").mkdir(parents=True, exist_ok=True)
    call_command("migrate", verbosity=0, interactive=False)
    now = timezone.now()
    organisation = found_organisation(name="Bench", now=now).id
    actor = system_actor(organisation)
    survey = create_survey(actor=actor, name="After a visit", definition=DEFINITION, now=now, publish=True)
    settings = {"occasion": {"kind": "manual"}}
    row = make_programme(actor=actor, name="By hand", survey_id=survey, settings=settings, now=now)
    # Nothing is sent here, so no way out is set up, without which `start_programme` refuses.
    Programme.objects.filter(id=row.id).update(state="running", started_at=now)
    words = {"organisation": organisation.hex, "id": ID}
    with connection.cursor() as cursor:
        cursor.execute(FILL.format(n=CONTACTS, **words))
        cursor.execute(REACH.format(n=CONTACTS, **words))
    refresh_statistics("customers_contact", "customers_contactidentity")
    return {"organisation": str(organisation)}


def _measure(organisation: str) -> list[dict[str, object]]:
    from uuid import UUID

    from django.utils import timezone

    from ohlas.accounts.access import system_actor
    from ohlas.customers.queries import members_of
    from ohlas.outreach.actions.deciding import decide_due
    from ohlas.outreach.actions.occasions import ask_by_hand
    from ohlas.outreach.models import Invitation, Message, Occasion, Programme, Touch

    owner = UUID(organisation)
    programme = Programme.objects.get(organisation_id=owner)
    everybody = members_of(owner, {"all": []}, timezone.now()).values_list("id", flat=True)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
    began, worked = time.perf_counter(), time.process_time()
    ask_by_hand(
        actor=system_actor(owner), programme_id=programme.id, contact_ids=everybody, now=timezone.now()
    )
    chosen = time.perf_counter() - began
    decide_due(organisation_id=owner, now=timezone.now())  # a big choice is decided by the relay
    took, work = time.perf_counter() - began, time.process_time() - worked
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
    made = {model: model.objects.count() for model in (Occasion, Invitation, Message, Touch)}
    assert made == {Occasion: CONTACTS, Invitation: AGREED, Message: AGREED, Touch: AGREED}, made
    assert not Occasion.objects.filter(is_decided=False).exists()
    pages = _pages(owner)
    rows = sum(made.values())
    bare = _bare(list(made))
    speed = rows / took
    command = "python -m benchmarks invite"
    return [
        {
            "name": f"invite: {CONTACTS:,} contacts chosen, decided and invited",
            "value": round(speed),
            "unit": "rows/s",
            "reference": round(bare),
            "ratio": round(speed / bare, 3),
            "seconds": round(took, 1),
            "seconds_until_chosen": round(chosen, 1),
            "processor_s": round(work, 1),
            "rows": rows,
            "command": command,
        },
        {
            "name": "invite: peak memory",
            "value": round(peak),
            "unit": "MB",
            "reference": f"{before:.0f} MB before",
            "ratio": round(peak / before, 2),
            "command": command,
        },
        *(
            {
                "name": f"invite: {name} with them",
                "value": round(ms, 1),
                "unit": "ms",
                "reference": f"{first:.0f} ms the first time",
                "ratio": None,
                "command": command,
            }
            for name, first, ms in pages
        ),
    ]


def _pages(owner) -> list[tuple[str, float, float]]:
    """Server time of each page: the first, and the middle of five more."""
    from django.contrib.auth import get_user_model
    from django.test import Client
    from django.utils import timezone

    from ohlas.accounts.models import Membership, Organisation
    from ohlas.accounts.rules import Role

    user = get_user_model().objects.create_user(email="bench@example.com")
    now = timezone.now()
    Membership.objects.create(
        organisation_id=owner, user=user, role=Role.OWNER, created_at=now, accepted_at=now
    )
    slug = Organisation.objects.get(id=owner).slug
    client = Client()
    client.force_login(user)
    found = []
    for name, path in PAGES:
        times = []
        for _ in range(6):
            began = time.perf_counter()
            answer = client.get(f"/o/{slug}/{path}", headers={"host": "127.0.0.1"})
            times.append((time.perf_counter() - began) * 1000)
            assert answer.status_code == 200, (name, answer.status_code)
        found.append((name, times[0], median(times[1:])))
    return found


def _bare(models) -> float:
    """The same rows once more by Django's bulk_create, with nothing decided: rows a second."""
    from django.db import transaction

    kept = [list(model.objects.all()) for model in models]
    for model in reversed(models):
        model.objects.all()._raw_delete("default")  # noqa: SLF001 - the collector would load them all
    began = time.perf_counter()
    for model, rows in zip(models, kept, strict=True):
        for start in range(0, len(rows), AT_ONCE):
            with transaction.atomic():
                model.objects.bulk_create(rows[start : start + AT_ONCE])
    return sum(map(len, kept)) / (time.perf_counter() - began)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ohlas.site.settings")
    import django

    django.setup()
    print(json.dumps(_fill() if sys.argv[1:] == ["--fill"] else _measure(sys.argv[1])))
