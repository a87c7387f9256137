"""Founding, changing and removing an organisation."""

from collections.abc import Sequence
from datetime import datetime
from itertools import count
from uuid import UUID
from zoneinfo import available_timezones

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from ohlas.accounts.access import Actor, require, system_actor
from ohlas.accounts.actions.audit import write_audit
from ohlas.accounts.actions.uploads import drop_uploads
from ohlas.accounts.actions.words import tidy_name
from ohlas.accounts.errors import Forbidden, Refused
from ohlas.accounts.events import OrganisationRemoved
from ohlas.accounts.models import AuditEntry, AuditHead, Membership, Organisation, User
from ohlas.accounts.queries import OrganisationView, view_of
from ohlas.accounts.rules import LineOfBusiness, Permission, Role, numbered, slug_of
from ohlas.outbox import emit


def found_organisation(
    *,
    name: str,
    now: datetime,
    owner_id: UUID | None = None,
    zone: str = "Europe/Prague",
    languages: Sequence[str] = ("en",),
    line_of_business: LineOfBusiness = LineOfBusiness.SHOP,
    is_sample: bool = False,
) -> OrganisationView:
    """A new organisation at a free address made from its name; `owner_id` becomes its owner.

    Errors: `Refused` for an empty name, an unknown time zone or language.
    """
    tidied = tidy_name(name)
    _check(zone, languages)
    with transaction.atomic():
        organisation = Organisation.objects.create(
            slug=_free_slug(tidied),
            name=tidied,
            zone=zone,
            languages=list(languages),
            line_of_business=line_of_business,
            is_sample=is_sample,
            created_at=now,
        )
        if owner_id is not None:
            Membership.objects.create(
                user_id=owner_id, organisation=organisation, role=Role.OWNER, created_at=now, accepted_at=now
            )
        founder = system_actor(organisation.id)
        details = {"owner": str(owner_id)} if owner_id else None
        write_audit(founder, "found_organisation", "organisation", organisation.id, now, details)
    return view_of(organisation)


def change_organisation(
    *,
    actor: Actor,
    name: str,
    zone: str,
    languages: Sequence[str],
    line_of_business: LineOfBusiness,
    now: datetime,
) -> OrganisationView:
    """Name, time zone, languages and line of business; the address stays, so that bookmarks do.

    Errors: `Forbidden`; `Refused` naming the field.
    """
    require(actor, Permission.EDIT_ORGANISATION)
    if actor.scope is not None:
        raise Forbidden(Permission.EDIT_ORGANISATION.value)
    tidied = tidy_name(name)
    _check(zone, languages)
    with transaction.atomic():
        organisation = Organisation.objects.select_for_update().get(id=actor.organisation.id)
        organisation.name = tidied
        organisation.zone = zone
        organisation.languages = list(languages)
        organisation.line_of_business = line_of_business
        organisation.save(update_fields=["name", "zone", "languages", "line_of_business"])
        details = {"zone": zone, "languages": list(languages), "line_of_business": line_of_business.value}
        write_audit(actor, "change_organisation", "organisation", organisation.id, now, details)
    return view_of(organisation)


def remove_organisation(*, actor: Actor, now: datetime) -> None:
    """Everything of this organisation goes from the record, and people who belonged nowhere else.

    The caller erases the facts; `OrganisationRemoved` tells the other rooms. What stays is one entry in
    the installation's own audit chain. The acting user stays, to start their own organisation.

    Errors: `Forbidden` for anybody but an owner.
    """
    if actor.kind != "system" and actor.role is not Role.OWNER:
        raise Forbidden(Permission.EDIT_ORGANISATION.value)
    organisation_id = actor.organisation.id
    with transaction.atomic():
        members = User.objects.filter(
            memberships__organisation_id=organisation_id, memberships__accepted_at__isnull=False
        )
        if actor.user_id is not None:
            members = members.exclude(id=actor.user_id)
        elsewhere = Membership.objects.exclude(organisation_id=organisation_id).values("user_id")
        leaving = list(members.exclude(id__in=elsewhere).values_list("id", flat=True))
        Organisation.objects.filter(id=organisation_id).delete()
        User.objects.filter(id__in=leaving).delete()
        AuditHead.objects.filter(chain=organisation_id).delete()
        AuditEntry.objects.create(
            at=now,
            actor_kind=actor.kind,
            actor_id=actor.id,
            deed="remove_organisation",
            object_kind="organisation",
            object_id=str(organisation_id),
        )
        emit(OrganisationRemoved(organisation_id), organisation_id=organisation_id, now=now)
        transaction.on_commit(lambda: drop_uploads(organisation_id))


def _check(zone: str, languages: Sequence[str]) -> None:
    if zone not in available_timezones():
        raise Refused(
            _("%(zone)s is not a time zone; names look like Europe/Prague.") % {"zone": zone[:64] or "–"},
            field="zone",
        )
    known = [code for code, _name in settings.LANGUAGES]
    unknown = [code for code in languages if code not in known]
    if unknown or not languages or len(set(languages)) != len(languages):
        raise Refused(
            _("Choose at least one language, each once; these are known: %(known)s.")
            % {"known": ", ".join(known)},
            field="languages",
        )


def _free_slug(name: str) -> str:
    """The first address not taken; two foundings at once are kept apart by the unique column."""
    slug = slug_of(name)
    taken = set(Organisation.objects.filter(slug__startswith=slug[:50]).values_list("slug", flat=True))
    return next(address for number in count(1) if (address := numbered(slug, number)) not in taken)
