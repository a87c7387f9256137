"""Programmes as their pages and the API show them: how they stand, whom they asked, whom not and why."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Count, Q

from ohlas.customers.queries import count_of, members_of
from ohlas.outreach.models import Hold, Invitation, Occasion, Programme, Sender
from ohlas.outreach.queries.crowd import day_of
from ohlas.outreach.queries.outgoing import CONSENT_OF
from ohlas.outreach.queries.readiness import stands_of
from ohlas.outreach.queries.running import running_of, trouble_with
from ohlas.outreach.queries.words import left_alone_words
from ohlas.outreach.rules import Carrier, InvitationState, ProgrammeState
from ohlas.outreach.rules.programmes import OccasionKind, ProgrammeSettings, read_programme
from ohlas.outreach.rules.rhythm import turns
from ohlas.outreach.rules.sending import Light
from ohlas.surveys.queries import survey_names

ANSWERED = (InvitationState.PARTIAL, InvitationState.COMPLETE)
FAR = timedelta(days=800)
MOST_HOLDS = 200


@dataclass(frozen=True)
class ProgrammeView:
    """One programme; `trouble` names what keeps a running one from asking, see `running.trouble_with`."""

    id: UUID
    name: str
    state: ProgrammeState
    priority: int
    survey_id: UUID
    survey: str
    segment_id: UUID | None
    segment: str
    settings: ProgrammeSettings
    asked: int
    answered: int
    waiting: int
    next_turn: date | None
    trouble: str
    created_at: datetime
    started_at: datetime | None


@dataclass(frozen=True)
class StartCheck:
    """One thing that must stand before people are asked; `is_needed` False: only advice. `count` is of people.

    `says` and `cure` are a channel's own sentences about one condition of sending.
    """

    name: str
    is_met: bool
    is_needed: bool = True
    count: int | None = None
    carrier: str = ""
    says: str = ""
    cure: str = ""


@dataclass(frozen=True)
class HoldView:
    contact_id: UUID
    name: str
    reason: str
    until: datetime | None
    made_at: datetime

    @property
    def words(self) -> str:
        """The reason as it is read; `reason` lifts it."""
        return left_alone_words(self.reason)


def programmes_of(organisation_id: UUID, zone: str, now: datetime) -> tuple[ProgrammeView, ...]:
    """All programmes, running ones first."""
    rows = list(Programme.objects.select_related("segment").filter(organisation_id=organisation_id))
    names, counts = survey_names(organisation_id), _counts(organisation_id)
    views = [_view(row, names, counts, zone, now) for row in rows]
    order = list(ProgrammeState)
    place = {state: n for n, state in enumerate((order[1], order[2], order[0], order[3]))}
    return tuple(sorted(views, key=lambda one: (place[one.state], one.priority, one.name)))


def programme_view(row: Programme, zone: str, now: datetime) -> ProgrammeView:
    return _view(row, survey_names(row.organisation_id), _counts(row.organisation_id), zone, now)


def skips_of(programme_id: UUID) -> tuple[tuple[str, int], ...]:
    """Whom it did not ask, by reason, the most frequent first."""
    rows = Occasion.objects.filter(programme_id=programme_id, is_decided=True).exclude(reason="")
    counted = rows.values_list("reason").annotate(n=Count("id")).order_by("-n", "reason")
    return tuple((str(reason), int(n)) for reason, n in counted)


def audience_count(row: Programme, now: datetime) -> int:
    """How many contacts its segment chooses now.

    Errors: `BadCondition`.
    """
    return count_of(row.organisation_id, row.segment.condition if row.segment else {"all": []}, now)


def start_checks(row: Programme, zone: str, now: datetime) -> tuple[StartCheck, ...]:
    """What must stand before the programme may start, and what would be wise."""
    one = running_of(row, zone)
    trouble = trouble_with(row.organisation_id, one, now)
    if trouble not in {"", "survey"}:
        return (StartCheck("survey", is_met=True), StartCheck(trouble, is_met=False))
    condition = one.condition or {"all": []}
    people = count_of(row.organisation_id, condition, now)
    checks = [
        StartCheck("survey", is_met=trouble == ""),
        StartCheck("audience", is_met=people > 0, is_needed=False, count=people),
    ]
    members = members_of(row.organisation_id, condition, now)
    for place, step in enumerate(one.settings.steps):
        agreed = {"all": [condition, {"consent": "surveys", "channel": CONSENT_OF[step.carrier].value}]}
        count = count_of(row.organisation_id, agreed, now) if members else 0
        checks.append(StartCheck("consent", count > 0, is_needed=False, count=count, carrier=step.carrier))
        checks += _gate(row.organisation_id, step.carrier, is_first=place == 0)
    return tuple(checks)


def closed_gate(row: Programme) -> tuple[StartCheck, ...]:
    """The conditions of sending that keep the programme's first channel shut; what waited there would only expire."""
    first = read_programme(row.settings).steps[0]
    return tuple(
        one
        for one in _gate(row.organisation_id, first.carrier, is_first=True)
        if one.is_needed and not one.is_met
    )


