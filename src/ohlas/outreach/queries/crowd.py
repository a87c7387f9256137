"""Everybody who may be asked, as arrays: read once, decided on in memory. A million contacts take seconds."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Any
from uuid import UUID
from zoneinfo import ZoneInfo

from ohlas.customers.queries import members_of
from ohlas.customers.queries.crowds import AT_ONCE, everybody, reached_by
from ohlas.customers.rules import IDENTITY_OF, Purpose, consent_bit
from ohlas.outreach.models import Hold, PacingPolicy, Touch
from ohlas.outreach.queries.outgoing import CONSENT_OF
from ohlas.outreach.rules import Carrier, SkipReason
from ohlas.outreach.rules.pacing import (
    ALWAYS,
    NEVER,
    REASONS,
    People,
    Policy,
    budgets_of,
    most_touches,
    read_policy,
)
from ohlas.outreach.rules.programmes import ProgrammeSettings
from ohlas.outreach.rules.rhythm import key64

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    from django.db.models import QuerySet

    Keys = npt.NDArray[np.uint64]
    Rows = npt.NDArray[np.intp]
    Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Crowd:
    """Contacts in the order of `keys`: both halves of their ids, what they agreed to, where and how they are spoken to.

    `zones`, `languages` are names; `zone`, `language` point into them.
    """

    organisation_id: UUID
    keys: "Keys"
    heads: "Keys"
    consents: "npt.NDArray[np.int32]"
    zones: tuple[str, ...]
    zone: "npt.NDArray[np.int16]"
    languages: tuple[str, ...]
    language: "npt.NDArray[np.int16]"
    only: Sequence[UUID] | None = None

    def __len__(self) -> int:
        return len(self.keys)

    def id_at(self, row: int) -> UUID:
        return UUID(int=(int(self.heads[row]) << 64) | int(self.keys[row]))

    def rows_of(self, ids: Iterable[UUID]) -> "Rows":
        """Where these contacts stand; unknown ones are left out."""
        import numpy as np

        wanted = np.fromiter((key64(one.int) for one in ids), np.uint64)
        if len(wanted) == 0 or len(self.keys) == 0:
            return np.empty(0, np.intp)
        places = np.minimum(np.searchsorted(self.keys, wanted), len(self.keys) - 1)
        found: Rows = places[self.keys[places] == wanted]
        return found

    def mask_of(self, ids: Iterable[UUID]) -> "Mask":
        """Who is among these contacts."""
        import numpy as np

        mask = np.zeros(len(self), bool)
        mask[self.rows_of(ids)] = True
        return mask

    def members(self, condition: object, now: datetime) -> "Mask":
        """Whom the condition chooses.

        Errors: `BadCondition`.
        """
        rows = members_of(self.organisation_id, condition, now)
        if self.only is not None:
            rows = rows.filter(id__in=self.only)
        return self.mask_of(rows.values_list("id", flat=True).iterator(AT_ONCE))

    @cached_property
    def reachable(self) -> "dict[Carrier, Mask]":
        """Who has an address on each channel that goes to people."""
        return {
            carrier: self.mask_of(reached_by(self.organisation_id, IDENTITY_OF[channel], self.only))
            for carrier, channel in CONSENT_OF.items()
        }

    def agreed(self, carrier: Carrier) -> "Mask":
        """Who agreed to be asked on this channel."""
        mask: Mask = (self.consents & consent_bit(Purpose.SURVEYS, CONSENT_OF[carrier])) > 0
        return mask


def load_crowd(
    organisation_id: UUID, default_zone: str, default_language: str, only: Sequence[UUID] | None = None
) -> Crowd:
    """All contacts of the organisation, or `only` these; cards merged into another stand back."""
    import numpy as np

    zones, languages = _Names(default_zone), _Names(default_language)
    keys, heads, consents, zone, language = [], [], [], [], []
    for one, bits, named_zone, named_language in everybody(organisation_id, only):
        number = one.int
        heads.append(number >> 64)
        keys.append(key64(number))
        consents.append(bits)
        zone.append(zones.number(named_zone))
        language.append(languages.number(named_language))
    unsorted = np.array(keys, np.uint64)
    order = np.argsort(unsorted)
    return Crowd(
        organisation_id,
        unsorted[order],
        np.array(heads, np.uint64)[order],
        np.array(consents, np.int32)[order],
        tuple(zones.names),
        np.array(zone, np.int16)[order],
        tuple(languages.names),
        np.array(language, np.int16)[order],
        only,
    )


def policy_of(organisation_id: UUID) -> Policy:
    """The organisation's budget of contacts, ours where it has none."""
    row = PacingPolicy.objects.filter(organisation_id=organisation_id).first()
    return read_policy(row.settings if row else None)


