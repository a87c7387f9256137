"""What a message says: the programme's own words, and the first question of its survey."""

from dataclasses import dataclass
from uuid import UUID

from ohlas.lib.database import database_now
from ohlas.outreach.models import MessageText
from ohlas.outreach.rules import Carrier
from ohlas.surveys.pages.brand import PageLogo, page_logo
from ohlas.surveys.queries import standing
from ohlas.surveys.rules.definition import text_in
from ohlas.surveys.rules.piping import fill

PIPES = {
    "unit": "{unit}",
    "employee": "{employee}",
    "organisation": "{organisation}",
    "contact.name": "{name}",
}
"""Circumstances a question may name, as places of a message."""


@dataclass(frozen=True, slots=True)
class MailQuestion:
    """The question that stands in the mail; one click answers it when it is the recommendation score."""

    text: str
    is_nps: bool
    low: str
    high: str
    colour: str | None
    logo: PageLogo | None


def own_wording(
    programme_id: UUID | None, carrier: Carrier, kind: str, language: str
) -> tuple[str, str] | None:
    """Subject and body as the programme wrote them; None: our own wording holds."""
    if programme_id is None:
        return None
    row = MessageText.objects.filter(
        programme_id=programme_id, carrier=carrier, kind=kind, language=language
    ).first()
    return (row.subject, row.body) if row and row.body else None


def mail_question(organisation_id: UUID, survey_id: UUID, language: str) -> MailQuestion | None:
    """The survey's first question; None when there is no published survey."""
    found = standing(organisation_id, str(survey_id), database_now())
    if found is None or found.version is None or not found.version.definition.questions:
        return None
    definition = found.version.definition
    first = definition.questions[0]
    return MailQuestion(
        text=fill(text_in(first.text, language, definition.default_language), PIPES),
        is_nps=first.type.id == "nps" and first.show_if is None,
        low=first.low_label.get(language, ""),
        high=first.high_label.get(language, ""),
        colour=definition.brand.colour,
        logo=page_logo(definition.brand.logo),
    )
