"""The list of responses and one response in words, each within the reader's units."""

from datetime import timedelta

import pytest
from django.urls import reverse

from ohlas.feedback.access import answers_of
from ohlas.feedback.actions import record_response
from ohlas.lib.ids import new_id
from ohlas.outbox.relay import relay_once


def _url(name, **kwargs):
    return reverse(f"feedback:{name}", kwargs={"slug": "sova", **kwargs})


@pytest.fixture
def told(submission, world):
    def told(why, unit="praha", **more):
        answers = {"nps": 9, "why": why, "drink": "tea", **more}
        given = submission(
            client_id=new_id(), answers=answers, unit=unit, language="en", answered_at=world.now
        )
        return record_response(given, world.now).id

    return told


def test_a_response_is_shown_by_its_questions_in_local_time(world, sign_in, told):
    response = told("<script>alert(1)</script> PĹ™Ă­liĹˇ dlouhĂ© ÄŤekĂˇnĂ­")
    page = sign_in(world.alice).get(_url("response", response_id=response)).content.decode()
    assert "Recommend?" in page
    assert "Tea" in page
    assert "Praha" in page
    assert "20 Nov 2026 11:00" in page
    assert "&lt;script&gt;alert(1)" in page
    assert "Broken letters were repaired" in page
    assert "PĹ™Ă­liĹˇ" in page
    assert "Příliš dlouhé čekání" in page


def test_one_response_leads_to_those_beside_it_within_the_readers_units(world, sign_in, told):
    first, elsewhere, last = told("one"), told("two", unit="brno"), told("three")

    def leads(user, response):
        page = sign_in(user).get(_url("response", response_id=response)).content.decode()
        return {
            rel: _url("response", response_id=one) in page.split(f'rel="{rel}"')[1].split(">")[0]
            for rel, one in (("prev", last), ("next", first))
            if f'rel="{rel}"' in page
        }

    assert leads(world.alice, elsewhere) == {"prev": True, "next": True}
    assert leads(world.alice, last) == {"next": False}, "the one before is elsewhere's"
    assert leads(world.bob, last) == {"next": True}, "Brno is not of his units and is passed over"


def test_a_response_is_shown_in_words_and_never_in_codes(world, sign_in, told):
    client = sign_in(world.alice)
    page = client.get(_url("response", response_id=told("moje"))).content.decode()
    assert "on a scale from 0 to 10" in page
    assert '<dd class="col-sm-9">English</dd>' in page
    assert "nps_0_10" not in page
    row = client.get(_url("responses")).content.decode()
    assert 'title="Recommend?"><strong>9</strong><span class="muted">/10</span>' in row
    assert "nps 9" not in row


def test_a_comment_stands_with_how_it_was_read(world, sign_in, told):
    response = told("Strašné, na doručení jsem čekala tři týdny.")
    where = _url("response", response_id=response)
    assert 'class="labels"' not in sign_in(world.alice).get(where).content.decode(), "not read yet"
    while relay_once(world.now + timedelta(days=365), worker="test"):
        pass
    page = sign_in(world.alice).get(where).content.decode()
    assert '<span class="label feeling-negative"><span aria-hidden="true">−</span> Negative</span>' in page
    assert 'href="/o/sova/comments/?topic=delivery_speed"' in page


def test_a_unit_manager_sees_only_own_units(world, sign_in, told):
    own, other, nowhere = told("moje", "praha"), told("cizí", "brno"), told("nikde", None)
    alice, bob = sign_in(world.alice), sign_in(world.bob)
    for response, seen in ((own, 200), (other, 404), (nowhere, 404)):
        assert alice.get(_url("response", response_id=response)).status_code == 200
        assert bob.get(_url("response", response_id=response)).status_code == seen
    page = bob.get(_url("responses")).content.decode()
    assert "moje" in page
    assert "cizí" not in page
    assert "1–1 of 1" in page


def test_the_answers_behind_a_figure_keep_to_the_readers_units(world, told, program):
    from ohlas.accounts.access import actor_for

    own, other = told("moje", "praha"), told("cizí", "brno")
    bob = actor_for(world.bob, "sova")
    assert [view.id for view in answers_of(bob, [own, other])] == [own]
    assert {view.id for view in answers_of(program.actor, [str(own), str(other)])} == {own, other}
    (view,) = answers_of(bob, [own])
    assert [(answer.question, answer.value) for answer in view.scores] == [("nps", 9.0)]
    assert [answer.shown for answer in view.comments] == ["moje"]


def test_foreigners_and_those_without_the_right_see_nothing(world, sign_in, told):
    response = told("moje")
    assert sign_in(world.alice).get(_url("responses")).status_code == 200
    assert sign_in(world.carol).get(_url("responses")).status_code == 403
    assert sign_in(world.mallory).get(_url("response", response_id=response)).status_code == 404


def test_the_list_is_paged(world, sign_in, told):
    for n in range(51):
        told(f"číslo {n}")
    client = sign_in(world.alice)
    first = client.get(_url("responses")).content.decode()
    assert "1–50 of 51" in first
    assert "?from=50" in first
    assert "51–51 of 51" in client.get(_url("responses"), {"from": "50"}).content.decode()
    assert client.get(_url("responses"), {"from": "-5"}).status_code == 200
