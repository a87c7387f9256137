"""What the templates about failed messages may use."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ohlas.accounts.access import Actor
from ohlas.outreach.pages.channels import TITLES
from ohlas.outreach.pages.invitations import STATES
from ohlas.outreach.queries.failed import Failure, failures_of
from ohlas.outreach.queries.words import why_not_left


@dataclass(frozen=True)
class FailedLine:
    """A message that failed; `instead` says why it cannot be sent again."""

    id: UUID
    invitation_id: UUID
    name: str
    channel: Promise
    programme: str
    at: datetime | None
    why: str
    can_leave: bool
    instead: Promise | str


@dataclass(frozen=True)
class FailedPage:
    """`outreach/failed.html`; `is_asking` when the lines are those chosen, to be confirmed."""

    lines: tuple[FailedLine, ...]
    total: int
    is_asking: bool

    @property
    def leaving(self) -> tuple[FailedLine, ...]:
        return tuple(one for one in self.lines if one.can_leave)


def failed_page(actor: Actor, now: datetime, chosen: Collection[UUID] = ()) -> FailedPage:
    """The list, or those chosen of it."""
    rows, total = failures_of(actor, now, chosen)
    return FailedPage(tuple(_line(one) for one in rows), total, is_asking=bool(chosen))


def _line(one: Failure) -> FailedLine:
    return FailedLine(
        id=one.id,
        invitation_id=one.invitation_id,
        name=one.name or "–",
        channel=TITLES[one.carrier],
        programme=one.programme or "–",
        at=one.at,
        why=why_not_left(one.why) or str(_("The provider gave no reason.")),
        can_leave=one.can_leave,
        instead="" if one.can_leave else STATES[one.invitation_state],
    )
