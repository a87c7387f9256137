"""The public page: what is taken, what becomes of a contact, and what the page says about it."""

import re

import pytest

from ohlas.accounts.access import system_actor
from ohlas.customers.actions import erase_contact
from ohlas.customers.models import Contact
from ohlas.customers.rules import privacy_parts
from ohlas.feedback.actions.links import close_link
from ohlas.feedback.actions.sparing import spare
from ohlas.feedback.models import Attribute, Link, Response
from ohlas.feedback.queries.spontaneous import spontaneous_surveys
from ohlas.feedback.sources.form.tests.scene import Person
from ohlas.outreach.models import Hold
from ohlas.surveys.models import Survey, SurveyVersion
from ohlas.surveys.queries import forget_standings, forget_version

LANGUAGES = ("en", "cs", "sk", "pl", "uk", "ru", "de")
LARGEST = 14_336
CONTACT = {"spontaneous_name": "Jana Nová", "contact_email": "jana@example.com"}


def test_an_idea_arrives_as_a_response_of_its_branch(tell, world):
    person = tell(unit="praha")
    assert "Thank you for the idea" in person.page
    found = Response.objects.get()
    assert found.answers == {"spontaneous_kind": "idea", "spontaneous_text": "More bike racks, please"}
    assert (found.channel, found.unit, found.is_complete, found.contact) == (
        "spontaneous",
        world.prague,
        True,
        None,
    )


def test_pages_of_employees_and_products_say_what_they_are_about(page, world):
    eva = world.organisation.id
    from ohlas.accounts.models import Employee

    Employee.objects.create(organisation_id=eva, unit=world.prague, code="eva", name="Eva Malá")
    assert "About: Eva Malá" in page(employee="eva").open().page
    assert "About: Espresso No. 4" in page(attributes={"product": "Espresso No. 4"}).open().page
    assert "About:" not in page().open().page
    assert Attribute.objects.get().key == "product"


def test_all_pages_of_an_organisation_ask_the_same_survey(page, world):
    page(unit="praha")
    page(unit="brno")
    page()
    assert Survey.objects.count() == 1
    assert Link.objects.values("survey").distinct().count() == 1


def _field(page, name):
    return next(tag for tag in re.findall(r"<(?:input|textarea)[^>]*>", page) if f'name="q:{name}"' in tag)


def test_a_contact_is_asked_in_single_lines_that_the_browser_can_fill(page):
    shown = page().open().page
    assert 'autocomplete="name"' in _field(shown, "spontaneous_name")
    assert 'type="email"' in _field(shown, "contact_email")
    assert 'autocomplete="email"' in _field(shown, "contact_email")
    assert 'type="tel"' in _field(shown, "contact_phone")
    assert 'autocomplete="tel"' in _field(shown, "contact_phone")
    assert _field(shown, "spontaneous_name").startswith("<input")
    assert _field(shown, "spontaneous_text").startswith("<textarea")


def test_pages_published_before_ask_the_name_in_one_line_too(page):
    before = page()
    version = SurveyVersion.objects.get()
    for question in version.definition["questions"]:
        question.pop("entry", None)
    version.save()
    forget_version(version.id)
    forget_standings(version.organisation_id)
    shown = before.open().page
    assert _field(shown, "spontaneous_name").startswith("<input")
    assert 'autocomplete="name"' in _field(shown, "spontaneous_name")


def test_an_archived_survey_is_followed_by_a_new_one(page, world):
    page()
    Survey.objects.update(state="archived")
    page()
    assert Survey.objects.count() == 2
    assert len(set(Survey.objects.values_list("name", flat=True))) == 2
    last = spontaneous_surveys(world.organisation.id)[-1]
    assert Survey.objects.get(id=last).state == "running"


def test_a_complaint_with_a_contact_leaves_them_alone_and_an_idea_does_not(tell, world):
    tell(contact=CONTACT, kind="idea", text="More bikes")
    spare([Response.objects.get().id], world.now)
    assert not Hold.objects.exists()
    tell(contact=CONTACT, kind="complaint", text="The coffee was cold")
    spare(list(Response.objects.values_list("id", flat=True)), world.now)
    assert Hold.objects.get().reason == "complaint"


def test_a_contact_goes_to_the_customer_records_and_not_into_the_answers(tell, world):
    tell(contact=CONTACT, kind="complaint", text="The coffee was cold")
    found = Response.objects.get()
    assert found.answers == {"spontaneous_kind": "complaint", "spontaneous_text": "The coffee was cold"}
    assert (found.contact.name, found.contact.email) == ("Jana Nová", "jana@example.com")
    assert "jana@example.com" not in str(found.__dict__)


