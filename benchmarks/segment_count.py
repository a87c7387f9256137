"""Live counts of segments among a million contacts, against hand-written SQL over the same tables.

Counts must agree; both take turns and the medians are compared. Each count should stay under 300 ms.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.scene import ROOT, environment

CONTACTS = 1_000_000
EVENTS = 300_000
LIMIT_MS = 300
FILL = """
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {contacts})
INSERT INTO customers_contact (id, organisation_id, name, email, phone, language, address, gender, vocative,
    is_guess, zone, company, position, attributes, consents, by_hand, created_at, batch_id, t1, t2, n1)
SELECT printf('%08x%024x', i * 2654435761 % 4294967296, i), '{organisation}', 'Contact ' || i,
    'c' || i || '@example.com', '', CASE i % 7 WHEN 0 THEN 'pl' WHEN 1 THEN 'uk' ELSE 'cs' END, '',
    CASE i % 2 WHEN 0 THEN 'f' ELSE 'm' END, '', 1, '', '', '', '{{}}', i % 4, '[]', '2026-01-01', NULL,
    CASE i % 10 WHEN 0 THEN 'gold' WHEN 1 THEN NULL ELSE 'silver' END, 'region ' || (i % 14), i % 5000 FROM n
"""
HAPPENED = """
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {events})
INSERT INTO customers_contactevent (id, organisation_id, contact_id, kind, at, client_id, details, received_at)
SELECT printf('%032x', i), '{organisation}', printf('%08x%024x', j * 2654435761 % 4294967296, j),
    'purchase', datetime('2026-11-20', '-' || (i % 365) || ' days'), 'e' || i, '{{}}', '2026-11-20'
FROM (SELECT i, i * 3 AS j FROM n)
"""
CASES = {
    "attribute": ({"field": "a_tier", "op": "is", "value": "gold"}, "t1 = 'gold'"),
    "three attributes": (
        {
            "all": [
                {"field": "a_tier", "op": "in", "value": ["gold", "silver"]},
                {"field": "language", "op": "is", "value": "cs"},
                {"field": "a_spent", "op": "at least", "value": 2500},
            ]
        },
        "t1 IN ('gold', 'silver') AND language = 'cs' AND n1 >= 2500",
    ),
    "consent and attribute": (
        {
            "all": [
                {"consent": "surveys", "channel": "email"},
                {"field": "a_tier", "op": "is not", "value": "gold"},
            ]
        },
        "consents & 1 > 0 AND (t1 IS NULL OR t1 <> 'gold')",
    ),
    "bought in 30 days": (
        {
            "all": [
                {"event": "purchase", "within_days": 30},
                {"field": "language", "op": "is", "value": "cs"},
            ]
        },
        (
            "language = 'cs' AND id IN (SELECT contact_id FROM customers_contactevent "
            "WHERE organisation_id = '{org}' AND kind = 'purchase' "
            "AND at >= '2026-10-21 10:00:00' AND at <= '2026-11-20 10:00:00')"
        ),
    ),
}


def run() -> list[dict[str, object]]:
    with tempfile.TemporaryDirectory(prefix="ohlas-segments-") as home:
        command = [sys.executable, "-m", "benchmarks.segment_count"]
        answer = subprocess.run(
            command, env=environment(Path(home)), cwd=ROOT, check=True, stdout=subprocess.PIPE
        )
    return json.loads(answer.stdout.splitlines()[-1])


def _measure() -> list[dict[str, object]]:
    import django

    django.setup()
    from datetime import UTC, datetime

    from django.core.management import call_command
    from django.db import connection

    from benchmarks.tally import taken_in_turns
    from ohlas.accounts.access import system_actor
    from ohlas.accounts.actions import found_organisation
    from ohlas.customers.actions import declare_contact_attribute
    from ohlas.customers.queries import count_of
    from ohlas.customers.rules import AttributeKind
    from ohlas.lib.config import config
    from ohlas.lib.database import refresh_statistics

    (config().home / "static").mkdir(parents=True, exist_ok=True)
    call_command("migrate", verbosity=0, interactive=False)
    now = datetime(2026, 11, 20, 10, tzinfo=UTC)
    organisation = found_organisation(name="Bench", now=now).id
    for key, kind in (
        ("tier", AttributeKind.CHOICE),
        ("region", AttributeKind.CHOICE),
        ("spent", AttributeKind.NUMBER),
    ):
        declare_contact_attribute(actor=system_actor(organisation), key=key, title="", kind=kind, now=now)
    with connection.cursor() as cursor:
        cursor.execute(FILL.format(contacts=CONTACTS, organisation=organisation.hex))
        cursor.execute(HAPPENED.format(events=EVENTS, organisation=organisation.hex))
    refresh_statistics("customers_contact", "customers_contactevent")

    def by_hand(where: str) -> int:
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT count(*) FROM customers_contact WHERE organisation_id = '{organisation.hex}' "
                f"AND merged_into_id IS NULL AND {where.format(org=organisation.hex)}"
            )
            return cursor.fetchone()[0]

    rows = []
    for name, (condition, where) in CASES.items():
        assert count_of(organisation, condition, now) == by_hand(where), name
        mine, theirs = taken_in_turns(
            lambda c=condition: count_of(organisation, c, now), lambda w=where: by_hand(w)
        )
        rows.append(
            {
                "name": f"segment_count: {name}",
                "value": round(mine * 1000, 1),
                "unit": "ms",
                "reference": f"{theirs * 1000:.1f} ms, hand-written SQL in the same run; at most {LIMIT_MS} ms",
                "ratio": round(mine / theirs, 3),
                "command": "python -m benchmarks segment_count",
            }
        )
    return rows


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ohlas.site.settings")
    print(json.dumps(_measure()))
