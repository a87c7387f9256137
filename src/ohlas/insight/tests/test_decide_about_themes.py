"""New themes: looked for in the background, shown with a name and words, then decided about by a person."""

import re

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.html import strip_tags
from tests.world import NOW

from ohlas.accounts.models import AuditEntry, Membership, User
from ohlas.accounts.rules import Role
from ohlas.feedback.actions.enrich import read_responses
from ohlas.feedback.actions.themes import find_themes
from ohlas.feedback.models import Relabelling, Response, Theme, ThemeSearch
from ohlas.feedback.queries.texts import topic_tree
from ohlas.insight.tests.conftest import SUMMER
from ohlas.outbox.relay import relay_once

DOGS = (
    "Se psem nás pustili dovnitř.",
    "Škoda, že sem nesmí pes.",
    "Našeho psa pohladila.",
    "Psa jsme museli nechat venku.",
    "Pes tu není vítán.",
    "Psa uvázali u dveří.",
    "Velký pes ležel u dveří.",
    "Malý pes běhal kolem.",
)
SONGS = (
    "Písně hrály tiše.",
    "Ty písně znám z mládí.",
    "Písně z rádia mi vadí.",
    "Hlasité písně ruší hovor.",
    "České písně mě potěšily.",
    "Písně by mohly být novější.",
    "Smutné písně k ránu.",
    "Písně vybírá někdo mladý.",
)


@pytest.fixture
def heard(silent):
    """Eight comments each on dogs and on songs, which no topic of a shop covers; dogs were met by Mrs Nováková."""
    for text in DOGS:
        silent.tell(1, {"nps": 8, "why": f"{text} Paní Nováková."}, unit=silent.world.prague, at=SUMMER)
    for text in SONGS:
        silent.tell(1, {"nps": 8, "why": text}, unit=silent.world.brno, at=SUMMER)
    read_responses(list(Response.objects.all()), NOW)
    return silent


def _change(heard, deed, **form):
    return heard.client.post("/o/sova/comments/themes/change/", {"deed": deed, **form})


def _page(heard, client: Client | None = None):
    page = (client or heard.client).get("/o/sova/comments/themes/").content.decode()
    return re.sub(r"\s+", " ", strip_tags(page))


@pytest.fixture
def proposed(heard):
    """The themes found, largest first."""
    _change(heard, "look")
    while relay_once(timezone.now(), worker="test"):
        pass
    return heard


def _themes():
    return list(Theme.objects.filter(state="open").order_by("name"))


def test_a_look_shows_how_far_it_is_and_ends_with_named_themes(heard):
    assert "Nobody has looked for themes yet" in _page(heard)
    _change(heard, "look")
    assert "Comments are being looked through: 0 of" in _page(heard)
    find_themes.func(str(ThemeSearch.objects.get().id))
    page = _page(heard)
    assert "being looked through" not in page
    dogs, songs = (next(one for one in _themes() if word in one.phrases) for word in ("pes", "písně"))
    assert (dogs.name, songs.name) == ("pes", "písně")
    assert dogs.name in page
    assert {signal for signal, _ in dogs.members}.isdisjoint(signal for signal, _ in songs.members)
    assert min(len(dogs.members), len(songs.members)) >= len(DOGS) / 2


def test_comments_that_come_during_a_look_count_in_how_far_it_is(heard):
    _change(heard, "look")
    ThemeSearch.objects.update(languages=["cs", "uk"], total=3)  # the others came since
    find_themes.func(str(ThemeSearch.objects.get().id))
    read = len(DOGS) + len(SONGS)
    assert f"Comments are being looked through: {read} of {read}" in _page(heard)


