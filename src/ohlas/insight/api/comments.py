"""Comments for programs: the explorer's filters, what was read in each, and who asks somebody to act."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Schema

from ohlas.accounts.access import Actor, ApiKeyAuth
from ohlas.accounts.rules import Permission
from ohlas.engine import BadQuery
from ohlas.feedback.access import CommentView
from ohlas.insight.errors import BadAddress
from ohlas.insight.queries import attribute_fields, facts
from ohlas.insight.queries.comments import PER_PAGE, asked, comments_on, today_of
from ohlas.insight.rules import Preset, Window, preset_window
from ohlas.insight.rules.explored import URGENCIES, Explored, parse_explored
from ohlas.insight.rules.parameters import in_query
from ohlas.lib.problems import problem

router = Router(tags=["insight"])
_OPENAPI = in_query(
    ("q", "Only comments that hold these words, in any form."),
    ("urgency", f"Only comments that signal this: {', '.join(URGENCIES)}. Repeat it for any of several."),
    ("topic", "Only this topic (id) of the organisation's tree."),
    ("sentiment", "Only positive, neutral, negative or mixed."),
    ("score_class", "Only those who scored low, middle or high."),
    "unit",
    ("survey", "Only this survey (id)."),
    "channel",
    "language",
    "since",
    "until",
    ("period", "Instead of days: 30d, 90d, 12m or all (the default)."),
    ("page", f"Which page of {PER_PAGE} comments, from 1."),
)


class SaidTopicOut(Schema):
    topic: str
    sentiment: str
    phrase: str


class SignalOut(Schema):
    kind: str
    phrase: str
    confidence: float
    marked: bool | None


class CommentOut(Schema):
    response: str
    question: str
    at: datetime
    text: str
    language: str
    sentiment: str
    topics: list[SaidTopicOut]
    urgency: list[SignalOut]
    score: float | None
    unit: str | None
    survey: str
    channel: str


class CommentsOut(Schema):
    total: int
    page: int
    comments: list[CommentOut]


class Problem(Schema):
    title: str
    status: int
    detail: str


@router.get(
    "/comments",
    auth=ApiKeyAuth(Permission.SEE_ANSWERS),
    response={200: CommentsOut, 422: Problem},
    openapi_extra=_OPENAPI,
    summary="What customers wrote, the newest first",
)
def get_comments(request: HttpRequest) -> Any:  # Ninja reads the shape from `response`
    """Each comment with its sentiment, topics, and signals of urgency; the text without personal data
    for a key that lacks `contacts:read`.

    A signal's `marked` is what a person said of it: true for right, false for wrong, null for not looked at.
    Without `urgency` all comments are given; a signal marked wrong is shown, but its comment is not found by it.
    """
    actor: Actor = request.actor  # type: ignore[attr-defined]  # set by ApiKeyAuth
    try:
        return _document(actor, dict(request.GET.lists()), timezone.now())
    except (BadAddress, BadQuery) as error:
        return problem(422, "These comments cannot be given", str(error))


def _document(actor: Actor, given: Mapping[str, Sequence[str]], now: datetime) -> dict[str, Any]:
    explored = parse_explored(given, list(attribute_fields(actor)))
    question = asked(actor, explored, _window(explored, actor, now))
    found, total = comments_on(facts(), actor, question.chosen, explored.page, question.search)
    return {"total": total, "page": explored.page, "comments": [_comment(one) for one in found]}


def _window(explored: Explored, actor: Actor, now: datetime) -> Window:
    selection = explored.selection
    if selection.preset is Preset.DATES:
        return selection.chosen_window
    return preset_window(selection.preset or Preset.ALL, today_of(actor, now))


def _comment(found: CommentView) -> dict[str, Any]:
    said, response = found.reading.said, found.response
    marks = found.reading.given.urgent
    return {
        "response": str(response.id),
        "question": found.reading.question,
        "at": response.answered_at,
        "text": found.text,
        "language": said.language,
        "sentiment": said.sentiment,
        "topics": [
            {"topic": one.topic, "sentiment": one.sentiment, "phrase": _shown(one.phrase, found.text)}
            for one in said.topics
        ],
        "urgency": [
            {
                "kind": one.kind,
                "phrase": _shown(one.phrase, found.text),
                "confidence": one.confidence,
                "marked": marks.get(one.kind),
            }
            for one in found.reading.read.urgency
        ],
        "score": next((answer.value for answer in response.scores), None),
        "unit": str(response.unit_id) if response.unit_id else None,
        "survey": str(response.survey_id),
        "channel": response.channel,
    }


def _shown(phrase: str, text: str) -> str:
    """Words that were hidden in the text are hidden here too."""
    return phrase if phrase in text else ""
