"""Ideas: published in other words, voted for once each, decided in public."""

import re

import pytest
from django.test import Client

from ohlas.feedback.actions.ideas import (
    IdeaWords,
    change_idea,
    merge_idea,
    part_idea,
    publish_idea,
    withdraw_idea,
)
from ohlas.feedback.errors import BadIdea
from ohlas.feedback.models import Idea, IdeaVote, Response
from ohlas.feedback.queries.ideas import votes_of
from ohlas.feedback.rules.spontaneous import IdeaStatus
from ohlas.feedback.sources.form.tests.scene import HIDDEN

LANGUAGES = ("en", "cs", "sk", "pl", "uk", "ru", "de")
STATUS = {"considered": "Under consideration", "planned": "Planned", "done": "Done", "declined": "Declined"}


class Guest:
    """A browser on a network before a board."""

    def __init__(self, path, browser="Firefox", address="192.0.2.1"):
        self.path, self.page, self.status = path, "", 0
        self.client = Client(headers={"User-Agent": browser, "Accept-Language": "en"}, REMOTE_ADDR=address)

    def look(self, query=""):
        return self._see(self.client.get(self.path + query))

    def press(self, idea, go="vote", more=()):
        form = dict(HIDDEN.findall(self.page)) | {"idea": str(idea), "go": go} | dict(more)
        answer = self.client.post(self.path, form)
        if answer.status_code == 303:
            self.went = answer["Location"]
            answer = self.client.get(answer["Location"])
        return self._see(answer)

    def _see(self, answer):
        self.page, self.status = answer.content.decode(), answer.status_code
        return self


@pytest.fixture
def publish(actor, world, tell):
    """`publish("More racks", unit="praha")`: a suggestion, and the idea made of it."""

    def make(text="More bike racks", **wish):
        tell(text=f"{text}, says Jana Nová", **wish)
        response = Response.objects.latest("received_at", "id")
        return publish_idea(actor=actor, response_id=response.id, words=IdeaWords(text=text), now=world.now)

    return make


@pytest.fixture
def board(page):
    path = page().path + "/ideas"
    return lambda *who: Guest(path, *who)


def vote(guest, idea, clock):
    guest.look()
    clock(seconds=5)
    return guest.press(idea)


def test_the_public_reads_our_words_and_not_the_givers(publish, board):
    publish("More bike racks")
    shown = board().look().page
    assert "More bike racks" in shown
    assert "Jana" not in shown
    assert "0 votes" in shown


def test_a_vote_counts_once_and_can_be_taken_back(publish, board, clock):
    idea, guest = publish(), board()
    assert "1 vote<" in vote(guest, idea, clock).page
    assert "The vote counts." in guest.page
    clock(seconds=5)
    assert "1 vote<" in guest.press(idea).page
    assert "0 votes" in guest.press(idea, "back").page
    assert IdeaVote.objects.count() == 0


def test_two_networks_are_two_votes_and_two_browsers_too(publish, board, clock):
    idea = publish()
    for who in (("Firefox", "192.0.2.1"), ("Firefox", "192.0.2.2"), ("Safari", "192.0.2.1")):
        vote(board(*who), idea, clock)
    assert votes_of([idea]) == {idea: 3}


def test_the_address_after_a_vote_takes_it_back_from_elsewhere(publish, board, clock):
    idea, guest = publish(), board()
    vote(guest, idea, clock)
    other = board("Firefox", "198.51.100.7").look("?" + guest.went.partition("?")[2])
    assert "Take the vote back" in other.page
    assert "0 votes" in other.press(idea, "back").page


def test_no_address_and_no_browser_is_kept(publish, board, clock):
    idea = publish()
    vote(board("Firefox 1", "192.0.2.77"), idea, clock)
    row = IdeaVote.objects.get()
    assert re.fullmatch("[0-9a-f]{64}", row.voter)
    assert "192.0.2.77" not in str(row.__dict__)


def test_who_votes_too_quickly_is_asked_for_one_more_press(publish, board, clock):
    idea, guest = publish(), board()
    guest.look()
    assert "One more press counts the vote." in guest.press(idea).page
    clock(seconds=2)
    assert "1 vote<" in guest.press(idea).page


def test_a_robot_that_presses_at_once_is_refused(publish, board):
    idea, guest = publish(), board()
    guest.look()
    guest.press(idea)
    assert guest.press(idea).status == 404
    assert IdeaVote.objects.count() == 0


def test_a_vote_from_another_site_is_refused(publish, board, clock):
    idea, guest = publish(), board()
    guest.look()
    clock(seconds=5)
    guest.client.defaults["HTTP_ORIGIN"] = "https://elsewhere.example"
    assert guest.press(idea).status == 404
    assert IdeaVote.objects.count() == 0


def test_ideas_merged_count_each_voter_once_and_can_be_parted(actor, world, publish, board, clock):
    one, two = publish("More racks"), publish("Bicycle racks")
    vote(board("Firefox"), one, clock)
    vote(board("Firefox"), two, clock)
    vote(board("Safari"), two, clock)
    merge_idea(actor=actor, idea_id=one, into=two, now=world.now)
    assert votes_of([two]) == {two: 2}
    shown = board("Firefox").look()
    assert "More racks" not in shown.page
    assert "Take the vote back" in shown.page
    shown.press(two, "back")
    assert votes_of([two]) == {two: 1}
    part_idea(actor=actor, idea_id=one, now=world.now)
    assert "More racks" in board().look().page


