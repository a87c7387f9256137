"""The only way to a dashboard: whose it is, whom it is shared with, and which units it is about."""

from uuid import UUID

from django.db.models import Q, QuerySet

from ohlas.accounts.access import Actor
from ohlas.accounts.errors import Forbidden, NotHere
from ohlas.accounts.rules import Permission
from ohlas.insight.models import (
    Alert,
    AlertRule,
    Board,
    Brief,
    Closing,
    Goal,
    IntegrityFinding,
    Notice,
    SavedView,
)
from ohlas.insight.queries.alerts import alerts_seen, may_change_rule, rules_seen
from ohlas.insight.queries.boards import may_change
from ohlas.insight.queries.briefs import briefs_seen
from ohlas.insight.queries.goals import goals_seen
from ohlas.insight.queries.notices import notices_of


def boards_for(actor: Actor) -> QuerySet[Board]:
    """One's own dashboards and those shared with one's role; about units within sight only.

    Errors: `Forbidden` without the right to see figures.
    """
    if not actor.may(Permission.SEE_FIGURES):
        raise Forbidden(Permission.SEE_FIGURES.value)
    found = Board.objects.filter(organisation_id=actor.organisation.id).select_related("unit", "owner")
    if actor.scope is not None:
        found = found.filter(Q(unit__isnull=True) | Q(unit_id__in=actor.scope))
    if actor.kind == "system":
        return found
    shared = [board.id for board in found if actor.role is not None and actor.role.value in board.audience]
    return found.filter(Q(owner_id=actor.user_id, owner__isnull=False) | Q(id__in=shared))


def board_for(actor: Actor, board_id: UUID) -> Board:
    """A dashboard to look at.

    Errors: `NotHere` for one that is not there or not shared, alike; `Forbidden`.
    """
    board = boards_for(actor).filter(id=board_id).first()
    if board is None:
        raise NotHere
    return board


def board_to_change(actor: Actor, board_id: UUID) -> Board:
    """A dashboard of one's own, or a shared one for those who manage them.

    Errors: `NotHere`; `Forbidden` for others' dashboards.
    """
    board = board_for(actor, board_id)
    if not may_change(actor, board):
        raise Forbidden(Permission.EDIT_SURVEYS.value)
    return board


def may_share(actor: Actor) -> bool:
    """Whether this actor may hand figures on to others."""
    return actor.may(Permission.EXPORT)


def views_for(actor: Actor, board: Board) -> QuerySet[SavedView]:
    """One's own saved views of this dashboard and the shared ones."""
    return board.views.filter(Q(owner_id=actor.user_id) | Q(is_shared=True))


def view_to_change(actor: Actor, view_id: UUID) -> SavedView:
    """A saved view of one's own, or any shared one for those who may change the dashboard.

    Errors: `NotHere`.
    """
    view = SavedView.objects.filter(organisation_id=actor.organisation.id, id=view_id).first()
    if view is None:
        raise NotHere
    board = board_for(actor, view.board_id)
    if not views_for(actor, board).filter(id=view_id).exists():
        raise NotHere
    if view.owner_id != actor.user_id and not may_change(actor, board):
        raise Forbidden(Permission.EDIT_SURVEYS.value)
    return view


def first_board(actor: Actor) -> UUID | None:
    """The first dashboard shared with somebody who has none to begin with."""
    return boards_for(actor).filter(archived_at__isnull=True).values_list("id", flat=True).first()


def rule_for(actor: Actor, rule_id: UUID) -> AlertRule:
    """A rule to look at.

    Errors: `NotHere` for one that is not there, of a kind the actor may not hear of, or of other units.
    """
    rule = rules_seen(actor).select_related("unit").filter(id=rule_id).first()
    if rule is None:
        raise NotHere
    return rule


def rule_to_change(actor: Actor, rule_id: UUID) -> AlertRule:
    """A rule of one's own, or any for those who manage surveys.

    Errors: `NotHere`; `Forbidden`.
    """
    rule = rule_for(actor, rule_id)
    if not may_change_rule(actor, rule):
        raise Forbidden(Permission.EDIT_SURVEYS.value)
    return rule


