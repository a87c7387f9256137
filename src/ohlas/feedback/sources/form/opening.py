"""From an address to a visit: which link, which version, what was answered before, or why nothing opens."""

from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from django.http import HttpRequest

from ohlas.feedback.actions import count_refusal, is_closed_by_now
from ohlas.feedback.actions.invitations import link_invited
from ohlas.feedback.queries.links import Given, LinkView, link_named
from ohlas.feedback.queries.quotas import quota_in_the_way, quota_met
from ohlas.feedback.rules import RefusalReason
from ohlas.feedback.sources.form.visit import Visit, known_answers, language_for
from ohlas.surveys.queries import Version, published_version, standing
from ohlas.surveys.rules import takes_answers

RECEIPT_LIVES = timedelta(hours=1)
"""How long the thanks of a personal link can be read again by whoever has just sent it."""
MAX_RENDER = 64


class Shut(StrEnum):
    """Why a link shows no questions; the first two look alike to whoever opens it."""

    UNKNOWN = "unknown"
    OVER = "over"
    CLOSED = "closed"


def link_for(key: str, now: datetime) -> LinkView | Shut:
    link = link_named(key, now) or link_invited(key)
    if link is None:
        return Shut.UNKNOWN
    if link.is_over(now):
        count_refusal(link.organisation_id, RefusalReason.LINK_OVER, now)
        return Shut.OVER
    return link


def visit_for(request: HttpRequest, link: LinkView, now: datetime) -> tuple[Visit, Given | None] | None:
    """Who visits, with what they gave before; None when the survey has no version to show."""
    form = request.POST if request.method == "POST" else request.GET
    render = "" if not link.is_open else _short(form.get("render") or form.get("answer") or "")
    given = known_answers(link, render) if _may_know(request, link, render) else None
    version = _version(link, given, form.get("version", ""), now)
    if version is None:
        return None
    wished = form.get("lang", "") or (given.language if given else "")
    accepted = request.META.get("HTTP_ACCEPT_LANGUAGE", "")
    visit = Visit(
        link=link,
        version=version,
        language=language_for(version.definition, wished, link, accepted),
        render=render,
        answers=given.answers if given else {},
        is_sent=bool(given and given.is_sent),
    )
    return visit, given


def is_closed(visit: Visit, now: datetime) -> bool:
    found = standing(visit.link.organisation_id, str(visit.link.survey_id), now)
    return found is None or not takes_answers(found.state) or is_closed_by_now(visit.version, now)


def is_full(visit: Visit) -> bool:
    """Whether no answer could get round a full quota."""
    return bool(visit.definition.quotas) and quota_in_the_way(visit.version, visit.facts) is not None


def is_screened(visit: Visit) -> bool:
    """Whether enough people like this one have answered; whoever changes a sent answer counts already."""
    if visit.is_sent or not visit.definition.quotas:
        return False
    return quota_met(visit.version, visit.path.answers, visit.facts) is not None


def _may_know(request: HttpRequest, link: LinkView, render: str) -> bool:
    """Whether earlier answers matter: not on a first visit, nor where an unused link brings all answers at once.

    Should another tab send at the same moment, the record itself refuses the second (`actions.record`).
    """
    if link.is_open:
        return bool(render)
    form = request.POST
    if request.method != "POST" or link.used_at is not None or form.get("go", "next") != "next":
        return True
    wanted = _uuid(form.get("version", ""))
    version = published_version(wanted) if wanted else None
    if version is None or version.definition.has_logic or version.definition.has_files:
        return True
    return not set(version.definition.by_id) <= set(form.get("seen", "").split())


def _version(link: LinkView, given: Given | None, posted: str, now: datetime) -> Version | None:
    """The version the answers so far were given to, else the one the page showed, else the newest."""
    wanted = given.version_id if given else _uuid(posted)
    if wanted is not None:
        version = published_version(wanted)
        return version if version is not None and version.survey_id == link.survey_id else None
    if posted:
        return None
    found = standing(link.organisation_id, str(link.survey_id), now)
    return found.version if found else None


def _short(text: str) -> str:
    return text[:MAX_RENDER].replace("\0", "")


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError:
        return None
