"""Staff pages about the plan: who will be asked, who not and why, and what a change would do."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from ohlas.accounts.access import Actor, staff
from ohlas.accounts.rules import Permission
from ohlas.outreach.access import programme_for
from ohlas.outreach.actions.planning import plan_for
from ohlas.outreach.errors import BadProgramme
from ohlas.outreach.forms.plan import PeopleSearch, TrialForm
from ohlas.outreach.pages.plan.overview import PlanPage, percent_of, plan_view
from ohlas.outreach.pages.plan.people import PlanPeoplePage, counting_people, plan_people
from ohlas.outreach.pages.plan.simulator import simulator_page
from ohlas.outreach.queries.crowd import policy_of
from ohlas.outreach.queries.planning import Plan
from ohlas.outreach.queries.programmes import programmes_of
from ohlas.outreach.rules.whatif import WhatIf, read_whatif

COMES_AGAIN_S = "4"


@require_GET
@staff(Permission.SEE_PROGRAMMES)
def plan(request: HttpRequest, actor: Actor) -> HttpResponse:
    found = plan_for(actor=actor, whatif=WhatIf(), now=timezone.now())
    may_see = Permission.SEE_CONTACTS in actor.permissions
    if isinstance(found, Plan):
        page = PlanPage(plan_view(found, actor), None, may_see)
    else:
        page = PlanPage(None, percent_of(found), may_see)
    return _shown(request, "plan", page, is_counting=page.plan is None)


@require_GET
@staff(Permission.SEE_PROGRAMMES)
def plan_people_page(request: HttpRequest, actor: Actor, programme_id: UUID) -> HttpResponse:
    """The people of one programme; their names for those who may see contacts."""
    row = programme_for(actor, programme_id)
    search = PeopleSearch(request.GET)
    own: dict[str, Any] = search.cleaned_data if search.is_valid() else {}
    found = plan_for(actor=actor, whatif=WhatIf(), now=timezone.now())
    page: PlanPeoplePage | None = None
    if isinstance(found, Plan):
        page = plan_people(found, actor, programme_id, own.get("who") or "asked", own.get("offset") or 0)
    is_counting = not isinstance(found, Plan)
    page = page or counting_people(row.name, None if isinstance(found, Plan) else percent_of(found))
    return _shown(request, "plan_people", page, is_counting=is_counting)


@require_GET
@staff(Permission.SEE_PROGRAMMES)
def simulator(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Before and after side by side; nothing is saved, the change stands in the address."""
    now = timezone.now()
    programmes = programmes_of(actor.organisation.id, actor.organisation.zone, now)
    form = TrialForm(request.GET or None, policy=policy_of(actor.organisation.id), programmes=programmes)
    document = form.document() if form.is_valid() else {}
    before = plan_for(actor=actor, whatif=WhatIf(), now=now)
    after = None
    if document:
        try:
            after = plan_for(actor=actor, whatif=read_whatif(document), now=now)
        except BadProgramme as fault:
            form.add_error(None, str(fault))
    page = simulator_page(actor, form, before, after)
    status = 422 if form.errors else 200
    return _shown(request, "simulator", page, is_counting=page.percent is not None, status=status)


def _shown(
    request: HttpRequest, name: str, page: object, *, is_counting: bool, status: int = 200
) -> HttpResponse:
    """A plan that is still counted comes again by itself, without script too."""
    answer = TemplateResponse(request, f"outreach/programmes/{name}.html", {"page": page}, status=status)
    if is_counting:
        answer["Refresh"] = COMES_AGAIN_S
    return answer
