"""Which groups of one release may be shown, so that no combination of them tells of fewer than k people.

Groups are offered in a fixed order and each is taken only if all rules still hold with it; nothing is ever
added or taken back afterwards.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

LEAST_PEOPLE = 5
"""Distinct people behind every figure; the usual threshold of employee surveys."""
_EPS = 1e-9


@dataclass(frozen=True)
class Offer:
    """A group that may be shown: who is in it, and the splits of larger groups it would be a part of.

    A split is a (name of the larger group, by what): the larger group must be shown, and what is left of it
    beside the parts shown must not be small either.
    """

    name: Hashable
    members: Any  # a NumPy vector, True for each person in it
    splits: tuple[tuple[Hashable, str], ...] = ()
    ground: Any = None
    """Of a group with one attribute's value: the same group whatever the value. It must never be told of a shown
    group, nor of what is left beside it, that everybody has the value or that nobody has."""


@dataclass
class _Shown:
    """What has been taken so far; `basis` spans everything adding and subtracting shown tallies can give."""

    names: list[Hashable]
    members: list[Any]
    grounds: dict[Hashable, Any]
    rests: dict[tuple[Hashable, str], Any]
    rest_grounds: dict[tuple[Hashable, str], Any]
    basis: list[Any]
    leverage: Any


def choose(
    offers: Sequence[Offer], values: Sequence[float], *, least: int = LEAST_PEOPLE
) -> dict[Hashable, Any]:
    """The groups to show with their members, in the order offered.

    (a) A group has at least k people, who do not all give the same answer. (b) Of any two groups, each holds
    nobody or at least k people beyond the other, and a group within another leaves no unanimous rest.
    (c) What is left of a shown group beside its shown parts is nobody, or at least k people of different minds.
    (d) No sum or difference of shown tallies whatever is the tally of fewer than k people: nobody's leverage in
    the span of all shown groups reaches 1/(k - 1), and a group of s people in the span has a member with 1/s.
    (e) No shown group, and nothing left beside one, is told to have one value of an attribute throughout.

    Shape:  groups over the same people and each person's value in; {name: members} out, {} if all are too small.
    Errors: exact, up to 1e-9 in (d), on the safe side. Values a reader could guess beforehand are not covered.
    Source: metrics.md, "Small groups"; Hoaglin & Welsch (1978) for leverage.
    """
    import numpy as np

    answers = np.asarray(values, dtype=float)
    shown = _Shown([], [], {}, {}, {}, [], np.zeros(len(answers)))
    for offer in offers:
        if _fits(offer, shown, answers, least):
            direction = _new_direction(offer.members, shown)
            leverage = shown.leverage if direction is None else shown.leverage + direction**2
            if direction is None or leverage.max(initial=0.0) < 1 / (least - 1) - _EPS:
                _take(offer, shown, direction, leverage)
    return dict(zip(shown.names, shown.members, strict=True))


def _fits(offer: Offer, shown: _Shown, answers: Any, least: int) -> bool:
    if not _may_be_known(offer.members, answers, least):
        return False
    known = set(shown.names)
    if any(whole not in known for whole, _ in offer.splits):
        return False
    if offer.ground is not None and not _divides(offer, shown):
        return False
    return _is_apart(offer.members, shown, answers, least) and all(
        _is_nobody_or_many(_rest(shown, split) & ~offer.members, answers, least) for split in offer.splits
    )


def _divides(offer: Offer, shown: _Shown) -> bool:
    """Rule (e): some have the value and some have not, in the group and in what is left of the larger one."""
    if offer.members.sum() == offer.ground.sum():
        return False
    for split in offer.splits:
        ground = _rest_ground(shown, split)
        if ground is not None and (left := (ground & ~offer.ground).sum()):
            having = (_rest(shown, split) & ~offer.members).sum()
            if having in {0, left}:
                return False
    return True


def _may_be_known(members: Any, answers: Any, least: int) -> bool:
    mine = answers[members]
    return len(mine) >= least and bool((mine != mine[0]).any())


def _is_nobody_or_many(members: Any, answers: Any, least: int) -> bool:
    return not members.any() or _may_be_known(members, answers, least)


def _is_apart(members: Any, shown: _Shown, answers: Any, least: int) -> bool:
    """Rule (b) against everything shown, one matrix product for all."""
    import numpy as np

    if not shown.members:
        return True
    matrix = np.asarray(shown.members)
    both = matrix @ members.astype(np.int64)
    theirs, ours = matrix.sum(axis=1) - both, int(members.sum()) - both
    if bool((((theirs > 0) & (theirs < least)) | ((ours > 0) & (ours < least))).any()):
        return False
    nested = [matrix[i] & ~members for i in np.flatnonzero((ours == 0) & (theirs > 0))]
    nested += [members & ~matrix[i] for i in np.flatnonzero((theirs == 0) & (ours > 0))]
    return all(_may_be_known(rest, answers, least) for rest in nested)


def _new_direction(members: Any, shown: _Shown) -> Any | None:
    """What the group adds to the span, of length 1; None when it could be computed already."""
    import numpy as np

    left = members.astype(float)
    if shown.basis:
        basis = np.asarray(shown.basis)
        for _ in range(2):  # twice is enough (Kahan); once loses digits
            left = left - (basis @ left) @ basis
    length = float(left @ left)
    return None if length < _EPS * max(1, int(members.sum())) else left / length**0.5


def _take(offer: Offer, shown: _Shown, direction: Any | None, leverage: Any) -> None:
    for split in offer.splits:
        shown.rests[split] = _rest(shown, split) & ~offer.members
        ground = _rest_ground(shown, split)
        if ground is not None and offer.ground is not None:
            shown.rest_grounds[split] = ground & ~offer.ground
    shown.grounds[offer.name] = offer.ground
    shown.names.append(offer.name)
    shown.members.append(offer.members)
    if direction is not None:
        shown.basis.append(direction)
        shown.leverage = leverage


def _rest(shown: _Shown, split: tuple[Hashable, str]) -> Any:
    """Members of the larger group in none of its shown parts."""
    if split not in shown.rests:
        shown.rests[split] = shown.members[shown.names.index(split[0])]
    return shown.rests[split]


def _rest_ground(shown: _Shown, split: tuple[Hashable, str]) -> Any | None:
    """The same whatever the value; None for a larger group that is not one of an attribute's value."""
    return shown.rest_grounds.get(split, shown.grounds[split[0]])


def rests(offers: Sequence[Offer], shown: dict[Hashable, Any], by: str) -> dict[Hashable, Any]:
    """For every shown group, its members in none of its shown parts when split so.

    Shape:  what was offered and what `choose` gave in; {name: members} out, without empty ones.
    Errors: exact; by rule (c) no rest is small.
    Source: metrics.md, "Small groups".
    """
    parts: dict[Hashable, list[Any]] = defaultdict(list)
    for offer in offers:
        if offer.name in shown:
            for whole, split in offer.splits:
                if split == by:
                    parts[whole].append(offer.members)
    left = {name: _without(members, parts[name]) for name, members in shown.items()}
    return {name: members for name, members in left.items() if members.any()}


def _without(members: Any, parts: list[Any]) -> Any:
    for part in parts:
        members = members & ~part
    return members
