"""The plan of the next 30 days for a million contacts and five programmes, beside counting them by hand in SQL.

Whoever the plan says is asked must be as many as a hand count allows; time and memory are of the whole process,
reading included. At most 60 s and 1 GB.
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

from benchmarks.scene import DEFINITION, ROOT, environment

CONTACTS = 1_000_000
TOUCHES = 600_000
WAITING = 200_000
LIMIT_S = 60
LIMIT_MB = 1000
ID = "printf('%08x%024x', i * 2654435761 % 4294967296, i)"
NUMBERS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {n}) "
FILL = (
    NUMBERS
    + """
INSERT INTO customers_contact (id, organisation_id, name, email, phone, language, address, gender, vocative,
    is_guess, zone, company, position, attributes, consents, by_hand, created_at, batch_id, t1, t2, n1)
SELECT {id}, '{organisation}', 'Contact ' || i, 'c' || i || '@example.com', '',
    CASE i % 7 WHEN 0 THEN 'pl' WHEN 1 THEN 'uk' ELSE 'cs' END, '', '', '', 1,
    CASE i % 9 WHEN 0 THEN 'Europe/Warsaw' ELSE '' END, '', '', '{{}}', CASE i % 5 WHEN 0 THEN 0 ELSE 1 END, '[]',
    '2026-01-01', NULL, CASE i % 10 WHEN 1 THEN 'gold' ELSE 'silver' END, 'region ' || (i % 14),
    735000 + i % 4000 FROM n
"""
)
REACH = (
    NUMBERS
    + """
INSERT INTO customers_contactidentity (id, organisation_id, contact_id, kind, value)
SELECT printf('%032x', i), '{organisation}', {id}, 'email', 'c' || i || '@example.com' FROM n
"""
)
TOUCHED = (
    NUMBERS
    + """
INSERT INTO outreach_touch (id, organisation_id, contact_id, kind, programme_id, at, client_id)
SELECT printf('%032x', i), '{organisation}', {id}, 'offer', NULL,
    datetime('2026-11-20 10:00:00', '-' || (i % 300) || ' days'), 't' || i FROM n
"""
)
LEFT = (
    NUMBERS
    + """
INSERT INTO outreach_occasion (id, organisation_id, programme_id, contact_id, key, due_at, expires_at, details,
    is_decided, reason, waited_for)
SELECT printf('%032x', i), '{organisation}', '{programme}', {id}, 'event ' || i,
    datetime('2026-11-20 08:00:00', '+' || (i % 20) || ' days'),
    datetime('2026-11-20 08:00:00', '+' || (i % 20 + 10) || ' days'), '{{"unit": "b' || (i % 40) || '"}}', 0, '', ''
