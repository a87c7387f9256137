"""The actor: a user in one organisation, a program's key, or Ohlas itself."""

from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from ohlas.accounts.errors import Forbidden, NotHere
from ohlas.accounts.models import ApiKey, Membership, User
from ohlas.accounts.queries import OrganisationView, organisation_view, subtree, view_of
from ohlas.accounts.rules import PERMISSIONS, Permission, Role


@dataclass(frozen=True)
class Actor:
    """Who acts, where, with which rights; every read and deed takes one.

    `scope` holds the ids of the units the actor may see, None means all of them.
    """

    organisation: OrganisationView
    kind: Literal["user", "key", "system"]
    user_id: UUID | None
    key_id: UUID | None
    role: Role | None
    permissions: frozenset[Permission]
    scope: frozenset[UUID] | None

    def may(self, permission: Permission) -> bool:
        return permission in self.permissions

    def sees_unit(self, unit_id: UUID | None) -> bool:
        """Whether this unit's rows may be shown; rows without a unit belong to those who see all."""
        return self.scope is None or unit_id in self.scope

    @property
    def id(self) -> UUID | None:
        """The user's or the key's id; None for Ohlas itself."""
        return self.user_id or self.key_id


def actor_for(user: object, slug: str) -> Actor:
    """The user as a member of the organisation at this address.

    Errors: `NotHere` when there is no such organisation or the user does not belong to it,
    or has not accepted the invitation yet, alike.
    """
    if not isinstance(user, User) or not user.is_active:
        raise NotHere
    members = Membership.objects.select_related("organisation")
    accepted = members.filter(user_id=user.id, organisation__slug=slug, accepted_at__isnull=False)
    membership = accepted.first()
    if membership is None:
        raise NotHere
    return member_actor(membership)


def member_actor(membership: Membership) -> Actor:
    """The person of this membership; whether it was accepted is the caller's to know."""
    role = Role(membership.role)
    return Actor(
        organisation=view_of(membership.organisation),
        kind="user",
        user_id=membership.user_id,
        key_id=None,
        role=role,
        permissions=PERMISSIONS[role],
        scope=None if membership.scope_id is None else subtree(membership.scope_id),
    )


def key_actor(key: ApiKey) -> Actor:
    """A program acting with its key: the key's scopes, all units."""
    return Actor(
        organisation=view_of(key.organisation),
        kind="key",
        user_id=None,
        key_id=key.id,
        role=None,
        permissions=frozenset(right for right in Permission if right.value in key.scopes),
        scope=None,
    )


def system_actor(organisation_id: UUID) -> Actor:
    """Ohlas itself, for the command line, the first start and scheduled jobs.

    Errors: `NotHere` when there is no such organisation.
    """
    return Actor(
        organisation=organisation_view(organisation_id),
        kind="system",
        user_id=None,
        key_id=None,
        role=None,
        permissions=frozenset(Permission),
        scope=None,
    )


def require(actor: Actor, permission: Permission) -> None:
    """Nothing when the actor has the right.

    Errors: `Forbidden` naming the right.
    """
    if not actor.may(permission):
        raise Forbidden(permission.value)
