"""Segments: conditions turned into one query, counted live."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet

from ohlas.customers.models import Contact, ContactAttribute, ContactEvent, Segment
from ohlas.customers.rules import (
    Agreed,
    AttributeKind,
    Condition,
    Happened,
    Is,
    Not,
    Op,
    SegmentField,
    Several,
    consent_bit,
    read_condition,
)

OWN: Mapping[str, SegmentField] = {
    "language": SegmentField("language", AttributeKind.CHOICE),
    "gender": SegmentField("gender", AttributeKind.CHOICE),
    "address": SegmentField("address", AttributeKind.CHOICE),
    "zone": SegmentField("zone", AttributeKind.CHOICE),
    "company": SegmentField("company", AttributeKind.TEXT),
    "position": SegmentField("position", AttributeKind.TEXT),
    "name": SegmentField("name", AttributeKind.TEXT),
    "email": SegmentField("email", AttributeKind.TEXT),
    "phone": SegmentField("phone", AttributeKind.TEXT),
}
"""What every contact has; declared attributes are asked for as a_<key>."""


@dataclass(frozen=True)
class SegmentView:
    id: UUID
    name: str
    condition: Mapping[str, Any]
    created_at: datetime


@dataclass(frozen=True)
class AttributeView:
    key: str
    title: str
    kind: AttributeKind
    column: str
    id: UUID
    is_fact: bool


def attributes_declared(organisation_id: UUID) -> tuple[AttributeView, ...]:
    """The organisation's attributes of contacts."""
    rows = ContactAttribute.objects.filter(organisation_id=organisation_id).order_by("key")
    return tuple(_attribute_view(row) for row in rows)


def _attribute_view(row: ContactAttribute) -> AttributeView:
    return AttributeView(row.key, row.title, AttributeKind(row.kind), row.column, row.id, row.is_fact)


def segment_fields(organisation_id: UUID) -> Mapping[str, SegmentField]:
    """Everything a condition of this organisation may ask about, by name."""
    declared = attributes_declared(organisation_id)
    return {**OWN, **{f"a_{one.key}": SegmentField(one.column, one.kind) for one in declared}}


def segments_of(organisation_id: UUID) -> tuple[SegmentView, ...]:
    rows = Segment.objects.filter(organisation_id=organisation_id).order_by("name")
    return tuple(segment_view(row) for row in rows)


def segment_view(row: Segment) -> SegmentView:
    return SegmentView(row.id, row.name, row.condition, row.created_at)


def members_of(organisation_id: UUID, condition: object, now: datetime) -> QuerySet[Contact]:
    """The contacts the condition chooses, now.

    Errors: `BadCondition`.
    """
    read = read_condition(condition, segment_fields(organisation_id))
    rows = Contact.objects.filter(organisation_id=organisation_id, merged_into__isnull=True)
    bits = _bits(read)
    if bits:
        rows = rows.annotate(**{f"agreed_{bit}": F("consents").bitand(bit) for bit in sorted(bits)})
    return rows.filter(_q(read, organisation_id, now))


def count_of(organisation_id: UUID, condition: object, now: datetime) -> int:
    """How many contacts the condition chooses, now.

    Errors: `BadCondition`.
    """
    return members_of(organisation_id, condition, now).count()


def _bits(condition: Condition) -> set[int]:
    if isinstance(condition, Several):
        return set().union(*map(_bits, condition.parts)) if condition.parts else set()
    if isinstance(condition, Not):
        return _bits(condition.part)
    return {consent_bit(condition.purpose, condition.channel)} if isinstance(condition, Agreed) else set()


def _q(condition: Condition, organisation_id: UUID, now: datetime) -> Q:
    if isinstance(condition, Several):
        return _joined(condition, organisation_id, now)
    if isinstance(condition, Not):
        return ~_q(condition.part, organisation_id, now)
    if isinstance(condition, Agreed):
        return Q(**{f"agreed_{consent_bit(condition.purpose, condition.channel)}__gt": 0})
    if isinstance(condition, Happened):
        return Q(id__in=_happened(condition, organisation_id, now))
    return _is(condition)


def _joined(condition: Several, organisation_id: UUID, now: datetime) -> Q:
    joined = Q()
    if condition.is_any and not condition.parts:
        return Q(id__in=[])
    for part in condition.parts:
        if condition.is_any:
            joined |= _q(part, organisation_id, now)
        else:
            joined &= _q(part, organisation_id, now)
    return joined


def _happened(condition: Happened, organisation_id: UUID, now: datetime) -> QuerySet[Any, Any]:
    rows = ContactEvent.objects.filter(organisation_id=organisation_id, kind=condition.kind, at__lte=now)
    if condition.within_days is not None:
        rows = rows.filter(at__gte=now - timedelta(days=condition.within_days))
    people = rows.values("contact_id")
    if condition.at_least == 1:
        return people
    return people.annotate(n=Count("id")).filter(n__gte=condition.at_least).values("contact_id")


_LOOKUPS: Mapping[Op, str] = {
    Op.IS: "",
    Op.IS_NOT: "",
    Op.CONTAINS: "__icontains",
    Op.AT_LEAST: "__gte",
    Op.AT_MOST: "__lte",
}


def _is(condition: Is) -> Q:
    column = condition.field.column
    unknown = Q(**{f"{column}__isnull": True}) if column in _NULLABLE else Q(**{column: ""})
    if condition.op in {Op.KNOWN, Op.UNKNOWN}:
        return unknown if condition.op is Op.UNKNOWN else ~unknown
    if condition.op is Op.IN:
        return Q(**{f"{column}__in": condition.values})
    asked = Q(**{column + _LOOKUPS[condition.op]: condition.values[0]})
    return ~asked if condition.op is Op.IS_NOT else asked


_NULLABLE = frozenset(field.name for field in Contact._meta.fields if field.null)  # noqa: SLF001 - documented
