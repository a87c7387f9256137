"""The only way to a programme, an invitation or a message for an actor."""

from uuid import UUID

from ohlas.accounts.access import Actor, require
from ohlas.accounts.errors import NotHere
from ohlas.accounts.rules import Permission
from ohlas.outreach.models import Choosing, Invitation, Message, Poll, Programme, Widget


def programme_for(
    actor: Actor, programme_id: UUID, permission: Permission = Permission.SEE_PROGRAMMES
) -> Programme:
    """The programme, when it belongs to the actor's organisation and the actor has the right.

    Errors: `Forbidden`, `NotHere`.
    """
    require(actor, permission)
    found = Programme.objects.filter(id=programme_id, organisation_id=actor.organisation.id).first()
    if found is None:
        raise NotHere
    return found


def choosing_for(
    actor: Actor, choosing_id: UUID, permission: Permission = Permission.RUN_PROGRAMMES
) -> Choosing:
    """People being chosen by hand, as `programme_for`.

    Errors: `Forbidden`, `NotHere`.
    """
    require(actor, permission)
    found = Choosing.objects.filter(id=choosing_id, organisation_id=actor.organisation.id).first()
    if found is None:
        raise NotHere
    return found


def widget_for(actor: Actor, widget_id: UUID, permission: Permission = Permission.SEE_PROGRAMMES) -> Widget:
    """The widget, as `programme_for`.

    Errors: `Forbidden`, `NotHere`.
    """
    require(actor, permission)
    mine = Widget.objects.select_related("survey").filter(organisation_id=actor.organisation.id)
    found = mine.filter(id=widget_id).first()
    if found is None:
        raise NotHere
    return found


def poll_for(actor: Actor, poll_id: UUID, permission: Permission = Permission.SEE_PROGRAMMES) -> Poll:
    """The poll of a network, as `programme_for`.

    Errors: `Forbidden`, `NotHere`.
    """
    require(actor, permission)
    found = Poll.objects.filter(id=poll_id, organisation_id=actor.organisation.id).first()
    if found is None:
        raise NotHere
    return found


def invitation_for(
    actor: Actor, invitation_id: UUID, permission: Permission = Permission.SEE_PROGRAMMES
) -> Invitation:
    """The invitation, as `programme_for`; of a unit the actor sees.

    Errors: `Forbidden`, `NotHere`.
    """
    require(actor, permission)
    found = Invitation.objects.filter(id=invitation_id, organisation_id=actor.organisation.id).first()
    if found is None or not actor.sees_unit(found.unit_id):
        raise NotHere
    return found


def message_for(
    actor: Actor, message_id: UUID, permission: Permission = Permission.RUN_PROGRAMMES
) -> Message:
    """The message, as `invitation_for`.

    Errors: `Forbidden`, `NotHere`.
    """
    require(actor, permission)
    rows = Message.objects.select_related("invitation")
    found = rows.filter(id=message_id, organisation_id=actor.organisation.id).first()
    if found is None or not actor.sees_unit(found.invitation.unit_id):
        raise NotHere
    return found
