"""How many of those asked answered. Read from the record of invitations, which changes without any answer."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import reduce
from operator import add
from uuid import UUID

from ohlas.accounts.queries import subtree
from ohlas.accounts.rules import Permission
from ohlas.feedback.queries.invited import invitations_left_out
from ohlas.insight.queries.tiles.frame import Frame, TileAsk
from ohlas.insight.rules.tiles import TileSpec
from ohlas.metrics.response import Dispositions
from ohlas.outreach.queries.field import FieldGroup, FieldWish, field_total

_FIELDS = frozenset({"survey", "unit"})


@dataclass(frozen=True)
class ResponseData:
    """`group` is None for those who may not see programmes; `unused` are filters invitations do not know."""

    asked: TileAsk
    group: FieldGroup | None
    unused: tuple[str, ...]


def compute(frame: Frame, tile: TileSpec, asked: TileAsk) -> ResponseData:  # noqa: ARG001 - the shape of all kinds
    unused = tuple(name for name in asked.ask.filters if name not in _FIELDS)
    if not frame.actor.may(Permission.SEE_PROGRAMMES) or frame.now is None:
        return ResponseData(asked, None, unused)
    groups = [field_total(wish, frame.now) for wish in _wishes(frame, asked)]
    whole = FieldGroup(
        "",
        reduce(add, (one.counts for one in groups), Dispositions()),
        sum(one.waiting for one in groups),
        sum(one.running for one in groups),
    )
    return ResponseData(asked, whole, unused)


def _wishes(frame: Frame, asked: TileAsk) -> Iterator[FieldWish]:
    """One for each survey chosen, each within the units chosen; a text that is no id finds nothing."""
    window, filters = asked.ask.window, asked.ask.filters
    wish = FieldWish(
        organisation_id=frame.actor.organisation.id,
        zone=frame.actor.organisation.zone,
        scope=_scope(frame, filters.get("unit", ())),
        since=window.since,
        until=window.until,
        left_out=invitations_left_out(frame.actor.organisation.id),
    )
    surveys = filters.get("survey", ())
    if not surveys:
        yield wish
    yield from (replace(wish, survey_id=survey) for name in surveys if (survey := _uuid(name)))


def _scope(frame: Frame, units: tuple[str, ...]) -> frozenset[UUID] | None:
    own = frame.actor.scope
    if not units:
        return own
    chosen = frozenset(below for name in units if (unit := _uuid(name)) for below in subtree(unit))
    return chosen if own is None else chosen & own


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
