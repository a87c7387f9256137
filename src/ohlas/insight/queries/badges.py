"""The figure behind a badge: counted over everybody, with no filter at all but the unit."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from ohlas.accounts.access import system_actor
from ohlas.accounts.queries import units_of
from ohlas.engine import BadQuery
from ohlas.insight.models import Badge
from ohlas.insight.queries.facts import Ask, ask_for, facts
from ohlas.insight.queries.figures import Counted, counted, coverage
from ohlas.insight.rules.badges import BadgePeriod, TooFew, badge_window, withheld
from ohlas.insight.rules.periods import Window
from ohlas.metrics import MEASURES, MetricsError


@dataclass(frozen=True)
class BadgeSubject:
    """What a badge is about."""

    organisation_id: UUID
    unit_id: UUID | None
    measure: str
    scale: str
    period: BadgePeriod
    language: str


@dataclass(frozen=True)
class BadgeFound:
    """The figure, whose it is and over which days; `withheld` says why it is not shown."""

    subject: BadgeSubject
    name: str
    organisation: str
    counted: Counted | None
    window: Window
    today: date
    withheld: TooFew | None


def subject_of(badge: Badge) -> BadgeSubject:
    return BadgeSubject(
        badge.organisation_id,
        badge.unit_id,
        badge.measure,
        badge.scale,
        BadgePeriod(badge.period),
        badge.language,
    )


def open_badge(token: str) -> Badge | None:
    """The badge of this public name; None for unknown and revoked ones alike."""
    return Badge.objects.filter(token=token, revoked_at__isnull=True).first()


def badge_found(subject: BadgeSubject, now: datetime) -> BadgeFound:
    """Counted within whole months, so that it stands still between two of them."""
    actor = system_actor(subject.organisation_id)
    today = now.astimezone(ZoneInfo(actor.organisation.zone)).date()
    window = badge_window(subject.period, today)
    filters = {"unit": (str(subject.unit_id),)} if subject.unit_id else {}
    ask = ask_for(actor, MEASURES[subject.measure], subject.scale, filters, window)
    try:
        window = _from_the_first(ask, window)
        found = counted(facts(), ask.over(window))
    except (BadQuery, MetricsError):
        found = None
    name = next(
        (unit.name for unit in units_of(subject.organisation_id) if unit.id == subject.unit_id),
        actor.organisation.name,
    )
    why = withheld(found.figure) if found else TooFew.NOBODY
    return BadgeFound(subject, name, actor.organisation.name, found, window, today, why)


def _from_the_first(ask: Ask, window: Window) -> Window:
    """A window open at its beginning starts with the month of the first answer: a period is said whole."""
    covered = coverage(facts(), ask) if window.since is None else None
    return replace(window, since=covered[0]) if covered else window
