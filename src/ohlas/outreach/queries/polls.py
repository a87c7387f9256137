"""Polls of networks as the list, the page and programs read them."""

from dataclasses import dataclass
from uuid import UUID

from ohlas.outreach.models import Poll
from ohlas.outreach.rules.polls import Choice, ChoiceShare, PollResult, shares_of


@dataclass(frozen=True, slots=True)
class PollView:
    """A poll with its shares; it is self-selected, whatever its numbers are."""

    id: UUID
    poll: PollResult
    shares: tuple[ChoiceShare, ...]

    @property
    def is_self_selected(self) -> bool:
        """Always: who votes on a network chose to. Nothing pools it with figures of surveys."""
        return True


def polls_of(organisation_id: UUID) -> tuple[PollView, ...]:
    """Every poll that was entered, the newest first."""
    rows = Poll.objects.filter(organisation_id=organisation_id)
    return tuple(poll_view(row) for row in rows.order_by("-asked_on", "-id"))


def poll_view(row: Poll) -> PollView:
    choices = tuple(Choice(one["text"], one["votes"]) for one in row.choices)
    poll = PollResult(
        network=row.network,
        question=row.question,
        choices=choices,
        asked_on=row.asked_on,
        ended_on=row.ended_on,
        address=row.address,
    )
    return PollView(row.id, poll, shares_of(choices))