FROM n
"""
)
GOLD = {"field": "a_tier", "op": "is", "value": "gold"}
PROGRAMMES = (
    ("After delivery", 2, None, {"occasion": {"kind": "event", "event": "delivery"}, "wait_days": 10}),
    (
        "Quarterly",
        5,
        None,
        {"occasion": {"kind": "rhythm", "starts_on": "2026-11-01", "waves": 12}, "wait_days": 40},
    ),
    (
        "Gold monthly",
        4,
        GOLD,
        {"occasion": {"kind": "rhythm", "starts_on": "2026-11-10", "months": 1}, "every_days": 28},
    ),
    ("A year with us", 3, None, {"occasion": {"kind": "anniversary", "attribute": "since"}}),
    (
        "One in ten, half-yearly",
        6,
        None,
        {"occasion": {"kind": "rhythm", "starts_on": "2026-10-15", "months": 6, "waves": 26}, "sample": 0.1},
    ),
)


def run() -> list[dict[str, object]]:
    with tempfile.TemporaryDirectory(prefix="ohlas-plan-") as home:
        made = _child(Path(home), "--fill")
        return _child(Path(home), made["organisation"])


def _child(home: Path, word: str):
    command = [sys.executable, "-m", "benchmarks.plan", word]
    answer = subprocess.run(command, env=environment(home), cwd=ROOT, check=True, stdout=subprocess.PIPE)
    return json.loads(answer.stdout.splitlines()[-1])


def _fill() -> dict[str, str]:
    from datetime import UTC, datetime

    from django.core.management import call_command
    from django.db import connection

    from ohlas.accounts.access import system_actor
    from ohlas.accounts.actions import found_organisation
    from ohlas.customers.actions import declare_contact_attribute, save_segment
    from ohlas.customers.rules import AttributeKind
    from ohlas.lib.config import config
    from ohlas.lib.database import refresh_statistics
    from ohlas.outreach.actions.programmes import change_programme, make_programme
    from ohlas.outreach.models import Programme
    from ohlas.surveys.actions import create_survey

    (config().home / "static").mkdir(parents=True, exist_ok=True)
    call_command("migrate", verbosity=0, interactive=False)
    now = datetime(2026, 11, 20, 6, tzinfo=UTC)
    organisation = found_organisation(name="Bench", now=now).id
    actor = system_actor(organisation)
    for key, kind in (
        ("tier", AttributeKind.CHOICE),
        ("region", AttributeKind.CHOICE),
        ("since", AttributeKind.DATE),
    ):
        declare_contact_attribute(actor=actor, key=key, title="", kind=kind, now=now)
    survey = create_survey(actor=actor, name="After a visit", definition=DEFINITION, now=now, publish=True)
    gold = save_segment(actor=actor, name="Gold", condition=GOLD, now=now)
    ids = []
    for name, priority, condition, settings in PROGRAMMES:
        row = make_programme(actor=actor, name=name, survey_id=survey, settings=settings, now=now)
        changes = {"priority": priority, "segment_id": gold if condition else None}
        change_programme(actor=actor, programme_id=row.id, changes=changes, now=now)
        # Nothing is sent here, so no way out is set up, without which `start_programme` refuses.
        Programme.objects.filter(id=row.id).update(state="running", started_at=now)
        ids.append(row.id.hex)
    words = {"organisation": organisation.hex, "id": ID}
    with connection.cursor() as cursor:
        cursor.execute(FILL.format(n=CONTACTS, **words))
        cursor.execute(REACH.format(n=CONTACTS, **words))
        cursor.execute(TOUCHED.format(n=TOUCHES, **words))
        cursor.execute(LEFT.format(n=WAITING, programme=ids[0], **words))
    refresh_statistics(
        "customers_contact", "customers_contactidentity", "outreach_touch", "outreach_occasion"
    )
    return {"organisation": str(organisation)}


def _measure(organisation: str) -> list[dict[str, object]]:
    from datetime import UTC, datetime
    from uuid import UUID

    from django.db import connection

    from ohlas.outreach.queries.planning import Outcome, make_plan

    began, worked = time.perf_counter(), time.process_time()
    plan = make_plan(UUID(organisation), datetime(2026, 11, 20, 6, tzinfo=UTC))
    took, work = time.perf_counter() - began, time.process_time() - worked
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
    asked = {one.name: int((one.outcome == Outcome.ASKED).sum()) for one in plan.programmes}
    began = time.perf_counter()
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, consents, zone, language FROM customers_contact")
        read = sum(len(rows) for rows in iter(lambda: cursor.fetchmany(20_000), []))
    bare = time.perf_counter() - began
    assert read == plan.contacts == CONTACTS
    assert all(asked.values()), asked
    return [
        {
            "name": "plan: 1,000,000 contacts, five programmes, 30 days",
            "value": round(took, 1),
            "unit": "s",
            "reference": f"{bare:.1f} s only to read the contacts' rows; at most {LIMIT_S} s",
            "ratio": round(took / bare, 2),
            "processor_s": round(work, 1),
            "occasions": sum(len(one.row) for one in plan.programmes),
            "asked": sum(asked.values()),
            "command": "python -m benchmarks plan",
        },
        {
            "name": "plan: peak memory",
            "value": round(peak),
            "unit": "MB",
            "reference": f"at most {LIMIT_MB} MB",
            "ratio": round(peak / LIMIT_MB, 3),
            "command": "python -m benchmarks plan",
        },
    ]


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ohlas.site.settings")
    import django

    django.setup()
    print(json.dumps(_fill() if sys.argv[1:] == ["--fill"] else _measure(sys.argv[1])))
