"""What an anonymous survey has shown so far, what it still waits for, and its texts without their circumstances."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from uuid import UUID

from ohlas.feedback.models import Release, Response
from ohlas.feedback.queries.waiting import people_in
from ohlas.feedback.rules.releases import AT_ONCE, LEAST, LEAST_TEXTS, WAITING
from ohlas.feedback.rules.texts import without_people
from ohlas.surveys.queries import published_version, survey_names
from ohlas.surveys.rules import AnswerKind


@dataclass(frozen=True)
class AnonymousSurvey:
    """`missing` are the people without whom nothing more is shown, and `at_once` those with whom it is at once."""

    survey_id: UUID
    name: str
    people: int
    releases: int
    missing: int
    at_once: int


@dataclass(frozen=True)
class AnonymousText:
    """What somebody wrote to a question, in no order and of no time."""

    question: str
    text: str


def anonymous_surveys(organisation_id: UUID) -> tuple[AnonymousSurvey, ...]:
    """Every survey with an anonymous answer, by name; nothing in it hangs on units or on who looks."""
    hidden = Response.objects.filter(organisation_id=organisation_id, release__isnull=False)
    found = set(hidden.values_list("version__survey_id", flat=True).distinct())
    names = survey_names(organisation_id)
    return tuple(
        _standing(organisation_id, survey, names.get(survey, ""))
        for survey in sorted(found, key=lambda one: names.get(one, ""))
    )


def anonymous_survey(organisation_id: UUID, survey_id: UUID) -> AnonymousSurvey | None:
    """One survey, also before anybody has answered; None where the organisation has no such survey."""
    name = survey_names(organisation_id).get(survey_id)
    return None if name is None else _standing(organisation_id, survey_id, name)


def anonymous_texts(organisation_id: UUID, survey_id: UUID) -> tuple[AnonymousText, ...]:
    """Released texts, question by question, only whole releases that bring at least ten people's words together."""
    rows = Response.objects.filter(
        organisation_id=organisation_id, version__survey_id=survey_id, release__gt=WAITING
    )
    told: dict[str, list[tuple[int, Response, str]]] = {}
    for row in rows.order_by("release"):
        for question, text in _texts(row):
            told.setdefault(question, []).append((row.release or WAITING, row, text))
    return tuple(one for question, given in sorted(told.items()) for one in _shuffled(question, given))


def _standing(organisation_id: UUID, survey: UUID, name: str) -> AnonymousSurvey:
    releases = Release.objects.filter(organisation_id=organisation_id, survey_id=survey)
    people = sum(releases.values_list("people", flat=True))
    waiting = people_in(
        Response.objects.filter(
            organisation_id=organisation_id, version__survey_id=survey, release=WAITING, is_complete=True
        )
    )
    missing, at_once = max(0, LEAST - waiting), max(0, AT_ONCE - waiting)
    return AnonymousSurvey(survey, name, people, releases.count(), missing, at_once)


def _texts(row: Response) -> Iterator[tuple[str, str]]:
    version = published_version(row.version_id)
    for name, given in row.answers.items() if version else ():
        item = version.definition.item_by_id.get(name) if version else None
        if item is not None and item.kind is AnswerKind.TEXT and isinstance(given, str) and given.strip():
            yield name, without_people(given, row.language)


def _shuffled(question: str, given: Iterable[tuple[int, Response, str]]) -> Iterator[AnonymousText]:
    """In an order that only chance explains, the same at every look; what came last waits to be ten."""
    shown: list[tuple[Response, str]] = []
    block: list[tuple[Response, str]] = []
    last: int | None = None
    for release, row, text in given:
        if release != last and _people(block) >= LEAST_TEXTS:
            shown, block = shown + block, []
        block.append((row, text))
        last = release
    if _people(block) >= LEAST_TEXTS:
        shown += block
    for _, text in sorted(shown, key=lambda one: hashlib.sha256(f"{question}{one[0].id}".encode()).digest()):
        yield AnonymousText(question, text)


def _people(block: Iterable[tuple[Response, str]]) -> int:
    return len({row.person or row.id for row, _ in block})
