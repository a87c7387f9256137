"""The only way to get signals for an actor: own organisation, own units, with the right to see answers."""

from collections.abc import Collection
from uuid import UUID

from django.db.models import QuerySet

from ohlas.accounts.access import Actor, require
from ohlas.accounts.errors import NotHere
from ohlas.accounts.rules import Permission
from ohlas.feedback.models import Response
from ohlas.feedback.queries import ResponseView, views_of


def responses_for(actor: Actor, permission: Permission = Permission.SEE_ANSWERS) -> QuerySet[Response]:
    """Every response the actor may see; a unit manager sees those of own units only.

    Errors: `Forbidden`.
    """
    require(actor, permission)
    mine = Response.objects.filter(organisation_id=actor.organisation.id)
    return mine if actor.scope is None else mine.filter(unit_id__in=actor.scope)


def response_for(
    actor: Actor, response_id: UUID, permission: Permission = Permission.SEE_ANSWERS
) -> Response:
    """One response the actor may see.

    Errors: `Forbidden`, `NotHere`.
    """
    found = responses_for(actor, permission).filter(id=response_id).first()
    if found is None:
        raise NotHere
    return found


def answers_of(actor: Actor, signals: Collection[str | UUID]) -> tuple[ResponseView, ...]:
    """The responses behind these signals of the facts, newest first; those out of sight are left out.

    Errors: `Forbidden`.
    """
    rows = responses_for(actor).filter(id__in=signals).order_by("-answered_at", "-id")
    return views_of(actor.organisation.id, rows)
