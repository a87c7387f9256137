"""The field report beside the answers: the early against the late, and how many open links bring to answer."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from ohlas.accounts.access import Actor
from ohlas.feedback.queries.handed import LinkWanted, handed_links, link_tallies, link_views
from ohlas.feedback.queries.invited import invitations_left_out, scores_of_invited
from ohlas.metrics import ScoreCounts, counts_of, measures_of
from ohlas.metrics.registry import Measure
from ohlas.metrics.response import participation_rate
from ohlas.outreach.queries.field import (
    Answered,
    FieldReport,
    FieldWish,
    answered,
    field_report,
)
from ohlas.outreach.rules import Carrier
from ohlas.surveys.queries import Version, standing
from ohlas.surveys.rules import AnswerKind


@dataclass(frozen=True)
class EarlyLate:
    """Two halves of those who answered: before a reminder and after, or the quicker and the slower."""

    measure: Measure
    question: str
    by_reminder: bool
    early: ScoreCounts
    late: ScoreCounts


@dataclass(frozen=True)
class Participation:
    """An open link: pages shown, answers, and their share; programs that look at links are among the pages."""

    id: UUID
    survey_id: UUID
    channel: str
    unit: str
    shown: int
    answered: int
    rate: float | None


@dataclass(frozen=True)
class Field:
    """Everything the page, the table and the API say."""

    wish: FieldWish
    report: FieldReport
    early_late: EarlyLate | None
    participation: tuple[Participation, ...]
    versions: dict[UUID, Version]


def field_of(actor: Actor, wish: FieldWish, by: str, now: datetime) -> Field:
    report = field_report(wish, by, now)
    surveys = {one.survey_id for one in report.broke_off}
    people = list(answered(wish))
    surveys |= {one.survey_id for one in people}
    versions = {}
    for survey_id in surveys:
        known = standing(wish.organisation_id, str(survey_id), now)
        if known is not None and known.version is not None:
            versions[survey_id] = known.version
    return Field(wish, report, early_late(people, versions), participation(actor, wish), versions)


def early_late(people: list[Answered], versions: dict[UUID, Version]) -> EarlyLate | None:
    """For the first score of one survey; None for several surveys, or fewer than two who answered."""
    surveys = {one.survey_id for one in people}
    version = versions.get(next(iter(surveys))) if len(surveys) == 1 else None
    questions = version.definition.questions if version else ()
    first = next((one for one in questions if one.type.kind is AnswerKind.SCORE and one.scale), None)
    if first is None or first.scale is None:
        return None
    scores = scores_of_invited([one.invitation_id for one in people], first.id)
    known = [one for one in people if one.invitation_id in scores]
    by_reminder = any(one.reminders for one in known) and any(not one.reminders for one in known)
    known.sort(key=lambda one: (one.reminders > 0 if by_reminder else False, one.took))
    half = sum(not one.reminders for one in known) if by_reminder else len(known) // 2
    if not 0 < half < len(known):
        return None
    given = [scores[one.invitation_id] for one in known]
    return EarlyLate(
        measures_of(first.scale)[0],
        first.id,
        by_reminder,
        _counts(given[:half], first.scale),
        _counts(given[half:], first.scale),
    )


def participation(actor: Actor, wish: FieldWish) -> tuple[Participation, ...]:
    """Open links that were opened at least once, by what they brought."""
    wanted = LinkWanted(survey_id=wish.survey_id, unit_id=wish.unit_id)
    links = link_views(handed_links(actor.organisation.id, wanted, actor.scope))
    tallies = link_tallies([link.id for link in links])
    found = []
    for link in links:
        tally = tallies[link.id]
        given = tally.answered + tally.partial
        if tally.opened or given:
            shown = max(tally.opened, given)  # answers from before openings were counted
            rate = participation_rate(given, shown)
            found.append(
                Participation(link.id, link.survey_id, link.channel, link.unit.name, shown, given, rate)
            )
    return tuple(sorted(found, key=lambda one: -one.shown))


def _counts(scores: list[float], scale: str) -> ScoreCounts:
    return counts_of({score: scores.count(score) for score in set(scores)}, scale)


def field_wish(given: Mapping[str, str], actor: Actor) -> FieldWish:
    """What the address asks for; what cannot be read asks for everything."""
    last = _day(given.get("until", ""))
    return FieldWish(
        organisation_id=actor.organisation.id,
        zone=actor.organisation.zone,
        scope=actor.scope,
        programme_id=_uuid(given.get("programme", "")),
        survey_id=_uuid(given.get("survey", "")),
        carrier=next((one for one in Carrier if one == given.get("carrier")), None),
        unit_id=_uuid(given.get("unit", "")),
        since=_day(given.get("since", "")),
        until=last + timedelta(days=1) if last and last < date.max else None,
        left_out=invitations_left_out(actor.organisation.id),
    )


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError:
        return None
