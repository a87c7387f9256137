"""Programs read comments with what was read in them, by the same filters as people."""

import pytest
from tests.world import NOW

from ohlas.accounts.access import system_actor
from ohlas.accounts.actions import issue_api_key
from ohlas.accounts.rules import Permission
from ohlas.feedback.actions.enrich import read_responses
from ohlas.feedback.facts import write_waiting
from ohlas.feedback.facts.numbering import claim_read
from ohlas.feedback.models import Response
from ohlas.insight.tests.conftest import SUMMER

SUES = "Pokud peníze nevrátíte, uvidíme se u soudu, paní Nováková."


@pytest.fixture
def asking(silent):
    """Alice's two comments, one of them urgent, and a way to ask for them."""
    silent.tell(1, {"nps": 9, "why": "Dobrá káva."}, unit=silent.world.prague, at=SUMMER)
    silent.tell(1, {"nps": 2, "why": SUES}, unit=silent.world.brno, at=SUMMER)
    read_responses(list(Response.objects.all()), NOW)
    claim_read(silent.world.organisation.id, NOW)
    write_waiting()
    actor = system_actor(silent.world.organisation.id)

    def ask(query="", *scopes):
        rights = scopes or (Permission.SEE_ANSWERS, Permission.SEE_CONTACTS)
        key = issue_api_key(actor=actor, name="program", scopes=list(rights), now=NOW)
        headers = {"Authorization": f"Bearer {key.secret}"}
        return silent.client.get(f"/api/v1/comments{query}", headers=headers)

    return ask


def test_a_program_reads_comments_and_finds_urgent_ones(asking):
    everything = asking().json()
    assert everything["total"] == len(everything["comments"]) == 2
    found = asking("?urgency=legal&urgency=safety").json()
    (one,) = found["comments"]
    assert found["total"] == 1
    assert one["text"] == SUES
    assert one["urgency"] == [{"kind": "legal", "phrase": "u soudu", "confidence": 0.75, "marked": None}]
    assert (one["sentiment"], one["score"], one["channel"]) == (one["sentiment"], 2, "web")


def test_names_are_hidden_from_a_key_without_contacts(asking):
    (one,) = asking("?urgency=legal", Permission.SEE_ANSWERS).json()["comments"]
    assert "Nováková" not in one["text"]


@pytest.mark.parametrize("query", ["?urgency=fire", "?page=x", "?since=never", "?nonsense=1", "?topic=%00"])
def test_what_cannot_be_asked_is_told(asking, query):
    answer = asking(query)
    assert answer.status_code == 422
    assert answer.json()["detail"]


def test_a_key_needs_the_right_to_answers(asking):
    assert asking("", Permission.SEE_FIGURES).status_code == 403
