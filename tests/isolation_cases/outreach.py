"""Outreach: the routes, and how one of each of the things in their addresses is made."""

from collections.abc import Mapping
from datetime import timedelta
from uuid import UUID

from ohlas.accounts.access import Actor
from ohlas.accounts.models import Unit
from ohlas.lib.ids import new_id
from ohlas.outreach.actions.inviting import Asking, invite
from ohlas.outreach.actions.polls import record_poll
from ohlas.outreach.actions.widgets import make_widget
from ohlas.outreach.models import CallTask, Choosing, Message, Programme
from ohlas.outreach.rules import Carrier
from ohlas.outreach.rules.polls import Choice, PollResult
from ohlas.outreach.rules.widgets import settings_of
from tests.isolation_cases.case import Case, P, Thing, deed, needs
from tests.isolation_cases.customers import make_contact
from tests.isolation_cases.surveys import make_survey, make_version
from tests.world import NOW

PAGES: Mapping[str, Case] = {
    "outreach:invitations": needs(P.SEE_PROGRAMMES),
    "outreach:invitation": needs(P.SEE_PROGRAMMES),
    "outreach:cancel_invitation": deed(P.RUN_PROGRAMMES),
    "outreach:programmes": needs(P.SEE_PROGRAMMES),
    "outreach:new_programme": needs(P.RUN_PROGRAMMES),
    "outreach:plan": needs(P.SEE_PROGRAMMES),
    "outreach:plan_people": needs(P.SEE_PROGRAMMES),
    "outreach:simulator": needs(P.SEE_PROGRAMMES),
    "outreach:policy": needs(P.SEE_PROGRAMMES),
    "outreach:holds": needs(P.SEE_CONTACTS),
    "outreach:lift_hold": deed(P.EDIT_CONTACTS),
    "outreach:programme": needs(P.SEE_PROGRAMMES),
    "outreach:edit_programme": needs(P.RUN_PROGRAMMES),
    "outreach:start_programme": needs(P.RUN_PROGRAMMES),
    "outreach:pause_programme": deed(P.RUN_PROGRAMMES),
    "outreach:end_programme": needs(P.RUN_PROGRAMMES),
    "outreach:ask": needs(P.RUN_PROGRAMMES),
    "outreach:stop_choosing": deed(P.RUN_PROGRAMMES),
    "outreach:polls": needs(P.SEE_PROGRAMMES),
    "outreach:new_poll": needs(P.RUN_PROGRAMMES),
    "outreach:poll": needs(P.RUN_PROGRAMMES),
    "outreach:remove_poll": deed(P.RUN_PROGRAMMES),
    "outreach:widgets": needs(P.SEE_PROGRAMMES),
    "outreach:new_widget": needs(P.RUN_PROGRAMMES),
    "outreach:widget": needs(P.SEE_PROGRAMMES),
    "outreach:try_widget": needs(P.SEE_PROGRAMMES),
    "outreach:close_widget": deed(P.RUN_PROGRAMMES),
    "outreach:reopen_widget": deed(P.RUN_PROGRAMMES),
    "outreach:calls": needs(P.SEE_PROGRAMMES),
    "outreach:text_size": deed(P.RUN_PROGRAMMES),
    "outreach:preview": needs(P.SEE_PROGRAMMES),
    "outreach:preview_inside": needs(P.SEE_PROGRAMMES),
    "outreach:channels": needs(P.SET_CHANNELS),
    "outreach:channel": needs(P.SET_CHANNELS, carrier="email"),
    "outreach:test_channel": Case(P.SET_CHANNELS, "POST", {"carrier": "email"}, 404),  # nothing is set up
    "outreach:renew_hook": Case(P.SET_CHANNELS, "POST", {"carrier": "email"}, 404),  # as above
    "outreach:check_channel": Case(P.SET_CHANNELS, "POST", {"carrier": "email"}, 404),  # as above
    "outreach:arrived_channel": Case(P.SET_CHANNELS, "POST", {"carrier": "email"}, 404),  # as above
    "outreach:pause_channel": Case(P.SET_CHANNELS, "POST", {"carrier": "email"}, 404),  # as above
    "outreach:resume_channel": Case(P.SET_CHANNELS, "POST", {"carrier": "email"}, 404),  # as above
    "outreach:doubts": needs(P.RUN_PROGRAMMES),
    "outreach:failed": needs(P.RUN_PROGRAMMES),
    "outreach:send_failed": deed(P.RUN_PROGRAMMES),
    "outreach:leave_failed": deed(P.RUN_PROGRAMMES),
    "outreach:send_again": deed(P.RUN_PROGRAMMES),
    "outreach:let_be": deed(P.RUN_PROGRAMMES),
}

