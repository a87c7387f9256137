"""What the assistant asks, and what it makes of the answers."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ohlas.accounts.access import actor_for
from ohlas.accounts.actions import found_organisation, open_unit
from ohlas.accounts.queries import OrganisationView
from ohlas.accounts.rules import LineOfBusiness, UnitKind

LINES: Mapping[LineOfBusiness, tuple[Promise, str]] = {
    LineOfBusiness.SHOP: (_("Shop or e-shop"), "Praha, Brno, E-shop"),
    LineOfBusiness.TELECOM: (_("Telecom"), "Praha, Brno, Zákaznická linka"),
    LineOfBusiness.BANK: (_("Bank or insurance"), "Praha 1, Brno, Call centrum"),
    LineOfBusiness.CLINIC: (_("Clinic"), "Recepce, Ambulance, Laboratoř"),
    LineOfBusiness.RESTAURANT: (_("Restaurant or café"), "Centrum, Nádraží, Rozvoz"),
}
"""Per line of business: its name, and units as an example to write over."""
ZONES = (
    "Europe/Prague", "Europe/Bratislava", "Europe/Warsaw", "Europe/Kyiv", "Europe/Vienna", "Europe/Berlin",
    "Europe/Budapest", "Europe/Vilnius", "Europe/Riga", "Europe/Tallinn", "Europe/London", "UTC",
)  # fmt: skip
MOST_UNITS = 200


@dataclass(frozen=True)
class Assistant:
    """The answers to the assistant's questions."""

    name: str
    line_of_business: LineOfBusiness
    zone: str
    languages: tuple[str, ...]
    units: tuple[str, ...]


def begin(*, user: AbstractBaseUser, wish: Assistant, now: datetime) -> OrganisationView:
    """The user's own organisation with its first units.

    Errors: `Refused` naming the field.
    """
    with transaction.atomic():
        organisation = found_organisation(
            name=wish.name,
            now=now,
            owner_id=user.pk,
            zone=wish.zone,
            languages=wish.languages,
            line_of_business=wish.line_of_business,
        )
        actor = actor_for(user, organisation.slug)
        for number, unit in enumerate(wish.units, start=1):
            open_unit(actor=actor, code=f"{number:03}", name=unit, now=now, kind=UnitKind.BRANCH)
    return organisation
