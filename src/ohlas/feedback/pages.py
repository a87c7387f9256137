"""What each of this room's templates may use."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from ohlas.accounts.access import Actor
from ohlas.accounts.errors import NotHere
from ohlas.accounts.rules import Permission
from ohlas.feedback.access import beside, response_for, responses_for, shown_to
from ohlas.feedback.queries import Answer, ResponseView, attributes_of, response_view, views_of
from ohlas.feedback.queries.anonymity import (
    AnonymousSurvey,
    AnonymousText,
    anonymous_survey,
    anonymous_surveys,
    anonymous_texts,
)
from ohlas.feedback.queries.texts import readings_at, topic_tree
from ohlas.feedback.queries.titles import (
    SENTIMENT_MARKS,
    SENTIMENT_TITLES,
    best_of,
    channel_title,
    language_title,
    scale_title,
)
from ohlas.feedback.rules.releases import LEAST_TEXTS
from ohlas.feedback.rules.texts import Said
from ohlas.text.topics import TopicTree

PAGE = 50
COMMENT_SHOWN = 160
SCORES_SHOWN = 4


@dataclass(frozen=True)
class ScoreShown:
    """A grade, the highest there could be (empty where there is no end) and the question it answers."""

    value: str
    best: str
    question: str


@dataclass(frozen=True)
class ResponseLine:
    """A response in the list."""

    id: UUID
    at: str
    survey: str
    unit: str | None
    channel: str
    scores: tuple[ScoreShown, ...]
    comment: str


@dataclass(frozen=True)
class ResponsesPage:
    """`feedback/responses.html`; `earlier` and `later` are query strings or empty."""

    lines: Sequence[ResponseLine]
    words: str
    earlier: str
    later: str
    anonymous: Sequence[AnonymousSurvey] = ()


@dataclass(frozen=True)
class TextsPage:
    """`feedback/anonymous.html`; `is_scoped` for those who see some units only, and no texts therefore."""

    survey: AnonymousSurvey
    texts: Sequence[AnonymousText]
    is_scoped: bool
    least: int


@dataclass(frozen=True)
class Label:
    """How a comment, or what it says of one topic, feels; `topic` is empty for the whole comment."""

    title: str
    sentiment: str
    mark: str
    topic: str = ""


@dataclass(frozen=True)
class AnswerShown:
    """An answer with its scale in words; `labels` say how a comment was read."""

    answer: Answer
    scale: str
    labels: tuple[Label, ...]


@dataclass(frozen=True)
class ResponsePage:
    """`feedback/response.html`; times are the organisation's, attributes by title are pairs."""

    id: UUID
    survey: str
    version: int
    at: str
    received: str
    zone: str
    channel: str
    language: str
    unit: str | None
    contact_id: UUID | None
    weight: float | None
    is_complete: bool
    is_imported: bool
    answers: Sequence[AnswerShown]
    attributes: Sequence[tuple[str, str]]
    may_open_files: bool
    newer: UUID | None
    older: UUID | None


def responses_page(actor: Actor, offset: int) -> ResponsesPage:
    found = responses_for(actor)
    rows = list(found.order_by("-answered_at", "-id")[offset : offset + PAGE])
    total, last = found.count(), offset + len(rows)
    words = _("%(first)s–%(last)s of %(total)s") % {
        "first": min(offset + 1, last),
        "last": last,
        "total": total,
    }
    zone = ZoneInfo(actor.organisation.zone)
    return ResponsesPage(
        lines=tuple(_line(shown_to(actor, view), zone) for view in views_of(actor.organisation.id, rows)),
        words=words,
        earlier=f"?from={max(0, offset - PAGE)}" if offset else "",
        later=f"?from={last}" if last < total else "",
        anonymous=() if offset else anonymous_surveys(actor.organisation.id),
    )


def texts_page(actor: Actor, survey_id: UUID) -> TextsPage:
    """What people wrote in an anonymous survey.

    Errors: `NotHere` for a survey of somebody else.
    """
    survey = anonymous_survey(actor.organisation.id, survey_id)
    if survey is None:
        raise NotHere
    is_scoped = actor.scope is not None
    texts = () if is_scoped else anonymous_texts(actor.organisation.id, survey_id)
    return TextsPage(survey, texts, is_scoped, LEAST_TEXTS)


def response_page(actor: Actor, response_id: UUID) -> ResponsePage:
    found = response_for(actor, response_id)
    view = shown_to(actor, response_view(found))
    newer, older = beside(actor, found)
    zone = ZoneInfo(actor.organisation.zone)
    titles = {one.key: one.title for one in attributes_of(actor.organisation.id)}
    return ResponsePage(
        id=view.id,
        survey=view.survey,
        version=view.version,
        at=_local(view.answered_at, zone),
        received=_local(view.received_at, zone),
        zone=actor.organisation.zone,
        channel=channel_title(view.channel),
        language=language_title(view.language),
        unit=view.unit,
        contact_id=view.contact_id,
        weight=view.weight,
        is_complete=view.is_complete,
        is_imported=view.batch_id is not None,
        answers=tuple(_shown_answers(actor, view)),
        attributes=tuple(sorted((titles.get(key, key), value) for key, value in view.attributes.items())),
        may_open_files=actor.may(Permission.SEE_CONTACTS),
        newer=newer,
        older=older,
    )


def _shown_answers(actor: Actor, view: ResponseView) -> Iterator[AnswerShown]:
    keys = [(str(view.id), answer.question) for answer in view.comments]
    read = readings_at(actor.organisation.id, keys) if keys else {}
    tree = topic_tree(actor.organisation.id).topics if read else None
    for answer in view.answers:
        reading = read.get((str(view.id), answer.question))
        labels = tuple(_labels(reading.said, tree)) if reading and tree else ()
        yield AnswerShown(answer, scale_title(answer.scale), labels)


def _labels(said: Said, tree: TopicTree) -> Iterator[Label]:
    language = (get_language() or "en")[:2]
    titles = {topic.id: topic.title(language) for topic in tree.walk()}
    feeling = said.sentiment
    yield Label(str(SENTIMENT_TITLES.get(feeling, feeling)), feeling, SENTIMENT_MARKS.get(feeling, ""))
    for each in said.topics:
        mark = SENTIMENT_MARKS.get(each.sentiment, "")
        yield Label(titles.get(each.topic, each.topic), each.sentiment, mark, each.topic)


def _line(view: ResponseView, zone: ZoneInfo) -> ResponseLine:
    comment = " · ".join(answer.shown for answer in view.comments)
    is_long = len(comment) > COMMENT_SHOWN
    return ResponseLine(
        id=view.id,
        at=_local(view.answered_at, zone),
        survey=view.survey,
        unit=view.unit,
        channel=channel_title(view.channel),
        scores=tuple(
            ScoreShown(answer.shown, best_of(answer.scale), answer.text)
            for answer in view.scores[:SCORES_SHOWN]
        ),
        comment=f"{comment[:COMMENT_SHOWN]}…" if is_long else comment,
    )


def _local(moment: datetime, zone: ZoneInfo) -> str:
    """As a clock on the organisation's wall showed it."""
    return date_format(moment.astimezone(zone), "SHORT_DATETIME_FORMAT")
