"""The only way to get a survey for an actor."""

from uuid import UUID

from ohlas.accounts.access import Actor, require
from ohlas.accounts.errors import NotHere
from ohlas.accounts.rules import Permission
from ohlas.surveys.models import Survey


def survey_for(actor: Actor, survey_id: UUID, permission: Permission = Permission.SEE_SURVEYS) -> Survey:
    """The survey, when it belongs to the actor's organisation and the actor has the right.

    Errors: `Forbidden`, `NotHere`.
    """
    require(actor, permission)
    found = Survey.objects.filter(id=survey_id, organisation_id=actor.organisation.id).first()
    if found is None:
        raise NotHere
    return found
