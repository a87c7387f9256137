"""Taking signals away: one response, all of a customer, all of an organisation. Facts follow by event."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction

from ohlas.accounts.access import Actor
from ohlas.accounts.actions import write_audit
from ohlas.accounts.rules import Permission
from ohlas.feedback.access import response_for
from ohlas.feedback.actions.quotas import give_back_to_quotas
from ohlas.feedback.actions.uploads import drop_all_files, drop_files_of
from ohlas.feedback.events import ResponseErased, SignalsForgotten
from ohlas.feedback.models import (
    Attended,
    Attribute,
    Batch,
    Draft,
    Idea,
    Kiosk,
    Link,
    OwnReader,
    QuotaCount,
    RefusalCount,
    Release,
    Response,
    TextMeaning,
    TextReading,
    Theme,
    ThemeSearch,
)
from ohlas.feedback.queries import forget_attributes
from ohlas.feedback.queries.uploads import exported, files_of
from ohlas.outbox import emit


def erase_response(*, actor: Actor, response_id: UUID, now: datetime) -> None:
    """Removes one response for good, at its giver's wish.

    Errors: `Forbidden`, `NotHere`.
    """
    with transaction.atomic():
        response = response_for(actor, response_id, Permission.EDIT_CONTACTS)
        organisation_id = response.organisation_id
        give_back_to_quotas([response])
        drop_files_of(organisation_id, [response.client_id])
        response.delete()
        write_audit(actor, "erase_response", "response", response_id, now)
        emit(ResponseErased(response_id), organisation_id=organisation_id, now=now)


def forget_responses_of(organisation_id: UUID, contact_id: UUID, now: datetime) -> int:
    """This room's part of an erasure: every response of the contact, inside the caller's transaction."""
    rows = Response.objects.filter(organisation_id=organisation_id, contact_id=contact_id)
    found = list(rows.values_list("id", "client_id"))
    ids = [response_id for response_id, _ in found]
    give_back_to_quotas(rows.select_related("unit", "employee"))
    links = Link.objects.filter(organisation_id=organisation_id, contact_id=contact_id)
    on_their_way = list(Draft.objects.filter(link__in=links).values_list("client_id", flat=True))
    drop_files_of(organisation_id, [client_id for _, client_id in found] + on_their_way)
    rows.delete()
    links.delete()  # drafts go with them
    for response_id in ids:
        emit(ResponseErased(response_id), organisation_id=organisation_id, now=now)
    return len(ids)


def export_responses_of(organisation_id: UUID, contact_id: UUID) -> Mapping[str, object]:
    """All this room holds on the contact."""
    rows = Response.objects.filter(organisation_id=organisation_id, contact_id=contact_id)
    fields = (
        "id", "answers", "answered_at", "received_at", "channel", "language", "attributes", "device", "by_staff",
        "left_out_at",
    )  # fmt: skip
    links = Link.objects.filter(organisation_id=organisation_id, contact_id=contact_id)
    made = links.order_by("created_at").values("id", "survey_id", "channel", "created_at", "used_at")
    files = files_of(organisation_id, list(rows.values_list("client_id", flat=True))).values()
    return {
        "responses": list(rows.order_by("answered_at").values(*fields)),
        "files": [exported(one) for sent in files for one in sent],
        "links": list(made),
    }


def forget_signals(*, organisation_id: UUID, now: datetime) -> int:
    """Removes everything this room holds for an organisation, as when the sample company goes."""
    with transaction.atomic():
        readings = TextReading.objects.filter(organisation_id=organisation_id)
        readings._raw_delete(readings.db)  # noqa: SLF001 - as below
        points = TextMeaning.objects.filter(organisation_id=organisation_id)
        points._raw_delete(points.db)  # noqa: SLF001 - as below
        for own in (Attended, Idea):
            own.objects.filter(organisation_id=organisation_id).delete()
        rows = Response.objects.filter(organisation_id=organisation_id)
        count = rows._raw_delete(rows.db)  # noqa: SLF001 - nothing else hangs on a response; the collector would load all
        for table in (
            OwnReader,
            Theme,
            ThemeSearch,
            Release,
            Batch,
            Attribute,
            RefusalCount,
            QuotaCount,
            Link,
            Kiosk,
        ):
            table.objects.filter(organisation_id=organisation_id).delete()
        drop_all_files(organisation_id)
        emit(SignalsForgotten(count), organisation_id=organisation_id, now=now)
    forget_attributes(organisation_id)
    return count
