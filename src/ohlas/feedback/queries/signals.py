"""Which signals of urgency people looked at, and whether they were right."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from ohlas.feedback.models import TextReading
from ohlas.feedback.queries.texts import Key

MOST_MARKS = 5_000
"""Marks looked up, the newest ones."""


@dataclass(frozen=True)
class SignalMark:
    """What a person said of one signal in one comment."""

    comment: Key
    kind: str
    is_right: bool


def signal_marks(organisation_id: UUID, units: Collection[UUID] | None = None) -> tuple[SignalMark, ...]:
    """Every mark on the newest comments of these units; of all units where none are named."""
    rows = TextReading.objects.filter(
        organisation_id=organisation_id,
        response__release__isnull=True,
        corrected_at__isnull=False,
        given__has_key="urgency",
    )
    if units is not None:
        rows = rows.filter(response__unit_id__in=units)
    found = rows.order_by("-corrected_at", "-number").values_list("response_id", "question", "given")
    return tuple(
        SignalMark((str(signal), question), kind, is_right)
        for signal, question, given in found[:MOST_MARKS]
        for kind, is_right in given["urgency"].items()
    )
