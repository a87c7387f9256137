"""Read, put off, and be mailed what one was told; say how one wants to be told."""

from collections.abc import Callable, Collection, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django_tasks import task

from ohlas.accounts.access import Actor, Colleague, colleagues_of
from ohlas.accounts.actions import speak, write_audit
from ohlas.accounts.errors import NotHere
from ohlas.insight.access import notice_for
from ohlas.insight.errors import BadRule
from ohlas.insight.models import Notice, NoticeWish
from ohlas.insight.queries.notices import NoticeView, notice_view, notices_of, unread, wishes_of
from ohlas.insight.rules.notices import MOST_TRIES, SNOOZES, TAKEN_FOR, Wish, mail_due, next_loud
from ohlas.lib.database import database_now
from ohlas.lib.letters import Fate, Letter, send
from ohlas.outbox.rules import BACKGROUND
from ohlas.outbox.schedule import scheduled

AT_ONCE = 200
"""Letters of one round; the rest a minute later."""
MOST_IN_A_LETTER = 100
Writer = Callable[[Colleague, Sequence[NoticeView], int], Letter]
"""To whom, about what, and how many more there are than one letter holds."""
_writers: list[Writer] = []


def letters_by(writer: Writer) -> None:
    """Who words the letters; said once, when Django has started."""
    _writers[:] = [writer]


def mark_read(*, actor: Actor, notice_id: UUID, is_read: bool, now: datetime) -> None:
    """Errors: `NotHere`."""
    notice = notice_for(actor, notice_id)
    Notice.objects.filter(id=notice.id).update(read_at=now if is_read else None, snoozed_until=None)


def mark_seen(
    *, actor: Actor, now: datetime, alert_id: UUID | None = None, brief_id: UUID | None = None
) -> None:
    """Whoever looks at the thing itself has read its notice."""
    own = notices_of(actor).filter(read_at=None)
    seen = own.filter(alert_id=alert_id) if alert_id else own.filter(brief_id=brief_id) if brief_id else None
    if seen is not None:
        Notice.objects.filter(id__in=list(seen.values_list("id", flat=True))).update(read_at=now)


def mark_all_read(*, actor: Actor, now: datetime) -> int:
    """How many there were."""
    ids = list(unread(actor, now).values_list("id", flat=True))
    return Notice.objects.filter(id__in=ids).update(read_at=now)


def snooze(*, actor: Actor, notice_id: UUID, how_long: str, now: datetime) -> datetime:
    """Out of sight until then; it comes back unread, by mail too where the person wants mail.

    Errors: `NotHere`; `BadRule`.
    """
    notice = notice_for(actor, notice_id)
    if how_long not in SNOOZES:
        raise BadRule("snooze", how_long[:20], f"one of {', '.join(SNOOZES)} is allowed")
    until = now + SNOOZES[how_long]
    wish = wishes_of(actor.organisation.id, actor.organisation.zone).of(actor.user_id)
    due = mail_due(wish, until) if notice.alert_id else None
    Notice.objects.filter(id=notice.id).update(
        snoozed_until=until, read_at=None, mail="waiting" if due else "none", mail_at=due, mail_tries=0
    )
    return until


def mail_again(*, actor: Actor, notice_id: UUID, now: datetime) -> None:
    """Sends the mail of a notice whose first one is in doubt, or was refused.

    Errors: `NotHere` for any other.
    """
    notice = notice_for(actor, notice_id)
    again = Notice.objects.filter(id=notice.id, mail__in=["doubt", "refused"])
    if not again.update(mail="waiting", mail_at=now, mail_tries=0):
        raise NotHere


