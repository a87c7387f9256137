"""Organisations and whose they are."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from ohlas.accounts.errors import NotHere
from ohlas.accounts.models import Membership, Organisation
from ohlas.accounts.rules import LineOfBusiness, Role


@dataclass(frozen=True)
class OrganisationView:
    """What other rooms may know about an organisation."""

    id: UUID
    slug: str
    name: str
    zone: str
    languages: tuple[str, ...]
    is_sample: bool
    line_of_business: LineOfBusiness


@dataclass(frozen=True)
class MembershipView:
    """One of a user's organisations, with the role there."""

    organisation: OrganisationView
    role: Role


@dataclass(frozen=True)
class InvitationView:
    """An organisation that wants somebody who signs in here already."""

    member_id: UUID
    organisation: str
    role: Role
    invited_at: datetime


def organisation_view(organisation_id: UUID) -> OrganisationView:
    """The organisation with this id.

    Errors: `NotHere` when there is none.
    """
    found = Organisation.objects.filter(id=organisation_id).first()
    if found is None:
        raise NotHere
    return view_of(found)


def organisation_settings(organisation_id: UUID) -> OrganisationView:
    """The organisation's name, zone and languages; the same as `organisation_view`."""
    return organisation_view(organisation_id)


def organisation_by_slug(slug: str) -> OrganisationView | None:
    """The organisation of this address, for the command line; web requests go through `access`."""
    found = Organisation.objects.filter(slug=slug).first()
    return view_of(found) if found else None


def organisations() -> list[OrganisationView]:
    """Every organisation of this installation, oldest first; for jobs and the command line."""
    return [view_of(found) for found in Organisation.objects.order_by("created_at", "id")]


def organisations_of(user_id: UUID) -> list[MembershipView]:
    """Where a user works, by name; invitations not accepted yet are `invitations_of`."""
    rows = Membership.objects.filter(user_id=user_id, accepted_at__isnull=False).select_related(
        "organisation"
    )
    return [
        MembershipView(view_of(m.organisation), Role(m.role)) for m in rows.order_by("organisation__name")
    ]


def invitations_of(user_id: UUID) -> list[InvitationView]:
    """What waits for this person's yes or no, oldest first."""
    rows = Membership.objects.filter(user_id=user_id, accepted_at__isnull=True).select_related("organisation")
    return [
        InvitationView(m.id, m.organisation.name, Role(m.role), m.created_at)
        for m in rows.order_by("created_at", "id")
    ]


def view_of(organisation: Organisation) -> OrganisationView:
    return OrganisationView(
        id=organisation.id,
        slug=organisation.slug,
        name=organisation.name,
        zone=organisation.zone,
        languages=tuple(organisation.languages),
        is_sample=organisation.is_sample,
        line_of_business=LineOfBusiness(organisation.line_of_business),
    )
