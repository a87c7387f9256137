"""Importing 100,000 contacts from a file, and the same file once more: rows a second and the memory it takes."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.scene import ROOT, environment

CONTACTS = 100_000
LINE = "{i};Jana {i};Nováková;jana.{i}@example.com;60{i:07d};cs;Firma {f};{t};ano;v1\n"
HEAD = "id;jmeno;prijmeni;email;telefon;jazyk;firma;tier;souhlas;verze souhlasu\n"


def run() -> list[dict[str, object]]:
    with tempfile.TemporaryDirectory(prefix="ohlas-contacts-") as home:
        command = [sys.executable, "-m", "benchmarks.contact_import"]
        answer = subprocess.run(
            command, env=environment(Path(home)), cwd=ROOT, check=True, stdout=subprocess.PIPE
        )
    return json.loads(answer.stdout.splitlines()[-1])


def _measure() -> list[dict[str, object]]:
    import django

    django.setup()
    from django.core.management import call_command
    from django.utils import timezone

    from ohlas.accounts.access import system_actor
    from ohlas.accounts.actions import found_organisation
    from ohlas.customers.actions import declare_contact_attribute
    from ohlas.customers.models import Contact
    from ohlas.customers.rules import AttributeKind
    from ohlas.exchange.actions import people
    from ohlas.exchange.rules.people import PeopleKind, meaning_from
    from ohlas.lib.config import config

    (config().home / "static").mkdir(parents=True, exist_ok=True)
    call_command("migrate", verbosity=0, interactive=False)
    now = timezone.now()
    actor = system_actor(found_organisation(name="Bench", now=now).id)
    declare_contact_attribute(actor=actor, key="tier", title="", kind=AttributeKind.CHOICE, now=now)
    tiers = ("gold", "silver", "bronze")
    lines = [LINE.format(i=i, f=i % 500, t=tiers[i % 3]) for i in range(CONTACTS)]
    text = (HEAD + "".join(lines)).encode("cp1250")

    def imported() -> float:
        view = people.receive_people(
            actor=actor, kind=PeopleKind.CONTACTS, name="c.csv", pieces=[text], now=now
        )
        meaning = meaning_from(view.meaning)
        people.save_meaning(actor=actor, import_id=view.id, meaning=meaning, now=now)
        people.begin_people(actor=actor, import_id=view.id, now=now)
        begun = time.perf_counter()
        done = people.finish_people_now(import_id=view.id, now=now, tell=lambda _: None)
        taken = time.perf_counter() - begun
        assert done.rows_lost == 0, done
        seen.append((done.id, done.rows_stored, done.rows_known))
        return taken

    seen: list[tuple[object, int, int]] = []
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    first, again = imported(), imported()
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    assert [one[1:] for one in seen] == [(CONTACTS, 0), (0, CONTACTS)], seen
    begun = time.perf_counter()
    people.undo_people(actor=actor, import_id=seen[0][0], now=now)
    people.take_back(seen[0][0], now=now, seconds=3600)
    undone = time.perf_counter() - begun
    assert not Contact.objects.exists()
    command = "python -m benchmarks contact_import"
    return [
        {
            "name": name,
            "value": round(value, 1),
            "unit": unit,
            "reference": reference,
            "ratio": None,
            "command": command,
        }
        for name, value, unit, reference in (
            ("contact_import: first time", CONTACTS / first, "rows/s", f"{CONTACTS} contacts, with consent"),
            ("contact_import: the same file again", CONTACTS / again, "rows/s", "changes nothing"),
            ("contact_import: memory", grown, "MB", "beyond the idle process, both imports"),
            ("contact_import: undo", undone, "s", f"{CONTACTS} contacts taken back"),
        )
    ]


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ohlas.site.settings")
    print(json.dumps(_measure()))
