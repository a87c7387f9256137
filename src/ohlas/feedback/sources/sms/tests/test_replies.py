"""A reply to a text message becomes an answer, or ends the asking, or is not guessed; nothing counts twice."""

from datetime import timedelta

import pytest
from tests.world import World

from ohlas.accounts.access import Actor, system_actor
from ohlas.customers.queries.people import has_consent
from ohlas.customers.rules import Channel, Purpose
from ohlas.feedback.models import Response
from ohlas.feedback.sources.sms.taking import hear_reply
from ohlas.outreach.actions.carriers import register_channel
from ohlas.outreach.actions.sending import Shift, send_due
from ohlas.outreach.actions.texting import SentBack, take_reply
from ohlas.outreach.channels.sms.tests.scene import NUMBER, a_phone, asked_by_text, clock, sms_sender
from ohlas.outreach.events import ReplyReceived
from ohlas.outreach.models import Incoming, Invitation
from ohlas.outreach.rules import Carrier
from ohlas.outreach.rules.replies import read_reply
from ohlas.outreach.tests.scene import NOW, Memory

LATER = NOW + timedelta(hours=1)


class Phone(Memory):
    """A channel that remembers what it sent and said."""

    def __init__(self) -> None:
        super().__init__(Carrier.SMS)
        self.said: list[str] = []

    def say(self, number: str, text: str, reference: str) -> str:
        assert (number, reference[:1]) == (NUMBER, "r")
        self.said.append(text)
        return ""


@pytest.fixture
def phone(world: World) -> Phone:
    channel = Phone()
    register_channel(channel)
    return channel


@pytest.fixture
def actor(world: World) -> Actor:
    return system_actor(world.organisation.id)


@pytest.fixture
def asked(actor: Actor, phone: Phone, own_home, monkeypatch) -> Invitation:
    from ohlas.lib.config import config

    monkeypatch.setenv("OHLAS_PUBLIC_URL", "https://o.example.com")
    config.cache_clear()
    sms_sender(actor)
    invitation = asked_by_text(actor, a_phone(actor))
    assert send_due(Carrier.SMS, Shift("w", clock)) == 1
    return invitation


def _reply(actor: Actor, text: str, name: str = "", number: str = NUMBER) -> Incoming:
    came = SentBack(
        organisation_id=actor.organisation.id, provider_id=name or text, address=number, text=text
    )
    take_reply(came, LATER)
    row = Incoming.objects.get(provider_id=name or text)
    for _ in range(2):  # whatever the relay does twice
        hear_reply(ReplyReceived(row.id), LATER)
    row.refresh_from_db()
    return row


def test_a_score_and_words_become_one_complete_answer(actor: Actor, asked: Invitation) -> None:
    row = _reply(actor, "9 skvělý personál")
    answer = Response.objects.get()
    assert answer.answers == {"nps": 9, "why": "skvělý personál"}
    assert (answer.channel, answer.is_complete, answer.contact_id) == ("sms", True, asked.contact_id)
    assert (row.outcome, row.text, row.address, row.invitation_id) == ("answer", "", "", asked.id)


def test_the_same_reply_again_counts_once(actor: Actor, asked: Invitation) -> None:
    _reply(actor, "9", "p1")
    assert not take_reply(
        SentBack(organisation_id=actor.organisation.id, provider_id="p1", address=NUMBER, text="9"), LATER
    )
    assert _reply(actor, "3", "p2").outcome == "repeated"
    assert Response.objects.get().answers == {"nps": 9}


def test_an_unclear_reply_is_thanked_once_and_scores_nothing(
    actor: Actor, asked: Invitation, phone: Phone
) -> None:
    assert _reply(actor, "5 nebo 6").outcome == "unclear"
    assert _reply(actor, "já nevím").outcome == "unclear"
    answer = Response.objects.get()
    assert (answer.answers, answer.is_complete) == ({"why": "5 nebo 6\njá nevím"}, False)
    assert len(phone.said) == 1
    assert "od 0 do 10" in phone.said[0]


def test_words_first_and_a_score_later_make_one_answer(actor: Actor, asked: Invitation) -> None:
    _reply(actor, "Čekali jsme dlouho")
    _reply(actor, "4")
    answer = Response.objects.get()
    assert (answer.answers, answer.is_complete) == ({"nps": 4, "why": "Čekali jsme dlouho"}, True)