def settle_wish(*, actor: Actor, wish: Wish, language: str, now: datetime) -> None:
    """How this person is told from now on; mails that wait are put to their new time.

    Errors: `NotHere` for a program, which reads no notices.
    """
    if actor.user_id is None:
        raise NotHere
    columns = {
        "rhythm": wish.rhythm.value,
        "zone": wish.zone,
        "quiet_from": wish.quiet_from,
        "quiet_to": wish.quiet_to,
        "digest_at": wish.digest_at,
        "brief_by_mail": wish.brief_by_mail,
    }
    due = mail_due(wish, now)
    with transaction.atomic():
        row, _ = NoticeWish.objects.update_or_create(
            organisation_id=actor.organisation.id, user_id=actor.user_id, defaults=columns
        )
        speak(user_id=actor.user_id, language=language)
        waiting = notices_of(actor).filter(mail="waiting", alert__isnull=False, snoozed_until__isnull=True)
        ids = list(waiting.values_list("id", flat=True))
        Notice.objects.filter(id__in=ids).update(mail="waiting" if due else "none", mail_at=due)
        write_audit(actor, "notices.wish_settled", "notice_wish", row.id, now, {"rhythm": wish.rhythm.value})


@scheduled("insight.mail_notices", every=timedelta(seconds=30))
@task(transactional=False, priority=BACKGROUND, exclusive=True)
def mail_notices() -> None:
    """Everybody's letters that are due."""
    mail_due_notices(database_now())


def mail_due_notices(now: datetime) -> int:
    """One letter a person, with everything due for them; how many left.

    Marked before it leaves: a crash in between leaves it in doubt, on a list, and never sends it twice.
    """
    lost = Notice.objects.filter(mail="leaving", mail_at__lte=now - TAKEN_FOR)
    lost.update(mail="doubt")
    due = Notice.objects.filter(mail="waiting", mail_at__lte=now)
    people = list(due.values_list("organisation_id", "user_id").order_by().distinct()[:AT_ONCE])
    by_place: dict[UUID, list[UUID]] = {}
    for organisation_id, user_id in people:
        by_place.setdefault(organisation_id, []).append(user_id)
    return sum(_mail_place(owner, users, now) for owner, users in by_place.items())


def _mail_place(organisation_id: UUID, users: list[UUID], now: datetime) -> int:
    known = {one.user_id: one for one in colleagues_of(organisation_id)}
    left = 0
    for user_id in users:
        rows = Notice.objects.filter(
            organisation_id=organisation_id, user_id=user_id, mail="waiting", mail_at__lte=now
        )
        if user_id not in known:
            rows.update(mail="none", mail_at=None)  # gone meanwhile, or shut out
            continue
        left += _mail(known[user_id], list(rows.values_list("id", flat=True)), now)
    return left


def _mail(person: Colleague, ids: list[UUID], now: datetime) -> bool:
    wish = wishes_of(person.actor.organisation.id, person.actor.organisation.zone).of(person.user_id)
    loud = next_loud(wish, now)
    mine = Notice.objects.filter(id__in=ids, mail="waiting")
    if loud > now:  # a relay that was off wakes at night
        mine.update(mail_at=loud)
        return False
    seen = [notice_view(row) for row in notices_of(person.actor).filter(id__in=ids)[:MOST_IN_A_LETTER]]
    shown = {one.id for one in seen}
    mine.exclude(id__in=shown).update(mail="none", mail_at=None)  # out of their sight by now, or too many
    if not seen or not _writers:
        return False
    letter = _writers[0](person, seen, len(ids) - len(seen))
    with transaction.atomic():
        taken = Notice.objects.filter(id__in=shown, mail="waiting").update(mail="leaving", mail_at=now)
        if taken != len(shown):  # another relay writes this letter, or somebody took an alert up
            transaction.set_rollback(True)
            return False
    return _hand_over(letter, shown, now)


def _hand_over(letter: Letter, shown: Collection[UUID], now: datetime) -> bool:
    fate = send(letter)
    rows = Notice.objects.filter(id__in=shown, mail="leaving")
    if fate is not Fate.LATER:
        rows.update(mail="none" if fate is Fate.OFF else fate.value)
        return fate is Fate.SENT
    for row in rows:
        row.mail_tries += 1
        row.mail = "waiting" if row.mail_tries < MOST_TRIES else "refused"
        row.mail_at = now + timedelta(minutes=min(2**row.mail_tries, 120))
        row.save(update_fields=["mail", "mail_at", "mail_tries"])
    return False
