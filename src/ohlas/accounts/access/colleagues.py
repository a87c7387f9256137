"""Everybody who works in an organisation, each with what they may see, for whoever writes to them."""

from dataclasses import dataclass
from uuid import UUID

from ohlas.accounts.access.actors import Actor, member_actor
from ohlas.accounts.models import Membership


@dataclass(frozen=True)
class Colleague:
    """A member who has accepted and may sign in; `actor` sees what they see."""

    actor: Actor
    user_id: UUID
    name: str
    email: str
    language: str
    scope_id: UUID | None

    @property
    def called(self) -> str:
        return self.name or self.email


def colleagues_of(organisation_id: UUID) -> list[Colleague]:
    """By the time they came; invitations that wait are nobody yet."""
    rows = Membership.objects.select_related("user", "organisation").filter(
        organisation_id=organisation_id, accepted_at__isnull=False, user__is_active=True
    )
    return [_colleague(row) for row in rows.order_by("created_at", "id")]


def _colleague(row: Membership) -> Colleague:
    user = row.user
    return Colleague(member_actor(row), user.id, user.name, user.email, user.language, row.scope_id)