@pytest.mark.parametrize("word", ["STOP", "konec", "Odhlásit!", "stopp", "СТОП", "koniec"])
def test_stop_withdraws_and_is_confirmed_once(
    actor: Actor, asked: Invitation, phone: Phone, word: str
) -> None:
    assert _reply(actor, word, "a").outcome == "stop"
    assert _reply(actor, word, "b").outcome == "stop"
    assert not has_consent(actor.organisation.id, asked.contact_id, Purpose.SURVEYS, Channel.SMS)
    asked.refresh_from_db()
    assert (asked.state, len(phone.said)) == ("refused", 1)
    assert "Sova" in phone.said[0]
    assert Response.objects.count() == 0


def test_a_number_nobody_asked_is_not_written_to(actor: Actor, asked: Invitation, phone: Phone) -> None:
    assert _reply(actor, "9", number="+420777000000").outcome == "unknown"
    assert (Response.objects.count(), phone.said) == (0, [])


def test_after_the_invitation_expired_a_reply_answers_nothing(actor: Actor, asked: Invitation) -> None:
    Invitation.objects.update(expires_at=NOW)
    assert _reply(actor, "9").outcome == "unknown"
    assert Response.objects.count() == 0


def test_the_newest_invitation_is_answered(actor: Actor, asked: Invitation) -> None:
    second = asked_by_text(actor, asked.contact, asked.survey_id)
    send_due(Carrier.SMS, Shift("w", lambda: NOW + timedelta(minutes=5)))
    assert _reply(actor, "8").invitation_id == second.id


def test_thanks_are_said_only_where_they_are_wanted(actor: Actor, asked: Invitation, phone: Phone) -> None:
    from ohlas.outreach.models import Sender

    Sender.objects.update(settings={"thanks": True})
    _reply(actor, "10")
    assert phone.said == ["Děkujeme, odpověď je zaznamenána."]


@pytest.mark.parametrize(
    ("language", "text", "kind", "score", "rest"),
    [
        ("en", "9 great staff", "score", 9, "great staff"),
        ("en", "great staff 9", "score", 9, "great staff"),
        ("en", "10/10!", "score", 10, ""),
        ("en", "Nine", "score", 9, ""),
        ("en", "I waited 9 minutes", "unclear", None, "I waited 9 minutes"),
        ("en", "9 minutes waiting", "unclear", None, "9 minutes waiting"),
        ("en", "one of your people", "unclear", None, "one of your people"),
        ("en", "11", "unclear", None, "11"),
        ("en", "-1", "unclear", None, "-1"),
        ("en", "8-9", "unclear", None, "8-9"),
        ("en", "9/5", "unclear", None, "9/5"),
        ("en", "unsubscribe", "stop", None, ""),
        ("cs", "devět, super", "score", 9, "super"),
        ("cs", "8 z 10 dobré", "score", 8, "dobré"),
        ("cs", "9 minut čekání", "unclear", None, "9 minut čekání"),
        ("cs", "odhlásit", "stop", None, ""),
        ("sk", "Päť", "score", 5, ""),
        ("sk", "koniec", "stop", None, ""),
        ("pl", "Dziewięć", "score", 9, ""),
        ("pl", "rezygnuję", "stop", None, ""),
        ("uk", "дев’ять", "score", 9, ""),
        ("uk", "7 дуже добре", "score", 7, "дуже добре"),
        ("uk", "Стоп", "stop", None, ""),
        ("ru", "шесть!", "score", 6, ""),
        ("ru", "отписаться", "stop", None, ""),
        ("de", "fünf", "score", 5, ""),
        ("de", "2 von 10, schade", "score", 2, "schade"),
        ("de", "abmelden", "stop", None, ""),
        ("de", "Alles gut", "words", None, "Alles gut"),
    ],
)
def test_what_people_write_in_seven_languages(
    language: str, text: str, kind: str, score: int | None, rest: str
) -> None:
    read = read_reply(text, 0, 10, language)
    assert (read.kind, read.score, read.text) == (kind, score, rest)
