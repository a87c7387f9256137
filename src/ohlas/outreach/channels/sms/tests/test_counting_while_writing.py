"""While a text is written, its segments and price stand below it, and what accents cost."""

import pytest
from django.test import Client
from django.urls import reverse
from tests.world import World

from ohlas.accounts.access import Actor
from ohlas.outreach.channels.sms.tests.scene import sms_sender
from ohlas.outreach.models import MessageText, Programme
from ohlas.outreach.tests.scene import NOW, a_survey


def _said(world: World, body: str, language: str) -> str:
    address = reverse("outreach:text_size", kwargs={"slug": "sova"})
    answer = world.signed_in(world.alice).post(address, {"body": body, "language": language})
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_accents_say_what_they_cost(world: World, actor: Actor) -> None:
    sms_sender(actor, way="http", url="https://x.example.com/{to}/{text}")
    said = _said(world, "Děkujeme za nákup, jak se vám u nás líbilo? {link} Konec: {stop}", "cs")
    assert "2 segments" in said
    assert "1.6 CZK" in said
    assert "without them: 1" in said


def test_cyrillic_is_not_offered_another_spelling(world: World) -> None:
    said = _said(world, "Дякуємо за покупку, як вам у нас сподобалося? {link}", "uk")
    assert "Cyrillic" in said
    assert "without them" not in said


def test_an_unknown_place_is_told_at_once(world: World) -> None:
    assert "{nobody}" in _said(world, "{nobody}", "en")


def test_letters_that_cost_are_named_and_those_of_names_apart(world: World) -> None:
    own, _, filled = _said(world, "Jak se vám líbilo? {name}", "cs").partition("come with names")
    assert [letter for letter in "áíé" if f">{letter}</mark>" in own] == ["á", "í"]
    assert ">á</mark>" not in filled
    assert "UCS-2" in own
    assert "two places" in _said(world, "Sleva 10 € [dnes]", "cs")


def test_where_accents_are_left_out_the_cheap_size_is_told(world: World, actor: Actor) -> None:
    sms_sender(actor, way="http", url="https://x.example.com/{to}/{text}", plain=True)
    said = _said(world, "Děkujeme za nákup, jak se vám u nás líbilo? {link} Konec: {stop}", "cs")
    assert "1 segment<" in said
    assert "without accents, as this channel is set" in said


@pytest.fixture
def wording(world: World, actor: Actor) -> tuple[Client, str]:
    programme = Programme.objects.create(
        organisation=world.organisation, survey_id=a_survey(actor), name="Po nákupu", created_at=NOW
    )
    address = reverse("outreach:preview", kwargs={"slug": "sova", "programme_id": programme.id})
    return world.signed_in(world.alice), f"{address}?carrier=sms&kind=invitation&in=cs"


def test_the_page_counts_the_wording_it_shows_and_every_language(wording: tuple[Client, str]) -> None:
    client, address = wording
    said = client.get(address).content.decode()
    assert 'hx-post="/o/sova/channels/sms/size/"' in said
    assert "What each language takes" in said
    assert said.count("?carrier=sms&amp;kind=invitation&amp;in=") > 2


def test_without_script_a_button_counts_and_saves_nothing(wording: tuple[Client, str]) -> None:
    client, address = wording
    answer = client.post(address, {"body": "ř" * 71, "do": "count"})
    assert answer.status_code == 200
    assert "2 segments" in answer.content.decode()
    assert not MessageText.objects.exists()


def test_own_words_may_name_the_word_that_ends_it(wording: tuple[Client, str]) -> None:
    client, address = wording
    assert client.post(address, {"body": "Jak bylo? {link} Konec: {stop}"}).status_code == 302
    answer = client.get(address).content.decode()
    assert "Jak bylo? https://" in answer
    assert ">own<" in answer
