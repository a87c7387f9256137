"""Doors to goals: look at them, set them, look at one, remove it, take a press back."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ohlas.accounts.access import Actor, staff
from ohlas.accounts.rules import Permission
from ohlas.insight.access import goal_for, goals_for, may_set_goals
from ohlas.insight.actions.goals import GoalsSet, remove_goal, set_goals, undo_goals
from ohlas.insight.errors import BadAddress, BadGoal
from ohlas.insight.pages.goal_edit import edit_page
from ohlas.insight.pages.goals import GoalPlaces
from ohlas.insight.pages.goals_shown import goal_page, goals_page
from ohlas.insight.queries.boards import today_of
from ohlas.insight.queries.goal_lists import EditAsked, GoalsWanted, goal_opened, goals_listed, units_to_set
from ohlas.insight.queries.placing import has_moves
from ohlas.insight.rules.goals import GoalWish, measure_named, read_period, read_target
from ohlas.insight.views.parts import place, speaks_plainly

GOALS = "insight:goals"
EVERYONE = "everyone"


@require_GET
@staff(Permission.SEE_FIGURES)
@speaks_plainly(GOALS)
def goals(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    """The goals of one period, with what they are today."""
    wanted = _wanted(request)
    found = goals_listed(actor, goals_for(actor), wanted, timezone.now())
    page = goals_page(
        found,
        _places(actor),
        done=_batch(request.GET),
        may_set=may_set_goals(actor),
        has_moves=has_moves(actor.organisation.id),
    )
    return render(request, "insight/goals/list.html", {"page": page})


@require_GET
@staff(Permission.SEE_FIGURES)
def goal(request: HttpRequest, actor: Actor, goal_id: UUID) -> HttpResponse:
    found = goal_opened(actor, goal_for(actor, goal_id), timezone.now())
    page = goal_page(found, _places(actor), may_set=may_set_goals(actor))
    return render(request, "insight/goals/goal.html", {"page": page})


@require_http_methods(["GET", "POST"])
@staff(Permission.EDIT_SURVEYS)
@speaks_plainly(GOALS)
def edit_goals(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    """Targets per unit for one measure and period, typed one by one or the same for every branch."""
    asked = _edit_asked(request, actor)
    if request.method == "GET":
        return render(request, "insight/goals/edit.html", {"page": edit_page(asked, _places(actor), {}, "")})
    try:
        wishes, faults = _wishes(request, asked)
        if not faults:
            return _set(request, actor, asked, wishes)
        refusal = gettext("Nothing was kept yet: something typed below cannot be a target.")
    except BadGoal as error:
        faults, refusal = {}, str(error)
    page = edit_page(asked, _places(actor), faults, refusal, typed=request.POST)
    return render(request, "insight/goals/edit.html", {"page": page}, status=422)


@require_POST
@staff(Permission.EDIT_SURVEYS)
def remove_goal_view(request: HttpRequest, actor: Actor, goal_id: UUID) -> HttpResponseBase:
    found = goal_for(actor, goal_id)
    done = remove_goal(actor=actor, goal_id=goal_id, now=timezone.now())
    messages.success(request, gettext("The goal is removed."))
    return _back(actor, f"{found.step}:{found.start.isoformat()}", done)


@require_POST
@staff(Permission.EDIT_SURVEYS)
def undo_goals_view(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    batch = _batch(request.POST)
    if not batch:
        messages.error(request, gettext("There is nothing to take back."))
        return redirect(GOALS, actor.organisation.slug)
    count = undo_goals(actor=actor, batch=UUID(batch), now=timezone.now())
    said = ngettext(
        "Taken back: %(n)d goal is as it was.", "Taken back: %(n)d goals are as they were.", count
    )
    messages.success(request, said % {"n": count})
    return redirect(GOALS, actor.organisation.slug)


def _wanted(request: HttpRequest) -> GoalsWanted:
    try:
        period = read_period(request.GET["period"]) if request.GET.get("period") else None
        measure = measure_named(request.GET["measure"]).id if request.GET.get("measure") else ""
    except BadGoal as error:
        raise BadAddress(error.place, error.given, error.allowed) from error
    return GoalsWanted(period, measure, request.GET.get("q", "").strip()[:80], _page(request.GET.get("page")))


def _edit_asked(request: HttpRequest, actor: Actor) -> EditAsked:
    given = request.GET if request.method == "GET" else request.POST
    try:
        period = read_period(given["period"]) if given.get("period") else None
        measure = measure_named(given["measure"]) if given.get("measure") else None
    except BadGoal as error:
        raise BadAddress(error.place, error.given, error.allowed) from error
    wanted = GoalsWanted(
        period, measure.id if measure else "", given.get("q", "").strip()[:80], _page(given.get("page"))
    )
    today = today_of(actor, timezone.now())
    return units_to_set(
        actor,
        goals_for(actor),
        wanted,
        today,
        survey=given.get("survey", ""),
        question=given.get("question", ""),
    )


def _wishes(request: HttpRequest, asked: EditAsked) -> tuple[list[GoalWish], dict[str, str]]:
    """What was typed: one target for every branch, or those of the units on the page."""
    if request.POST.get("deed") == EVERYONE:
        target = read_target(asked.measure, asked.scale, request.POST.get(EVERYONE, ""))
        if target is None:
            raise BadGoal("target", "", gettext("a number is needed"))
        return [asked.wish(unit, target) for unit in asked.branches], {}
    wishes, faults = [], {}
    for line in asked.lines:
        typed = request.POST.get(line.field)
        if typed is None:
            continue
        try:
            wishes.append(asked.wish(line.unit_id, read_target(asked.measure, asked.scale, typed)))
        except BadGoal as error:
            faults[line.field] = error.allowed
    return wishes, faults


def _set(
    request: HttpRequest, actor: Actor, asked: EditAsked, wishes: Sequence[GoalWish]
) -> HttpResponseBase:
    done = set_goals(actor=actor, wishes=wishes, now=timezone.now())
    if not done.all:
        messages.info(request, gettext("Nothing changed."))
        return redirect(f"{place(actor, GOALS)}?period={asked.period.key}")
    messages.success(request, _said(done))
    return _back(actor, asked.period.key, done)


def _said(done: GoalsSet) -> str:
    parts = {
        gettext("set: %(n)d"): done.set,
        gettext("changed: %(n)d"): done.changed,
        gettext("removed: %(n)d"): done.removed,
    }
    told = ", ".join(text % {"n": n} for text, n in parts.items() if n)
    return gettext("Goals %(told)s.") % {"told": told}


def _back(actor: Actor, period: str, done: GoalsSet) -> HttpResponseBase:
    return redirect(f"{place(actor, GOALS)}?period={period}&done={done.batch}")


def _batch(given: Mapping[str, str]) -> str:
    try:
        return str(UUID(given.get("done", "")))
    except ValueError:
        return ""


def _page(given: str | None) -> int:
    return max(int(given[:6]), 1) if given and given.isdecimal() else 1


def _places(actor: Actor) -> GoalPlaces:
    return GoalPlaces(
        goals=place(actor, GOALS),
        edit=place(actor, "insight:edit_goals") if may_set_goals(actor) else "",
        undo=place(actor, "insight:undo_goals"),
        explorer=place(actor, "insight:dashboard"),
    )