def people_of(crowd: Crowd, policy: Policy, zone: str, now: datetime) -> People:
    """How pacing stands for everybody: last contacts, whose budget, who is left alone."""
    import numpy as np

    n = len(crowd)
    people = People(
        touches=np.full((n, most_touches(policy)), NEVER, np.int32),
        budget=np.zeros(n, np.int8),
        held_until=np.full(n, NEVER, np.int32),
        budgets=budgets_of(policy),
    )
    _fill_touches(crowd, people, policy, zone, now)
    for number in reversed(range(len(policy.rules))):
        chosen = crowd.members(policy.rules[number].when, now)
        people.budget[chosen] = number + 1
    _fill_holds(crowd, people, zone, now)
    return people


def _fill_touches(crowd: Crowd, people: People, policy: Policy, zone: str, now: datetime) -> None:
    windows = [window for part in budgets_of(policy) for window in part]
    longest = max((window.days for window in windows), default=0)
    since = now - timedelta(days=longest + 1)
    rows = _of(crowd, Touch.objects.filter(at__gte=since)).order_by("at")
    for place, at in _placed(crowd, rows.values_list("contact_id", "at")):
        people.touches[place, 1:] = people.touches[place, :-1]
        people.touches[place, 0] = day_of(at, zone)


def _fill_holds(crowd: Crowd, people: People, zone: str, now: datetime) -> None:
    holds = _of(crowd, Hold.objects.filter(lifted_at=None)).exclude(until__lte=now)
    for place, until in _placed(crowd, holds.values_list("contact_id", "until")):
        last = ALWAYS if until is None else day_of(until, zone)
        people.held_until[place] = max(people.held_until[place], last)


def last_asked(crowd: Crowd, programme_id: UUID, zone: str) -> "npt.NDArray[np.int32]":
    """The day this programme last asked each contact."""
    import numpy as np

    last = np.full(len(crowd), NEVER, np.int32)
    rows = _of(crowd, Touch.objects.filter(programme_id=programme_id))
    for place, at in _placed(crowd, rows.values_list("contact_id", "at")):
        last[place] = max(last[place], day_of(at, zone))
    return last


def ways_to(
    crowd: Crowd, settings: ProgrammeSettings, now: datetime
) -> "tuple[npt.NDArray[np.int8], npt.NDArray[np.int8]]":
    """The first step of the programme by which each contact can be asked, and why there is none.

    Shape: two arrays as long as the crowd; steps count from 0, reasons as in `REASONS`; -1 where there is none.
    """
    import numpy as np

    n = len(crowd)
    step = np.full(n, -1, np.int8)
    has_agreed = np.zeros(n, bool)
    for number, one in enumerate(settings.steps):
        fits = crowd.agreed(one.carrier)
        if one.when is not None:
            fits &= crowd.members(one.when, now)
        has_agreed |= fits
        step[fits & crowd.reachable[one.carrier] & (step < 0)] = number
    refused = np.full(n, -1, np.int8)
    refused[step < 0] = REASONS.index(SkipReason.NO_CONSENT)
    refused[(step < 0) & has_agreed] = REASONS.index(SkipReason.NO_ADDRESS)
    return step, refused


def day_of(at: datetime, zone: str) -> int:
    """The organisation's day of a moment, as an ordinal."""
    return at.astimezone(ZoneInfo(zone)).date().toordinal()


def _of(crowd: Crowd, rows: "QuerySet[Any]") -> "QuerySet[Any]":
    rows = rows.filter(organisation_id=crowd.organisation_id)
    return rows if crowd.only is None else rows.filter(contact_id__in=crowd.only)


def _placed(crowd: Crowd, rows: "QuerySet[Any, Any]") -> Iterable[tuple[int, Any]]:
    import numpy as np

    for contact_id, value in rows.iterator(AT_ONCE):
        key = np.uint64(key64(contact_id.int))
        place = int(np.searchsorted(crowd.keys, key))
        if place < len(crowd) and crowd.keys[place] == key:
            yield place, value


class _Names:
    """Numbers names as they come; an empty name is the default's."""

    def __init__(self, default: str) -> None:
        self._default = default
        self.names: list[str] = []
        self._numbers: dict[str, int] = {}

    def number(self, name: str) -> int:
        name = name or self._default
        if name not in self._numbers:
            self._numbers[name] = len(self.names)
            self.names.append(name)
        return self._numbers[name]
