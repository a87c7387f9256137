"""The public pages people come to by themselves, and which survey stands behind them."""

from uuid import UUID

from ohlas.feedback.models import Link
from ohlas.feedback.queries.links import LinkView, link_view
from ohlas.feedback.rules.links import LinkKind
from ohlas.feedback.rules.spontaneous import CHANNEL
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
