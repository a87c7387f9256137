"""Who has just complained is spared further questions for a while, as the organisation's rule says."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from ohlas.accounts.access import system_actor
from ohlas.customers.queries.contacts import sharing_an_address
from ohlas.feedback.actions.enrich import read_recorded
from ohlas.feedback.models import Response, TextReading
from ohlas.feedback.rules.spontaneous import CHANNEL, KIND, Kind
from ohlas.feedback.rules.texts import urgency_from_json
from ohlas.lib.database import one_writer
from ohlas.outbox import Delivered
from ohlas.outreach.actions.holding import hold_unless_lifted
from ohlas.outreach.queries.crowd import policy_of
from ohlas.outreach.rules.care import Care, Told, reason_to_spare
from ohlas.surveys.queries import published_version
from ohlas.surveys.rules import one_click_question


def read_and_spare(events: Sequence[Delivered], now: datetime) -> None:
    """Reads what was just written, then leaves those alone who need it; safe to repeat."""
    read_recorded(events, now)
    spare([delivered.event.response_id for delivered in events], now)


def spare(response_ids: Sequence[UUID], now: datetime) -> int:
    """Holds the people behind these answers where the rule says so; how many. Anonymous ones name nobody."""
    rows = Response.objects.filter(
        id__in=response_ids, contact__isnull=False, batch=None, release=None
    ).select_related("contact")
    by_owner: dict[UUID, list[Response]] = defaultdict(list)
    for row in rows:
        by_owner[row.organisation_id].append(row)
    return sum(_spare(owner, mine, now) for owner, mine in by_owner.items())


def _spare(organisation_id: UUID, rows: Sequence[Response], now: datetime) -> int:
    care = policy_of(organisation_id).care
    told = _told(rows) if care.days else {}
    reasons = {row.id: reason_to_spare(care, told[row.id]) for row in rows if row.id in told}
    return sum(_hold(row, reason, care, now) for row in rows if (reason := reasons.get(row.id, "")))


def _hold(row: Response, reason: str, care: Care, now: datetime) -> int:
    """The card of this person, and those that have the address they gave.

    An address left on a public page is not verified, so no card is joined by it; a pause harms nobody.
    """
    until = row.received_at + timedelta(days=care.days)
    if row.contact_id is None or until <= now:
        return 0
    actor = system_actor(row.organisation_id)
    with one_writer():
        for contact_id in sharing_an_address(row.contact_id):
            hold_unless_lifted(
                actor=actor,
                contact_id=contact_id,
                reason=reason,
                since=row.received_at,
                until=until,
                now=now,
            )
    return 1


def _told(rows: Sequence[Response]) -> dict[UUID, Told]:
    readings: dict[UUID, list[TextReading]] = defaultdict(list)
    for reading in TextReading.objects.filter(response_id__in=[row.id for row in rows]):
        readings[reading.response_id].append(reading)
    return {row.id: _one(row, readings[row.id]) for row in rows}


def _one(row: Response, readings: Sequence[TextReading]) -> Told:
    return Told(
        is_complaint=row.channel == CHANNEL and row.answers.get(KIND) == Kind.COMPLAINT,
        score=_score(row),
        is_negative=any(one.sentiment == "negative" for one in readings),
        urgent=frozenset(each.kind for one in readings for each in urgency_from_json(one.urgency)),
    )


def _score(row: Response) -> float | None:
    """The recommendation score, where one was asked and given."""
    version = published_version(row.version_id)
    question = one_click_question(version.definition) if version else None
    given = row.answers.get(question.id) if question and question.type.id == "nps" else None
    return float(given) if isinstance(given, int | float) and not isinstance(given, bool) else None
