"""What a person was told, what of it waits to be read, and how they want to be told."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from ohlas.accounts.access import Actor
from ohlas.insight.models import Notice, NoticeWish
from ohlas.insight.queries.alerts import AlertView, alert_view, alerts_seen
from ohlas.insight.rules.notices import Rhythm, Wish

MOST_COUNTED = 99


@dataclass(frozen=True)
class NoticeView:
    """One thing somebody was told; either the alert or the week of a brief."""

    id: UUID
    alert: AlertView | None
    brief_id: UUID | None
    week: date | None
    made_at: datetime
    is_read: bool
    snoozed_until: datetime | None
    mail: str


def notices_of(actor: Actor) -> QuerySet[Notice]:
    """One's own, newest first; of alerts only those still within one's sight."""
    own = Notice.objects.filter(organisation_id=actor.organisation.id)
    own = own.filter(user_id=actor.user_id) if actor.user_id else own.none()
    seen = alerts_seen(actor).values("id")
    own = own.filter(Q(alert__isnull=True) | Q(alert_id__in=seen))
    return own.select_related("alert__rule", "alert__unit", "alert__taken_by", "brief")


def unread(actor: Actor, now: datetime) -> QuerySet[Notice]:
    """Neither read nor put off."""
    awake = Q(snoozed_until__isnull=True) | Q(snoozed_until__lte=now)
    return notices_of(actor).filter(awake, read_at__isnull=True)


def unread_count(actor: Actor, now: datetime) -> int:
    """For the bell; up to 99, as nobody counts further."""
    if actor.user_id is None:
        return 0
    return unread(actor, now).order_by()[:MOST_COUNTED].count()


def notice_view(row: Notice) -> NoticeView:
    return NoticeView(
        id=row.id,
        alert=alert_view(row.alert) if row.alert else None,
        brief_id=row.brief_id,
        week=row.brief.week if row.brief else None,
        made_at=row.made_at,
        is_read=row.read_at is not None,
        snoozed_until=row.snoozed_until,
        mail=row.mail,
    )


def wishes_of(organisation_id: UUID, zone: str) -> "Wishes":
    """Everybody's wishes at once; who said nothing is mailed at once, in the organisation's zone."""
    rows = NoticeWish.objects.filter(organisation_id=organisation_id)
    return Wishes({row.user_id: _wish(row) for row in rows}, Wish(zone))


@dataclass(frozen=True)
class Wishes:
    said: dict[UUID, Wish]
    usual: Wish

    def of(self, user_id: UUID | None) -> Wish:
        return self.said.get(user_id, self.usual) if user_id else self.usual


def _wish(row: NoticeWish) -> Wish:
    return Wish(row.zone, Rhythm(row.rhythm), row.quiet_from, row.quiet_to, row.digest_at, row.brief_by_mail)