def alert_for(actor: Actor, alert_id: UUID) -> Alert:
    """An alert of a kind and a unit the actor may hear of.

    Errors: `NotHere`.
    """
    alert = alerts_seen(actor).filter(id=alert_id).first()
    if alert is None:
        raise NotHere
    return alert


def notice_for(actor: Actor, notice_id: UUID) -> Notice:
    """A notice of one's own.

    Errors: `NotHere`.
    """
    notice = notices_of(actor).filter(id=notice_id).first()
    if notice is None:
        raise NotHere
    return notice


def brief_for(actor: Actor, brief_id: UUID) -> Brief:
    """A brief of exactly the actor's own part of the tree.

    Errors: `NotHere`; `Forbidden` without the right to see figures.
    """
    if not actor.may(Permission.SEE_FIGURES):
        raise Forbidden(Permission.SEE_FIGURES.value)
    brief = briefs_seen(actor).filter(id=brief_id).first()
    if brief is None:
        raise NotHere
    return brief


def goals_for(actor: Actor) -> QuerySet[Goal]:
    """The goals that hold, of units within sight; those of the whole organisation for who sees all of it.

    Errors: `Forbidden` without the right to see figures.
    """
    if not actor.may(Permission.SEE_FIGURES):
        raise Forbidden(Permission.SEE_FIGURES.value)
    return goals_seen(actor)


def goal_for(actor: Actor, goal_id: UUID) -> Goal:
    """Errors: `NotHere` for one that is not there or out of sight, alike; `Forbidden`."""
    goal = goals_for(actor).filter(id=goal_id).first()
    if goal is None:
        raise NotHere
    return goal


def may_set_goals(actor: Actor) -> bool:
    """Whether this actor may set goals of the units in sight."""
    return actor.may(Permission.EDIT_SURVEYS)


def closings_for(actor: Actor) -> QuerySet[Closing]:
    """Closed periods and those opened again, the latest closing first.

    Errors: `Forbidden` without the right to see figures.
    """
    if not actor.may(Permission.SEE_FIGURES):
        raise Forbidden(Permission.SEE_FIGURES.value)
    return Closing.objects.filter(organisation_id=actor.organisation.id).order_by("-number")


def closing_for(actor: Actor, closing_id: UUID) -> Closing:
    """Errors: `NotHere`; `Forbidden`."""
    closing = closings_for(actor).filter(id=closing_id).first()
    if closing is None:
        raise NotHere
    return closing


def may_close(actor: Actor) -> bool:
    """Whether this actor may close and open periods: a right of managers who see the whole organisation."""
    return actor.may(Permission.EDIT_SURVEYS) and actor.scope is None


def findings_for(actor: Actor) -> QuerySet[IntegrityFinding]:
    """Findings of the integrity watch about units within sight, newest first.

    Errors: `Forbidden` without the right to see answers.
    """
    if not actor.may(Permission.SEE_ANSWERS):
        raise Forbidden(Permission.SEE_ANSWERS.value)
    found = IntegrityFinding.objects.filter(organisation_id=actor.organisation.id).order_by(
        "-found_at", "-id"
    )
    return found if actor.scope is None else found.filter(unit_id__in=actor.scope)


def finding_for(actor: Actor, finding_id: UUID) -> IntegrityFinding:
    """One finding.

    Errors: `NotHere`; `Forbidden`.
    """
    found = findings_for(actor).filter(id=finding_id).first()
    if found is None:
        raise NotHere
    return found


def finding_to_decide(actor: Actor, finding_id: UUID) -> IntegrityFinding:
    """One finding, locked, for those who manage measurement.

    Errors: as `finding_for`.
    """
    found = finding_for(actor, finding_id)
    if not actor.may(Permission.EDIT_SURVEYS):
        raise Forbidden(Permission.EDIT_SURVEYS.value)
    return IntegrityFinding.objects.select_for_update().get(id=found.id)
