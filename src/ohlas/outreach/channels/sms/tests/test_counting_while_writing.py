"""While a text is written, its segments and price stand below it, and what accents cost."""

from django.urls import reverse
from tests.world import World

from ohlas.accounts.access import Actor
from ohlas.outreach.channels.sms.tests.scene import sms_sender


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
