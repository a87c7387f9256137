"""What changed in March, and in whose words: three clicks, on the sample company and on an imported file."""

import html
import re
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from django.test import Client
from tests.world import World

from ohlas.accounts.access import system_actor
from ohlas.exchange.connectors.sample import load, sample_company, story
from ohlas.exchange.connectors.sample.story import LATE_UNITS
from ohlas.feedback.actions.bulk import ImportedRow, open_batch, record_many
from ohlas.feedback.actions.enrich import read_responses
from ohlas.feedback.facts import write_waiting
from ohlas.feedback.facts.numbering import claim_read
from ohlas.feedback.models import Response
from ohlas.feedback.tests.scene import running_survey
from ohlas.lib.ids import new_id
from ohlas.surveys.queries import standing

pytestmark = pytest.mark.django_db


def _words(page: str) -> str:
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", page)))


def _get(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, answer.content[:300]
    return answer.content.decode()


def _row(page: str, topic: str) -> str:
    """The line of a topic in the table of what changed."""
    rows = re.findall(r'<tr class="group-.*?</tr>', page, re.DOTALL)
    return next(row for row in rows if re.search(rf">{topic}</a>", row))


def _link(row: str) -> str:
    return html.unescape(re.search(r'href="([^"]+)"', row)[1])


def _followed(client: Client, slug: str, month: str) -> tuple[str, str]:
    """From the dashboard: open the comments, choose the month, click the topic that moved."""
    board = _get(client, f"/o/{slug}/dashboard/")
    explorer = re.search(rf'href="(/o/{slug}/comments/)"', board)[1]
    bar = _get(client, explorer)
    assert f'value="{month}"' in bar
    changed = _get(client, f"{explorer}?changed={month}")
    row = _row(changed, "Delivery time")
    assert "said more often" in _words(row)
    return changed, _get(client, explorer + _link(row))


def _write_facts(organisation_id, now: datetime) -> None:
    read_responses(list(Response.objects.filter(organisation_id=organisation_id)), now)
    claim_read(organisation_id, now)
    write_waiting()


def test_the_sample_tells_what_changed_in_march(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    today = world.now.date()
    company = sample_company(today)
    deliveries = [
        one for one in company.responses if one.survey == "after-delivery" and "comment" in one.answers
    ]
    small = replace(company, responses=tuple(deliveries))
    monkeypatch.setattr(load, "sample_company", lambda _today: small)
    made = load.load_sample(now=world.now, owner_id=world.alice.id)
    _write_facts(made.id, world.now)
    late_since = story(today).late_since.replace(day=1)
    _, page = _followed(world.signed_in(world.alice), made.slug, late_since.isoformat())
    names = {unit.key: unit.name for unit in company.units}
    said = _words(page)
    for unit in LATE_UNITS:
        assert f"{names[unit]} ▲ more often than elsewhere" in said
    assert said.count("▲ more often than elsewhere") == len(LATE_UNITS)
    assert "In whose words" in said
    assert '<mark title="Delivery time: negative">' in page


def test_an_imported_file_tells_it_too(world: World) -> None:
    """Rows as an import stores them: forty people a month, a third of them on late parcels since a day."""
    owner, since = world.organisation.id, (world.now - timedelta(days=150)).replace(day=1)
    batch = open_batch(organisation_id=owner, kind="file", name="old.csv", now=world.now)
    survey = running_survey(system_actor(owner), world.now)
    version = standing(owner, str(survey), world.now).version.id
    rows = []
    for place in range(400):
        at = since + timedelta(days=place - 200, hours=3)
        is_late = place % 3 == 0 and at >= since
        rows.append(
            ImportedRow(
                client_id=new_id(),
                version_id=version,
                answers={"nps": 2, "why": "Balík dorazil o týden později."}
                if is_late
                else {"nps": 9, "why": "Milá obsluha."},
                answered_at=at,
                channel="import",
                language="cs",
            )
        )
    record_many(organisation_id=owner, batch_id=batch, rows=rows, now=world.now)
    _write_facts(owner, world.now)
    _, page = _followed(world.signed_in(world.alice), "sova", since.date().isoformat())
    assert "In whose words" in _words(page)
    assert "týden později" in _words(page)
