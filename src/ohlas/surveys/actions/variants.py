"""A/B tests of layout or wording: begun and ended by a new version, so every answer knows what it saw."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from ohlas.accounts.access import Actor
from ohlas.accounts.actions import write_audit
from ohlas.surveys.actions.life import locked_survey, publish_version, save_version
from ohlas.surveys.errors import NotAllowed
from ohlas.surveys.models import SurveyVersion
from ohlas.surveys.rules import document_of, parse_definition, with_variant

Document = Mapping[str, object]


def start_variants(*, actor: Actor, survey_id: UUID, variants: Sequence[Document], now: datetime) -> UUID:
    """Publishes a version that shows respondents one of these variants each; its id.

    Errors: `BadDefinition`, `NotHere`; `NotAllowed` with fewer than two variants or an unpublished draft.
    """
    if len(variants) < 2:  # noqa: PLR2004 - a test compares
        raise NotAllowed("A test needs at least two variants.")
    with transaction.atomic():
        document = {**_published(actor, survey_id).definition, "schema": 2, "variants": list(variants)}
        save_version(actor=actor, survey_id=survey_id, definition=document, now=now)
        write_audit(actor, "start_variants", "survey", survey_id, now, {"variants": len(variants)})
        return publish_version(actor=actor, survey_id=survey_id, now=now)


def end_variants(*, actor: Actor, survey_id: UUID, winner: str, now: datetime) -> UUID:
    """Publishes a version in which everybody sees the winner; its id.

    Errors: `NotHere`; `NotAllowed` when no test runs, for an unknown variant, or with an unpublished draft.
    """
    with transaction.atomic():
        definition = parse_definition(_published(actor, survey_id).definition)
        if winner not in {variant.id for variant in definition.variants}:
            known = ", ".join(variant.id for variant in definition.variants)
            raise NotAllowed(f"No variant “{winner}” is being tested; {known or 'no test is running'}.")
        document = {**document_of(with_variant(definition, winner)), "variants": []}
        save_version(actor=actor, survey_id=survey_id, definition=document, now=now)
        write_audit(actor, "end_variants", "survey", survey_id, now)
        return publish_version(actor=actor, survey_id=survey_id, now=now)


def _published(actor: Actor, survey_id: UUID) -> SurveyVersion:
    """The newest version, which must be the one respondents see: a draft would be published unread."""
    newest = locked_survey(actor, survey_id).versions.order_by("-number").first()
    if newest is None or newest.published_at is None:
        raise NotAllowed("The survey has a draft. Publish it first, or throw it away.")
    return newest
