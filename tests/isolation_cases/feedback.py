"""Feedback: the routes, and how one of each of the things in their addresses is made."""

from collections.abc import Mapping
from uuid import UUID

from ohlas.accounts.access import Actor
from ohlas.accounts.models import Unit
from ohlas.feedback.actions import LinkWish, create_link
from ohlas.feedback.actions.kiosks import KioskWish, make_kiosk
from ohlas.feedback.actions.paper import StackWish, open_stack, record_sheet
from ohlas.feedback.actions.record import Recorded
from ohlas.feedback.actions.uploads import keep_file
from ohlas.feedback.models import Idea, Response
from ohlas.lib.ids import new_id
from tests.isolation_cases.case import Case, P, Thing, deed, needs
from tests.isolation_cases.surveys import make_version
from tests.world import NOW

PAGES: Mapping[str, Case] = {
    "feedback:collect": needs(P.SEE_SURVEYS),
    "feedback:new_open_link": deed(P.EDIT_SURVEYS),
    "feedback:new_personal_link": deed(P.EDIT_SURVEYS),
    "feedback:close_link": deed(P.EDIT_SURVEYS),
    "feedback:reopen_link": deed(P.EDIT_SURVEYS),
    "feedback:links": needs(P.SEE_SURVEYS),
    "feedback:share": needs(P.SEE_SURVEYS),
    "feedback:new_links": deed(P.EDIT_SURVEYS, owner_gets=422),  # an empty form
    "feedback:poster": Case(P.SEE_SURVEYS, owner_gets=404),  # the address chooses no link
    "feedback:poster_file": Case(P.SEE_SURVEYS, "GET", {"kind": "pdf"}, 404),  # as above
    "feedback:spontaneous": needs(P.SEE_ANSWERS),
    "feedback:attend_telling": deed(P.SEE_ANSWERS),
    "feedback:reopen_telling": deed(P.SEE_ANSWERS),
    "feedback:publish_idea": needs(P.PUBLISH_IDEAS),
    "feedback:public_pages": needs(P.SEE_SURVEYS),
    "feedback:new_public_page": deed(P.EDIT_SURVEYS),
    "feedback:pages_of_branches": deed(P.EDIT_SURVEYS),
    "feedback:retire_page": deed(P.EDIT_SURVEYS),
    "feedback:reopen_page": deed(P.EDIT_SURVEYS),
    "feedback:link_card": needs(P.SEE_SURVEYS),
    "feedback:link_qr": needs(P.SEE_SURVEYS, kind="svg"),
    "feedback:ideas": needs(P.SEE_ANSWERS),
    "feedback:idea": needs(P.PUBLISH_IDEAS),
    "feedback:merge_idea": deed(P.PUBLISH_IDEAS, owner_gets=422),  # the form names no other idea
    "feedback:withdraw_idea": deed(P.PUBLISH_IDEAS),
    "feedback:show_idea": deed(P.PUBLISH_IDEAS),
    "feedback:part_idea": deed(P.PUBLISH_IDEAS),
    "feedback:paper": needs(P.RECORD_ANSWERS),
    "feedback:stack": needs(P.RECORD_ANSWERS),
    "feedback:undo_stack": deed(P.RECORD_ANSWERS),
    "feedback:undo_sheet": deed(P.RECORD_ANSWERS),
    "feedback:print_paper": needs(P.RECORD_ANSWERS),
    "feedback:calls": needs(P.RECORD_ANSWERS),
    "feedback:next_call": deed(P.RECORD_ANSWERS),
    "feedback:call": needs(P.RECORD_ANSWERS),
    "feedback:settle_call": deed(P.RECORD_ANSWERS),
    "feedback:release_call": deed(P.RECORD_ANSWERS),
    "feedback:kiosks": needs(P.RUN_KIOSKS),
    "feedback:new_kiosk": needs(P.RUN_KIOSKS),
    "feedback:kiosk": needs(P.RUN_KIOSKS),
    "feedback:renew_kiosk": deed(P.RUN_KIOSKS),
    "feedback:close_kiosk": deed(P.RUN_KIOSKS),
    "feedback:responses": needs(P.SEE_ANSWERS),
    "feedback:anonymous": needs(P.SEE_ANSWERS),
    "feedback:response": needs(P.SEE_ANSWERS),
    "feedback:file": needs(P.SEE_CONTACTS),
}

