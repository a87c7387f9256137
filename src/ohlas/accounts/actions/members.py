"""Users of an organisation: inviting, changing roles, letting go. Nobody hands out more than they hold."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator, validate_email
from django.db import transaction
from django.utils.translation import gettext as _

from ohlas.accounts.access import Actor, member_for, require, unit_for
from ohlas.accounts.actions.audit import write_audit
from ohlas.accounts.actions.links import OneTimeLink, sign_in_link
from ohlas.accounts.errors import Refused
from ohlas.accounts.models import Membership, Organisation, User
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
    """Somebody joins the organisation with a role, for all units or for one part of the tree.

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
        user = User.objects.filter(email=address).first()
        if user is None:
            user = User.objects.create_user(address, None, name=" ".join(name.split())[:120])
        elif user.memberships.filter(organisation_id=actor.organisation.id).exists():
            raise Refused(_("This address belongs to a member already."), field="email")
        member = Membership.objects.create(
            user=user, organisation_id=actor.organisation.id, role=role, scope_id=unit_id, created_at=now
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
    """Whether the account opens nothing but this membership."""
    return member.user.memberships.count() == 1


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
    owners = Membership.objects.filter(organisation_id=member.organisation_id, role=Role.OWNER)
    if not owners.filter(user__is_active=True).exclude(id=member.id).exists():
        raise Refused(_("This is the last owner; make somebody else an owner first."))
