"""The attributes an organisation declared; intake asks for them with every answer."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from ohlas.feedback.models import Attribute

KEPT = timedelta(seconds=1)
MOST_KEPT = 10_000


@dataclass(frozen=True)
class AttributeView:
    """A declared attribute: `a_<key>` in the facts."""

    key: str
    title: str


_declared: dict[UUID, tuple[datetime, frozenset[str]]] = {}


def attributes_of(organisation_id: UUID) -> tuple[AttributeView, ...]:
    """Declared attributes by title."""
    rows = Attribute.objects.filter(organisation_id=organisation_id).order_by("title", "key")
    return tuple(AttributeView(row.key, row.title) for row in rows)


def declared_keys(organisation_id: UUID, now: datetime) -> frozenset[str]:
    """Keys of declared attributes, at most a second old."""
    kept = _declared.get(organisation_id)
    if kept is not None and abs(now - kept[0]) < KEPT:
        return kept[1]
    if len(_declared) >= MOST_KEPT:
        _declared.clear()
    keys = frozenset(Attribute.objects.filter(organisation_id=organisation_id).values_list("key", flat=True))
    _declared[organisation_id] = (now, keys)
    return keys


def forget_attributes(organisation_id: UUID) -> None:
    """Makes the next look ask the database."""
    _declared.pop(organisation_id, None)
