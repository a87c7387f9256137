"""What became of everybody who was asked, by the definitions that survey research counts with.

| what a channel saw | outcome | AAPOR |
|---|---|---|
| answered to the end | completed | I, 1.1 |
| answered in part | broke off | P, 1.2 |
| refused, unsubscribed, said no on the phone | declined | R, 2.11 |
| opened or began, gave nothing until it was over | declined | R, 2.112 |
| no language in common on the phone | unable | O, 2.33 |
| answered, and a person left the answer out by review | left out | O, 2.36 |
| delivered or sent, nothing came back | silent | NC, 2.20 |
| address or number refused the message, a wrong number | bounced | NC |
| number not in service | not eligible | NE, 4.32 |
| still waiting to leave, or taken back before it left | not asked | outside |

Whoever is still being asked stands among the silent until the invitation is over.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ohlas.metrics.response import DISPOSITIONS, Disposition, Dispositions, Outcome
from ohlas.outreach.rules.states import Carrier, InvitationState

_S = InvitationState
FRAME: Mapping[Carrier, str] = {
    Carrier.EMAIL: "email",
    Carrier.SMS: "sms",
    Carrier.PHONE: "call",
    Carrier.LINK: "messenger",
    Carrier.WIDGET: "messenger",
    Carrier.SOCIAL: "messenger",
}
"""Which row of the metrics' table a carrier is: all our people are customers known by name."""
_SETTLED: Mapping[InvitationState, Outcome] = {
    _S.COMPLETE: Outcome.COMPLETED,
    _S.PARTIAL: Outcome.BROKE_OFF,
    _S.REFUSED: Outcome.DECLINED,
    _S.BOUNCED: Outcome.BOUNCED,
}
_CALLS: Mapping[str, Outcome] = {
    "language": Outcome.UNABLE,
    "not_in_service": Outcome.NOT_ELIGIBLE,
}
"""What the phone tells beyond the state of the invitation."""
_PLACES: Mapping[Disposition, str] = {
    Disposition.INTERVIEW: "interviews",
    Disposition.PARTIAL: "partials",
    Disposition.REFUSAL: "refusals",
    Disposition.NON_CONTACT: "non_contacts",
    Disposition.OTHER: "others",
    Disposition.UNKNOWN_HOUSEHOLD: "unknown_household",
    Disposition.UNKNOWN_OTHER: "unknown_other",
    Disposition.NOT_ELIGIBLE: "not_eligible",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What is known of some invitations that look alike."""

    carrier: Carrier
    state: InvitationState
    has_left: bool
    was_opened: bool
    is_over: bool
    call: str = ""
    is_left_out: bool = False
    count: int = 1


def outcome_of(seen: Seen) -> Outcome | None:
    """How it ended for survey research; None for whom nothing has left."""
    settled = _SETTLED.get(seen.state)
    if seen.is_left_out and settled in {Outcome.COMPLETED, Outcome.BROKE_OFF}:
        return Outcome.LEFT_OUT
    if settled in {Outcome.COMPLETED, Outcome.BROKE_OFF, Outcome.DECLINED}:
        return settled
    if seen.carrier is Carrier.PHONE and seen.call in _CALLS:
        return _CALLS[seen.call]
    if settled is not None:
        return settled
    if seen.was_opened:
        return Outcome.DECLINED if seen.is_over else Outcome.SILENT
    return Outcome.SILENT if seen.has_left else None


def disposition_of(seen: Seen) -> Disposition | None:
    outcome = outcome_of(seen)
    return DISPOSITIONS[FRAME[seen.carrier]][outcome] if outcome else None


def dispositions_of(many: Iterable[Seen]) -> Dispositions:
    """How many ended in each disposition."""
    counts = dict.fromkeys(_PLACES.values(), 0)
    for seen in many:
        disposition = disposition_of(seen)
        if disposition is not None:
            counts[_PLACES[disposition]] += seen.count
    return Dispositions(**counts)
