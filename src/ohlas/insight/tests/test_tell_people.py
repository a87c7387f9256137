"""Alerts and briefs reach people by mail and programs by signed messages, once, at the hours they chose."""

import base64
import hashlib
import hmac
import json
from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import Any

import pytest
from tests.world import NOW

from ohlas.accounts.actions import speak
from ohlas.accounts.models import Membership
from ohlas.accounts.rules import Role
from ohlas.insight.actions.alerts import RuleWish, make_rule, take_up
from ohlas.insight.actions.hooks import NotTaken, send_about
from ohlas.insight.actions.notices import mail_again, mail_due_notices, settle_wish, snooze
from ohlas.insight.actions.watching import look
from ohlas.insight.models import Alert, AlertRule, Notice
from ohlas.insight.rules.alerts import AlertKind, ChangeRule
from ohlas.insight.rules.notices import TAKEN_FOR, Rhythm, Wish
from ohlas.insight.tests.conftest import Told
from ohlas.insight.tests.test_watch_with_rules import BOTH, QUARTERLY, fallen
from ohlas.lib.config import config
from ohlas.outbox.errors import GiveUpError
from ohlas.outbox.models import Delivery
from ohlas.outreach.channels.email.tests.mailbox import TEAR, Mailbox, mail_server

pytestmark = pytest.mark.django_db
NIGHT = datetime(2026, 11, 20, 22, 0, tzinfo=UTC)
PRAGUE = "Europe/Prague"


@pytest.fixture
def mailbox(settings: Any) -> Iterator[Mailbox]:
    """A real server on loopback that takes everything."""
    with mail_server() as box:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", box.port
        yield box


def alerted(told: Told, now: datetime = NOW, hook: str = "") -> tuple[Alert, str]:
    """Praha fell; Alice and Bob are told."""
    fallen(told)
    wish = RuleWish("Watch", AlertKind.CHANGE, QUARTERLY, None, BOTH, hook)
    rule_id, secret = make_rule(actor=told.alice, wish=wish, now=now)
    look(rule_id, now)
    return Alert.objects.get(), secret


def to(box: Mailbox, address: str) -> list[EmailMessage]:
    return [letter for letter in box.letters() if letter["To"] == address]


def states() -> set[str]:
    return set(Notice.objects.values_list("mail", flat=True))


def test_an_alert_comes_by_mail_once_in_the_readers_language(silent: Told, mailbox: Mailbox) -> None:
    speak(user_id=silent.world.bob.id, language="cs")
    alert, _ = alerted(silent)
    assert mail_due_notices(NOW) == 2
    assert mail_due_notices(NOW + timedelta(hours=1)) == 0
    (letter,) = to(mailbox, "alice@example.com")
    text = letter.get_body(("plain",)).get_content()
    assert "Praha" in letter["Subject"]
    assert "more than chance explains" in text
    assert f"/o/sova/alerts/{alert.id}/" in text
    assert letter["Auto-Submitted"] == "auto-generated"
    (czech,) = to(mailbox, "bob@example.com")
    assert 'lang="cs"' in czech.get_body(("html",)).get_content()
    assert states() == {"sent"}


def test_nothing_leaves_in_quiet_hours_also_when_the_relay_wakes_then(silent: Told, mailbox: Mailbox) -> None:
    alerted(silent, NIGHT)
    assert mail_due_notices(NIGHT + timedelta(minutes=1)) == 0
    Notice.objects.update(mail_at=NIGHT)
    assert mail_due_notices(NIGHT + timedelta(hours=1)) == 0
    morning = datetime(2026, 11, 21, 6, 0, tzinfo=UTC)
    assert set(Notice.objects.values_list("mail_at", flat=True)) == {morning}
    assert mail_due_notices(morning) == 2


def test_a_digest_holds_everything_of_the_day_in_one_letter(silent: Told, mailbox: Mailbox) -> None:
    wish = Wish(PRAGUE, Rhythm.DAILY, digest_at=time(9))
    settle_wish(actor=silent.alice, wish=wish, language="en", now=NOW)
    alerted(silent)
    either = RuleWish("All", AlertKind.CHANGE, ChangeRule(step=QUARTERLY.step), None, (Role.OWNER,))
    look(make_rule(actor=silent.alice, wish=either, now=NOW)[0], NOW)
    assert mail_due_notices(NOW + timedelta(hours=2)) == 1
    tomorrow = datetime(2026, 11, 21, 8, 0, tzinfo=UTC)
    assert mail_due_notices(tomorrow) == 1
    (letter,) = to(mailbox, "alice@example.com")
    assert letter["Subject"] == "Sova: 2 alerts"


def test_who_wants_no_mail_has_the_notice_only(silent: Told, mailbox: Mailbox) -> None:
    settle_wish(actor=silent.alice, wish=Wish(PRAGUE, Rhythm.NEVER), language="en", now=NOW)
    alerted(silent)
    mail_due_notices(NOW)
    assert to(mailbox, "alice@example.com") == []
    assert Notice.objects.filter(user=silent.world.alice).count() == 1


def test_whoever_takes_it_up_spares_the_others_the_mail(silent: Told, mailbox: Mailbox) -> None:
    alert, _ = alerted(silent, NIGHT)
    take_up(actor=silent.bob, alert_id=alert.id, note="Mine.", now=NIGHT)
    assert mail_due_notices(datetime(2026, 11, 21, 6, 0, tzinfo=UTC)) == 0
    assert mailbox.letters() == []