def test_a_theme_accepted_is_a_topic_and_the_history_is_read_again(proposed):
    theme = _themes()[0]
    before = topic_tree(proposed.world.organisation.id).ids
    _change(
        proposed,
        "accept",
        theme=theme.id,
        name="Pejskaři",
        phrases="pes, psi, psem",
        place="under:group_place",
    )
    tree = topic_tree(proposed.world.organisation.id)
    (made,) = tree.ids - before
    assert tree.topics.topic(made).phrases == {"cs": ("pes", "psi", "psem")}
    assert tree.topics.above(made) == ("group_place",)
    theme.refresh_from_db()
    assert (theme.state, theme.topic) == ("accepted", made)
    assert Relabelling.objects.filter(ended_at=None).count() == 1
    assert AuditEntry.objects.filter(deed="accepted_theme").count() == 1


def test_a_theme_may_give_its_words_to_a_topic_there_is(proposed):
    theme = _themes()[0]
    _change(proposed, "accept", theme=theme.id, name="x", phrases="slovo", place="into:premises")
    topic = topic_tree(proposed.world.organisation.id).topics.topic("premises")
    assert "slovo" in topic.phrases["cs"]


def test_a_theme_is_renamed_and_two_are_made_one(proposed):
    first, second, *_ = _themes()
    _change(proposed, "rename", theme=first.id, name="Zvířata", phrases="pes")
    both = len(first.members) + len(second.members)
    _change(proposed, "merge", theme=second.id, into=first.id)
    first.refresh_from_db()
    assert (first.name, len(first.members)) == ("Zvířata", both)
    assert second.id not in {theme.id for theme in _themes()}


def test_merging_asks_which_theme_is_meant(proposed):
    before = len(_themes())
    page = proposed.client.get("/o/sova/comments/themes/").content.decode()
    assert page.count('name="into"><option value="">') == page.count('name="into">') > 0
    answer = _change(proposed, "merge", theme=_themes()[0].id, into="")
    assert answer.status_code == 400
    assert "No theme was chosen" in answer.content.decode()
    assert len(_themes()) == before


def test_a_mixed_theme_is_split_and_an_even_one_is_not(proposed):
    first, second, *_ = _themes()
    _change(proposed, "merge", theme=second.id, into=first.id)
    count = len(_themes())
    assert _change(proposed, "split", theme=first.id).status_code == 302
    assert len(_themes()) > count
    alone = Theme.objects.create(
        organisation=proposed.world.organisation, language="cs", name="x", members=[], made_at=NOW
    )
    answer = _change(proposed, "split", theme=alone.id)
    assert answer.status_code == 400
    assert "too few or too alike" in answer.content.decode()


def test_a_dismissed_theme_does_not_come_back(proposed):
    names = {theme.name for theme in _themes()}
    for theme in _themes():
        _change(proposed, "dismiss", theme=theme.id)
    _change(proposed, "look")
    find_themes.func(str(ThemeSearch.objects.filter(ended_at=None).get().id))
    assert names.isdisjoint({theme.name for theme in _themes()})


def test_quotes_follow_the_rights_of_the_reader(proposed):
    user = User.objects.create_user("dana@example.com", None, name="Dana")
    Membership.objects.create(
        user=user,
        organisation=proposed.world.organisation,
        role=Role.ANALYST,
        created_at=NOW,
        accepted_at=NOW,
    )
    assert "Nováková" in _page(proposed)
    page = _page(proposed, proposed.world.signed_in(user))
    assert "Nováková" not in page
    bob = _page(proposed, proposed.world.signed_in(proposed.world.bob))
    assert any(song in _page(proposed) for song in SONGS)
    assert not any(song in bob for song in SONGS)
    assert any(dog in bob for dog in DOGS)
    assert not any("Nováková" in f"{theme.name} {theme.phrases}" for theme in _themes())


def test_a_theme_of_another_organisation_is_not_there(proposed):
    theme = Theme.objects.create(
        organisation=proposed.world.elsewhere, language="cs", name="theirs", members=[], made_at=NOW
    )
    assert _change(proposed, "dismiss", theme=theme.id).status_code == 404
    assert _change(proposed, "dismiss", theme="nonsense").status_code == 404
    assert "theirs" not in _page(proposed)
