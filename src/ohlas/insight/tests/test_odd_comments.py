"""Whatever people write, its pages and files stand: each odd text counts as a comment and is shown as text."""

import pytest
from tests.world import NOW

from ohlas.feedback.actions.enrich import read_responses
from ohlas.feedback.facts import write_waiting
from ohlas.feedback.facts.numbering import claim_read
from ohlas.feedback.models import Response, TextReading
from ohlas.insight.tests.conftest import SUMMER

ODD = (
    "😀",
    "slovo " * 30_000,
    "Ã\x90Â\x82<Ã½æñ\x82k0\x85\x93\x7f\x1f",
    "<p>Skvělá <b>káva</b><script>alert(1)</script></p> uvidíme se u soudu",
    "Skvělá káva but доставка war sehr spät",
    "השירות היה מצוין אבל המשלוח איחר",
    "Palvelu oli todella hyvää, mutta toimitus myöhästyi.",
    "\u202eobrácený\u202c text\u200b",
    "Ve?mi dobr? obsluha, ?akujem",
)
SAME = 50


@pytest.fixture
def odd(silent):
    """Nine odd comments, and fifty of the same."""
    for text in ODD:
        silent.tell(1, {"nps": 3, "why": text}, unit=silent.world.prague, at=SUMMER)
    silent.tell(SAME, {"nps": 9, "why": "Pozdní dodání."}, unit=silent.world.brno, at=SUMMER)
    read_responses(list(Response.objects.all()), NOW)
    claim_read(silent.world.organisation.id, NOW)
    write_waiting()
    return silent


def test_odd_comments_are_read_counted_and_shown_as_text(odd):
    assert TextReading.objects.count() == len(ODD) + SAME
    for path in (
        "comments/?period=all",
        "comments/?period=all&page=2",
        "comments/?q=😀",
        "comments/contrast/?period=all",
        "comments/themes/",
        "comments/urgent/?period=all",
        "comments/urgent.csv?period=all",
        "voice/",
    ):
        answer = odd.client.get(f"/o/sova/{path}")
        assert answer.status_code == 200, path
        assert "<script>alert(1)" not in answer.content.decode() or path.endswith("csv?period=all")
    assert f"{len(ODD) + SAME} comments" in odd.client.get("/o/sova/comments/?period=all").content.decode()
    urgent = odd.client.get("/o/sova/comments/urgent/?period=all").content.decode()
    assert "&lt;script&gt;alert(1)" in urgent


def test_an_odd_draft_is_remarked_on_and_breaks_nothing(silent):
    for text in (*ODD, "\x00\x01"):
        answer = silent.client.post("/o/sova/voice/check/?name=note", {"note": text})
        assert answer.status_code == 200
        assert b"<script>" not in answer.content
