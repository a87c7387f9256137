"""Set, change and remove goals, one or thousands with one press; every press can be taken back."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from ohlas.accounts.access import Actor, require
from ohlas.accounts.actions import write_audit
from ohlas.accounts.errors import NotHere
from ohlas.accounts.queries import units_of
from ohlas.accounts.rules import Permission
from ohlas.insight.errors import BadGoal
from ohlas.insight.models import Goal, GoalChange
from ohlas.insight.queries.catalogue import Catalogue, catalogue_of
from ohlas.insight.rules.goals import MOST_GOALS, GoalWish, checked_target, measure_named
from ohlas.lib.ids import new_id

_PORTION = 500
_Key = tuple[str, str, object, str]


@dataclass(frozen=True)
class GoalsSet:
    """What one press did; the batch takes it back."""

    batch: UUID
    set: int
    changed: int
    removed: int

    @property
    def all(self) -> int:
        return self.set + self.changed + self.removed


def set_goals(*, actor: Actor, wishes: Sequence[GoalWish], now: datetime) -> GoalsSet:
    """These goals as wished: new ones set, others changed, those without a target removed.

    Errors: `BadGoal` for the first one that cannot be, and then none is set; `NotHere` for a unit out of sight;
    `Forbidden`.
    """
    require(actor, Permission.EDIT_SURVEYS)
    checked = _checked(actor, wishes)
    batch = new_id()
    with transaction.atomic():
        known = _known(actor, checked)
        made = [
            _new(actor, wish, wish.target, now)
            for wish in checked
            if wish.target is not None and _key(wish) not in known
        ]
        changed = [
            (known[_key(wish)], wish.target)
            for wish in checked
            if _key(wish) in known and _target_now(known[_key(wish)]) != wish.target
        ]
        Goal.objects.bulk_create(made, batch_size=_PORTION)
        changes = [_change(actor, goal, None, goal.target, batch, now) for goal in made]
        changes += [_change(actor, goal, _target_now(goal), to, batch, now) for goal, to in changed]
        _settle(changed, now)
        GoalChange.objects.bulk_create(changes, batch_size=_PORTION)
        done = _summed(batch, changes)
        if changes:
            _note(actor, "goals.set", changes, batch, now)
    return done


def undo_goals(*, actor: Actor, batch: UUID, now: datetime) -> int:
    """How many goals are as they were before this press; those changed since stay as they are.

    Errors: `NotHere` for a batch of nobody's or out of sight; `Forbidden`.
    """
    require(actor, Permission.EDIT_SURVEYS)
    with transaction.atomic():
        found = GoalChange.objects.filter(organisation_id=actor.organisation.id, batch=batch, is_undone=False)
        changes = list(found.select_related("goal"))
        if not changes or not all(_sees(actor, change.goal.unit_id) for change in changes):
            raise NotHere
        back = [one for one in changes if _target_now(one.goal) == one.after]
        _settle([(one.goal, one.before) for one in back], now)
        again = new_id()
        noted = [_change(actor, one.goal, one.after, one.before, again, now) for one in back]
        GoalChange.objects.bulk_create(noted, batch_size=_PORTION)
        found.update(is_undone=True)
        _note(actor, "goals.taken_back", noted, batch, now)
    return len(back)


def remove_goal(*, actor: Actor, goal_id: UUID, now: datetime) -> GoalsSet:
    """The goal no longer holds; its history stays.

    Errors: `NotHere` for one out of sight; `Forbidden`.
    """
    require(actor, Permission.EDIT_SURVEYS)
    with transaction.atomic():
        goal = Goal.objects.filter(organisation_id=actor.organisation.id, id=goal_id).first()
        if goal is None or goal.removed_at is not None or not _sees(actor, goal.unit_id):
            raise NotHere
        batch = new_id()
        change = _change(actor, goal, goal.target, None, batch, now)
        _settle([(goal, None)], now)
        change.save(force_insert=True)
        _note(actor, "goals.set", [change], batch, now)
    return _summed(batch, [change])


def _checked(actor: Actor, wishes: Sequence[GoalWish]) -> list[GoalWish]:
    if len(wishes) > MOST_GOALS:
        raise BadGoal("goals", str(len(wishes)), f"up to {MOST_GOALS} with one press")
    catalogue = catalogue_of(actor)
    units = {unit.id for unit in units_of(actor.organisation.id)}
    for wish in wishes:
        if not _sees(actor, wish.unit_id) or (wish.unit_id is not None and wish.unit_id not in units):
            raise NotHere
    scales = {_asked(wish): _scale(catalogue, wish) for wish in {_asked(one): one for one in wishes}.values()}
    for wish in wishes:
        if wish.target is not None:
            checked_target(measure_named(wish.measure), scales[_asked(wish)], wish.target)
    return list({_key(wish): wish for wish in wishes}.values())


def _asked(wish: GoalWish) -> tuple[str, UUID | None, str]:
    return wish.measure, wish.survey_id, wish.question


def _scale(catalogue: Catalogue, wish: GoalWish) -> str:
    """The scale the goal's questions are asked on; a survey or question must ask for the measure at all."""
    measure = measure_named(wish.measure)
    if wish.survey_id is None and not wish.question:
        return catalogue.scale_for(measure, {})
    chosen = [
        one
        for one in catalogue.questions
        if wish.survey_id in {None, one.survey} and wish.question in {"", one.id}
    ]
    if not chosen:
        raise BadGoal(
            "question", wish.question or str(wish.survey_id), "a scored question of a survey is needed"
        )
    filters = {
        "question": tuple({one.id for one in chosen}),
        "survey": tuple({str(one.survey) for one in chosen}),
    }
    return catalogue.scale_for(measure, filters if wish.question else {"survey": filters["survey"]})