def test_who_left_or_lost_sight_of_the_branch_gets_no_mail(silent: Told, mailbox: Mailbox) -> None:
    alerted(silent)
    Membership.objects.filter(user=silent.world.bob).update(scope=silent.world.brno)
    Membership.objects.filter(user=silent.world.alice).delete()
    assert mail_due_notices(NOW) == 0
    assert mailbox.letters() == []
    assert states() == {"none"}


def test_a_server_that_says_later_is_asked_again_and_one_that_refuses_is_not(
    silent: Told, mailbox: Mailbox
) -> None:
    answers = {"alice@example.com": "451 later", "bob@example.com": "550 no such person"}
    mailbox.decide = lambda address, tries, _where: answers[address] if tries == 1 else None
    alerted(silent)
    assert mail_due_notices(NOW) == 0
    assert states() == {"waiting", "refused"}
    assert mail_due_notices(NOW + timedelta(minutes=3)) == 1
    assert [one["To"] for one in mailbox.letters()] == ["alice@example.com"]


def test_a_torn_connection_or_a_crash_leaves_it_in_doubt_and_never_sends_twice(
    silent: Told, mailbox: Mailbox
) -> None:
    alerted(silent)
    Notice.objects.filter(user=silent.world.bob).update(mail="leaving", mail_at=NOW)
    mailbox.decide = lambda _address, tries, where: TEAR if tries == 1 and where == "DATA" else None
    later = NOW + TAKEN_FOR + timedelta(minutes=1)
    assert mail_due_notices(later) == 0
    assert states() == {"doubt"}
    assert mail_due_notices(later + timedelta(hours=1)) == 0
    notice = Notice.objects.get(user=silent.world.alice)
    mail_again(actor=silent.alice, notice_id=notice.id, now=later)
    assert mail_due_notices(later) == 1


def test_a_notice_put_off_comes_back_unread_and_by_mail(silent: Told, mailbox: Mailbox) -> None:
    alerted(silent)
    mail_due_notices(NOW)
    notice = Notice.objects.get(user=silent.world.alice)
    until = snooze(actor=silent.alice, notice_id=notice.id, how_long="day", now=NOW)
    assert mail_due_notices(NOW + timedelta(hours=2)) == 0
    assert mail_due_notices(until) == 1
    assert len(to(mailbox, "alice@example.com")) == 2


class Receiver(HTTPServer):
    """Takes messages and answers what it is told to."""

    answer = 204

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Taking)
        self.taken: list[tuple[dict[str, str], bytes]] = []

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/ohlas"


class _Taking(BaseHTTPRequestHandler):
    server: Receiver

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.taken.append(({name.lower(): value for name, value in self.headers.items()}, body))
        self.send_response(self.server.answer)
        self.send_header("Location", self.server.address)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def receiver(monkeypatch: pytest.MonkeyPatch) -> Iterator[Receiver]:
    monkeypatch.setenv("OHLAS_PRIVATE_GATEWAYS", "127.0.0.1/32")
    config.cache_clear()
    with Receiver() as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()
    monkeypatch.undo()
    config.cache_clear()


def test_a_program_gets_a_signed_message_without_words_or_names_of_customers(
    silent: Told, receiver: Receiver
) -> None:
    alert, secret = alerted(silent, hook=receiver.address)
    assert Delivery.objects.filter(listener__endswith="send_hook").count() == 1
    send_about(alert.id, NOW)
    send_about(alert.id, NOW + timedelta(hours=1))
    (headers, body), (again, _) = receiver.taken
    assert headers["webhook-id"] == again["webhook-id"] == str(alert.id)
    key = base64.b64decode(secret.removeprefix("whsec_"))
    signed = f"{alert.id}.{headers['webhook-timestamp']}.".encode() + body
    mac = base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
    assert headers["webhook-signature"] == f"v1,{mac}"
    assert json.loads(body)["data"]["unit"] == str(silent.world.prague.id)


@pytest.mark.parametrize("answer", [500, 302, 429])
def test_a_message_not_taken_is_tried_again_and_a_redirect_not_followed(
    silent: Told, receiver: Receiver, answer: int
) -> None:
    alert, _ = alerted(silent, hook=receiver.address)
    receiver.answer = answer
    with pytest.raises(NotTaken):
        send_about(alert.id, NOW)
    assert AlertRule.objects.get().hook_error == f"HTTP {answer}"
    receiver.answer = 204
    send_about(alert.id, NOW)
    assert AlertRule.objects.get().hook_error == ""
    assert len(receiver.taken) == 2


def test_a_receiver_that_is_gone_gets_no_more(silent: Told, receiver: Receiver) -> None:
    alert, _ = alerted(silent, hook=receiver.address)
    receiver.answer = 410
    send_about(alert.id, NOW)
    send_about(alert.id, NOW)
    assert len(receiver.taken) == 1
    assert AlertRule.objects.get().hook_stopped_at == NOW


def test_a_private_address_is_never_called(silent: Told) -> None:
    alert, _ = alerted(silent, hook="http://127.0.0.1:9/ohlas")
    with pytest.raises(GiveUpError, match="not public"):
        send_about(alert.id, NOW)
    assert "OHLAS_PRIVATE_GATEWAYS" in AlertRule.objects.get().hook_error
