"""The strategy as it stands: business aims, experience aims, their live figures, targets and owners."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from ohlas.accounts.access import Actor
from ohlas.accounts.errors import Refused
from ohlas.accounts.queries import employees_of, members_of, units_of
from ohlas.accounts.rules import Permission
from ohlas.engine import BadQuery, FactStore
from ohlas.insight.errors import BadAddress
from ohlas.insight.models import BusinessAim, ExperienceAim, Goal
from ohlas.insight.queries.catalogue import Asked, Catalogue, catalogue_of
from ohlas.insight.queries.direction import today_of
from ohlas.insight.queries.drivers import questions_of
from ohlas.insight.queries.facts import ask_for
from ohlas.insight.queries.figures import Counted, counted
from ohlas.insight.queries.goals import goal_view
from ohlas.insight.rules import Preset, preset_window
from ohlas.insight.rules.direction import AimWish
from ohlas.metrics import MEASURES, Measure, MetricsError, measures_of
from ohlas.surveys.queries import survey_names


@dataclass(frozen=True)
class AimFound:
    """An experience aim with its live figure; `refusal` says why there is none, `target` only where a goal holds."""

    id: UUID
    title: str
    measure: Measure | None
    question: str
    unit: str
    unit_is_hidden: bool
    owner: str
    owner_left: bool
    counted: Counted | None
    refusal: str
    target: float | None


@dataclass(frozen=True)
class BusinessFound:
    id: UUID
    title: str
    aims: tuple[AimFound, ...]


def strategy_found(store: FactStore, actor: Actor, now: datetime) -> tuple[BusinessFound, ...]:
    """The map, with the figures of the last 12 months for those who may see figures."""
    mine = BusinessAim.objects.filter(organisation_id=actor.organisation.id, removed_at__isnull=True)
    rows = ExperienceAim.objects.filter(business_aim__in=mine, removed_at__isnull=True)
    aims = list(rows.select_related("unit", "owner_user", "owner_employee"))
    today = today_of(actor, now)
    members = {one.user_id: one.has_accepted for one in members_of(actor.organisation.id)}
    catalogue = catalogue_of(actor)
    found = {aim.id: _aim(store, actor, aim, catalogue, members, today) for aim in aims}
    return tuple(
        BusinessFound(
            row.id, row.title, tuple(found[aim.id] for aim in aims if aim.business_aim_id == row.id)
        )
        for row in mine
    )


@dataclass(frozen=True)
class AimChoices:
    """What the form of an aim offers: questions by their survey's name, measures that are asked, units, owners."""

    measures: frozenset[Measure]
    questions: Mapping[str, tuple[Asked, ...]]
    units: tuple[tuple[str, str], ...]
    owners: tuple[tuple[str, str], ...]


def aim_choices(actor: Actor, now: datetime) -> AimChoices:
    """A question asked in several surveys stands once, below the newest."""
    catalogue = catalogue_of(actor)
    names = survey_names(actor.organisation.id)
    questions: dict[str, tuple[Asked, ...]] = {}
    for one in questions_of(catalogue, ()):
        survey = names.get(one.survey, "")
        questions[survey] = (*questions.get(survey, ()), one)
    asked = frozenset(measure for measure, _ in catalogue.measures())
    return AimChoices(asked, questions, units_to_choose(actor), owners_of(actor, now))


def refuse_unfit_question(actor: Actor, wish: AimWish, kept: str = "") -> None:
    """A question is one of those on offer, on a scale of the measure; the one kept before may stay.

    Errors: `Refused` naming what fits.
    """
    if not wish.question or wish.question == kept:
        return
    asked = {one.id: one for one in questions_of(catalogue_of(actor), ())}.get(wish.question)
    if asked is None:
        raise Refused("Choose a question from the list.", field="question")
    fitting = measures_of(asked.scale)
    if MEASURES[wish.measure] not in fitting:
        titles = ", ".join(one.title for one in fitting)
        raise Refused(
            f"“{asked.title}” is asked on another scale than this measure; it fits {titles}.",
            field="question",
        )


