"""What a browser that sends an answer shows of itself: a mark for the day, and whether staff is signed in there."""

from datetime import UTC, datetime
from importlib import import_module
from uuid import UUID

from django.conf import settings
from django.contrib.auth import get_user
from django.http import HttpRequest

from ohlas.accounts.queries import organisations_of
from ohlas.feedback.actions.devices import salt_of
from ohlas.feedback.rules.devices import device_mark
from ohlas.feedback.sources.form.limits import address_of


def device_of(request: HttpRequest, organisation_id: UUID, now: datetime) -> str:
    """The device's mark for today."""
    return device_mark(
        salt_of(now.astimezone(UTC).date()),
        organisation_id,
        address_of(request),
        request.META.get("HTTP_USER_AGENT", ""),
        request.META.get("HTTP_ACCEPT_LANGUAGE", ""),
    )


def is_by_staff(request: HttpRequest, organisation_id: UUID) -> bool:
    """Whether somebody of this organisation is signed in in this browser; who is not kept.

    Respondents' pages go by a lane of their own without sessions, so the one session in question is read here.
    """
    key = request.COOKIES.get(settings.SESSION_COOKIE_NAME)
    if not key:
        return False  # no look at the session, and so none for the people who answer
    if not hasattr(request, "session"):
        request.session = import_module(settings.SESSION_ENGINE).SessionStore(key)
    user = get_user(request)
    if not user.is_authenticated:
        return False
    return any(one.organisation.id == organisation_id for one in organisations_of(user.pk))