def test_an_idea_cannot_be_merged_into_itself_or_into_a_merged_one(actor, world, publish):
    one, two, three = publish("One"), publish("Two"), publish("Three")
    merge_idea(actor=actor, idea_id=one, into=two, now=world.now)
    for idea, into in ((two, two), (three, one)):
        with pytest.raises(BadIdea):
            merge_idea(actor=actor, idea_id=idea, into=into, now=world.now)


@pytest.mark.parametrize("status", STATUS)
def test_the_public_reads_what_became_of_an_idea_and_why(actor, world, publish, board, status):
    idea = publish()
    words = IdeaWords(text="More bike racks", status=IdeaStatus(status), note="There is no room.")
    change_idea(actor=actor, idea_id=idea, words=words, now=world.now)
    shown = board().look().page
    assert STATUS[status] in shown
    assert "There is no room." in shown
    assert ("Vote for this idea" in shown) == (status in {"considered", "planned"})


def test_a_decided_idea_keeps_its_number_and_forgets_who_voted(actor, world, publish, board, clock):
    idea, guest = publish(), board()
    vote(guest, idea, clock)
    before = IdeaVote.objects.get().voter
    change_idea(actor=actor, idea_id=idea, words=IdeaWords(text="x", status=IdeaStatus.DONE), now=world.now)
    assert votes_of([idea]) == {idea: 1}
    assert IdeaVote.objects.get().voter != before
    clock(seconds=5)
    assert guest.press(idea).status == 409
    assert "This idea takes no votes any more." in guest.page


def test_declining_needs_a_reason(actor, world, publish):
    idea = publish()
    with pytest.raises(BadIdea, match="why the idea was declined"):
        change_idea(
            actor=actor, idea_id=idea, words=IdeaWords(text="x", status=IdeaStatus.DECLINED), now=world.now
        )


def test_the_same_feedback_is_published_once(actor, world, publish):
    publish()
    with pytest.raises(BadIdea, match="already"):
        publish_idea(
            actor=actor, response_id=Response.objects.get().id, words=IdeaWords(text="x"), now=world.now
        )


def test_a_withdrawn_idea_is_gone_from_the_board(actor, world, publish, board, clock):
    idea, guest = publish(), board()
    guest.look()
    clock(seconds=5)
    withdraw_idea(actor=actor, idea_id=idea, now=world.now)
    assert guest.press(idea).status == 409
    assert "No idea is published here yet." in board().look().page


def test_a_branch_shows_its_own_ideas_and_those_of_everybody(publish, page):
    publish("Prague only", unit="praha")
    publish("Brno only", unit="brno")
    publish("For all")
    shown = Guest(page(unit="praha").path + "/ideas").look().page
    assert ("Prague only" in shown, "Brno only" in shown, "For all" in shown) == (True, False, True)


def test_an_idea_of_another_organisation_takes_no_vote_here(world, publish, board, clock):
    publish()
    theirs = Idea.objects.create(
        organisation=world.elsewhere, text="x", language="pl", published_at=world.now
    )
    assert vote(board(), theirs.id, clock).status == 409
    assert IdeaVote.objects.count() == 0


def test_an_idea_outlives_its_giver_without_them(publish, world, actor):
    idea = publish()
    Response.objects.get().delete()
    assert Idea.objects.get(id=idea).response_id is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_board_speaks_seven_languages_and_stays_small(publish, board, language):
    for n in range(21):
        publish(f"Idea number {n}: " + "more of what people like so much, please. " * 4)
    guest = board()
    answer = guest.client.get(f"{guest.path}?lang={language}", headers={"Accept-Encoding": "gzip"})
    assert len(answer.content) + len(str(answer.headers)) <= 14_336
    assert "Set-Cookie" not in answer.headers
    shown = guest.look(f"?lang={language}").page
    assert f'<html lang="{language}"' in shown
    assert "<script" not in shown
    assert ("Vote for this idea" in shown) == (language == "en")
    assert shown.count('class="q idea"') == 20
    assert guest.look(f"?lang={language}&from=20").page.count('class="q idea"') == 1


def test_markup_in_an_idea_stays_text(actor, world, publish, board):
    idea = publish()
    words = IdeaWords(text="<b>bold</b> \u202eno\u202c \u200b", note="<script>x</script>")
    change_idea(actor=actor, idea_id=idea, words=words, now=world.now)
    shown = board().look().page
    assert "&lt;b&gt;bold&lt;/b&gt; no</p>" in shown
    assert "<script" not in shown


@pytest.mark.parametrize(
    "given",
    [{"idea": "nonsense"}, {"lang": "xx\0"}, {"go": "\u202e"}, {"mine": "x" * 9_000}, {"stamp": "1.2"}],
)
def test_nonsense_is_answered_calmly(publish, board, clock, given):
    idea, guest = publish(), board()
    guest.look()
    clock(seconds=5)
    assert guest.press(idea, more=given).status in {200, 404}