def test_a_contact_is_exported_and_erased_with_what_was_written(tell, world):
    tell(contact=CONTACT)
    contact = Contact.objects.get()
    given = {part.room: part.export(world.organisation.id, contact.id) for part in privacy_parts()}
    assert given["customers"]["contact"][0]["email"] == "jana@example.com"
    assert len(given["feedback"]["responses"]) == 1
    erase_contact(actor=system_actor(world.organisation.id), contact_id=contact.id, now=world.now)
    assert (Contact.objects.count(), Response.objects.count()) == (0, 0)


def test_a_contact_written_by_a_stranger_joins_no_other_card(tell, world):
    card = Contact.objects.create(
        organisation=world.organisation, name="Jana", email="jana@example.com", created_at=world.now
    )
    tell(contact=CONTACT)
    assert Response.objects.get().contact_id != card.id


def test_the_same_person_twice_is_one_contact(page, tell):
    person = page()
    tell(person, contact=CONTACT)
    tell(Person(person.path, works=False), contact=CONTACT)
    assert (Response.objects.count(), Contact.objects.count()) == (2, 1)


def test_a_name_alone_can_be_erased_too(tell):
    tell(contact={"spontaneous_name": "Jana Nová"})
    assert Response.objects.get().contact.name == "Jana Nová"


def test_a_wrong_address_is_said_and_nothing_is_lost(page, clock):
    person = page().open()
    clock(seconds=10)
    person.send(spontaneous_kind="idea", spontaneous_text="More racks", contact_email="nobody")
    assert person.status == 422
    assert "More racks" in person.page
    assert Response.objects.count() == 0


def test_kind_and_words_are_needed(page, clock):
    person = page().open()
    clock(seconds=10)
    assert person.send(contact_email="jana@example.com").status == 422
    assert person.page.count("An answer is needed here.") >= 2


def test_sending_twice_stores_once(page, clock):
    person = page().open()
    clock(seconds=10)
    person.send(spontaneous_kind="idea", spontaneous_text="More racks")
    clock(seconds=3)
    confirm = person.page
    assert "Thank you" in person.send(go="confirm").page
    person.page = confirm
    assert "Thank you" in person.send(go="confirm").page
    assert Response.objects.count() == 1


def test_one_more_press_tells_a_person_from_a_robot(page, clock):
    person = page().open()
    person.send(spontaneous_kind="idea", spontaneous_text="Buy pills")
    assert person.send(go="confirm").status == 404
    assert Response.objects.count() == 0


@pytest.mark.parametrize("words", ["<script>alert(1)</script>", "a\u200bb\u202ec \U0001f980 שלום", "a\0b"])
def test_strange_words_stay_words(tell, page, clock, words):
    person = tell(text=words)
    assert "<script" not in person.page
    assert Response.objects.get().answers["spontaneous_text"] == words.replace("\0", "") or "\0" in words


def test_a_very_long_message_is_kept_whole_and_a_longer_one_said_to_be_so(tell, page, clock):
    tell(text="x" * 20_000)
    assert len(Response.objects.get().answers["spontaneous_text"]) == 20_000
    person = page().open()
    clock(seconds=10)
    assert person.send(spontaneous_kind="idea", spontaneous_text="x" * 20_001).status == 422


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_says_in_every_language_what_happens_with_a_contact(page, language):
    person = page().open(**{"Accept-Language": language, "Accept-Encoding": "identity"})
    assert f'<html lang="{language}"' in person.page
    said = re.search(r'<p class="privacy">([^<]{40,})', person.page)[1]
    assert "Sova" in said
    assert ("anonymous" in said) == (language == "en")


def test_one_small_answer_without_script_and_cookie(page):
    person = page(unit="praha")
    answer = person.client.get(person.path, headers={"Accept-Encoding": "gzip", "Accept-Language": "uk"})
    assert len(answer.content) + len(str(answer.headers)) <= LARGEST
    assert "<script" not in person.open().page
    assert not person.client.cookies
    assert "Set-Cookie" not in answer.headers


def test_a_retired_page_and_an_unknown_one_look_alike(page, actor, world):
    person = page()
    close_link(actor=actor, link_id=Link.objects.get().id, now=world.now)
    assert person.open().status == 404
    assert Person("/p/nothing").open().page.count("This link does not open a survey") == 2


def test_a_survey_link_is_no_public_page(page, actor, world):
    from ohlas.feedback.actions import LinkWish, create_link

    page()
    link = create_link(actor=actor, survey_id=Survey.objects.get().id, wish=LinkWish(), now=world.now)
    assert link.path.startswith("/s/")
    assert Person(link.path.replace("/s/", "/p/")).open().status == 404
