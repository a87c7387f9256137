"""The example of the API's reference does what the page says."""

import json
import re
from pathlib import Path

from django.test import Client

from ohlas.accounts.access import system_actor
from ohlas.accounts.actions import issue_api_key
from ohlas.accounts.models import Employee
from ohlas.accounts.rules import Permission
from ohlas.surveys.actions import create_survey
from tests.world import World

VISIT = {
    "languages": ["cs"],
    "questions": [
        {"id": "recommend", "type": "nps", "text": {"cs": "Doporučíte nás?"}},
        {"id": "reason", "type": "text", "text": {"cs": "Proč?"}},
    ],
}
PAGE = Path(__file__).resolve().parents[2] / "docs" / "reference" / "api.md"


def test_the_example_answer_is_taken_with_the_warning_shown(world: World) -> None:
    actor = system_actor(world.organisation.id)
    Employee.objects.create(organisation=world.organisation, code="E7", name="Jana")
    create_survey(actor=actor, name="After a visit", definition=VISIT, now=world.now, publish=True)
    key = issue_api_key(actor=actor, name="till", scopes=[Permission.RECORD_ANSWERS], now=world.now)
    body = re.search(r"Content-Type: application/json\n\n({.*?})\n```", PAGE.read_text(), re.DOTALL)
    assert body is not None
    answer = Client().post(
        "/api/v1/responses",
        body[1],
        content_type="application/json",
        headers={"Authorization": f"Bearer {key.secret}", "Idempotency-Key": "till-7-receipt-4711"},
    )
    assert answer.status_code == 201, answer.content
    assert answer.json()["warnings"][0].startswith("attributes.table: not declared, ")


def test_every_reason_to_refuse_is_on_the_page() -> None:
    from ohlas.feedback.rules import RefusalReason

    named = set(re.findall(r"`([a-z_]+)`", PAGE.read_text()))
    assert {reason.value for reason in RefusalReason} <= named
    assert (
        json.loads(re.findall(r"```json\n(.*?)```", PAGE.read_text(), re.DOTALL)[0])["reason"]
        == "bad_answers"
    )
