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
from ohlas.surveys.rules import outcome_of, parse_definition, winner_of

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
        document = outcome_of(definition, winner)
        save_version(actor=actor, survey_id=survey_id, definition=document, now=now)
        write_audit(actor, "end_variants", "survey", survey_id, now)
        return publish_version(actor=actor, survey_id=survey_id, now=now)


def resume_variants(*, actor: Actor, survey_id: UUID, now: datetime) -> UUID:
    """Takes the choice of a winner back: publishes the version with the test again; its id.

    Errors: `NotHere`; `NotAllowed` when the newest version is not the outcome of a test, or a draft waits.
    """
    with transaction.atomic():
        ended = _published(actor, survey_id)
        earlier = locked_survey(actor, survey_id).versions.filter(number__lt=ended.number)
        tested = earlier.order_by("-number").first()
        if tested is None or not _is_outcome(tested, ended):
            raise NotAllowed(
                "The newest version is not the outcome of a test, so there is no test to resume."
            )
        save_version(actor=actor, survey_id=survey_id, definition=tested.definition, now=now)
        write_audit(actor, "resume_variants", "survey", survey_id, now)
        return publish_version(actor=actor, survey_id=survey_id, now=now)


def _is_outcome(tested: SurveyVersion, ended: SurveyVersion) -> bool:
    return winner_of(parse_definition(tested.definition), parse_definition(ended.definition)) is not None


def _published(actor: Actor, survey_id: UUID) -> SurveyVersion:
    """The newest version, which must be the one respondents see: a draft would be published unread."""
    newest = locked_survey(actor, survey_id).versions.order_by("-number").first()
    if newest is None or newest.published_at is None:
        raise NotAllowed("The survey has a draft. Publish it first, or throw it away.")
    return newest
