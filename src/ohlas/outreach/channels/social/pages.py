"""What the pages about polls of networks may show."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from ohlas.accounts.access import Actor
from ohlas.accounts.rules import Permission
from ohlas.outreach.channels.social.forms import PollForm, entered
from ohlas.outreach.queries.polls import PollView, polls_of
from ohlas.outreach.rules.polls import ChoiceShare, PollResult


@dataclass(frozen=True)
class ShareLine:
    """A choice's bar: `percent` for its length, `words` for what is read."""

    text: str
    votes: int
    percent: int
    words: str
    between: str


@dataclass(frozen=True)
class PollLine:
    id: UUID
    poll: PollResult
    shares: Sequence[ShareLine]


@dataclass(frozen=True)
class PollsPage:
    """`outreach/social/polls.html`."""

    polls: Sequence[PollLine]
    may_edit: bool


@dataclass(frozen=True)
class PollPage:
    """`outreach/social/poll.html`; `id` is None for a new one."""

    id: UUID | None
    question: str
    form: PollForm


def polls_page(actor: Actor) -> PollsPage:
    return PollsPage(
        polls=tuple(_line(one) for one in polls_of(actor.organisation.id)),
        may_edit=actor.may(Permission.RUN_PROGRAMMES),
    )


def poll_page(view: PollView | None, form: PollForm | None = None) -> PollPage:
    return PollPage(
        id=view.id if view else None,
        question=view.poll.question if view else "",
        form=form or PollForm(initial=entered(view.poll) if view else None),
    )


def _line(view: PollView) -> PollLine:
    return PollLine(view.id, view.poll, tuple(_share(one) for one in view.shares))


def _share(one: ChoiceShare) -> ShareLine:
    percent = round(100 * one.share) if one.share is not None else 0
    words = f"{percent} %" if one.share is not None else "–"
    between = (
        _("between %(low)s and %(high)s %%")
        % {"low": round(100 * one.interval.low), "high": round(100 * one.interval.high)}
        if one.interval
        else ""
    )
    return ShareLine(one.text, one.votes, percent, words, between)