def owners_of(actor: Actor, now: datetime) -> tuple[tuple[str, str], ...]:
    """Everybody who may own an aim today, as a form names them: users first, then employees."""
    today = today_of(actor, now)
    users = [
        (f"user:{one.user_id}", one.name or one.email)
        for one in members_of(actor.organisation.id)
        if one.has_accepted
    ]
    people = [
        (f"employee:{one.id}", f"{one.name}, {one.position}" if one.position else one.name)
        for one in employees_of(actor.organisation.id)
        if not one.is_gone(today)
    ]
    return (*users, *people)


def units_to_choose(actor: Actor) -> tuple[tuple[str, str], ...]:
    return tuple((str(unit.id), unit.name) for unit in units_of(actor.organisation.id))


def _aim(  # noqa: PLR0917 - everything read once for all aims
    store: FactStore,
    actor: Actor,
    row: ExperienceAim,
    catalogue: Catalogue,
    members: dict[UUID, bool],
    today: date,
) -> AimFound:
    is_hidden = row.unit_id is not None and not actor.sees_unit(row.unit_id)
    measure = MEASURES.get(row.measure)
    found, refusal = None, ""
    if measure is not None and actor.may(Permission.SEE_FIGURES) and not is_hidden:
        found, refusal = _figure(store, actor, row, catalogue, today)
    owner, has_left = _owner(row, members, today)
    return AimFound(
        id=row.id,
        title=row.title,
        measure=measure,
        question=_question(row, catalogue.on(found.ask.scale) if found else ()),
        unit=row.unit.name if row.unit else "",
        unit_is_hidden=is_hidden,
        owner=owner,
        owner_left=has_left,
        counted=found,
        refusal=refusal,
        target=_target(row, today) if actor.may(Permission.SEE_FIGURES) and not is_hidden else None,
    )


def _question(row: ExperienceAim, asked: Sequence[Asked]) -> str:
    return {one.id: one.title for one in asked}.get(row.question, row.question)


def _figure(
    store: FactStore, actor: Actor, row: ExperienceAim, catalogue: Catalogue, today: date
) -> tuple[Counted | None, str]:
    filters: dict[str, tuple[str, ...]] = {}
    if row.unit_id:
        filters["unit"] = (str(row.unit_id),)
    if row.question:
        filters["question"] = (row.question,)
    measure = MEASURES[row.measure]
    try:
        scale = catalogue.scale_for(measure, filters)
        ask = ask_for(actor, measure, scale, filters, preset_window(Preset.MONTHS_12, today))
        return counted(store, ask), ""
    except (BadAddress, MetricsError, BadQuery) as error:
        return None, str(error)


def _owner(row: ExperienceAim, members: dict[UUID, bool], today: date) -> tuple[str, bool]:
    if row.owner_user is not None:
        name = row.owner_user.name or row.owner_user.email
        return name, not members.get(row.owner_user.id, False)
    if row.owner_employee is not None:
        gone = row.owner_employee.valid_to
        return row.owner_employee.name, gone is not None and gone <= today
    return "", False


def _target(row: ExperienceAim, today: date) -> float | None:
    """The goal that holds today for the same measure, unit and question; the shortest period first."""
    goals = Goal.objects.filter(
        organisation_id=row.organisation_id,
        removed_at__isnull=True,
        measure=row.measure,
        survey__isnull=True,
        question=row.question,
        start__lte=today,
    )
    here = goals.filter(unit__isnull=True) if row.unit_id is None else goals.filter(unit_id=row.unit_id)
    running = [one for one in map(goal_view, here.order_by("-start")) if not one.period.is_over(today)]
    return running[0].target if running else None


def typed_aim(row: ExperienceAim) -> dict[str, str]:
    """A kept aim as a form says it."""
    owner = f"user:{row.owner_user_id}" if row.owner_user_id else ""
    if row.owner_employee_id:
        owner = f"employee:{row.owner_employee_id}"
    return {
        "title": row.title,
        "measure": row.measure,
        "question": row.question,
        "unit": str(row.unit_id) if row.unit_id else "",
        "owner": owner,
    }
