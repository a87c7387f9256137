"""What a person gets: both bodies, the score to click, and headings that nothing can break out of."""

from dataclasses import replace
from email import message_from_bytes
from email.policy import default
from uuid import uuid4

import pytest
from tests.world import World

from ohlas.accounts.access import system_actor
from ohlas.outreach.channels.email.composing import Composer
from ohlas.outreach.channels.email.mime import wire
from ohlas.outreach.channels.email.post import letter_of
from ohlas.outreach.channels.email.settings import MailSettings
from ohlas.outreach.errors import BadAddress, BadMessage
from ohlas.outreach.models import MessageText, Programme
from ohlas.outreach.rules import Carrier
from ohlas.outreach.rules.sending import Outgoing
from ohlas.outreach.rules.words import checked_body, checked_subject
from ohlas.outreach.tests.scene import NOW, a_survey

SETTINGS = MailSettings(
    from_address="sova@example.com",
    from_name="Kavárna Sova",
    reply_to="",
    return_path="sova@example.com",
    provider="",
    server=None,
    options={},
)


@pytest.fixture
def message(world: World) -> Outgoing:
    return Outgoing(
        id=uuid4(),
        organisation_id=world.organisation.id,
        organisation="Kavárna Sova",
        programme_id=None,
        survey_id=a_survey(system_actor(world.organisation.id)),
        contact_id=uuid4(),
        carrier=Carrier.EMAIL,
        number=0,
        language="cs",
        address="jana@example.com",
        name="Jana Nováková",
        greeting="Vážená paní Nováková,",
        link="https://ohlas.example.com/s/abc",
        token="abc",
    )


def _mail(message: Outgoing):
    return message_from_bytes(
        wire(letter_of(message, SETTINGS, Composer("https://ohlas.example.com"))), policy=default
    )


def _part(mail, kind: str) -> str:
    return mail.get_body((kind,)).get_content()


def test_both_bodies_greet_by_name_and_lead_to_the_survey(message: Outgoing) -> None:
    mail = _mail(message)
    for kind in ("plain", "html"):
        body = _part(mail, kind)
        assert "Vážená paní Nováková," in body
        assert "https://ohlas.example.com/s/abc" in body
        assert "https://ohlas.example.com/u/abc" in body
    assert mail["To"] == "Jana Nováková <jana@example.com>"
    assert mail["From"] == "Kavárna Sova <sova@example.com>"


def test_one_click_per_score_and_one_link_nobody_sees(message: Outgoing) -> None:
    body = _part(_mail(message), "html")
    for score in range(11):
        assert body.count(f'href="https://ohlas.example.com/s/abc/a/{score}"') == 1
    assert body.count('href="https://ohlas.example.com/s/abc/t"') == 1
    around = body.split('/s/abc/t"')[0].rsplit("<div", 1)[1]
    assert "display: none" in around
    assert "/t" not in _part(_mail(message), "plain").split()


def test_a_mail_program_can_unsubscribe_with_one_click(message: Outgoing) -> None:
    mail = _mail(message)
    assert mail["List-Unsubscribe"] == "<https://ohlas.example.com/u/abc>"
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["Message-ID"] == f"<{message.id}@example.com>"


def test_styles_stand_in_the_elements_and_the_dark_ones_in_the_head(message: Outgoing) -> None:
    body = _part(_mail(message), "html")
    assert 'style="' in body
    assert "prefers-color-scheme: dark" in body.replace(":dark", ": dark")
    assert "<script" not in body


def test_a_name_cannot_bring_a_heading_or_markup_of_its_own(message: Outgoing) -> None:
    evil = "Eva\r\nBcc: all@example.com <b>x</b> {link}"
    mail = _mail(replace(message, name=evil, greeting=evil, organisation="Sova\nX-Evil: 1"))
    assert mail["Bcc"] is None
    assert mail["X-Evil"] is None
    assert "<b>x</b>" not in _part(mail, "html")
    assert "{link}" in _part(mail, "plain"), "what is put in is never read again"


@pytest.mark.parametrize(
    "address", ["", "jana", "jana@", "@example.com", "a b@example.com", "a@b@c", "x\r\nRCPT@example.com"]
)
def test_what_is_no_address_is_refused_before_anything_is_tried(message: Outgoing, address: str) -> None:
    with pytest.raises(BadAddress):
        _mail(replace(message, address=address))


def test_an_address_with_an_accented_domain_is_written_as_the_network_does(message: Outgoing) -> None:
    assert "@xn--kavrna-rta.example" in _mail(replace(message, address="jana@kavárna.example"))["To"]


def test_the_programmes_own_words_are_taken_in_its_language_only(message: Outgoing, world: World) -> None:
    programme = Programme.objects.create(
        organisation=world.organisation, survey_id=message.survey_id, name="Po nákupu", created_at=NOW
    )
    MessageText.objects.create(
        organisation=world.organisation,
        programme=programme,
        carrier="email",
        kind="invitation",
        language="cs",
        subject="Jak chutnalo, {name}?",
        body="{greeting}\n\nbyli jsme rádi.\nOdpověď: {link}",
    )
    mine = replace(message, programme_id=programme.id)
    mail = _mail(mine)
    assert mail["Subject"] == "Jak chutnalo, Jana Nováková?"
    assert '<a href="https://ohlas.example.com/s/abc"' in _part(mail, "html")
    assert "byli jsme rádi.<br>" in _part(mail, "html")
    assert "chutnalo" not in _mail(replace(mine, language="de"))["Subject"]


def test_our_own_words_differ_between_an_invitation_and_a_reminder(message: Outgoing) -> None:
    assert _mail(message)["Subject"] != _mail(replace(message, number=1))["Subject"]


@pytest.mark.parametrize("language", ["en", "cs", "sk", "pl", "uk", "ru", "de"])
def test_every_language_has_its_own_words(message: Outgoing, language: str) -> None:
    mail = _mail(replace(message, language=language))
    assert f'lang="{language}"' in _part(mail, "html")
    english = _mail(replace(message, language="en"))
    same = language == "en"
    assert (mail["Subject"] == english["Subject"]) is same


def test_an_unknown_placeholder_is_refused_with_its_place_and_the_list() -> None:
    with pytest.raises(BadMessage) as refused:
        checked_body("{greeting}\n\n{firstname}, thanks")
    assert str(refused.value).startswith(
        "{firstname} in line 3 of the text is not known; allowed are {greeting}"
    )


@pytest.mark.parametrize("text", ["{greeting", "a } b", "{{name}}", "{gree\nting}"])
def test_a_brace_that_is_no_placeholder_is_refused(text: str) -> None:
    with pytest.raises(BadMessage):
        checked_body(text)


@pytest.mark.parametrize("subject", ["a\r\nBcc: x@example.com", "a\nb", "a\0b", "a\u2028b"])
def test_a_subject_is_one_line(subject: str) -> None:
    with pytest.raises(BadMessage):
        checked_subject(subject)
