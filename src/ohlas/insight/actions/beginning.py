"""The rules most people begin with, made by one click."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from ohlas.accounts.access import Actor
from ohlas.accounts.rules import Permission, Role
from ohlas.insight.actions.alerts import RuleWish, make_rule
from ohlas.insight.actions.briefs import write_one
from ohlas.insight.actions.watching import look_with
from ohlas.insight.models import AlertRule
from ohlas.insight.queries.catalogue import catalogue_of
from ohlas.insight.queries.watching import root_of
from ohlas.insight.rules.alerts import (
    SIGNALS,
    AlertKind,
    BrokenRule,
    ChangeRule,
    SevereRule,
    SilenceRule,
    Watch,
    lower_is_better,
)
from ohlas.metrics import SCALES, measures_of

TOLD = (Role.OWNER, Role.CX_MANAGER, Role.UNIT_MANAGER)
WORST_FIFTH = 0.2


def usual_watches(actor: Actor) -> dict[AlertKind, Watch]:
    """One rule of each kind, for the scale this organisation asks on."""
    scale = next(iter(catalogue_of(actor).scales), "nps_0_10")
    return {
        AlertKind.CHANGE: ChangeRule(measure=measures_of(scale)[0].id),
        AlertKind.SEVERE: SevereRule(scale=scale, score=_worst(scale), signals=SIGNALS),
        AlertKind.SILENCE: SilenceRule(),
        AlertKind.BROKEN: BrokenRule(),
    }


def begin_watching(*, actor: Actor, names: dict[AlertKind, str], now: datetime) -> list[UUID]:
    """The usual rules of the kinds that nobody watches yet, told to those who lead.

    Errors: `Forbidden`; `BadRule` where nobody would be told.
    """
    there = set(
        AlertRule.objects.filter(organisation_id=actor.organisation.id).values_list("kind", flat=True)
    )
    audience = TOLD if actor.may(Permission.EDIT_SURVEYS) else ()
    with transaction.atomic():
        return [
            make_rule(
                actor=actor,
                wish=RuleWish(names[kind], kind, watch, unit_id=root_of(actor), audience=audience),
                now=now,
            )[0]
            for kind, watch in usual_watches(actor).items()
            if kind not in there and kind in names
        ]


def look_soon(
    *, organisation_id: UUID, rules: list[UUID], now: datetime, wait: timedelta = timedelta(0)
) -> None:
    """Has the rules look at once, not at the next full hour."""
    for rule in rules:
        look_with.using(run_after=now + wait).enqueue(str(rule), organisation_id=str(organisation_id))


def brief_soon(*, organisation_id: UUID, now: datetime, wait: timedelta) -> None:
    """Has the first brief written as soon as there are facts, not by the next quarter of an hour."""
    write_one.using(run_after=now + wait).enqueue("", organisation_id=str(organisation_id))


def _worst(scale: str) -> float | None:
    """The worst fifth of the scale; none where it has no ends."""
    known = SCALES[scale]
    if known.low is None or known.high is None:
        return None
    fifth = (known.high - known.low) * WORST_FIFTH
    return float(round(known.high - fifth)) if lower_is_better(known) else float(round(known.low + fifth))
