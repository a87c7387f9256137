"""A dashboard that leaves by itself on Fridays: over real SMTP, once, to each reader in own language and scope."""

from datetime import UTC, datetime, time, timedelta

import pytest
import time_machine
from tests.world import NOW

from ohlas.accounts.models import AuditEntry, Membership
from ohlas.insight.actions import archive_board
from ohlas.insight.actions.reports import (
    ScheduleWish,
    allow_outside,
    make_schedule,
    pause_schedule,
    remove_schedule,
    resume_schedule,
    send_again,
    send_now,
)
from ohlas.insight.actions.sendings import open_due, waiting_since
from ohlas.insight.channels.post.sending import hand_over
from ohlas.insight.errors import BadSchedule
from ohlas.insight.models import Board, ReportSchedule, ReportSending
from ohlas.insight.rules import Selection
from ohlas.insight.rules.reports import Rhythm, When
from ohlas.insight.tests.papers import (
    ALL_KINDS,
    board_of,
    texts_in,
)
from ohlas.outbox.relay import relay_once
from ohlas.outreach.channels.email.tests.mailbox import TEAR_TAKEN, mail_server

FRIDAY = datetime(2026, 11, 27, 6, 0, tzinfo=UTC)  # 07:00 in Prague
EVERY_FRIDAY = ScheduleWish(("pdf", "xlsx", "pptx"), "weekly", 4, time(7, 0), "Europe/Prague")


@pytest.fixture
def post(settings):
    """A mail server on loopback that the installation is set up for."""
    with mail_server() as mailbox:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", mailbox.port
        settings.DEFAULT_FROM_EMAIL = "Ohlas <reports@sova.example>"
        yield mailbox


def schedule_of(told, *users, document=ALL_KINDS, outside=()):
    board = board_of(told.alice, document)
    wish = ScheduleWish(
        EVERY_FRIDAY.formats,
        EVERY_FRIDAY.rhythm,
        EVERY_FRIDAY.day,
        EVERY_FRIDAY.at,
        EVERY_FRIDAY.zone,
        tuple(user.id for user in users),
        outside,
    )
    made = make_schedule(actor=told.alice, board_id=board.id, selection=Selection(), wish=wish, now=NOW)
    return ReportSchedule.objects.get(id=made)


def leave(now=FRIDAY):
    """What the clock does at this moment; each sending handed over twice, as a repeated delivery would."""
    open_due(now)
    for _ in range(2):
        for sending in ReportSending.objects.filter(due_at__lte=now):
            hand_over(sending.id, now)
    return {sending.recipient: sending for sending in ReportSending.objects.all()}


def files_in(letter):
    return {
        part.get_filename().rpartition(".")[2]: part.get_payload(decode=True)
        for part in letter.iter_attachments()
    }


def test_a_date_is_sent_once_whoever_repeats_it(told, post):
    schedule = schedule_of(told, told.world.alice)
    leave()
    ReportSchedule.objects.filter(id=schedule.id).update(next_at=FRIDAY)  # a second relay, a restored clock
    leave(FRIDAY + timedelta(minutes=1))
    assert len(post.taken) == 1
    assert ReportSchedule.objects.get().next_at == FRIDAY + timedelta(days=7)
    leave(FRIDAY + timedelta(days=7))
    assert len(post.taken) == 2


def test_days_a_relay_was_off_are_made_up_once(told, post):
    schedule_of(told, told.world.alice)
    leave(FRIDAY + timedelta(days=25))
    leave(FRIDAY + timedelta(days=25, minutes=1))
    assert len(post.taken) == 1


def test_a_mail_server_that_is_away_is_asked_again_and_nothing_comes_twice(told, settings, post):
    schedule_of(told, told.world.alice)
    port, settings.EMAIL_PORT = settings.EMAIL_PORT, 1
    (sending,) = leave().values()
    assert (sending.state, sending.reason, sending.tries) == ("waiting", "away", 1)
    settings.EMAIL_PORT = port
    assert waiting_since(FRIDAY) == []
    later = FRIDAY + timedelta(minutes=3)
    assert waiting_since(later) == [sending.id]
    leave(later)
    assert len(post.taken) == 1
    assert ReportSending.objects.get().state == "sent"


