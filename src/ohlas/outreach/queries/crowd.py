"""Everybody who may be asked, as arrays: read once, decided on in memory. A million contacts take seconds."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Q

from ohlas.customers.queries import members_of
from ohlas.customers.queries.crowds import everybody, reached_by
from ohlas.customers.rules import IDENTITY_OF, Purpose, consent_bit
from ohlas.lib.columns import days, halves, portions
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

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    from django.db.models import QuerySet

    from ohlas.accounts.queries import OrganisationView

    Keys = npt.NDArray[np.uint64]
    Rows = npt.NDArray[np.intp]
    Mask = npt.NDArray[np.bool_]


MOST_BY_NAME = 10_000
"""Fewer contacts are asked for by id; to read everybody is quicker, and within a database's limits, above."""


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
        rows, is_here = self.rows_at([one.hex for one in ids])
        return rows[is_here]

    def rows_at(self, ids: Sequence[str]) -> "tuple[Rows, Mask]":
        """Where each of these contacts would stand, and whether it does."""
        import numpy as np

        if len(ids) == 0 or len(self.keys) == 0:
            return np.zeros(len(ids), np.intp), np.zeros(len(ids), bool)
        _, wanted = halves(ids)
        places = np.minimum(np.searchsorted(self.keys, wanted), len(self.keys) - 1)
        return places, self.keys[places] == wanted

    def mask_of(self, portions_of_ids: Iterable[Sequence[str]]) -> "Mask":
        """Who is among these contacts."""
        import numpy as np

        mask = np.zeros(len(self), bool)
        for ids in portions_of_ids:
            rows, is_here = self.rows_at(ids)
            mask[rows[is_here]] = True
        return mask

    def members(self, condition: object, now: datetime) -> "Mask":
        """Whom the condition chooses.

        Errors: `BadCondition`.
        """
        rows = members_of(self.organisation_id, condition, now)
        if self.only is not None:
            rows = rows.filter(id__in=self.only)
        return self.mask_of(ids for (ids,) in portions(rows, "id"))

    def reachable(self, carrier: Carrier) -> "Mask":
        """Who has an address on this channel."""
        if carrier not in self._reachable:
            kind = IDENTITY_OF[CONSENT_OF[carrier]]
            self._reachable[carrier] = self.mask_of(reached_by(self.organisation_id, kind, self.only))
        return self._reachable[carrier]

    @cached_property
    def _reachable(self) -> "dict[Carrier, Mask]":
        return {}

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
    if only is not None and len(only) > MOST_BY_NAME:
        only = None
    columns: list[list[Any]] = [[], [], [], [], []]
    for ids, bits, named_zones, named_languages in everybody(organisation_id, only):
        upper, lower = halves(ids)
        columns[0].append(lower)
        columns[1].append(upper)
        columns[2].append(np.array(bits, np.int32))
        columns[3].append(zones.numbers(named_zones))
        columns[4].append(languages.numbers(named_languages))
    kinds = (np.uint64, np.uint64, np.int32, np.int16, np.int16)
    unsorted = [
        np.concatenate(column) if column else np.empty(0, kind)
        for column, kind in zip(columns, kinds, strict=True)
    ]
    order = np.argsort(unsorted[0])
    keys, heads, consents, zone, language = (column[order] for column in unsorted)
    return Crowd(
        organisation_id,
        keys,
        heads,
        consents,
        tuple(zones.names),
        zone,
        tuple(languages.names),
        language,
        only,
    )


def crowd_of(organisation: "OrganisationView", only: Sequence[UUID] | None = None) -> Crowd:
    """The organisation's contacts; who has no zone or language of their own has the organisation's."""
    language = organisation.languages[0] if organisation.languages else "en"
    return load_crowd(organisation.id, organisation.zone, language, only)


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
    """The newest contacts of each person; older ones than the longest window do not matter."""
    import numpy as np

    windows = [window for part in budgets_of(policy) for window in part]
    longest = max((window.days for window in windows), default=0)
    places, when = _placed(crowd, Touch.objects.filter(at__gte=now - timedelta(days=longest + 2)), "at", zone)
    order = np.lexsort((-when, places))
    places, when = places[order], when[order]
    begins = np.flatnonzero(np.diff(places, prepend=-1))
    rank = np.arange(len(places)) - np.repeat(begins, np.diff(begins, append=len(places)))
    near = rank < people.touches.shape[1]
    people.touches[places[near], rank[near]] = when[near]


def _fill_holds(crowd: Crowd, people: People, zone: str, now: datetime) -> None:
    """A hold lasts through the day of its end, so that the hour of the decision does not matter."""
    import numpy as np

    holds = Hold.objects.filter(lifted_at=None).filter(Q(until=None) | Q(until__gt=now - timedelta(days=2)))
    for_ever, _ = _placed(crowd, holds.filter(until=None), "made_at", zone)
    people.held_until[for_ever] = ALWAYS
    places, last = _placed(crowd, holds.exclude(until=None), "until", zone)
    np.maximum.at(people.held_until, places, last)


def last_asked(crowd: Crowd, programme_id: UUID, zone: str, since: datetime) -> "npt.NDArray[np.int32]":
    """The day this programme last asked each contact, as far as it was after `since`."""
    import numpy as np

    last = np.full(len(crowd), NEVER, np.int32)
    rows = Touch.objects.filter(programme_id=programme_id, at__gte=since)
    places, when = _placed(crowd, rows, "at", zone)
    np.maximum.at(last, places, when)
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
        step[fits & crowd.reachable(one.carrier) & (step < 0)] = number
    refused = np.full(n, -1, np.int8)
    refused[step < 0] = REASONS.index(SkipReason.NO_CONSENT)
    refused[(step < 0) & has_agreed] = REASONS.index(SkipReason.NO_ADDRESS)
    return step, refused


def day_of(at: datetime, zone: str) -> int:
    """The organisation's day of a moment, as an ordinal."""
    return at.astimezone(ZoneInfo(zone)).date().toordinal()


def _placed(
    crowd: Crowd, rows: "QuerySet[Any]", moment: str, zone: str
) -> "tuple[Rows, npt.NDArray[np.int32]]":
    """Of these rows about contacts: where each contact stands, and the day of the moment named."""
    import numpy as np

    rows = rows.filter(organisation_id=crowd.organisation_id)
    if crowd.only is not None:
        rows = rows.filter(contact_id__in=crowd.only)
    places, when = [np.empty(0, np.intp)], [np.empty(0, np.int32)]
    for ids, moments in portions(rows, "contact_id", moment):
        found, is_here = crowd.rows_at(ids)
        places.append(found[is_here])
        when.append(days(moments, zone)[is_here])
    return np.concatenate(places), np.concatenate(when)


class _Names:
    """Numbers names as they come; an empty name is the default's."""

    def __init__(self, default: str) -> None:
        self._default = default
        self.names: list[str] = []
        self._numbers: dict[str, int] = {}

    def numbers(self, names: Sequence[str]) -> "npt.NDArray[np.int16]":
        import numpy as np

        known = {name: self._number(name) for name in sorted(set(names))}
        return np.fromiter((known[name] for name in names), np.int16, len(names))

    def _number(self, name: str) -> int:
        name = name or self._default
        if name not in self._numbers:
            self._numbers[name] = len(self.names)
            self.names.append(name)
        return self._numbers[name]
