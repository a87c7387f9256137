"""Polls of networks for programs."""

from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Field, Router, Schema, Status

from ohlas.accounts.access import Actor, ApiKeyAuth
from ohlas.accounts.rules import Permission
from ohlas.lib.problems import problem
from ohlas.outreach.access import poll_for
from ohlas.outreach.actions.polls import record_poll
from ohlas.outreach.errors import BadPoll
from ohlas.outreach.queries.polls import poll_view
from ohlas.outreach.rules.polls import Choice, PollResult


class ChoiceIn(Schema):
    text: str = Field(min_length=1, max_length=200)
    votes: int = Field(ge=0, le=1_000_000_000)


class PollIn(Schema):
    network: str = Field(min_length=1, max_length=40, description="Such as Instagram.")
    question: str = Field(min_length=1, max_length=500)
    choices: list[ChoiceIn] = Field(min_length=2, max_length=20)
    asked_on: date
    ended_on: date | None = None
    address: str = Field("", max_length=500)


class ChoiceOut(Schema):
    text: str
    votes: int
    share: float | None = Field(description="0 to 1; null where nobody voted.")
    low: float | None = Field(
        description="Wilson's 95 % interval of the votes given; it says nothing of others."
    )
    high: float | None


class PollOut(Schema):
    id: UUID
    votes: int
    self_selected: bool = Field(description="Always true: never pooled with figures of surveys.")
    choices: list[ChoiceOut]


class PollProblem(Schema):
    title: str
    status: int
    detail: str
    problems: list[dict[str, str]] = Field(default_factory=list)


def offer_polls(router: Router) -> None:
    """Adds the route to the room's own router: one router per room keeps one table of rights."""
    router.post(
        "/polls",
        auth=ApiKeyAuth(Permission.RUN_PROGRAMMES),
        response={201: PollOut, 422: PollProblem},
        summary="What a poll on a network brought",
    )(post_poll)


def post_poll(request: HttpRequest, body: PollIn) -> Any:  # Ninja reads the shape from `response`
    """Enters a poll that was run on a social network itself. It is shown by itself, marked self-selected."""
    actor: Actor = request.actor  # type: ignore[attr-defined]  # set by ApiKeyAuth
    poll = PollResult(
        network=body.network.strip(),
        question=body.question.strip(),
        choices=tuple(Choice(one.text.strip(), one.votes) for one in body.choices),
        asked_on=body.asked_on,
        ended_on=body.ended_on,
        address=body.address,
    )
    try:
        made = record_poll(actor=actor, poll=poll, now=timezone.now())
    except BadPoll as error:
        return _refused(error)
    view = poll_view(poll_for(actor, made, Permission.RUN_PROGRAMMES))
    return Status(
        201,
        {
            "id": made,
            "votes": poll.votes,
            "self_selected": view.is_self_selected,
            "choices": [
                {
                    "text": one.text,
                    "votes": one.votes,
                    "share": one.share,
                    "low": one.interval.low if one.interval else None,
                    "high": one.interval.high if one.interval else None,
                }
                for one in view.shares
            ],
        },
    )


def _refused(error: BadPoll) -> HttpResponse:
    problems = [{"field": error.place, "given": error.given, "allowed": error.allowed}]
    return problem(422, "The poll cannot be kept", str(error), problems=problems)
