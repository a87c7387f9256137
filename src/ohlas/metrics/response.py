"""Response rates by the standard definitions, so that one company's 40 % is another's 40 %."""

from __future__ import annotations

from dataclasses import dataclass, fields
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING

from ohlas.metrics.distributions import z_of
from ohlas.metrics.errors import BadSetting
from ohlas.metrics.moments import not_negative
from ohlas.metrics.shares import wilson

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ohlas.metrics.figures import Interval


class Disposition(StrEnum):
    """What became of one sampled person; the letters are AAPOR's."""

    INTERVIEW = "I"
    PARTIAL = "P"
    REFUSAL = "R"
    NON_CONTACT = "NC"
    OTHER = "O"
    UNKNOWN_HOUSEHOLD = "UH"
    UNKNOWN_OTHER = "UO"
    NOT_ELIGIBLE = "NE"


@dataclass(frozen=True, slots=True)
class Dispositions:
    """How many sampled people ended in each disposition."""

    interviews: int = 0
    partials: int = 0
    refusals: int = 0
    non_contacts: int = 0
    others: int = 0
    unknown_household: int = 0
    unknown_other: int = 0
    not_eligible: int = 0

    def __post_init__(self) -> None:
        for part in fields(self):
            not_negative(part.name, getattr(self, part.name))

    def __add__(self, other: Dispositions) -> Dispositions:
        return Dispositions(*(getattr(self, f.name) + getattr(other, f.name) for f in fields(self)))


@dataclass(frozen=True, slots=True)
class ResponseRates:
    """Shares 0–1; None where the denominator is empty. `e` is the estimated share of eligible unknowns."""

    e: float | None
    rr1: float | None
    rr2: float | None
    rr3: float | None
    rr4: float | None
    rr5: float | None
    rr6: float | None
    coop1: float | None


def response_rates(counts: Dispositions) -> ResponseRates:
    """RR1 to RR6, COOP1 and the e they rest on.

    Shape:  counts in, shares 0–1 out; None where nobody is in a denominator.
    Errors: exact given the dispositions; RR3 and RR4 rest on e, which is shown.
    Source: AAPOR (2023), *Standard Definitions*, 10th edition.
    """
    whole, partial = counts.interviews, counts.partials
    known = whole + partial + counts.refusals + counts.non_contacts + counts.others
    unknown = counts.unknown_household + counts.unknown_other
    e = _share(known, known + counts.not_eligible)
    likely = known + (e or 0.0) * unknown
    return ResponseRates(
        e=e,
        rr1=_share(whole, known + unknown),
        rr2=_share(whole + partial, known + unknown),
        rr3=_share(whole, likely),
        rr4=_share(whole + partial, likely),
        rr5=_share(whole, known),
        rr6=_share(whole + partial, known),
        coop1=_share(whole, whole + partial + counts.refusals + counts.others),
    )


@dataclass(frozen=True, slots=True)
class RateIntervals:
    """Where each rate would lie had everybody like these been asked; None where its denominator is empty."""

    rr1: Interval | None
    rr2: Interval | None
    rr3: Interval | None
    rr4: Interval | None
    rr5: Interval | None
    rr6: Interval | None
    coop1: Interval | None


def rate_intervals(counts: Dispositions, confidence: float = 0.95) -> RateIntervals:
    """The interval of each rate, 0–1.

    Shape:  counts in, intervals out, each holding its rate; None where nobody is in a denominator.
    Errors: Wilson on the denominator; e is taken as known, so RR3 and RR4 look a little surer than they are;
            `BadSetting` for a confidence outside (0, 1).
    Source: Wilson (1927); AAPOR (2023) for the denominators.
    """
    whole, partial = counts.interviews, counts.partials
    known = whole + partial + counts.refusals + counts.non_contacts + counts.others
    unknown = counts.unknown_household + counts.unknown_other
    likely = known + (response_rates(counts).e or 0.0) * unknown
    z = z_of(confidence)

    def of(part: int, size: float) -> Interval | None:
        return wilson(part / size, size, z) if size > 0 else None

    return RateIntervals(
        rr1=of(whole, known + unknown),
        rr2=of(whole + partial, known + unknown),
        rr3=of(whole, likely),
        rr4=of(whole + partial, likely),
        rr5=of(whole, known),
        rr6=of(whole + partial, known),
        coop1=of(whole, whole + partial + counts.refusals + counts.others),
    )


def participation_rate(answered: int, shown: int) -> float | None:
    """For open links, where nobody was sampled: answers per page shown.

    Shape:  counts in, a share 0–1 out; None when it was never shown.
    Errors: exact; it is not a response rate and says nothing about those not reached.
    Source: AAPOR (2023), on nonprobability samples.
    """
    if answered > shown:
        raise BadSetting(f"{answered} answers to {shown} pages shown; count pages first")
    return _share(answered, shown)


class Outcome(StrEnum):
    """What a channel sees of one invitation."""

    COMPLETED = "completed"
    BROKE_OFF = "broke off"
    DECLINED = "declined"
    SILENT = "silent"
    BOUNCED = "bounced"
    UNABLE = "unable"
    LEFT_OUT = "left out"
    NOT_ELIGIBLE = "not eligible"


_EVERYWHERE = {
    Outcome.COMPLETED: Disposition.INTERVIEW,
    Outcome.BROKE_OFF: Disposition.PARTIAL,
    Outcome.DECLINED: Disposition.REFUSAL,
    Outcome.UNABLE: Disposition.OTHER,
    # Asked and eligible, and what came back is no interview of theirs: neither an answer nor nobody.
    Outcome.LEFT_OUT: Disposition.OTHER,
    Outcome.NOT_ELIGIBLE: Disposition.NOT_ELIGIBLE,
}
# A customer's own address or number was known to be eligible: silence and bounces are non-contacts.
# Behind a letter box, a push token or a dialled number anybody may be: whether they are eligible is unknown.
_NAMED = {Outcome.SILENT: Disposition.NON_CONTACT, Outcome.BOUNCED: Disposition.NON_CONTACT}
_HOUSEHOLD = {Outcome.SILENT: Disposition.UNKNOWN_HOUSEHOLD, Outcome.BOUNCED: Disposition.UNKNOWN_HOUSEHOLD}
_DEVICE = {Outcome.SILENT: Disposition.UNKNOWN_OTHER, Outcome.BOUNCED: Disposition.UNKNOWN_OTHER}

DISPOSITIONS: Mapping[str, Mapping[Outcome, Disposition]] = MappingProxyType(
    {channel: MappingProxyType(_EVERYWHERE | _NAMED) for channel in ("email", "sms", "messenger", "call")}
    | {channel: MappingProxyType(_EVERYWHERE | _HOUSEHOLD) for channel in ("letter", "random call")}
    | {channel: MappingProxyType(_EVERYWHERE | _DEVICE) for channel in ("push", "app")}
)


def _share(part: float, whole: float) -> float | None:
    return part / whole if whole > 0 else None
