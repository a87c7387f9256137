"""The ids of insight's addresses: one of each, made at a unit."""

from collections.abc import Mapping
from datetime import time
from uuid import UUID

from ohlas.accounts.access import Actor
from ohlas.accounts.models import Membership, Unit, User
from ohlas.accounts.rules import PERMISSIONS, Role
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
from tests.isolation_cases.case import P, Thing
from tests.world import NOW


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


def _closing(actor: Actor, _unit: Unit) -> UUID:
    return close_period(actor=actor, period=period_of(Step.MONTH, NOW.date()).before(), now=NOW).id


def _goal(actor: Actor, unit: Unit) -> UUID:
    set_goals(
        actor=actor, wishes=[GoalWish("nps", period_of(Step.MONTH, NOW.date()), 40.0, unit.id)], now=NOW
    )
    return Goal.objects.get(organisation_id=actor.organisation.id, unit=unit).id


OBJECTS: Mapping[str, Thing] = {
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
}
