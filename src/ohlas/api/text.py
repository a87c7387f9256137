"""What a text says, for programs: the same answer as `ohlas text analyse --json`. Nothing is stored."""

from typing import Any, Literal

import orjson
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from ninja import Router, Schema

from ohlas.accounts.access import Actor, ApiKeyAuth
from ohlas.accounts.rules import Permission
from ohlas.feedback.queries.readers import own_model
from ohlas.feedback.queries.texts import topic_tree
from ohlas.lib.problems import json_response, problem
from ohlas.text.sentiment.errors import NoEmbedder

router = Router(tags=["text"])
MAX_TEXTS = 1_000
MAX_BODY = 5 * 1024 * 1024


class SentimentOut(Schema):
    label: str
    positive: float
    neutral: float
    negative: float


class TopicOut(Schema):
    topic: str
    sentiment: str
    phrase: str


class UrgencyOut(Schema):
    kind: str
    phrase: str
    confidence: float


class AnalysisOut(Schema):
    language: str
    language_confidence: float
    repaired: str
    sentiment: SentimentOut
    topics: list[TopicOut]
    urgency: list[UrgencyOut]
    masked: str


class Problem(Schema):
    title: str
    status: int
    detail: str


_BODY = {
    "requestBody": {
        "required": True,
        "content": {
            "application/json": {
                "schema": {
                    "type": "object",
                    "properties": {
                        "text": {"type": "string", "description": "One text; the answer is one object."},
                        "texts": {
                            "type": "array",
                            "items": {"type": "string"},
                            "maxItems": MAX_TEXTS,
                            "description": "Instead of `text`: several; the answer is a list in their order.",
                        },
                        "accurate": {
                            "type": "boolean",
                            "default": False,
                            "description": "Slower and more often right; needs the extra `embeddings`.",
                        },
                    },
                },
                "example": {"text": "Skvělá káva, ale rozvoz přijel pozdě."},
            }
        },
    }
}


@router.post(
    "/text/analyse",
    auth=ApiKeyAuth(Permission.SEE_FIGURES),
    response={200: AnalysisOut | list[AnalysisOut], 400: Problem, 413: Problem, 422: Problem, 501: Problem},
    openapi_extra=_BODY,
    summary="Say what a text says",
)
def post_text(request: HttpRequest) -> HttpResponse:
    """Language, sentiment, topics of your organisation's tree, urgency, and the text without personal data.

    A key without the right `contacts:read` gets the text without personal data as `repaired` too.
    """
    try:
        body: Any = orjson.loads(request.body) if len(request.body) <= MAX_BODY else None
    except orjson.JSONDecodeError:
        return problem(
            400, "The body cannot be read", 'Send JSON such as {"text": "Great coffee"}, in UTF-8.'
        )
    except RequestDataTooBig:
        body = None
    if body is None:
        return problem(413, "Too large", f"At most {MAX_BODY // 1024 // 1024} MB of JSON are taken.")
    texts, accurate = _texts(body), body.get("accurate", False) if isinstance(body, dict) else False
    if texts is None or not isinstance(accurate, bool):
        detail = f"Send `text`, a string, or `texts`, a list of 1 to {MAX_TEXTS} strings; `accurate` is true or false."
        return problem(422, "Nothing to analyse", detail)
    try:
        found = _analysed(request, texts, accurate=accurate)
    except NoEmbedder as error:
        return problem(501, "No accurate mode here", str(error))
    return json_response(found if "texts" in body else found[0])


def _texts(body: object) -> list[str] | None:
    match body:
        case {"text": str(text), **rest} if "texts" not in rest:
            return [text]
        case {"texts": [*texts], **rest} if "text" not in rest and 1 <= len(texts) <= MAX_TEXTS:
            return texts if all(isinstance(text, str) for text in texts) else None
    return None


def _analysed(request: HttpRequest, texts: list[str], *, accurate: bool) -> list[dict[str, Any]]:
    from ohlas.text.analysis import analyse_many, to_json  # NumPy: not in an idle web process

    actor: Actor = request.actor  # type: ignore[attr-defined]  # set by ApiKeyAuth
    owner = actor.organisation.id
    mode: Literal["fast", "accurate"] = "accurate" if accurate else "fast"
    found = analyse_many(texts, topic_tree(owner).topics, mode, own_model(owner))
    hides = not actor.may(Permission.SEE_CONTACTS)
    return [to_json(one, hides_people=hides) for one in found]
