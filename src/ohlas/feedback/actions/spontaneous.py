"""Public pages for what people tell unasked, and what was attended to."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.db import transaction

from ohlas.accounts.access import Actor, require
from ohlas.accounts.actions import write_audit
from ohlas.accounts.queries import units_of
from ohlas.accounts.rules import Permission, UnitKind
from ohlas.feedback.access import response_for
from ohlas.feedback.actions.attributes import declare_attribute
from ohlas.feedback.actions.links import LinkWish, MadeLink, create_link
from ohlas.feedback.models import Attended
from ohlas.feedback.queries.links import LinkView
from ohlas.feedback.queries.spontaneous import pages_of, spontaneous_surveys
from ohlas.feedback.rules.spontaneous import CHANNEL, PRODUCT, TEMPLATE
from ohlas.lib.database import one_writer
from ohlas.surveys.actions import create_survey
from ohlas.surveys.errors import NotAllowed
from ohlas.surveys.queries import archived_surveys, surveys_named
from ohlas.surveys.rules.library import LANGUAGES, library

_MOST_TRIES = 100


def open_page(*, actor: Actor, wish: LinkWish, now: datetime) -> MadeLink:
    """A public page for the unit, employee or product of the wish, or for the whole organisation.

    The first page makes the survey behind all of them, in seven languages; from then on it is a survey like
    any other, with its figures, exports and versions.
    Errors: `Forbidden`, `BadLink`.
    """
    require(actor, Permission.EDIT_SURVEYS)
    with one_writer(), transaction.atomic():
        survey_id = _survey(actor, now)
        if PRODUCT in wish.attributes:
            declare_attribute(actor=actor, key=PRODUCT, title="Product", now=now)
        return create_link(actor=actor, survey_id=survey_id, wish=replace(wish, channel=CHANNEL), now=now)


def open_pages_of_units(*, actor: Actor, now: datetime) -> int:
    """A page for every open branch the actor sees that has none; how many were made. Errors: `Forbidden`."""
    require(actor, Permission.EDIT_SURVEYS)
    today = now.date()
    with one_writer(), transaction.atomic():
        pages = pages_of(actor.organisation.id)
        have = {page.unit.id for page in pages if page.closed_at is None and _is_plain(page)}
        lacking = [
            unit
            for unit in units_of(actor.organisation.id)
            if unit.id not in have
            and unit.kind == UnitKind.BRANCH
            and actor.sees_unit(unit.id)
            and (unit.valid_to is None or unit.valid_to > today)
        ]
        for unit in lacking:
            open_page(actor=actor, wish=LinkWish(unit=unit.code), now=now)
    return len(lacking)


def attend(*, actor: Actor, response_id: UUID, now: datetime) -> None:
    """Somebody has dealt with this feedback. Who may read it may say so; the audit knows who did.

    Errors: `Forbidden`, `NotHere`.
    """
    with one_writer(), transaction.atomic():
        response = response_for(actor, response_id)
        _, is_new = Attended.objects.get_or_create(
            response=response,
            defaults={"organisation_id": response.organisation_id, "by": actor.user_id, "at": now},
        )
        if is_new:
            write_audit(actor, "attend_feedback", "response", response_id, now)


def open_again(*, actor: Actor, response_id: UUID, now: datetime) -> None:
    """It is not dealt with after all. Errors: `Forbidden`, `NotHere`."""
    with one_writer(), transaction.atomic():
        response = response_for(actor, response_id)
        gone, _ = Attended.objects.filter(response=response).delete()
        if gone:
            write_audit(actor, "reopen_feedback", "response", response_id, now)


def _survey(actor: Actor, now: datetime) -> UUID:
    """The survey behind the pages; made for the first one, and anew where it was archived."""
    found = _known(actor)
    while found is None:
        try:
            found = _made(actor, now)
        except NotAllowed:  # somebody made it a moment before
            found = _known(actor)
    return found


def _known(actor: Actor) -> UUID | None:
    gone = archived_surveys(actor.organisation.id)
    return next((one for one in spontaneous_surveys(actor.organisation.id) if one not in gone), None)


def _made(actor: Actor, now: datetime) -> UUID:
    """In all seven languages: who stands before the poster is not known to speak the organisation's."""
    spoken = [one for one in actor.organisation.languages if one in LANGUAGES]
    default = next(iter(spoken), LANGUAGES[0])
    template = library().template(TEMPLATE)
    definition = template.definition(tuple(dict.fromkeys((*spoken, *LANGUAGES))), "formal", default)
    name = _free_name(actor, template.title.said(default, "formal"))
    return create_survey(actor=actor, name=name, definition=definition, now=now, publish=True)


def _free_name(actor: Actor, wished: str) -> str:
    names = [wished, *(f"{wished} ({n})" for n in range(2, _MOST_TRIES))]
    taken = surveys_named(actor.organisation.id, names)
    return next((name for name in names if name not in taken), names[-1])


def _is_plain(page: LinkView) -> bool:
    """About a unit and nothing within it."""
    return page.employee.id is None and not page.attributes