def test_a_server_that_says_later_gets_it_later_and_one_that_refuses_is_believed(told, post):
    schedule_of(told, told.world.alice, told.world.bob)
    busy = {1: "451 busy"}
    post.decide = lambda address, tries, _at: "550 no" if address.startswith("bob") else busy.get(tries)
    leave()
    leave(FRIDAY + timedelta(minutes=5))
    states = {one.user.email: (one.state, one.reason) for one in ReportSending.objects.select_related("user")}
    assert states == {"alice@example.com": ("sent", ""), "bob@example.com": ("refused", "refused")}
    assert len(post.taken) == 1


def test_a_torn_connection_is_in_doubt_until_a_person_decides(told, post):
    schedule = schedule_of(told, told.world.alice)
    post.decide = lambda _address, tries, at: TEAR_TAKEN if at == "DATA" and tries == 1 else None
    (sending,) = leave().values()
    assert (sending.state, sending.reason) == ("doubt", "torn")
    leave(FRIDAY + timedelta(hours=5))
    assert len(post.taken) == 1
    page = told.client.get(f"/o/sova/reports/{schedule.id}/").content.decode()
    assert "in doubt" in page
    assert "Send again" in page
    send_again(actor=told.alice, sending_id=sending.id, now=FRIDAY + timedelta(hours=6))
    leave(FRIDAY + timedelta(hours=6))
    assert len(post.taken) == 2
    assert len({letter["Message-ID"] for letter in post.letters()}) == 1


def test_a_crash_while_it_left_is_in_doubt(told):
    schedule_of(told, told.world.alice)
    open_due(FRIDAY)
    ReportSending.objects.update(state="leaving", changed_at=FRIDAY)
    assert waiting_since(FRIDAY + timedelta(hours=1)) == []
    assert ReportSending.objects.get().state == "doubt"


@pytest.mark.parametrize(
    ("lose", "why"),
    [
        (lambda told: Membership.objects.filter(user=told.world.bob).delete(), "left"),
        (lambda told: Membership.objects.filter(user=told.world.bob).update(role="agent"), "no sight"),
        (lambda told: Board.objects.update(unit=told.world.brno), "no sight"),
        (lambda told: archive_board(actor=told.alice, board_id=Board.objects.get().id, now=NOW), "no board"),
        (lambda _told: Board.objects.all().delete(), "no board"),
    ],
    ids=["left", "role", "scope", "put away", "deleted"],
)
def test_who_may_not_see_it_any_more_is_sent_nothing_and_the_list_says_so(told, post, lose, why):
    schedule = schedule_of(told, told.world.bob)
    lose(told)
    (sending,) = leave().values()
    assert (sending.state, sending.reason) == ("not_sent", why)
    assert post.taken == []
    page = told.client.get(f"/o/sova/reports/{schedule.id}/")
    assert "not sent" in page.content.decode()