def _sees(actor: Actor, unit_id: UUID | None) -> bool:
    """Goals of the whole organisation belong to those who see all of it."""
    return actor.sees_unit(unit_id)


def _known(actor: Actor, wishes: Iterable[GoalWish]) -> dict[_Key, Goal]:
    """The goals there are of these measures and periods, locked until the press is done."""
    found: dict[_Key, Goal] = {}
    for measure, period in {(wish.measure, wish.period) for wish in wishes}:
        goals = Goal.objects.select_for_update().filter(
            organisation_id=actor.organisation.id, measure=measure, step=period.step.value, start=period.start
        )
        found |= {(goal.measure, goal.step, goal.start, goal.about): goal for goal in goals}
    return found


def _key(wish: GoalWish) -> _Key:
    return wish.measure, wish.period.step.value, wish.period.start, wish.about


def _new(actor: Actor, wish: GoalWish, target: float, now: datetime) -> Goal:
    return Goal(
        organisation_id=actor.organisation.id,
        unit_id=wish.unit_id,
        survey_id=wish.survey_id,
        question=wish.question,
        measure=wish.measure,
        step=wish.period.step.value,
        start=wish.period.start,
        about=wish.about,
        target=target,
        created_at=now,
        changed_at=now,
    )


def _target_now(goal: Goal) -> float | None:
    return None if goal.removed_at is not None else goal.target


def _settle(changed: Sequence[tuple[Goal, float | None]], now: datetime) -> None:
    for goal, target in changed:
        goal.changed_at = now
        goal.removed_at = now if target is None else None
        goal.target = goal.target if target is None else target
    Goal.objects.bulk_update(
        [goal for goal, _ in changed], ["target", "changed_at", "removed_at"], batch_size=_PORTION
    )


def _change(  # noqa: PLR0917 - one line per change, in the order it is read
    actor: Actor, goal: Goal, before: float | None, after: float | None, batch: UUID, now: datetime
) -> GoalChange:
    return GoalChange(
        organisation_id=actor.organisation.id,
        goal=goal,
        batch=batch,
        before=before,
        after=after,
        at=now,
        actor_kind=actor.kind,
        actor_id=actor.id,
    )


def _summed(batch: UUID, changes: Sequence[GoalChange]) -> GoalsSet:
    made = sum(one.before is None for one in changes)
    removed = sum(one.after is None for one in changes)
    return GoalsSet(batch, made, len(changes) - made - removed, removed)


def _note(actor: Actor, deed: str, changes: Sequence[GoalChange], batch: UUID, now: datetime) -> None:
    """One entry per press; a single goal is told in full, thousands by their number."""
    done = _summed(batch, changes)
    details: dict[str, object] = {"set": done.set, "changed": done.changed, "removed": done.removed}
    if len(changes) == 1:
        (one,) = changes
        details |= {
            "goal": str(one.goal_id),
            "measure": one.goal.measure,
            "period": f"{one.goal.step}:{one.goal.start.isoformat()}",
            "unit": str(one.goal.unit_id) if one.goal.unit_id else None,
            "before": one.before,
            "after": one.after,
        }
    write_audit(actor, deed, "goals", batch, now, details)
