"""Surveys that begin as another one: copies, and files that were handed on."""

from collections.abc import Iterator
from datetime import datetime
from itertools import count
from uuid import UUID

from ohlas.accounts.access import Actor
from ohlas.surveys.access import survey_for
from ohlas.surveys.actions.life import MAX_NAME, create_survey
from ohlas.surveys.errors import NotAllowed
from ohlas.surveys.models import Survey
from ohlas.surveys.queries import surveys_named
from ohlas.surveys.rules import read_survey_file, survey_file

MOST_TRIES = 100


def duplicate_survey(*, actor: Actor, survey_id: UUID, now: datetime, name: str | None = None) -> UUID:
    """A new draft with the newest questions of a survey, under a name of its own.

    Errors: `NotHere`, `Forbidden`; `NotAllowed` for a taken name.
    """
    survey = survey_for(actor, survey_id)
    chosen = name or _free_name(actor, survey.name, first_is_free=False)
    return create_survey(actor=actor, name=chosen, definition=_newest(survey), now=now)


def share_survey(*, actor: Actor, survey_id: UUID) -> bytes:
    """The survey's newest questions as a file.

    Errors: `NotHere`, `Forbidden`.
    """
    survey = survey_for(actor, survey_id)
    return survey_file(survey.name, _newest(survey))


def create_survey_from_file(*, actor: Actor, content: bytes, now: datetime, name: str | None = None) -> UUID:
    """A new draft from a file; under its own name, with a number where that is taken.

    Errors: `BadDefinition` for anything that is not such a file; `NotAllowed` for a taken `name`.
    """
    shared = read_survey_file(content)
    chosen = name or _free_name(actor, shared.name or "Survey")
    return create_survey(actor=actor, name=chosen, definition=shared.definition, now=now)


def _newest(survey: Survey) -> dict[str, object]:
    newest = survey.versions.order_by("-number").first()
    if newest is None:
        raise LookupError(f"survey {survey.id} has no version")
    document: dict[str, object] = newest.definition
    return document


def _free_name(actor: Actor, wished: str, *, first_is_free: bool = True) -> str:
    for name in _names(wished, first_is_free=first_is_free):
        if not surveys_named(actor.organisation.id, [name]):
            return name
    raise NotAllowed(f"There are already many surveys named “{wished}”. Choose another name.")


def _names(wished: str, *, first_is_free: bool) -> Iterator[str]:
    if first_is_free:
        yield wished
    for n in count(2):
        if n > MOST_TRIES:
            return
        ending = f" ({n})"
        yield f"{wished[: MAX_NAME - len(ending)]}{ending}"
