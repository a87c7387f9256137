"""From a reply to an answer: whose it is, what it says, and the one sentence that goes back."""

from dataclasses import replace
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from ohlas.customers.errors import BadIdentity
from ohlas.feedback.actions import record_response, submission_of
from ohlas.feedback.actions.invitations import link_for_invitation
from ohlas.feedback.queries.links import LinkView, given_on
from ohlas.feedback.rules import Refusal, RefusalReason
from ohlas.feedback.rules.links import client_id_for
from ohlas.feedback.sources.form.visit import Visit, language_for
from ohlas.outreach.actions.inviting import note_progress
from ohlas.outreach.actions.texting import answer_reply, settle_reply, stop_texts
from ohlas.outreach.events import ReplyReceived
from ohlas.outreach.queries.outgoing import sender_of
from ohlas.outreach.queries.texting import (
    CameIn,
    ScaleAsked,
    has_waited_for_score,
    incoming_view,
    invitation_answered,
    invitation_texted,
    scale_asked,
)
from ohlas.outreach.rules import Carrier, InvitationState
from ohlas.outreach.rules.replies import Reply, ReplyKind, is_stop, read_reply
from ohlas.outreach.rules.texting import words_of
from ohlas.surveys.queries import Version, published_version, standing

CHANNEL = "sms"
LONGEST = 1600


class Outcome(StrEnum):
    """What a reply turned out to be; kept with it."""

    ANSWER = "answer"
    UNCLEAR = "unclear"
    STOP = "stop"
    CLOSED = "closed"
    REPEATED = "repeated"
    REFUSED = "refused"
    UNKNOWN = "unknown"


def hear_reply(event: ReplyReceived, now: datetime) -> None:
    """The relay brings it; a second time does nothing new."""
    came = incoming_view(event.incoming_id)
    if came is None:
        return
    invitation_id = invitation_texted(came.organisation_id, came.contact_id, now) if came.contact_id else None
    if is_stop(came.text):
        outcome, said = _stop(came, invitation_id, now)
    elif invitation_id is None:
        outcome, said = _nobody_asked(came, now), ""
    else:
        outcome, said = _take(came, invitation_id, now)
    if said:
        answer_reply(came.id, came.address, said, now)
    settle_reply(came.id, outcome.value, now, invitation_id=invitation_id)


def _stop(came: CameIn, invitation_id: UUID | None, now: datetime) -> tuple[Outcome, str]:
    """Confirmed once: who is on the list already hears nothing more."""
    link = link_for_invitation(invitation_id) if invitation_id else None
    try:
        is_news = stop_texts(came, now)
    except BadIdentity:  # a short code or a name: nothing that could be written to
        return Outcome.UNKNOWN, ""
    if invitation_id is not None:
        note_progress(invitation_id, InvitationState.REFUSED, now)
    if not is_news or link is None:
        return Outcome.STOP, ""
    return Outcome.STOP, words_of(link.language).stopped.replace("{organisation}", link.organisation)


def _nobody_asked(came: CameIn, now: datetime) -> Outcome:
    """Nothing open: whoever has answered is not answered again, and a stranger is not written to."""
    is_known = came.contact_id is not None
    if is_known and came.contact_id and invitation_answered(came.organisation_id, came.contact_id, now):
        return Outcome.REPEATED
    return Outcome.UNKNOWN


def _take(came: CameIn, invitation_id: UUID, now: datetime) -> tuple[Outcome, str]:
    link = link_for_invitation(invitation_id)
    visit = _visit(link, now) if link else None
    asked = scale_asked(visit.version.definition) if visit else None
    if visit is None or asked is None:
        return Outcome.REFUSED, ""
    words = words_of(visit.language)
    reply = read_reply(came.text, asked.low, asked.high, visit.language)
    had_score = asked.question in visit.answers
    outcome = _record(visit, asked, reply, now) if _says_something(reply, asked) else Outcome.UNCLEAR
    if outcome is Outcome.CLOSED:
        return outcome, words.over
    if outcome is not Outcome.ANSWER and outcome is not Outcome.UNCLEAR:
        return outcome, ""
    if reply.kind is ReplyKind.SCORE or had_score:
        return Outcome.ANSWER, words.thanks if _thanks(came.organisation_id) else ""
    if has_waited_for_score(invitation_id):
        return Outcome.UNCLEAR, ""
    return Outcome.UNCLEAR, words.unclear.format(low=asked.low, high=asked.high)


def _says_something(reply: Reply, asked: ScaleAsked) -> bool:
    """Words are kept even where no score could be read in them."""
    return reply.kind is ReplyKind.SCORE or bool(reply.text and asked.open_question)


def _visit(link: LinkView, now: datetime) -> Visit | None:
    """The person at their link, with what they have answered so far."""
    given = given_on(link, client_id_for(link.id, ""))
    if given is not None:
        version: Version | None = published_version(given.version_id)
    else:
        found = standing(link.organisation_id, str(link.survey_id), now)
        version = found.version if found else None
    if version is None:
        return None
    texted = replace(link, channel=CHANNEL)
    language = language_for(version.definition, "", texted, "")
    answers = given.answers if given else {}
    return Visit(texted, version, language, "", answers, is_sent=bool(given and given.is_sent))


def _record(visit: Visit, asked: ScaleAsked, reply: Reply, now: datetime) -> Outcome:
    """Through intake as every answer; complete when nothing that is required is left."""
    answers: dict[str, object] = {}
    if reply.score is not None:
        answers[asked.question] = reply.score
    if reply.text and asked.open_question:
        answers[asked.open_question] = _together(visit.answers.get(asked.open_question), reply.text)
    whole = visit.with_answers(answers)
    is_complete = not whole.checked.problems and asked.question in whole.path.answers
    given = whole.given(whole.path.answers)
    outcome = record_response(submission_of(given, is_complete=is_complete, edit_for=timedelta(0)), now)
    if not isinstance(outcome, Refusal):
        return Outcome.ANSWER
    if outcome.reason is RefusalReason.SURVEY_CLOSED:
        return Outcome.CLOSED
    return Outcome.REPEATED if outcome.reason is RefusalReason.DUPLICATE else Outcome.REFUSED


def _together(before: object, said: str) -> str:
    """What was written before and now; the same words that come again stand once."""
    if not isinstance(before, str) or not before:
        return said[:LONGEST]
    return before if said in before else f"{before}\n{said}"[: 2 * LONGEST]


def _thanks(organisation_id: UUID) -> bool:
    """Each thanks costs a message: only where the organisation wants it."""
    sender = sender_of(organisation_id, Carrier.SMS)
    return bool(sender and sender.settings.get("thanks"))
