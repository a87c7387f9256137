"""Users of an organisation: inviting, answering, changing roles, letting go. Nobody grants more than they hold."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator, validate_email
from django.db import transaction
from django.utils.translation import gettext as _

from ohlas.accounts.access import Actor, member_actor, member_for, require, unit_for
from ohlas.accounts.actions.audit import write_audit
from ohlas.accounts.actions.links import OneTimeLink, sign_in_link
from ohlas.accounts.errors import NotHere, Refused
from ohlas.accounts.models import Membership, Organisation, User
from ohlas.accounts.queries import OrganisationView
from ohlas.accounts.rules import LinkPurpose, Permission, Role, may_grant

ADDRESS_LENGTH = 254
"""RFC 5321's longest path."""


@dataclass(frozen=True)
class Invitation:
    """A new member; `link` is None for somebody who signs in here already."""

    user_id: UUID
    member_id: UUID
    link: OneTimeLink | None


def invite_user(
    *,
    actor: Actor,
    email: str,
    role: Role,
    now: datetime,
    name: str = "",
    unit_id: UUID | None = None,
    purpose: LinkPurpose = LinkPurpose.INVITATION,
) -> Invitation:
    """Somebody gets a role in the organisation, for all units or for one part of the tree.

    A new account belongs to it from the first sign-in; somebody who has an account is asked first.

    A link is made only for an account that opens no other organisation: whoever invites sees it, and
    could use it.

    Errors: `Refused` for an address that is none, a member already, a role or scope beyond one's own;
    `NotHere` for a unit out of sight; `Forbidden`.
    """
    require(actor, Permission.MANAGE_USERS)
    address = _address(email)
    _check_grant(actor, role, unit_id)
    with transaction.atomic():
        _lock_members(actor)
        user, accepted_at = User.objects.filter(email=address).first(), None
        if user is None:
            user = User.objects.create_user(address, None, name=" ".join(name.split())[:120])
            accepted_at = now
        elif user.memberships.filter(organisation_id=actor.organisation.id).exists():
            raise Refused(_("This address belongs to a member already."), field="email")
        member = Membership.objects.create(
            user=user,
            organisation_id=actor.organisation.id,
            role=role,
            scope_id=unit_id,
            created_at=now,
            accepted_at=accepted_at,
        )
        details = {"role": role.value, "scope": str(unit_id) if unit_id else None, "user": str(user.id)}
        write_audit(actor, "invite_user", "membership", member.id, now, details)
        link = sign_in_link(user_id=user.id, now=now, purpose=purpose) if is_only_ours(member) else None
    return Invitation(user.id, member.id, link)


def invite_again(*, actor: Actor, member_id: UUID, now: datetime) -> OneTimeLink:
    """A fresh link for a member who lost the invitation or the password.

    Errors: `Refused` when their account opens other organisations too; `NotHere`, `Forbidden`.
    """
    require(actor, Permission.MANAGE_USERS)
    with transaction.atomic():
        member = _changeable(actor, member_id)
        if not is_only_ours(member):
            raise Refused(
                _("Their account opens other organisations too; they can ask for a new password by mail.")
            )
        write_audit(actor, "invite_again", "membership", member.id, now)
        return sign_in_link(user_id=member.user_id, now=now, purpose=LinkPurpose.INVITATION)


def accept_invitation(*, user_id: UUID, member_id: UUID, now: datetime) -> OrganisationView:
    """This person belongs to the organisation from now on.

    Errors: `NotHere` unless an invitation of their own waits under this id.
    """
    with transaction.atomic():
        member = _waiting(user_id, member_id)
        member.accepted_at = now
        member.save(update_fields=["accepted_at"])
        actor = member_actor(member)
        write_audit(actor, "accept_invitation", "membership", member.id, now, {"role": member.role})
    return actor.organisation


