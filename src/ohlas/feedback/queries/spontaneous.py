"""The public pages people come to by themselves, the survey behind them, and what was told there."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from ohlas.feedback.models import Attended, Link, Response
from ohlas.feedback.queries.links import LinkView, link_view
from ohlas.feedback.rules.links import LinkKind
from ohlas.feedback.rules.spontaneous import CHANNEL, KIND, Kind, TellingState
from ohlas.surveys.queries import archived_surveys


def pages_of(organisation_id: UUID) -> tuple[LinkView, ...]:
    """Every public page, oldest first, retired ones too."""
    rows = Link.objects.filter(organisation_id=organisation_id, channel=CHANNEL, kind=LinkKind.OPEN.value)
    rows = rows.select_related("organisation", "unit", "employee", "contact")
    return tuple(link_view(row) for row in rows.order_by("created_at", "id"))


def spontaneous_surveys(organisation_id: UUID) -> tuple[UUID, ...]:
    """The surveys behind those pages, the one that new pages get last; usually one."""
    gone = archived_surveys(organisation_id)
    known = dict.fromkeys(page.survey_id for page in pages_of(organisation_id))
    return tuple(sorted(known, key=lambda survey: survey not in gone))


@dataclass(frozen=True, slots=True)
class Told:
    """What to look for in the list; None leaves a part open."""

    kind: Kind | None = None
    unit_id: UUID | None = None
    state: TellingState = TellingState.WAITING


def told(rows: QuerySet[Response], organisation_id: UUID, wanted: Told) -> QuerySet[Response]:
    """Of these responses what was told unasked and fits, newest first."""
    attended = Attended.objects.filter(response_id=OuterRef("id"))
    # By the survey first: its key has an index, the channel has none.
    found = rows.filter(version__survey_id__in=spontaneous_surveys(organisation_id), channel=CHANNEL)
    found = found.filter(is_complete=wanted.state is not TellingState.BROKEN_OFF)
    if wanted.state is TellingState.WAITING:
        found = found.exclude(Exists(attended))
    if wanted.state is TellingState.ATTENDED:
        found = found.filter(Exists(attended))
    if wanted.kind is not None:
        found = found.filter(**{f"answers__{KIND}": wanted.kind.value})
    if wanted.unit_id is not None:
        found = found.filter(unit_id=wanted.unit_id)
    return found.order_by("-answered_at", "-id")


def attended_among(responses: Collection[UUID]) -> frozenset[UUID]:
    """Which of these somebody has dealt with."""
    rows = Attended.objects.filter(response_id__in=responses)
    return frozenset(rows.values_list("response_id", flat=True))