CALLS: Mapping[str, P] = {
    "POST /polls": P.RUN_PROGRAMMES,
    "GET /programmes": P.SEE_PROGRAMMES,
    "POST /programmes": P.RUN_PROGRAMMES,
    "GET /programmes/{programme_id}": P.SEE_PROGRAMMES,
    "POST /programmes/{programme_id}/state": P.RUN_PROGRAMMES,
    "POST /programmes/{programme_id}/ask": P.RUN_PROGRAMMES,
    "POST /plan": P.SEE_PROGRAMMES,
    "POST /touches": P.EDIT_CONTACTS,
    "POST /contacts/{contact_id}/hold": P.EDIT_CONTACTS,
    "DELETE /contacts/{contact_id}/hold": P.EDIT_CONTACTS,
}

PUBLIC: Mapping[str, str] = {
    "widget:script": "named by a public key; a program and its settings, the same for every visitor",
    "sms_hooks:sms_report": "opened by a secret token; takes reports and replies, shows none",
    "ivr_hooks:keypad": "opened by a secret token, signed where a secret is kept; takes scores, shows none",
    "mail_hooks:mail_report": "opened by a provider with its organisation's secret token; shows nothing",
}


def _invitation(actor: Actor, unit: Unit) -> UUID:
    return Message.objects.get(id=_doubtful(actor, unit)).invitation_id


def _doubtful(actor: Actor, unit: Unit) -> UUID:
    asking = Asking(
        survey_id=make_survey(actor, unit),
        contact_id=make_contact(actor, unit),
        carrier=Carrier.EMAIL,
        language="en",
        expires_at=NOW + timedelta(days=3650),
        not_before=NOW,
        unit_id=unit.id,
    )
    asked = invite(organisation_id=actor.organisation.id, asking=asking, now=NOW)
    message = Message.objects.get(invitation=asked)
    Message.objects.filter(id=message.id).update(state="in_doubt")
    return message.id


def _call(actor: Actor, unit: Unit) -> UUID:
    asking = Asking(
        survey_id=make_version(actor).survey_id,
        contact_id=make_contact(actor, unit),
        carrier=Carrier.PHONE,
        language="en",
        unit_id=unit.id,
        not_before=NOW,
        expires_at=NOW + timedelta(days=3650),
    )
    invitation = invite(organisation_id=actor.organisation.id, asking=asking, now=NOW)
    return CallTask.objects.create(
        organisation_id=actor.organisation.id,
        invitation=invitation,
        contact_id=invitation.contact_id,
        call_at=NOW,
    ).id


def _widget(actor: Actor, _unit: Unit) -> UUID:
    survey_id = make_version(actor).survey_id
    settings = settings_of({"domains": ["www.example.com"]})
    return make_widget(actor=actor, survey_id=survey_id, name="x", settings=settings, now=NOW)


def _programme(actor: Actor, unit: Unit) -> UUID:
    survey_id = make_survey(actor, unit)
    return Programme.objects.create(
        organisation_id=actor.organisation.id, survey_id=survey_id, name=f"P {new_id()}", created_at=NOW
    ).id


def _choosing(actor: Actor, unit: Unit) -> UUID:
    return Choosing.objects.create(
        organisation_id=actor.organisation.id,
        programme_id=_programme(actor, unit),
        total=1,
        begun_at=NOW,
    ).id


def _poll(actor: Actor, _unit: Unit) -> UUID:
    choices = (Choice("a", 1), Choice("b", 2))
    poll = PollResult(network="X", question="?", choices=choices, asked_on=NOW.date())
    return record_poll(actor=actor, poll=poll, now=NOW)


OBJECTS: Mapping[str, Thing] = {
    "programme_id": Thing(_programme),
    "choosing_id": Thing(_choosing),
    "widget_id": Thing(_widget),
    "invitation_id": Thing(_invitation, belongs_to_a_unit=True),
    "message_id": Thing(_doubtful, belongs_to_a_unit=True),
    "poll_id": Thing(_poll),
    "call_id": Thing(_call, belongs_to_a_unit=True),
}
