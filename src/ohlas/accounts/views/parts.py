"""Small readings that several doors of this room share."""

from datetime import date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.http import HttpRequest
from django.utils import timezone

from ohlas.accounts.access import Actor
from ohlas.accounts.forms import PlainForm
from ohlas.lib.config import config

WRONG_INPUT = 422
FURTHEST = 10_000_000


def status_of(*forms: PlainForm) -> int:
    """422 when a form was sent with something wrong in it."""
    return WRONG_INPUT if any(form.is_bound and form.errors for form in forms) else 200


def today_of(actor: Actor) -> date:
    """The calendar day where the organisation is."""
    return timezone.now().astimezone(ZoneInfo(actor.organisation.zone)).date()


def day_begins(actor: Actor, day: date | None) -> datetime | None:
    return datetime.combine(day, time(), tzinfo=ZoneInfo(actor.organisation.zone)) if day else None


def day_ends(actor: Actor, day: date | None) -> datetime | None:
    return day_begins(actor, day + timedelta(days=1)) if day and day < date.max else None


def chosen(value: str) -> UUID | None:
    """A choice that is an id, or nothing; the form has checked that it was offered."""
    return UUID(value) if value else None


def offset_of(request: HttpRequest) -> int:
    """Where a list begins, from the address; nonsense begins at the beginning."""
    given = request.GET.get("offset", "")
    return min(int(given), FURTHEST) if given.isascii() and given.isdecimal() and len(given) < 10 else 0  # noqa: PLR2004 - digits of FURTHEST and more


def address_of(request: HttpRequest, path: str) -> str:
    """A path of this installation as it is handed over."""
    public = config().public_url
    return public + path if public else request.build_absolute_uri(path)
