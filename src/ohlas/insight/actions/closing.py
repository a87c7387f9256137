"""Close a period: seal its tallies, once; open it again with a reason. Both for those who see everything."""

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext

from ohlas.accounts.access import Actor, require
from ohlas.accounts.actions import write_audit
from ohlas.accounts.errors import Forbidden, NotHere
from ohlas.accounts.rules import Permission
from ohlas.engine import NotShown
from ohlas.insight.errors import CannotClose
from ohlas.insight.models import Closing, SealedTally
from ohlas.insight.queries.boards import today_of
from ohlas.insight.queries.catalogue import catalogue_of
from ohlas.insight.queries.closing import ClosingView, closing_view
from ohlas.insight.queries.facts import facts
from ohlas.insight.queries.unit_tallies import unit_tallies
from ohlas.insight.rules.goals import Period
from ohlas.insight.rules.sealing import closing_digest, tally_digest, written_counts, written_figure
from ohlas.metrics import MetricsError, ScoreCounts, measures_of

LONGEST_REASON = 500
_PORTION = 500
_TRIES = 3


def close_period(*, actor: Actor, period: Period, now: datetime) -> ClosingView:
    """The period with its tallies sealed; one that is closed already stays as it is.

    Errors: `CannotClose` for a period that is not over; `Forbidden` without the right or the sight of all units.
    """
    _expect_whole_sight(actor)
    if not period.is_over(today_of(actor, now)):
        raise CannotClose(gettext("This period is not over yet; the future cannot be closed."))
    for _ in range(_TRIES):
        closed = _active(actor, period)
        if closed is not None:
            return closing_view(closed)
        try:
            return closing_view(_seal(actor, period, now))
        except (
            IntegrityError
        ):  # somebody else closed a period meanwhile: this one, or the one before in the chain
            continue
    raise CannotClose(gettext("Periods are being closed by somebody else; try again in a moment."))


def open_period(*, actor: Actor, closing_id: UUID, reason: str, now: datetime) -> ClosingView:
    """The period open again; what was sealed stays in the chain.

    Errors: `CannotClose` without a reason or when it is open already; `NotHere`; `Forbidden`.
    """
    _expect_whole_sight(actor)
    mine = Closing.objects.filter(organisation_id=actor.organisation.id, id=closing_id)
    if not mine.exists():
        raise NotHere
    told = reason.strip()
    if not told or len(told) > LONGEST_REASON or "\0" in told:
        raise CannotClose(
            gettext("Say why in 1 to %(most)s characters; the reason stays in the list.")
            % {"most": LONGEST_REASON}
        )
    with transaction.atomic():
        done = mine.filter(reopened_at__isnull=True).update(
            reopened_at=now, reopened_by=actor.user_id, reason=told
        )
        if not done:
            raise CannotClose(gettext("This period is open already."))
        closing = mine.get()
        details = {"period": _key(closing), "digest": closing.digest}
        write_audit(actor, "period.opened", "closing", closing.id, now, details)
    return closing_view(closing)


def _expect_whole_sight(actor: Actor) -> None:
    require(actor, Permission.EDIT_SURVEYS)
    if actor.scope is not None:
        raise Forbidden(Permission.EDIT_SURVEYS.value)


def _active(actor: Actor, period: Period) -> Closing | None:
    return Closing.objects.filter(
        organisation_id=actor.organisation.id,
        step=period.step.value,
        start=period.start,
        reopened_at__isnull=True,
    ).first()


def _seal(actor: Actor, period: Period, now: datetime) -> Closing:
    """Counted before anything is locked, written in one piece."""
    store = facts()
    version = store.version("answers")
    tallies = list(_tallies(actor, period))
    with transaction.atomic():
        last = Closing.objects.filter(organisation_id=actor.organisation.id).order_by("number").last()
        number, previous = (last.number + 1, last.digest) if last else (1, "")
        until = period.window.until or period.start
        closing = Closing.objects.create(
            organisation_id=actor.organisation.id,
            number=number,
            step=period.step.value,
            start=period.start,
            until=until,
            closed_at=now,
            closed_by=actor.user_id,
            facts_version=version,
            tallies=len(tallies),
            previous=previous,
            digest=closing_digest(
                str(actor.organisation.id),
                number,
                period.key,
                until,
                now,
                version,
                previous,
                [t.digest for t in tallies],
            ),
        )
        for tally in tallies:
            tally.closing = closing
        SealedTally.objects.bulk_create(tallies, batch_size=_PORTION)
        details = {"period": period.key, "tallies": len(tallies), "digest": closing.digest}
        write_audit(actor, "period.closed", "closing", closing.id, now, details)
    return closing


def _tallies(actor: Actor, period: Period) -> Iterator[SealedTally]:
    for scale in catalogue_of(actor).scales:
        try:
            found = unit_tallies(facts(), actor, scale, period.window)
        except NotShown:  # an anonymous survey that may show nothing yet: nothing is sealed of it
            continue
        for unit, counts in found.items():
            yield _tally(actor, unit, scale, counts)


def _tally(actor: Actor, unit: UUID | None, scale: str, counts: ScoreCounts) -> SealedTally:
    written, figures = written_counts(counts), _figures(scale, counts)
    return SealedTally(
        organisation_id=actor.organisation.id,
        unit=unit,
        scale=scale,
        n=counts.n,
        counts=written,
        figures=figures,
        digest=tally_digest(str(unit) if unit else None, scale, counts.n, written, figures),
    )


def _figures(scale: str, counts: ScoreCounts) -> dict[str, dict[str, float | int | None]]:
    found = {}
    for measure in measures_of(scale):
        try:
            found[measure.id] = written_figure(measure.score(counts))
        except (
            MetricsError
        ):  # an answer off the scale, from before it was refused: the counts alone are sealed
            continue
    return found


def _key(closing: Closing) -> str:
    return f"{closing.step}:{closing.start.isoformat()}"
