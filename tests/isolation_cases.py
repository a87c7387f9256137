"""What the isolation matrix needs to know of each route: one line per route.

A new staff page: add `"room:name": needs(Permission.X)` to PAGES; `deed(Permission.X)` when it only takes POST.
A new API call: add `"GET /path/{id}": Permission.X` to CALLS.
A new kind of id in an address: add its keyword to OBJECTS, with a function that makes one in any organisation.
A page for everybody: add its name to PUBLIC, with the reason.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import time, timedelta
from uuid import UUID

from ohlas.accounts.access import Actor
from ohlas.accounts.actions import Person, issue_api_key, keep_upload, take_on_employee
from ohlas.accounts.models import Membership, Unit, User
from ohlas.accounts.rules import PERMISSIONS, Permission, Role
from ohlas.customers.actions import merge_contacts
from ohlas.customers.models import Contact, ContactAttribute, ContactIdentity, Segment, Suppression
from ohlas.exchange.actions import receive_file
from ohlas.exchange.actions.people import receive_people
from ohlas.exchange.rules.people import PeopleKind
from ohlas.feedback.actions import LinkWish, create_link
from ohlas.feedback.actions.kiosks import KioskWish, make_kiosk
from ohlas.feedback.actions.paper import StackWish, open_stack, record_sheet
from ohlas.feedback.actions.record import Recorded
from ohlas.feedback.actions.uploads import keep_file
from ohlas.feedback.models import Idea, Response
from ohlas.insight.actions import BoardWish, create_board, save_view
from ohlas.insight.actions.alerts import RuleWish, make_rule
from ohlas.insight.actions.benchmarks import add_competitor, add_figure
from ohlas.insight.actions.closing import close_period
from ohlas.insight.actions.direction import (
    add_business_aim,
    add_experience_aim,
    draft_vision,
    open_self_check,
    publish_vision,
)
from ohlas.insight.actions.goals import set_goals
from ohlas.insight.actions.reports import ScheduleWish, make_schedule
from ohlas.insight.models import (
    Alert,
    Badge,
    Brief,
    Goal,
    IntegrityFinding,
    Notice,
    ReportFile,
    ReportSending,
)
from ohlas.insight.rules import Selection, Step
from ohlas.insight.rules.alerts import AlertKind, ChangeRule
from ohlas.insight.rules.boards import read_document
from ohlas.insight.rules.direction import AimWish, VisionWish
from ohlas.insight.rules.goals import GoalWish, period_of
from ohlas.lib.ids import new_id
from ohlas.outbox.models import Delivery
from ohlas.outreach.actions.inviting import Asking, invite
from ohlas.outreach.actions.polls import record_poll
from ohlas.outreach.actions.widgets import make_widget
from ohlas.outreach.models import CallTask, Message, Programme
from ohlas.outreach.rules import Carrier
from ohlas.outreach.rules.polls import Choice, PollResult
from ohlas.outreach.rules.widgets import settings_of
from ohlas.surveys.models import Survey, SurveyVersion
from tests.world import NOW

P = Permission


@dataclass(frozen=True)
class Case:
    """How to knock at one route."""

    permission: Permission | None
    method: str = "GET"
    kwargs: Mapping[str, str] = field(default_factory=dict)
    """Parts of the address that are no ids, e.g. the name of a chart."""
    owner_gets: int | None = None
    """What the owner gets where it is neither a page nor a redirect, with the reason beside the line."""


def needs(permission: Permission | None, **kwargs: str) -> Case:
    """A page to look at; None is for every member."""
    return Case(permission, "GET", kwargs)


def deed(permission: Permission | None, owner_gets: int | None = None) -> Case:
    """A form that is only posted."""
    return Case(permission, "POST", owner_gets=owner_gets)


PAGES: Mapping[str, Case] = {
    "accounts:units": needs(P.SEE_ORGANISATION),
    "accounts:new_unit": needs(P.EDIT_ORGANISATION),
    "accounts:unit": needs(P.SEE_ORGANISATION),
    "accounts:move_unit": deed(P.EDIT_ORGANISATION),
    "accounts:close_unit": deed(P.EDIT_ORGANISATION),
    "accounts:reopen_unit": deed(P.EDIT_ORGANISATION),
    "accounts:employees": needs(P.SEE_ORGANISATION),
    "accounts:new_employee": needs(P.EDIT_ORGANISATION),
    "accounts:employee": needs(P.SEE_ORGANISATION),
    "accounts:let_employee_go": deed(P.EDIT_ORGANISATION),
    "accounts:import_employees": needs(P.EDIT_ORGANISATION),
    "accounts:check_employees": needs(P.EDIT_ORGANISATION),
    "accounts:users": needs(P.MANAGE_USERS),
    "accounts:invite_user": needs(P.MANAGE_USERS),
    "accounts:user": needs(P.MANAGE_USERS),
    "accounts:remove_user": deed(P.MANAGE_USERS),
    "accounts:new_link": deed(P.MANAGE_USERS),
    "accounts:keys": needs(P.MANAGE_KEYS),
    "accounts:new_key": needs(P.MANAGE_KEYS),
    "accounts:revoke_key": deed(P.MANAGE_KEYS),
    "accounts:organisation": needs(P.EDIT_ORGANISATION),
    "accounts:audit": needs(P.SEE_AUDIT),
    "accounts:verify_audit": deed(P.SEE_AUDIT),
    "accounts:me": needs(None),
    "insight:today": needs(None),
    "insight:dashboard": needs(P.SEE_FIGURES),
    "insight:boards": needs(P.SEE_FIGURES),
    "insight:new_board": deed(P.SEE_FIGURES),
    "insight:board": needs(P.SEE_FIGURES),
    "insight:board_filters": needs(P.SEE_FIGURES),
    "insight:edit_board": needs(P.SEE_FIGURES),
    "insight:change_board": deed(P.SEE_FIGURES),
    "insight:settle_board": deed(P.SEE_FIGURES),
    "insight:copy_board": deed(P.SEE_FIGURES),
    "insight:archive_board": deed(P.SEE_FIGURES),
    "insight:restore_board": deed(P.SEE_FIGURES),
    "insight:save_view": deed(P.SEE_FIGURES),
    "insight:remove_view": deed(P.SEE_FIGURES),
    "insight:tile_picture": needs(P.SEE_FIGURES, tile="t2", theme="light"),
    "insight:report": needs(P.EXPORT),
    "insight:report_file": needs(P.EXPORT, kind="pdf"),
    "insight:new_schedule": deed(P.EXPORT, owner_gets=422),  # an empty form
    "insight:reports": needs(P.EXPORT),
    "insight:reports_outside": deed(P.EDIT_ORGANISATION),
    "insight:report_schedule": needs(P.EXPORT),
    "insight:change_schedule": deed(P.EXPORT),
    "insight:send_report_again": deed(P.EXPORT),
    "insight:report_progress": Case(P.EXPORT, owner_gets=404),  # made for somebody else
    "insight:report_content": Case(P.EXPORT, owner_gets=404),  # as above
    "insight:badges": needs(P.EDIT_ORGANISATION),
    "insight:badge_preview": Case(P.EDIT_ORGANISATION, owner_gets=404),  # the address names no measure
    "insight:revoke_badge": deed(P.EDIT_ORGANISATION),
    "insight:badge_slide": needs(P.EDIT_ORGANISATION),
    "insight:breakdown_csv": Case(P.EXPORT, owner_gets=404),  # the world has no answers to break down
    "insight:picture": needs(P.SEE_FIGURES, chart="trend", theme="light"),
    "insight:answers": needs(P.SEE_ANSWERS),
    "insight:query": needs(P.SEE_FIGURES),
    "insight:crosstab": needs(P.SEE_FIGURES),
    "insight:integrity": needs(P.SEE_ANSWERS),
    "insight:finding": needs(P.SEE_ANSWERS),
    "insight:decide_finding": deed(P.EDIT_SURVEYS, owner_gets=422),  # the form says nothing
    "insight:benchmarks": needs(P.SEE_FIGURES),
    "insight:competitors": needs(P.SEE_FIGURES),
    "insight:new_competitor": deed(P.EDIT_SURVEYS, owner_gets=422),  # the form names nobody
    "insight:settle_competitor": deed(P.EDIT_SURVEYS, owner_gets=422),  # as above
    "insight:archive_competitor": deed(P.EDIT_SURVEYS),
    "insight:restore_competitor": deed(P.EDIT_SURVEYS),
    "insight:mark_benchmark": deed(P.EDIT_SURVEYS, owner_gets=422),  # the form names no survey
    "insight:new_benchmark": needs(P.EDIT_SURVEYS),
    "insight:edit_benchmark": needs(P.EDIT_SURVEYS),
    "insight:remove_benchmark": deed(P.EDIT_SURVEYS),
    "insight:benchmark_table": needs(P.EDIT_SURVEYS),
    "insight:take_benchmark_table": deed(
        P.EDIT_SURVEYS, owner_gets=422
    ),  # the world's upload is of employees
    "insight:studies": needs(P.SEE_FIGURES),
    "insight:study": needs(P.SEE_FIGURES, study="league"),
    "insight:study_picture": Case(
        P.SEE_FIGURES, kwargs={"study": "league", "theme": "light"}, owner_gets=404
    ),  # the world has no answers to draw
    "insight:alerts": needs(None),
    "insight:alert": needs(None),
    "insight:alert_rules": needs(None),
    "insight:begin_alerts": deed(P.SEE_FIGURES),
    "insight:new_alert_rule": needs(P.SEE_FIGURES),
    "insight:alert_rule": needs(None),
    "insight:change_alert_rule": deed(None, owner_gets=400),  # the form names no deed
    "insight:notices": needs(None),
    "insight:read_all_notices": deed(None),
    "insight:notice_settings": needs(None),
    "insight:change_notice": deed(None),
    "insight:briefs": needs(P.SEE_FIGURES),
    "insight:brief": needs(P.SEE_FIGURES),
    "insight:vision": needs(None),
    "insight:edit_vision": needs(P.EDIT_SURVEYS),
    "insight:vision_edition": needs(None),
    "insight:confirm_reading": deed(None),
    "insight:remind_readers": deed(P.EDIT_SURVEYS),
    "insight:strategy": needs(None),
    "insight:new_business_aim": deed(P.EDIT_SURVEYS, owner_gets=422),  # the form has no words
    "insight:settle_business_aim": deed(P.EDIT_SURVEYS, owner_gets=422),  # as above
    "insight:new_experience_aim": needs(P.EDIT_SURVEYS),
    "insight:edit_experience_aim": needs(P.EDIT_SURVEYS),
    "insight:self_check": needs(None),
    "insight:open_self_check": deed(P.EDIT_SURVEYS),
    "insight:self_check_of": needs(None),
    "insight:answer_self_check": needs(None),
    "insight:close_self_check": deed(P.EDIT_SURVEYS),
    "insight:drivers": needs(P.SEE_FIGURES),
    "insight:drivers_picture": Case(
        P.SEE_FIGURES, kwargs={"theme": "light"}, owner_gets=404
    ),  # the world has no answers to relate
    "insight:goals": needs(P.SEE_FIGURES),
    "insight:edit_goals": needs(P.EDIT_SURVEYS),
    "insight:undo_goals": deed(P.EDIT_SURVEYS),
    "insight:goal": needs(P.SEE_FIGURES),
    "insight:remove_goal": deed(P.EDIT_SURVEYS),
    "insight:closings": needs(P.SEE_FIGURES),
    "insight:close_period": deed(P.EDIT_SURVEYS),
    "insight:closing": needs(P.SEE_FIGURES),
    "insight:open_period": deed(P.EDIT_SURVEYS, owner_gets=422),  # the form gives no reason
    "insight:comments": needs(P.SEE_ANSWERS),
    "insight:contrast": needs(P.SEE_ANSWERS),
    "insight:comments_picture": needs(P.SEE_ANSWERS, theme="light"),
    "insight:change_meaning": deed(P.EDIT_SURVEYS, owner_gets=400),  # the form names no deed
    "insight:topics": needs(P.SEE_ANSWERS),
    "insight:voice": needs(P.SEE_SURVEYS),
    "insight:change_voice": deed(P.EDIT_SURVEYS, owner_gets=400),  # the form names no deed
    "insight:reader": needs(P.SEE_ANSWERS),
    "insight:change_reader": deed(P.EDIT_SURVEYS, owner_gets=400),  # the form names no deed
    "insight:themes": needs(P.SEE_ANSWERS),
    "insight:change_themes": deed(P.EDIT_SURVEYS, owner_gets=400),  # the form names no deed
    "insight:change_topics": deed(P.EDIT_SURVEYS, owner_gets=400),  # the form names no deed
    "insight:correct_sentiment": Case(
        P.RECORD_ANSWERS, "POST", {"question": "why"}, 404
    ),  # the world's response has no text
    "insight:add_topic": Case(
        P.RECORD_ANSWERS, "POST", {"question": "why"}, 404
    ),  # the world's response has no text
    "insight:take_topic_off": Case(P.RECORD_ANSWERS, "POST", {"question": "why"}, 404),  # as above
    "insight:undo_correction": Case(P.RECORD_ANSWERS, "POST", {"question": "why"}, 404),  # as above
    "insight:trial": needs(P.SEE_FIGURES),
    "insight:end_trial": deed(P.EDIT_SURVEYS),
    "insight:resume_trial": deed(P.EDIT_SURVEYS),
    "insight:answers_csv": needs(P.EXPORT),
    "insight:field": needs(P.SEE_PROGRAMMES),
    "outreach:invitations": needs(P.SEE_PROGRAMMES),
    "outreach:invitation": needs(P.SEE_PROGRAMMES),
    "outreach:cancel_invitation": deed(P.RUN_PROGRAMMES),
    "insight:field_csv": needs(P.EXPORT),
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
    "exchange:imports": needs(P.IMPORT),
    "exchange:upload": deed(P.IMPORT),
    "exchange:import": needs(P.IMPORT),
    "exchange:columns": needs(P.IMPORT),
    "exchange:reread": deed(P.IMPORT),
    "exchange:start": deed(P.IMPORT),
    "exchange:progress": needs(P.IMPORT),
    "exchange:undo": deed(P.IMPORT),
    "exchange:forget": deed(P.IMPORT),
    "exchange:losses": Case(P.IMPORT, owner_gets=404),  # nothing was lost yet
    "surveys:surveys": needs(P.SEE_SURVEYS),
    "surveys:new_survey": needs(P.EDIT_SURVEYS),
    "surveys:survey": needs(P.SEE_SURVEYS),
    "surveys:publish": deed(P.EDIT_SURVEYS),
    "surveys:close": deed(P.EDIT_SURVEYS),
    "surveys:reopen": deed(P.EDIT_SURVEYS),
    "surveys:archive": deed(P.EDIT_SURVEYS),
    "surveys:restore": deed(P.EDIT_SURVEYS),
    "surveys:duplicate": deed(P.EDIT_SURVEYS),
    "surveys:upload_survey": deed(P.EDIT_SURVEYS),
    "surveys:builder": needs(P.EDIT_SURVEYS),
    "surveys:choose": needs(P.EDIT_SURVEYS),
    "surveys:edit": deed(
        P.EDIT_SURVEYS, owner_gets=409
    ),  # it says which revision it changes; this one did not
    "surveys:translations": needs(P.EDIT_SURVEYS),
    "surveys:settings": needs(P.EDIT_SURVEYS),
    "surveys:take_logo": deed(P.EDIT_SURVEYS),
    "surveys:check": needs(P.EDIT_SURVEYS),
    "surveys:publish_draft": deed(
        P.EDIT_SURVEYS, owner_gets=422
    ),  # the world's survey has a question without text
    "surveys:preview": needs(P.SEE_SURVEYS),
    "surveys:preview_inside": needs(P.SEE_SURVEYS),
    "surveys:versions": needs(P.SEE_SURVEYS),
    "surveys:survey_file": needs(P.SEE_SURVEYS),
    "exchange:people_imports": needs(P.EDIT_CONTACTS),
    "exchange:people_import": needs(P.EDIT_CONTACTS),
    "exchange:people_columns": needs(P.EDIT_CONTACTS),
    "exchange:people_reread": deed(P.EDIT_CONTACTS),
    "exchange:people_start": deed(P.EDIT_CONTACTS),
    "exchange:people_progress": needs(P.EDIT_CONTACTS),
    "exchange:people_undo": deed(P.EDIT_CONTACTS),
    "exchange:people_forget": deed(P.EDIT_CONTACTS),
    "exchange:people_losses": Case(P.EDIT_CONTACTS, owner_gets=404),  # nothing was lost yet
    "customers:contacts": needs(P.SEE_CONTACTS),
    "customers:contact": needs(P.SEE_CONTACTS),
    "customers:erase": deed(P.EDIT_CONTACTS),
    "customers:edit": deed(P.EDIT_CONTACTS),
    "customers:reach": Case(P.EDIT_CONTACTS, "POST", owner_gets=422),  # an empty form
    "customers:unreach": deed(P.EDIT_CONTACTS, owner_gets=404),  # the address is another contact's
    "customers:consent": Case(P.EDIT_CONTACTS, "POST", owner_gets=422),  # as above
    "customers:merge": Case(P.EDIT_CONTACTS, "POST", owner_gets=422),  # as above
    "customers:unmerge": deed(P.EDIT_CONTACTS),
    "customers:export": deed(P.EDIT_CONTACTS),
    "customers:attributes": needs(P.EDIT_CONTACTS),
    "customers:attribute": deed(P.EDIT_CONTACTS),
    "customers:retire_attribute": deed(P.EDIT_CONTACTS),
    "customers:suppressions": needs(P.EDIT_CONTACTS),
    "customers:lift_suppression": deed(P.EDIT_CONTACTS),
    "customers:segments": needs(P.SEE_CONTACTS),
    "customers:new_segment": needs(P.EDIT_CONTACTS),
    "customers:segment": needs(P.EDIT_CONTACTS),
    "customers:delete_segment": deed(P.EDIT_CONTACTS),
    "feedback:collect": needs(P.SEE_SURVEYS),
    "feedback:new_open_link": deed(P.EDIT_SURVEYS),
    "feedback:new_personal_link": deed(P.EDIT_SURVEYS),
    "feedback:close_link": deed(P.EDIT_SURVEYS),
    "feedback:reopen_link": deed(P.EDIT_SURVEYS),
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
    "feedback:links": needs(P.SEE_SURVEYS),
    "feedback:share": needs(P.SEE_SURVEYS),
    "feedback:new_links": deed(P.EDIT_SURVEYS, owner_gets=422),  # an empty form
    "feedback:poster": Case(P.SEE_SURVEYS, owner_gets=404),  # the address chooses no link
    "feedback:poster_file": Case(P.SEE_SURVEYS, "GET", {"kind": "pdf"}, 404),  # as above
    "feedback:spontaneous": needs(P.SEE_ANSWERS),
    "feedback:attend_telling": deed(P.SEE_ANSWERS),
    "feedback:reopen_telling": deed(P.SEE_ANSWERS),
    "feedback:publish_idea": needs(P.EDIT_SURVEYS),
    "feedback:public_pages": needs(P.SEE_SURVEYS),
    "feedback:new_public_page": deed(P.EDIT_SURVEYS),
    "feedback:pages_of_branches": deed(P.EDIT_SURVEYS),
    "feedback:retire_page": deed(P.EDIT_SURVEYS),
    "feedback:reopen_page": deed(P.EDIT_SURVEYS),
    "feedback:link_card": needs(P.SEE_SURVEYS),
    "feedback:link_qr": needs(P.SEE_SURVEYS, kind="svg"),
    "feedback:ideas": needs(P.SEE_ANSWERS),
    "feedback:idea": needs(P.EDIT_SURVEYS),
    "feedback:merge_idea": deed(P.EDIT_SURVEYS, owner_gets=422),  # the form names no other idea
    "feedback:withdraw_idea": deed(P.EDIT_SURVEYS),
    "feedback:show_idea": deed(P.EDIT_SURVEYS),
    "feedback:part_idea": deed(P.EDIT_SURVEYS),
    "feedback:paper": needs(P.RECORD_ANSWERS),
    "feedback:stack": needs(P.RECORD_ANSWERS),
    "feedback:undo_stack": deed(P.RECORD_ANSWERS),
    "feedback:undo_sheet": deed(P.RECORD_ANSWERS),
    "feedback:print_paper": needs(P.RECORD_ANSWERS),
    "outreach:calls": needs(P.SEE_PROGRAMMES),
    "outreach:text_size": deed(P.RUN_PROGRAMMES),
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
    "site:sample": needs(P.EDIT_ORGANISATION),
    "site:leave_sample": deed(P.EDIT_ORGANISATION),
    "site:health": needs(P.RUN_SYSTEM),
    "site:retry_delivery": deed(P.RUN_SYSTEM),
    "site:discard_delivery": deed(P.RUN_SYSTEM),
}
"""Pages below /o/<slug>/: the right they ask for."""

CALLS: Mapping[str, Permission] = {
    "POST /responses": P.RECORD_ANSWERS,
    "POST /responses/batch": P.RECORD_ANSWERS,
    "POST /links": P.EDIT_SURVEYS,
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
    "GET /responses/{response_id}": P.SEE_ANSWERS,
    "GET /attributes": P.SEE_FIGURES,
    "POST /attributes": P.EDIT_SURVEYS,
    "GET /metrics/{measure}": P.SEE_FIGURES,
    "GET /drivers": P.SEE_FIGURES,
    "GET /goals": P.SEE_FIGURES,
    "PUT /goals": P.EDIT_SURVEYS,
    "GET /periods": P.SEE_FIGURES,
    "POST /periods": P.EDIT_SURVEYS,
    "GET /periods/{closing_id}": P.SEE_FIGURES,
    "POST /periods/{closing_id}/open": P.EDIT_SURVEYS,
    "GET /alert-rules": P.SEE_FIGURES,
    "POST /alert-rules": P.EDIT_SURVEYS,
    "GET /alert-rules/{rule_id}": P.SEE_FIGURES,
    "PUT /alert-rules/{rule_id}": P.EDIT_SURVEYS,
    "DELETE /alert-rules/{rule_id}": P.EDIT_SURVEYS,
    "GET /alerts": P.SEE_FIGURES,
    "POST /alerts/{alert_id}/take-up": P.SEE_FIGURES,
    "GET /briefs": P.SEE_FIGURES,
    "POST /query": P.SEE_FIGURES,
    "GET /crosstab": P.SEE_FIGURES,
    "GET /outreach/field": P.SEE_PROGRAMMES,
    "GET /surveys": P.SEE_SURVEYS,
    "POST /surveys": P.EDIT_SURVEYS,
    "GET /surveys/{survey_id}": P.SEE_SURVEYS,
    "GET /contacts": P.SEE_CONTACTS,
    "GET /contacts/{contact_id}": P.SEE_CONTACTS,
    "DELETE /contacts/{contact_id}": P.EDIT_CONTACTS,
    "POST /contacts/events": P.EDIT_CONTACTS,
    "POST /contacts/{contact_id}/consents": P.EDIT_CONTACTS,
    "GET /segments": P.SEE_CONTACTS,
    "POST /segments": P.EDIT_CONTACTS,
    "GET /segments/{segment_id}": P.SEE_CONTACTS,
    "POST /text/analyse": P.SEE_FIGURES,
}
"""Calls below /api/v1/: the right their key needs."""

PUBLIC: Mapping[str, str] = {
    "home": "leads to sign-in, the assistant or the own organisation",
    "set_language": "keeps a choice in the visitor's own session",
    "organisations": "names the organisations of whoever is signed in, as their own list",
    "help": "the manual, the same for everybody; holds no rows",
    "help_page": "the manual, the same for everybody; holds no rows",
    "help_picture": "the manual's pictures; hold no rows",
    "start_mine": "founds an organisation for whoever is signed in; reads none",
    "health": "for a load balancer; says only that the process is well",
    "respond:answer": "opened by a link's token or code; shows its survey's questions, every refusal looks alike",
    "respond:save": "as respond:answer; keeps answers on their way",
    "mail:choose": "as respond:answer; keeps a score that counts nothing until a person stands by it",
    "mail:trap": "as respond:answer; notes that a program reads the message",
    "mail:seen": "as respond:answer; says that the page was looked at, shows nothing",
    "mail:leave": "opened by a message's token; shows the organisation's name, ends the questions on a channel",
    "brand:logo": "a picture that stands on public pages; named by the digest of its content",
    "kiosk:page": "opened by a tablet's token; shows its survey's questions, every refusal looks alike",
    "kiosk:manifest": "as kiosk:page; names the kiosk",
    "kiosk:worker": "as kiosk:page; a script that is the same for all",
    "kiosk:beat": "as kiosk:page; says whether the survey runs",
    "kiosk:answers": "as kiosk:page; takes answers, shows none",
    "widget:script": "named by a public key; a program and its settings, the same for every visitor",
    "framed:answer": "opened by a widget's key and an origin on its list; shows its survey's questions",
    "framed:save": "as framed:answer; keeps answers on their way",
    "spontaneous:tell": "opened by a page's printed code; shows its survey's questions, every refusal looks alike",
    "spontaneous:ideas": "as spontaneous:tell; shows ideas that staff published",
    "score:score": "named by a random token staff switched on; shows one whole score, never answers",
    "sms_hooks:sms_report": "opened by a secret token; takes reports and replies, shows none",
    "ivr_hooks:keypad": "opened by a secret token, signed where a secret is kept; takes scores, shows none",
    "start_link": "opened by a one-time token; every refusal looks alike",
    "mail_hooks:mail_report": "opened by a provider with its organisation's secret token; shows nothing",
    "api-v1:openapi-json": "describes the API, holds no rows",
    "api-v1:reference": "describes the API, holds no rows",
    "api-v1:get_survey_schema": "describes definitions, holds no rows",
    "api-v1:api-root": "never answers; exists for reversing addresses",
}
"""Routes outside organisations, each with the reason."""

PUBLIC_FOLDERS: Mapping[str, str] = {
    "accounts/": "allauth's pages: about the signed-in person only, never about an organisation",
}


@dataclass(frozen=True)
class Thing:
    """A kind of id in addresses: how to make one at a unit, and whether people of other units may see it."""

    make: Callable[[Actor, Unit], UUID]
    belongs_to_a_unit: bool = False


def _member(actor: Actor, unit: Unit) -> UUID:
    user = User.objects.create_user(f"member-{new_id()}@example.com")
    member = Membership.objects.create(
        user=user, organisation_id=actor.organisation.id, role=Role.VIEWER, scope=unit, created_at=NOW
    )
    return member.id


def _employee(actor: Actor, unit: Unit) -> UUID:
    person = Person(code=str(new_id()), name="Eva", unit_id=unit.id)
    return take_on_employee(actor=actor, person=person, now=NOW).id


def _key(actor: Actor, _unit: Unit) -> UUID:
    return issue_api_key(actor=actor, name="x", scopes={P.SEE_FIGURES}, now=NOW).id


def _upload(actor: Actor, _unit: Unit) -> UUID:
    return keep_upload(actor=actor, chunks=[b"code;name\n1;Eva\n"], now=NOW)


def _import(actor: Actor, _unit: Unit) -> UUID:
    view = receive_file(
        actor=actor, name="answers.csv", pieces=[b"score;when\n9;2026-01-01\n3;2026-01-02\n"], now=NOW
    )
    return UUID(str(view.id))


def _table_of_people(actor: Actor, _unit: Unit) -> UUID:
    return receive_people(
        actor=actor, kind=PeopleKind.CONTACTS, name="c.csv", pieces=[b"id,name\n1,Eva\n"], now=NOW
    ).id


def _delivery(actor: Actor, _unit: Unit) -> UUID:
    return Delivery.objects.create(
        organisation_id=actor.organisation.id, listener="x", available_at=NOW, created_at=NOW, dead_at=NOW
    ).id


def _invitation(actor: Actor, unit: Unit) -> UUID:
    return Message.objects.get(id=_doubtful(actor, unit)).invitation_id


def _doubtful(actor: Actor, unit: Unit) -> UUID:
    asking = Asking(
        survey_id=_survey(actor, unit),
        contact_id=_contact(actor, unit),
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


def _survey(actor: Actor, _unit: Unit) -> UUID:
    return _version(actor).survey_id


def _link(actor: Actor, unit: Unit) -> UUID:
    wish = LinkWish(unit=unit.code)
    return create_link(actor=actor, survey_id=_version(actor).survey_id, wish=wish, now=NOW).id


def _stack(actor: Actor, unit: Unit) -> UUID:
    survey_id = _version(actor).survey_id
    wish = StackWish(survey_id=survey_id, unit=unit.code, language="en", day=NOW.date())
    return open_stack(actor=actor, wish=wish, now=NOW)


def _sheet(actor: Actor, unit: Unit) -> UUID:
    stack_id = _stack(actor, unit)
    made = record_sheet(actor=actor, stack_id=stack_id, sheet="1", answers={"nps": 9}, now=NOW)
    assert isinstance(made, Recorded)
    return made.id


def _call(actor: Actor, unit: Unit) -> UUID:
    asking = Asking(
        survey_id=_version(actor).survey_id,
        contact_id=_contact(actor, unit),
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


def _kiosk(actor: Actor, unit: Unit) -> UUID:
    wish = KioskWish(name="Door", pin="2468")
    survey_id = _version(actor).survey_id
    return make_kiosk(actor=actor, survey_id=survey_id, unit=unit.code, wish=wish, now=NOW).id


def _board(actor: Actor, unit: Unit) -> UUID:
    document = read_document({"tiles": [{"id": "t2", "kind": "trend"}]})
    readers = tuple(role for role in Role if P.SEE_FIGURES in PERMISSIONS[role])
    wish = BoardWish("Branch", readers, unit.id)
    return create_board(actor=actor, wish=wish, document=document, now=NOW)


def _rule(actor: Actor, unit: Unit) -> UUID:
    wish = RuleWish("Branch", AlertKind.CHANGE, ChangeRule(), unit.id, tuple(Role))
    return make_rule(actor=actor, wish=wish, now=NOW)[0]


def _alert(actor: Actor, unit: Unit) -> UUID:
    evidence = {
        "measure": "nps",
        "step": "month",
        "since": "2026-10-01",
        "until": "2026-11-01",
        "before": "2026-09-01",
        "later": {"value": 10.0, "low": 0.0, "high": 20.0, "n": 90},
        "earlier": {"value": 50.0, "low": 40.0, "high": 60.0, "n": 90},
        "change": {"difference": -40.0, "low": -60.0, "high": -20.0, "p": 0.0001},
    }
    return Alert.objects.create(
        organisation_id=actor.organisation.id,
        rule_id=_rule(actor, unit),
        cause=str(new_id()),
        unit=unit,
        evidence=evidence,
        found_at=NOW,
    ).id


def _notice(actor: Actor, unit: Unit) -> UUID:
    """The owner's own; nobody else's may be touched."""
    owner = Membership.objects.get(organisation_id=actor.organisation.id, role=Role.OWNER)
    return Notice.objects.create(
        organisation_id=actor.organisation.id, user=owner.user, alert_id=_alert(actor, unit), made_at=NOW
    ).id


def _brief(actor: Actor, _unit: Unit) -> UUID:
    return Brief.objects.create(
        organisation_id=actor.organisation.id, scope="all", week=NOW.date(), document={}, made_at=NOW
    ).id


def _schedule(actor: Actor, unit: Unit) -> UUID:
    user = User.objects.create_user(f"reader-{new_id()}@example.com")
    Membership.objects.create(
        user=user,
        organisation_id=actor.organisation.id,
        role=Role.VIEWER,
        created_at=NOW,
        accepted_at=NOW,
    )
    wish = ScheduleWish(("pdf",), "weekly", 4, time(7, 0), "Europe/Prague", (user.id,))
    board = _board(actor, unit)
    return make_schedule(actor=actor, board_id=board, selection=Selection(), wish=wish, now=NOW)


def _sending(actor: Actor, unit: Unit) -> UUID:
    return ReportSending.objects.create(
        organisation_id=actor.organisation.id,
        schedule_id=_schedule(actor, unit),
        slot="2026-11-20",
        recipient="x",
        state="doubt",
        due_at=NOW,
        changed_at=NOW,
    ).id


def _report(actor: Actor, unit: Unit) -> UUID:
    user = User.objects.create_user(f"waits-{new_id()}@example.com")
    return ReportFile.objects.create(
        organisation_id=actor.organisation.id,
        board_id=_board(actor, unit),
        user=user,
        kind="pdf",
        language="en",
        wanted_at=NOW,
    ).id


def _badge(actor: Actor, unit: Unit) -> UUID:
    return Badge.objects.create(
        organisation_id=actor.organisation.id,
        unit=unit,
        measure="nps",
        scale="nps_0_10",
        period="12m",
        token=str(new_id()),
        created_at=NOW,
    ).id


def _board_view(actor: Actor, unit: Unit) -> UUID:
    board_id = _board(actor, unit)
    return save_view(
        actor=actor, board_id=board_id, name="Web", selection=Selection(), is_shared=True, now=NOW
    )


def _finding(actor: Actor, unit: Unit) -> UUID:
    found = IntegrityFinding.objects.create(
        organisation_id=actor.organisation.id,
        kind="device",
        subject=f"device:{new_id()}",
        day=NOW.date(),
        unit=unit,
        first_at=NOW,
        last_at=NOW,
        evidence={"answers": 3, "customers": 0, "minutes": 2.0},
        found_at=NOW,
    )
    return found.id


def _competitor(actor: Actor, _unit: Unit) -> UUID:
    return add_competitor(actor=actor, name=f"Rival {new_id()}", kind="competitor", now=NOW)


def _benchmark(actor: Actor, unit: Unit) -> UUID:
    given = {"measure": "nps", "value": "12", "until": "2025", "source": "Report"}
    rival = _competitor(actor, unit)
    return add_figure(actor=actor, competitor_id=rival, given=given, today=NOW.date(), now=NOW)


def _edition(actor: Actor, _unit: Unit) -> UUID:
    made = draft_vision(actor=actor, wish=VisionWish("We answer."), now=NOW)
    publish_vision(actor=actor, now=NOW)
    return made


def _business_aim(actor: Actor, _unit: Unit) -> UUID:
    return add_business_aim(actor=actor, title="Stay", now=NOW)


def _experience_aim(actor: Actor, unit: Unit) -> UUID:
    business = _business_aim(actor, unit)
    return add_experience_aim(actor=actor, business_id=business, wish=AimWish("Answer"), now=NOW)


def _contact(actor: Actor, _unit: Unit) -> UUID:
    return Contact.objects.create(organisation_id=actor.organisation.id, name="Eva", created_at=NOW).id


def _identity(actor: Actor, unit: Unit) -> UUID:
    contact = _contact(actor, unit)
    value = f"{new_id()}@example.com"
    return ContactIdentity.objects.create(
        organisation_id=actor.organisation.id, contact_id=contact, kind="email", value=value
    ).id


def _merge(actor: Actor, unit: Unit) -> UUID:
    kept, gone = _contact(actor, unit), _contact(actor, unit)
    return merge_contacts(actor=actor, kept_id=kept, gone_id=gone, now=NOW)


def _attribute(actor: Actor, _unit: Unit) -> UUID:
    return ContactAttribute.objects.create(
        organisation_id=actor.organisation.id, key="tier", title="Tier", kind="choice", column="t1"
    ).id


def _suppression(actor: Actor, _unit: Unit) -> UUID:
    return Suppression.objects.create(
        organisation_id=actor.organisation.id,
        digest=new_id().hex,
        channel="email",
        purpose="surveys",
        at=NOW,
    ).id


def _segment(actor: Actor, _unit: Unit) -> UUID:
    return Segment.objects.create(
        organisation_id=actor.organisation.id, name=f"x {new_id()}", condition={"all": []}, created_at=NOW
    ).id


def _response(actor: Actor, unit: Unit) -> UUID:
    return Response.objects.create(
        organisation_id=actor.organisation.id,
        client_id=new_id(),
        version=_version(actor),
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


def _version(actor: Actor) -> SurveyVersion:
    survey = Survey.objects.create(
        organisation_id=actor.organisation.id, name=f"Survey {new_id()}", state="running", created_at=NOW
    )
    return SurveyVersion.objects.create(
        organisation_id=actor.organisation.id,
        survey=survey,
        number=1,
        definition={"questions": [{"id": "nps", "type": "nps"}]},
        published_at=NOW,
    )


def _widget(actor: Actor, _unit: Unit) -> UUID:
    survey_id = _version(actor).survey_id
    settings = settings_of({"domains": ["www.example.com"]})
    return make_widget(actor=actor, survey_id=survey_id, name="x", settings=settings, now=NOW)


def _programme(actor: Actor, unit: Unit) -> UUID:
    survey_id = _survey(actor, unit)
    return Programme.objects.create(
        organisation_id=actor.organisation.id, survey_id=survey_id, name=f"P {new_id()}", created_at=NOW
    ).id


def _poll(actor: Actor, _unit: Unit) -> UUID:
    choices = (Choice("a", 1), Choice("b", 2))
    poll = PollResult(network="X", question="?", choices=choices, asked_on=NOW.date())
    return record_poll(actor=actor, poll=poll, now=NOW)


def _closing(actor: Actor, _unit: Unit) -> UUID:
    return close_period(actor=actor, period=period_of(Step.MONTH, NOW.date()).before(), now=NOW).id


def _goal(actor: Actor, unit: Unit) -> UUID:
    set_goals(
        actor=actor, wishes=[GoalWish("nps", period_of(Step.MONTH, NOW.date()), 40.0, unit.id)], now=NOW
    )
    return Goal.objects.get(organisation_id=actor.organisation.id, unit=unit).id


OBJECTS: Mapping[str, Thing] = {
    "programme_id": Thing(_programme),
    "unit_id": Thing(lambda _actor, unit: unit.id, belongs_to_a_unit=True),
    "member_id": Thing(_member, belongs_to_a_unit=True),
    "employee_id": Thing(_employee, belongs_to_a_unit=True),
    "key_id": Thing(_key, belongs_to_a_unit=True),
    "upload_id": Thing(_upload),
    "import_id": Thing(_import),
    "file_id": Thing(_table_of_people),
    "delivery_id": Thing(_delivery),
    "survey_id": Thing(_survey),
    "link_id": Thing(_link, belongs_to_a_unit=True),
    "stack_id": Thing(_stack, belongs_to_a_unit=True),
    "sheet_id": Thing(_sheet, belongs_to_a_unit=True),
    "widget_id": Thing(_widget),
    "invitation_id": Thing(_invitation, belongs_to_a_unit=True),
    "message_id": Thing(_doubtful, belongs_to_a_unit=True),
    "poll_id": Thing(_poll),
    "kiosk_id": Thing(_kiosk, belongs_to_a_unit=True),
    "board_id": Thing(_board, belongs_to_a_unit=True),
    "edition_id": Thing(_edition),
    "business_id": Thing(_business_aim),
    "aim_id": Thing(_experience_aim),
    "check_id": Thing(lambda actor, _unit: open_self_check(actor=actor, year=2026, now=NOW)),
    "competitor_id": Thing(_competitor),
    "figure_id": Thing(_benchmark),
    "finding_id": Thing(_finding, belongs_to_a_unit=True),
    "view_id": Thing(_board_view, belongs_to_a_unit=True),
    "schedule_id": Thing(_schedule, belongs_to_a_unit=True),
    "sending_id": Thing(_sending, belongs_to_a_unit=True),
    "report_id": Thing(_report, belongs_to_a_unit=True),
    "badge_id": Thing(_badge, belongs_to_a_unit=True),
    "closing_id": Thing(_closing),
    "goal_id": Thing(_goal, belongs_to_a_unit=True),
    "rule_id": Thing(_rule, belongs_to_a_unit=True),
    "alert_id": Thing(_alert, belongs_to_a_unit=True),
    "notice_id": Thing(_notice, belongs_to_a_unit=True),
    "brief_id": Thing(_brief, belongs_to_a_unit=True),
    "contact_id": Thing(_contact),
    "identity_id": Thing(_identity),
    "merge_id": Thing(_merge),
    "attribute_id": Thing(_attribute),
    "suppression_id": Thing(_suppression),
    "segment_id": Thing(_segment),
    "call_id": Thing(_call, belongs_to_a_unit=True),
    "idea_id": Thing(_idea, belongs_to_a_unit=True),
    "response_id": Thing(_response, belongs_to_a_unit=True),
    "answer_file_id": Thing(_file, belongs_to_a_unit=True),
}
"""The ids that addresses are made of."""

PLAIN: Mapping[str, str] = {"measure": "nps"}
"""Parts of API addresses that are no ids."""