def test_without_a_mail_server_nothing_is_said_to_have_left(told, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    schedule_of(told, told.world.alice)
    (sending,) = leave().values()
    assert (sending.state, sending.reason) == ("not_sent", "no mail")


def test_addresses_outside_wait_for_the_organisations_word(told, post):
    outside = (("board@partner.example", "de"),)
    with pytest.raises(BadSchedule, match="outside"):
        schedule_of(told, outside=outside)
    allow_outside(actor=told.alice, is_allowed=True, now=NOW)
    document = {"tiles": [{"id": "t1", "kind": "figure"}, {"id": "t2", "kind": "comments"}]}
    schedule_of(told, document=document, outside=outside)
    leave()
    (letter,) = post.letters()
    assert letter["To"] == "board@partner.example"
    assert "29,4" in letter.get_body().get_content()
    assert "/o/sova" not in letter.get_body().get_content()
    assert "HYPERLINK" not in texts_in(files_in(letter)["pptx"])
    allow_outside(actor=told.alice, is_allowed=False, now=NOW)
    leave(FRIDAY + timedelta(days=7))
    assert len(post.taken) == 1
    assert ReportSending.objects.filter(state="not_sent", reason="outside").count() == 1


def test_pause_resume_remove_and_one_for_oneself(told, post):
    schedule = schedule_of(told, told.world.bob)
    pause_schedule(actor=told.alice, schedule_id=schedule.id, now=NOW)
    leave()
    assert post.taken == []
    later = FRIDAY + timedelta(hours=1)
    resume_schedule(actor=told.alice, schedule_id=schedule.id, now=later)
    assert ReportSchedule.objects.get().next_at == FRIDAY + timedelta(days=7)
    send_now(actor=told.alice, schedule_id=schedule.id, now=later)
    leave(later)
    assert [letter["To"] for letter in post.letters()] == ["alice@example.com"]
    remove_schedule(actor=told.alice, schedule_id=schedule.id, now=later)
    leave(FRIDAY + timedelta(days=7))
    assert len(post.taken) == 1
    deeds = set(AuditEntry.objects.filter(deed__startswith="report.").values_list("deed", flat=True))
    assert deeds == {
        "report.scheduled",
        "report.paused",
        "report.resumed",
        "report.sent_by_hand",
        "report.removed",
    }


def test_the_relay_sends_what_somebody_asked_for(told, post):
    schedule = schedule_of(told, told.world.bob)
    send_now(actor=told.alice, schedule_id=schedule.id, now=NOW)
    with time_machine.travel(NOW, tick=False):
        for _ in range(3):
            relay_once(NOW, worker="tests")
    assert [letter["To"] for letter in post.letters()] == ["alice@example.com"]


def test_the_form_says_which_part_is_wrong_and_keeps_the_rest(told):
    board = board_of(told.alice, ALL_KINDS)
    good = {
        "formats": ["pdf"],
        "rhythm": "weekly",
        "weekday": "4",
        "month_day": "1",
        "at": "07:00",
        "zone": "Europe/Prague",
        "members": [str(told.world.bob.id)],
    }
    address = f"/o/sova/boards/{board.id}/report/schedule/"
    for wrong, said in (
        ({"formats": []}, "at least one kind"),
        ({"zone": "Mars/Base"}, "time zone such as"),
        ({"zone": "../etc/passwd"}, "time zone such as"),
        ({"members": []}, "1 to 50 readers"),
        ({"members": [str(told.world.mallory.id)]}, "a colleague who may see figures"),
        ({"members": ["x"]}, "readers from the list"),
        ({"at": "25:00"}, "A time such as"),
        ({"weekday": "9"}, "day of the week"),
        ({"outside": "a@b.example"}, "outside"),
    ):
        answer = told.client.post(address, {**good, **wrong})
        assert answer.status_code == 422, wrong
        assert said in answer.content.decode(), wrong
    assert not ReportSchedule.objects.exists()
    assert told.client.post(address, good).status_code == 302
    made = ReportSchedule.objects.get()
    assert (made.formats, made.day, made.at) == (["pdf"], 4, time(7, 0))
    assert (
        "every week on Friday at 07:00"
        in told.client.get(f"/o/sova/boards/{board.id}/report/").content.decode()
    )


@pytest.mark.parametrize(
    ("when", "after", "slot"),
    [
        (
            When(Rhythm.WEEKLY, 6, time(2, 30), "Europe/Prague"),
            "2026-03-28T12:00",
            "2026-03-29T01:30",
        ),  # no 02:30
        (
            When(Rhythm.WEEKLY, 6, time(2, 30), "Europe/Prague"),
            "2026-10-24T12:00",
            "2026-10-25T00:30",
        ),  # twice
        (When(Rhythm.MONTHLY, 31, time(7, 0), "Europe/Kyiv"), "2028-02-01T00:00", "2028-02-29T05:00"),
        (When(Rhythm.MONTHLY, 1, time(0, 0), "Europe/Warsaw"), "2026-12-15T00:00", "2026-12-31T23:00"),
    ],
)
def test_wall_clocks_hold_over_short_days_and_months(when, after, slot):
    begun = datetime.fromisoformat(after).replace(tzinfo=UTC)
    assert when.next_after(begun) == datetime.fromisoformat(slot).replace(tzinfo=UTC)
