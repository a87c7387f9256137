"""The map unfolds where one is and nowhere else, marks one page, and loses no link."""

import re
from html.parser import HTMLParser

import pytest
from django.test import Client
from django.urls import reverse
from tests.world import World

from ohlas.accounts.rules import Permission
from ohlas.site.navigation import PLACES, Place, places

EVERYTHING = frozenset(Permission)
PAGES = (
    ("insight:comments", "Understand"),
    ("insight:strategy", "Direction"),
    ("surveys:surveys", "Listen"),
    ("accounts:units", "Set up"),
)


class _Folds(HTMLParser):
    """The places of each of the two maps on a page: their words, whether open, and the links in them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, bool, list[str]]] = []
        self.marked: list[tuple[str, str]] = []
        self._in_place = self._in_summary = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "details" and "place" in (given.get("class") or "").split():
            self.found.append(("", "open" in given, []))
            self._in_place = True
        elif tag == "summary":
            self._in_summary = self._in_place
        elif tag == "a" and self._in_place:
            self.found[-1][2].append(str(given["href"]))
            if "aria-current" in given:
                self.marked.append((str(given["href"]), str(given["aria-current"])))

    def handle_endtag(self, tag: str) -> None:
        if tag == "summary":
            self._in_summary = False
        elif tag == "details":
            self._in_place = False

    def handle_data(self, data: str) -> None:
        if self._in_summary:
            name, is_open, links = self.found[-1]
            self.found[-1] = (name + data.strip(), is_open, links)


def _folds(client: Client, address: str) -> _Folds:
    return _Folds(client.get(address).content.decode())


@pytest.mark.parametrize(("name", "place"), PAGES)
def test_only_the_place_one_is_in_is_unfolded(world: World, sign_in: object, name: str, place: str) -> None:
    client = sign_in(world.alice)  # type: ignore[operator]
    found = _folds(client, reverse(name, args=["sova"])).found
    assert len(found) == 2 * 4, "the rail and the phone's menu, four places each"
    assert {title for title, is_open, _ in found if is_open} == {place}


def test_a_page_on_no_shelf_unfolds_nothing(world: World, sign_in: object) -> None:
    client = sign_in(world.alice)  # type: ignore[operator]
    found = _folds(client, reverse("site:search", args=["sova"])).found
    assert found
    assert not any(is_open for _, is_open, _ in found)


def test_both_maps_lead_to_every_page_of_every_place(world: World, sign_in: object) -> None:
    client = sign_in(world.alice)  # type: ignore[operator]
    found = _folds(client, reverse("insight:comments", args=["sova"])).found
    told = [
        reverse(entry.address, args=["sova"])
        for _, _, shelves in PLACES
        for one in shelves
        for entry in one.entries
    ]
    assert len(told) == len(set(told)) > 40
    shown = [href for _, _, links in found for href in links]
    assert sorted(shown) == sorted(told * 2)


def test_exactly_one_link_of_each_map_is_marked(world: World, sign_in: object) -> None:
    client = sign_in(world.alice)  # type: ignore[operator]
    comments = reverse("insight:comments", args=["sova"])
    assert _folds(client, comments).marked == [(comments, "page")] * 2
    assert _folds(client, reverse("insight:topics", args=["sova"])).marked == [(comments, "true")] * 2


def test_notices_stand_among_alerts_and_the_bell_keeps_its_count(world: World, sign_in: object) -> None:
    client = sign_in(world.alice)  # type: ignore[operator]
    page = client.get(reverse("insight:notices", args=["sova"])).content.decode()
    assert _Folds(page).marked == [(reverse("insight:alerts", args=["sova"]), "true")] * 2
    assert re.search(r'class="bell" href="[^"]+/notices/" aria-current="page"', page)


def test_the_longest_address_is_where_we_are() -> None:
    for place in places("sova", EVERYTHING, reverse("insight:studies", args=["sova"]) + "league/"):
        assert [str(link.title) for link in place.links if link.current] == (
            ["Statistics"] if place.name == "understand" else []
        )


def test_the_order_of_the_map_does_not_depend_on_where_one_is() -> None:
    def order(found: list[Place]) -> list[str]:
        return [link.href for place in found for link in place.links]

    everywhere = order(places("sova", EVERYTHING, "/"))
    assert all(order(places("sova", EVERYTHING, href)) == everywhere for href in everywhere)


def test_a_shelf_without_a_page_for_this_person_is_not_named() -> None:
    (understand,) = (
        place
        for place in places("sova", frozenset({Permission.SEE_ANSWERS}), "/")
        if place.name == "understand"
    )
    assert [str(group.title) for group in understand.groups] == ["Words", "Numbers checked"]
    assert all(group.links for group in understand.groups)