CALLS: Mapping[str, P] = {
    "POST /responses": P.RECORD_ANSWERS,
    "POST /responses/batch": P.RECORD_ANSWERS,
    "POST /links": P.EDIT_SURVEYS,
    "GET /responses/{response_id}": P.SEE_ANSWERS,
    "GET /attributes": P.SEE_FIGURES,
    "POST /attributes": P.EDIT_SURVEYS,
}

PUBLIC: Mapping[str, str] = {
    "respond:answer": "opened by a link's token or code; shows its survey's questions, every refusal looks alike",
    "respond:save": "as respond:answer; keeps answers on their way",
    "mail:choose": "as respond:answer; keeps a score that counts nothing until a person stands by it",
    "mail:trap": "as respond:answer; notes that a program reads the message",
    "mail:seen": "as respond:answer; says that the page was looked at, shows nothing",
    "mail:leave": "opened by a message's token; shows the organisation's name, ends the questions on a channel",
    "kiosk:page": "opened by a tablet's token; shows its survey's questions, every refusal looks alike",
    "kiosk:manifest": "as kiosk:page; names the kiosk",
    "kiosk:worker": "as kiosk:page; a script that is the same for all",
    "kiosk:beat": "as kiosk:page; says whether the survey runs",
    "kiosk:answers": "as kiosk:page; takes answers, shows none",
    "framed:answer": "opened by a widget's key and an origin on its list; shows its survey's questions",
    "framed:save": "as framed:answer; keeps answers on their way",
    "spontaneous:tell": "opened by a page's printed code; shows its survey's questions, every refusal looks alike",
    "spontaneous:ideas": "as spontaneous:tell; shows ideas that staff published",
}


def _link(actor: Actor, unit: Unit) -> UUID:
    wish = LinkWish(unit=unit.code)
    return create_link(actor=actor, survey_id=make_version(actor).survey_id, wish=wish, now=NOW).id


def _stack(actor: Actor, unit: Unit) -> UUID:
    survey_id = make_version(actor).survey_id
    wish = StackWish(survey_id=survey_id, unit=unit.code, language="en", day=NOW.date())
    return open_stack(actor=actor, wish=wish, now=NOW)


def _sheet(actor: Actor, unit: Unit) -> UUID:
    stack_id = _stack(actor, unit)
    made = record_sheet(actor=actor, stack_id=stack_id, sheet="1", answers={"nps": 9}, now=NOW)
    assert isinstance(made, Recorded)
    return made.id


def _kiosk(actor: Actor, unit: Unit) -> UUID:
    wish = KioskWish(name="Door", pin="2468")
    survey_id = make_version(actor).survey_id
    return make_kiosk(actor=actor, survey_id=survey_id, unit=unit.code, wish=wish, now=NOW).id


def _response(actor: Actor, unit: Unit) -> UUID:
    return Response.objects.create(
        organisation_id=actor.organisation.id,
        client_id=new_id(),
        version=make_version(actor),
        answers={},
        answered_at=NOW,
        received_at=NOW,
        channel="api",
        language="cs",
        unit=unit,
    ).id


def _file(actor: Actor, unit: Unit) -> UUID:
    response = Response.objects.get(id=_response(actor, unit))
    return keep_file(
        organisation_id=actor.organisation.id,
        client_id=response.client_id,
        question="photo",
        name="bill.pdf",
        content=b"%PDF-1.7",
        now=NOW,
    ).id


def _idea(actor: Actor, unit: Unit) -> UUID:
    return Idea.objects.create(
        organisation_id=actor.organisation.id, unit=unit, text="x", language="cs", published_at=NOW
    ).id


OBJECTS: Mapping[str, Thing] = {
    "link_id": Thing(_link, belongs_to_a_unit=True),
    "stack_id": Thing(_stack, belongs_to_a_unit=True),
    "sheet_id": Thing(_sheet, belongs_to_a_unit=True),
    "kiosk_id": Thing(_kiosk, belongs_to_a_unit=True),
    "idea_id": Thing(_idea, belongs_to_a_unit=True),
    "response_id": Thing(_response, belongs_to_a_unit=True),
    "answer_file_id": Thing(_file, belongs_to_a_unit=True),
}
