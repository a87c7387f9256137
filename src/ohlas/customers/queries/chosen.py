"""Attributes of contacts that go with their answers into the figures: only those an organisation chose."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from ohlas.customers.models import Contact, ContactAttribute
from ohlas.customers.queries.contacts import contact_of, speaking_for

KEPT = timedelta(seconds=1)
MOST_KEPT = 10_000
_chosen: dict[UUID, tuple[datetime, frozenset[str]]] = {}


@dataclass(frozen=True)
class ChosenView:
    """A chosen attribute, as its column of the figures is called."""

    organisation_id: UUID
    key: str
    title: str


def chosen_attribute(attribute_id: UUID) -> ChosenView | None:
    """None when it was retired, or is chosen no more."""
    row = ContactAttribute.objects.filter(id=attribute_id, is_fact=True).first()
    return ChosenView(row.organisation_id, row.key, row.title) if row else None


def chosen_values(
    organisation_id: UUID, contact_id: UUID | None, customer: tuple[str, str] | None, now: datetime
) -> Mapping[str, str]:
    """What the contact carries of the chosen attributes; found by id, or by a source's key for it.

    Whoever is not known yet carries nothing. Costs nothing where nothing is chosen.
    """
    keys = _chosen_keys(organisation_id, now)
    if not keys:
        return {}
    found = contact_id or (contact_of(organisation_id, *customer) if customer else None)
    if found is None:
        return {}
    card = Contact.objects.filter(organisation_id=organisation_id, id=found).first()
    held = speaking_for(card).attributes if card else {}
    return {key: str(held[key]) for key in sorted(keys) if held.get(key)}


def forget_chosen(organisation_id: UUID) -> None:
    """Makes the next look ask the database."""
    _chosen.pop(organisation_id, None)


def _chosen_keys(organisation_id: UUID, now: datetime) -> frozenset[str]:
    """At most a second old."""
    kept = _chosen.get(organisation_id)
    if kept is not None and abs(now - kept[0]) < KEPT:
        return kept[1]
    if len(_chosen) >= MOST_KEPT:
        _chosen.clear()
    rows = ContactAttribute.objects.filter(organisation_id=organisation_id, is_fact=True)
    keys = frozenset(rows.values_list("key", flat=True))
    _chosen[organisation_id] = (now, keys)
    return keys
