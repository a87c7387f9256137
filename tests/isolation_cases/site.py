"""The shell: the routes, and how one of each of the things in their addresses is made."""

from collections.abc import Mapping
from uuid import UUID

from ohlas.accounts.access import Actor
from ohlas.accounts.models import Unit
from ohlas.outbox.models import Delivery
from tests.isolation_cases.case import Case, P, Thing, deed, needs
from tests.world import NOW

PAGES: Mapping[str, Case] = {
    "site:search": needs(None),
    "site:sample": needs(P.EDIT_ORGANISATION),
    "site:leave_sample": deed(P.EDIT_ORGANISATION),
    "site:health": needs(P.RUN_SYSTEM),
    "site:retry_delivery": deed(P.RUN_SYSTEM),
    "site:discard_delivery": deed(P.RUN_SYSTEM),
}

CALLS: Mapping[str, P] = {}

PUBLIC: Mapping[str, str] = {
    "home": "leads to sign-in, the assistant or the own organisation",
    "set_language": "keeps a choice in the visitor's own session",
    "organisations": "names the organisations of whoever is signed in, as their own list",
    "help": "the manual, the same for everybody; holds no rows",
    "help_page": "the manual, the same for everybody; holds no rows",
    "help_picture": "the manual's pictures; hold no rows",
    "start_mine": "founds an organisation for whoever is signed in; reads none",
    "health": "for a load balancer; says only that the process is well",
    "start_link": "opened by a one-time token; every refusal looks alike",
}


def _delivery(actor: Actor, _unit: Unit) -> UUID:
    return Delivery.objects.create(
        organisation_id=actor.organisation.id, listener="x", available_at=NOW, created_at=NOW, dead_at=NOW
    ).id


OBJECTS: Mapping[str, Thing] = {
    "delivery_id": Thing(_delivery),
}