def decline_invitation(*, user_id: UUID, member_id: UUID, now: datetime) -> None:
    """The invitation is gone; the organisation learns no more than that.

    Errors: `NotHere` unless an invitation of their own waits under this id.
    """
    with transaction.atomic():
        member = _waiting(user_id, member_id)
        write_audit(member_actor(member), "decline_invitation", "membership", member.id, now)
        member.delete()


def change_role(
    *, actor: Actor, member_id: UUID, role: Role, now: datetime, unit_id: UUID | None = None
) -> None:
    """Another role or another part of the tree for a member.

    Errors: `Refused` for the last owner, a role or scope beyond one's own; `NotHere`, `Forbidden`.
    """
    require(actor, Permission.MANAGE_USERS)
    _check_grant(actor, role, unit_id)
    with transaction.atomic():
        _lock_members(actor)
        member = _changeable(actor, member_id)
        if role is not Role.OWNER or unit_id is not None:
            _keep_an_owner(member)
        was = member.role
        member.role, member.scope_id = role, unit_id
        member.save(update_fields=["role", "scope"])
        details = {"role": role.value, "was": was, "scope": str(unit_id) if unit_id else None}
        write_audit(actor, "change_role", "membership", member.id, now, details)


def remove_member(*, actor: Actor, member_id: UUID, now: datetime) -> None:
    """The member belongs to the organisation no longer; their account stays for other organisations.

    Errors: `Refused` for the last owner or somebody with more rights; `NotHere`, `Forbidden`.
    """
    require(actor, Permission.MANAGE_USERS)
    with transaction.atomic():
        _lock_members(actor)
        member = _changeable(actor, member_id)
        _keep_an_owner(member)
        details = {"user": str(member.user_id), "role": member.role}
        write_audit(actor, "remove_member", "membership", member.id, now, details)
        member.delete()


def is_only_ours(member: Membership) -> bool:
    """Whether the account opens no other organisation; invitations that wait elsewhere open none."""
    return not member.user.memberships.filter(accepted_at__isnull=False).exclude(id=member.id).exists()


def _waiting(user_id: UUID, member_id: UUID) -> Membership:
    members = Membership.objects.select_for_update(of=("self",)).select_related("organisation")
    member = members.filter(id=member_id, user_id=user_id, accepted_at__isnull=True).first()
    if member is None:
        raise NotHere
    return member


def _address(email: str) -> str:
    address = email.strip().lower()
    try:
        validate_email(address[: ADDRESS_LENGTH + 1])
        MaxLengthValidator(ADDRESS_LENGTH)(address)
    except ValidationError:
        raise Refused(
            _("This is not an e-mail address; it looks like name@example.com."), field="email"
        ) from None
    return address


def _check_grant(actor: Actor, role: Role, unit_id: UUID | None) -> None:
    if not may_grant(actor.permissions, role):
        raise Refused(_("This role can do more than you; ask somebody with more rights."), field="role")
    if unit_id is not None:
        unit_for(actor, unit_id)
        if role is Role.OWNER:
            raise Refused(_("An owner sees all units; leave the part of the tree open."), field="unit")
    elif actor.scope is not None:
        raise Refused(_("You look after one part of the tree; choose a unit of it."), field="unit")


def _lock_members(actor: Actor) -> None:
    """Two owners leaving at once would leave none."""
    Organisation.objects.select_for_update().get(id=actor.organisation.id)


def _changeable(actor: Actor, member_id: UUID) -> Membership:
    member = member_for(actor, member_id)
    if not may_grant(actor.permissions, Role(member.role)):
        raise Refused(_("This member can do more than you; somebody with more rights can change that."))
    return member


def _keep_an_owner(member: Membership) -> None:
    if member.role != Role.OWNER:
        return
    owners = Membership.objects.filter(
        organisation_id=member.organisation_id, role=Role.OWNER, accepted_at__isnull=False
    )
    if not owners.filter(user__is_active=True).exclude(id=member.id).exists():
        raise Refused(_("This is the last owner; make somebody else an owner first."))