def _gate(organisation_id: UUID, carrier: Carrier, *, is_first: bool) -> list[StartCheck]:
    """Each condition of sending by this channel; of a fallback they are advice."""
    if carrier is Carrier.PHONE:
        return []
    row = Sender.objects.filter(organisation_id=organisation_id, carrier=carrier).first()
    checks = [StartCheck("sender", row is not None, is_needed=is_first, carrier=carrier)]
    if row is not None:
        checks.append(StartCheck("pause", row.paused_at is None, is_needed=False, carrier=carrier))
    return checks + [
        StartCheck(
            one.id,
            is_met=one.light is Light.GREEN,
            is_needed=is_first and one.light is Light.RED,
            carrier=carrier,
            says=one.says,
            cure=one.cure,
        )
        for one in (stands_of(row) if row else ())
    ]


def holds_of(organisation_id: UUID, now: datetime) -> Sequence[HoldView]:
    """Who is left alone now, the newest first."""
    rows = Hold.objects.select_related("contact").filter(organisation_id=organisation_id, lifted_at=None)
    rows = rows.exclude(until__lte=now).order_by("-made_at")[:MOST_HOLDS]
    return [HoldView(row.contact_id, row.contact.name, row.reason, row.until, row.made_at) for row in rows]


def _counts(organisation_id: UUID) -> Mapping[UUID, tuple[int, int, int]]:
    rows = Invitation.objects.filter(organisation_id=organisation_id, programme__isnull=False)
    asked = rows.values("programme_id").annotate(n=Count("id"), back=Count("id", Q(state__in=ANSWERED)))
    open_ones = Occasion.objects.filter(organisation_id=organisation_id, is_decided=False)
    waiting = dict(open_ones.values_list("programme_id").annotate(n=Count("id")))
    found = {one["programme_id"]: (one["n"], one["back"], 0) for one in asked}
    for programme_id, n in waiting.items():
        found[programme_id] = (*found.get(programme_id, (0, 0))[:2], n)
    return found


def _view(
    row: Programme,
    names: Mapping[UUID, str],
    counts: Mapping[UUID, tuple[int, int, int]],
    zone: str,
    now: datetime,
) -> ProgrammeView:
    settings = read_programme(row.settings)
    asked, answered, waiting = counts.get(row.id, (0, 0, 0))
    is_running = row.state == ProgrammeState.RUNNING
    return ProgrammeView(
        id=row.id,
        name=row.name,
        state=ProgrammeState(row.state),
        priority=row.priority,
        survey_id=row.survey_id,
        survey=names.get(row.survey_id, ""),
        segment_id=row.segment_id,
        segment=row.segment.name if row.segment else "",
        settings=settings,
        asked=asked,
        answered=answered,
        waiting=waiting,
        next_turn=next_turn(settings, date.fromordinal(day_of(now, zone))) if is_running else None,
        trouble=trouble_with(row.organisation_id, running_of(row, zone), now) if is_running else "",
        created_at=row.created_at,
        started_at=row.started_at,
    )


def next_turn(settings: ProgrammeSettings, today: date) -> date | None:
    """The next day a wave of the rhythm falls on, from tomorrow on; None for other occasions."""
    occasion = settings.occasion
    if occasion.kind is not OccasionKind.RHYTHM or occasion.starts_on is None:
        return None
    last = max(today, occasion.starts_on) + FAR
    for turn in turns(occasion.starts_on, occasion.months, today, last):
        for wave in range(occasion.waves):
            day = turn.begins + wave * (turn.ends - turn.begins) // occasion.waves
            if day > today.toordinal():
                return date.fromordinal(day)
    return None
