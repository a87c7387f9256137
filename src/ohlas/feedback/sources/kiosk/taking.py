"""Answers from a tablet: read without trust, taken in by the ordinary steps, each with its own outcome."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import orjson
from django.utils.datastructures import MultiValueDict

from ohlas.feedback.actions import closings_of, count_refusal, record_response
from ohlas.feedback.queries.kiosks import KioskView
from ohlas.feedback.rules import Refusal, RefusalReason, Submission, body_hash_of
from ohlas.feedback.rules.kiosks import given_at, was_in_time
from ohlas.feedback.rules.links import client_id_for
from ohlas.feedback.sources.kiosk.document import CHANNEL, facts_of
from ohlas.surveys.pages import answers_in
from ohlas.surveys.queries import Version, published_version
from ohlas.surveys.rules import check_answers

STORED = "stored"
MOST_AT_ONCE = 50
MOST_BYTES = 2_000_000
MOST_FIELDS = 20_000
_MS = 1000


class Unreadable(Exception):
    """What came is no bundle of answers."""


@dataclass(frozen=True, slots=True)
class KioskAnswer:
    """One person's form, as the tablet kept it; `at_ms` by the tablet's own clock."""

    id: UUID
    version_id: UUID
    language: str
    at_ms: float
    seen: tuple[str, ...]
    fields: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Bundle:
    """`unread` are the ids of those that make no sense."""

    sent_ms: float
    answers: tuple[KioskAnswer, ...]
    unread: tuple[str, ...]


def read_bundle(body: bytes) -> Bundle:
    """Errors: `Unreadable`."""
    try:
        document = orjson.loads(body)
        listed, sent = document["answers"], _number(document["sent"])
    except (orjson.JSONDecodeError, KeyError, TypeError, ValueError) as error:
        raise Unreadable from error
    if not isinstance(listed, list) or len(listed) > MOST_AT_ONCE:
        raise Unreadable
    answers, unread = [], []
    for one in listed:
        try:
            answers.append(_answer(one))
        except (KeyError, TypeError, ValueError):
            if isinstance(one, dict) and isinstance(one.get("id"), str):
                unread.append(one["id"][:80])
    return Bundle(sent, tuple(answers), tuple(unread))


def take_bundle(kiosk: KioskView, bundle: Bundle, now: datetime) -> Mapping[str, str]:
    """What became of each answer: `stored` (also when it had come before), or the reason of its refusal."""
    outcomes = {str(one.id): _take(kiosk, one, bundle.sent_ms, now) for one in bundle.answers}
    for _ in bundle.unread:
        count_refusal(kiosk.organisation_id, RefusalReason.UNREADABLE, now)
    return {**outcomes, **dict.fromkeys(bundle.unread, RefusalReason.UNREADABLE.value)}


def _take(kiosk: KioskView, one: KioskAnswer, sent_ms: float, now: datetime) -> str:
    version = published_version(one.version_id)
    if version is None or version.survey_id != kiosk.survey_id:
        count_refusal(kiosk.organisation_id, RefusalReason.UNKNOWN_SURVEY, now)
        return RefusalReason.UNKNOWN_SURVEY.value
    at = given_at((sent_ms - one.at_ms) / _MS, kiosk.created_at, now)
    outcome = record_response(_submission(kiosk, version, one, at, now), now)
    return outcome.reason.value if isinstance(outcome, Refusal) else STORED


def _submission(
    kiosk: KioskView, version: Version, one: KioskAnswer, at: datetime, now: datetime
) -> Submission:
    return Submission(
        organisation_id=kiosk.organisation_id,
        # Derived: a tablet can name no response but its own.
        client_id=client_id_for(kiosk.id, str(one.id)),
        is_client_made=True,
        # When it is sent differs from try to try; what was answered and when does not.
        body_hash=body_hash_of([str(one.version_id), one.language, one.at_ms, one.seen, one.fields]),
        survey=None,
        version_id=version.id,
        answers=_answers(kiosk, version, one),
        answered_at=at,
        was_in_time=was_in_time(at, closings_of(version, now), now),
        channel=CHANNEL,
        language=one.language if one.language in version.definition.languages else None,
        unit=kiosk.unit.code or None,
    )


def _answers(kiosk: KioskView, version: Version, one: KioskAnswer) -> Mapping[str, object]:
    """Those to questions on this person's path; wrong ones stay, to be refused with their reason."""
    definition = version.definition
    posted: MultiValueDict[str, str] = MultiValueDict()
    for name, value in one.fields:
        posted.appendlist(name, value)
    seen = [definition.by_id[name] for name in dict.fromkeys(one.seen) if name in definition.by_id]
    given = {name: value for name, value in answers_in(seen, posted).items() if value is not None}
    hidden = check_answers(definition, given, facts=facts_of(kiosk, one.language)).hidden
    return {name: value for name, value in given.items() if name not in hidden}


def _answer(one: object) -> KioskAnswer:
    """Errors: `KeyError`, `TypeError`, `ValueError` for everything that is not as it should be."""
    if not isinstance(one, dict):
        raise TypeError
    seen, fields = one["seen"], one["fields"]
    if not _is_texts(seen) or not isinstance(fields, list) or len(fields) > MOST_FIELDS:
        raise TypeError
    if not all(_is_texts(pair) and len(pair) == 2 for pair in fields):  # noqa: PLR2004 - name and value
        raise TypeError
    if not isinstance(one["language"], str):
        raise TypeError
    return KioskAnswer(
        id=UUID(one["id"]),
        version_id=UUID(one["version"]),
        language=one["language"][:8],
        at_ms=_number(one["at"]),
        seen=tuple(seen),
        fields=tuple((name, value) for name, value in fields),
    )


def _number(given: object) -> float:
    if isinstance(given, bool) or not isinstance(given, int | float) or not math.isfinite(given):
        raise TypeError
    return float(given)


def _is_texts(given: object) -> bool:
    return (
        isinstance(given, Sequence) and not isinstance(given, str) and all(isinstance(x, str) for x in given)
    )
