"""What a browser that sends an answer shows of itself: a mark for the day, and whether staff is signed in there."""

from datetime import UTC, datetime
from uuid import UUID

from django.conf import settings
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
    """Whether somebody of this organisation is signed in in this browser; who is not kept."""
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return False  # no look at the session, and so none for the people who answer
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return False
    return any(one.organisation.id == organisation_id for one in organisations_of(user.pk))
