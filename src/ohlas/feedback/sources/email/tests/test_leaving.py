"""Nobody is unsubscribed by being looked at; one press ends the questions, one more takes it back."""

import pytest
from django.test import Client
from django.utils.translation import override, pgettext

from ohlas.customers.actions import add_identity, contact_for, grant_consent
from ohlas.customers.models import Contact
from ohlas.customers.rules import Channel, IdentityKind, Purpose
from ohlas.feedback.sources.email.tests.scene import fields_of, mailed

LANGUAGES = ("en", "cs", "sk", "pl", "uk", "ru", "de")


def pressed(one, page, go):
    client = Client()
    answer = client.post(one.leave, {**fields_of(page), "go": go})
    assert answer.status_code == 303
    return client.get(answer["Location"]).content.decode()


def looked(one) -> str:
    return Client().get(one.leave).content.decode()


def test_looking_changes_nothing(world, clock):
    one = mailed(world)
    for _ in range(3):
        assert Client().get(one.leave).status_code == 200
        assert Client().head(one.leave).status_code == 200
    assert one.is_asked
    assert one.row.state == "queued"


def test_one_press_ends_the_questions(world, clock):
    one = mailed(world)
    pressed(one, looked(one), "leave")
    assert not one.is_asked
    assert one.row.state == "refused"


def test_the_mail_programs_own_button_needs_no_page(world, clock):
    one = mailed(world)
    strict = Client(enforce_csrf_checks=True)
    body = "List-Unsubscribe=One-Click"
    answer = strict.post(one.leave, body, content_type="application/x-www-form-urlencoded")
    assert answer.status_code == 200
    assert not one.is_asked


def test_an_empty_post_unsubscribes_nobody(world, clock):
    one = mailed(world)
    Client().post(one.leave)
    assert one.is_asked


def test_it_can_be_taken_back_for_an_hour(world, clock):
    one = mailed(world)
    page = pressed(one, looked(one), "leave")
    pressed(one, page, "stay")
    assert one.is_asked


def test_later_it_cannot_be_taken_back_here(world, clock):
    one = mailed(world)
    page = pressed(one, looked(one), "leave")
    clock(minutes=61)
    pressed(one, page, "stay")
    assert not one.is_asked
    assert 'value="stay"' not in looked(one)


def test_nobody_is_subscribed_by_a_made_up_receipt(world, clock):
    one = mailed(world)
    pressed(one, looked(one), "leave")
    Client().post(one.leave, {"go": "stay", "receipt": "1.abc"})
    assert not one.is_asked


def test_whoever_left_stays_out_when_imported_again(world, clock):
    one = mailed(world)
    pressed(one, looked(one), "leave")
    again = contact_for(organisation_id=world.organisation.id, source="import", key="x", now=world.now)
    contact = Contact.objects.get(id=again)
    from ohlas.accounts.access import system_actor

    Contact.objects.filter(id=one.row.contact_id).delete()
    actor = system_actor(world.organisation.id)
    add_identity(
        actor=actor, contact_id=again, kind=IdentityKind.EMAIL, given="JANA@example.test", now=world.now
    )
    assert not grant_consent(
        contact=contact,
        purpose=Purpose.SURVEYS,
        channel=Channel.EMAIL,
        now=world.now,
        text_version="",
        proof="import",
        by_person=False,
    )


def test_an_unknown_address_is_refused_like_any_other(world, clock):
    assert Client().get("/u/unknown").status_code == 404
    assert Client().post("/u/unknown", {"List-Unsubscribe": "One-Click"}).status_code == 404


def test_it_still_works_after_the_invitation_is_over(world, clock):
    one = mailed(world)
    clock(days=300)
    pressed(one, looked(one), "leave")
    assert not one.is_asked


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_speaks_every_language(world, clock, language):
    one = mailed(world)
    page = Client().get(f"{one.leave}?lang={language}").content.decode()
    with override(language):
        words = pgettext("respondent", "Unsubscribe")
    assert f'lang="{language}"' in page
    assert f">{words}</button>" in page
    assert language == "en" or words != "Unsubscribe"


BEGINS = ("Nothing has", "Zatím se", "Zatiaľ sa", "Na razie", "Поки що", "Пока", "Noch hat")


@pytest.mark.parametrize(("language", "begins"), list(zip(LANGUAGES, BEGINS, strict=True)))
def test_before_the_press_the_page_does_not_read_as_done(world, clock, language, begins):
    one = mailed(world)
    page = Client().get(one.leave, {"lang": language}).content.decode()
    assert f"{begins} " in page
    assert one.is_asked
