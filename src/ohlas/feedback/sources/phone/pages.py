"""What the interviewer's pages may show."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from types import MappingProxyType
from zoneinfo import ZoneInfo

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override, pgettext

from ohlas.accounts.access import Actor
from ohlas.accounts.rules import Permission
from ohlas.feedback.actions.invitations import link_for_invitation
from ohlas.feedback.queries.links import given_on
from ohlas.feedback.rules.links import client_id_for
from ohlas.feedback.sources.form.visit import Visit, language_for
from ohlas.outreach.queries.calls import CallCounts, CallView, call_counts, next_call_at
from ohlas.outreach.rules.calls import Disposition
from ohlas.surveys.pages import AskedSection, Part, asked_sections, page_problems
from ohlas.surveys.pages.respond import PageProblem, direction_of
from ohlas.surveys.queries import published_version, standing

CHANNEL = "phone"
WORDS: Mapping[Disposition, Promise] = MappingProxyType(
    {
        Disposition.NO_ANSWER: _("No answer"),
        Disposition.BUSY: _("Busy"),
        Disposition.MACHINE: _("Answering machine"),
        Disposition.REFUSED: _("Refused"),
        Disposition.BROKEN_OFF: _("Broke off"),
        Disposition.WRONG_NUMBER: _("Wrong number"),
        Disposition.NOT_IN_SERVICE: _("Number not in service"),
        Disposition.LANGUAGE: _("Speaks another language"),
        Disposition.CALL_BACK: _("Call back later"),
        Disposition.COMPLETE: _("Complete"),
    }
)
CHOICES = tuple(one for one in WORDS if one not in {Disposition.CALL_BACK, Disposition.COMPLETE})


@dataclass(frozen=True)
class CallsPage:
    """`feedback/phone/calls.html`; `next_at` by the organisation's clock, only while nobody may be called."""

    counts: CallCounts
    next_at: datetime | None
    may_see_list: bool


@dataclass(frozen=True)
class CallPage:
    """`feedback/phone/call.html`: the person on the line, the words to begin with, one page of questions."""

    call: CallView
    intro: tuple[str, ...]
    direction: str
    sections: tuple[AskedSection, ...]
    problems: tuple[PageProblem, ...]
    at: str
    number: int
    count: int
    has_back: bool
    is_last: bool
    is_closed: bool
    problem: str
    endings: tuple[tuple[str, Promise], ...]

    @property
    def seen(self) -> str:
        return " ".join(question.id for section in self.sections for question in section.questions)


def calls_page(actor: Actor, now: datetime) -> CallsPage:
    counts = call_counts(actor, now)
    ahead = None if counts.due > counts.claimed else next_call_at(actor, now)
    zone = ZoneInfo(actor.organisation.zone)
    return CallsPage(
        counts=counts,
        next_at=ahead.astimezone(zone).replace(tzinfo=None) if ahead else None,
        may_see_list=actor.may(Permission.SEE_PROGRAMMES),
    )


def visit_on_the_line(call: CallView, now: datetime) -> Visit | None:
    """The person's own link with what they answered before, by whatever channel; None when nothing can be asked."""
    link = link_for_invitation(call.invitation_id)
    if link is None:
        return None
    given = given_on(link, client_id_for(link.id, ""))
    if given is not None:
        version = published_version(given.version_id)
    else:
        found = standing(link.organisation_id, str(link.survey_id), now)
        version = found.version if found else None
    if version is None:
        return None
    spoken = replace(link, channel=CHANNEL)
    language = language_for(version.definition, call.language, spoken, "")
    answers = given.answers if given else {}
    return Visit(spoken, version, language, "", answers, is_sent=bool(given and given.is_sent))


def call_page(
    call: CallView,
    visit: Visit | None,
    part: Part | None,
    problems: Mapping[str, str] | None = None,
    problem: str = "",
) -> CallPage:
    language = visit.language if visit else call.language
    with override(language):
        sections = asked_sections(part, visit.voice(problems)) if visit and part else ()
        intro = _intro(call, visit.link.organisation if visit else "")
    return CallPage(
        call=replace(call, language=language),
        intro=intro,
        direction=direction_of(language),
        sections=sections,
        problems=page_problems(sections),
        at=part.at if part else "",
        number=part.number if part else 0,
        count=part.count if part else 0,
        has_back=bool(part and part.before is not None),
        is_last=bool(part and part.after is None),
        is_closed=not sections,
        problem=problem,
        endings=tuple((one.value, WORDS[one]) for one in CHOICES),
    )


def _intro(call: CallView, organisation: str) -> tuple[str, ...]:
    """What is said first, in the person's language."""
    names = {"organisation": organisation, "unit": call.unit}
    about = (
        pgettext("respondent", "I am calling on behalf of %(organisation)s about your visit to %(unit)s.")
        % names
        if call.unit
        else pgettext("respondent", "I am calling on behalf of %(organisation)s.") % names
    )
    return (
        call.greeting,
        about,
        pgettext(
            "respondent",
            "May I ask a few short questions? It takes a few minutes, and answering is voluntary.",
        ),
    )
