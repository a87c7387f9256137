"""Keeping others' figures: competitors, what was published of them, and surveys of their customers."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from ohlas.accounts.access import Actor, require
from ohlas.accounts.actions import write_audit
from ohlas.accounts.errors import NotHere, Refused
from ohlas.accounts.rules import Permission
from ohlas.insight.models import Competitor, CompetitorSurvey, PublishedFigure
from ohlas.insight.rules.benchmarks import (
    LONGEST_NOTE,
    BenchmarkKind,
    FigureWish,
    name_key,
    read_figure,
    read_kind,
    read_name,
)
from ohlas.surveys.queries import survey_names

MOST_LINES = 2_000
"""Lines of one table of published figures; nobody follows more."""


@dataclass(frozen=True)
class LineTaken:
    """One line of a table: what became of it; `refusal` says why it was not taken."""

    line: int
    words: str
    outcome: str
    refusal: str = ""


def add_competitor(*, actor: Actor, name: str, kind: str, note: str = "", now: datetime) -> UUID:
    """A competitor or an industry to compare with.

    Errors: `Refused` for a name that is there already, in whatever spelling.
    """
    require(actor, Permission.EDIT_SURVEYS)
    wanted, chosen = read_name(name), read_kind(kind)
    with transaction.atomic():
        made = _created(actor, wanted, chosen, note.strip()[:LONGEST_NOTE], now)
        write_audit(actor, "competitor.added", "competitor", made.id, now, {"kind": chosen.value})
    return made.id


def settle_competitor(
    *, actor: Actor, competitor_id: UUID, name: str, kind: str, note: str, now: datetime
) -> None:
    """Another name, kind or note.

    Errors: `Refused`; `NotHere`.
    """
    with transaction.atomic():
        row = competitor_to_change(actor, competitor_id)
        wanted = read_name(name)
        _expect_new(actor, wanted, other_than=row.id)
        row.name, row.key, row.kind = wanted, name_key(wanted), read_kind(kind).value
        row.note = note.strip()[:LONGEST_NOTE]
        row.save(update_fields=["name", "key", "kind", "note"])
        write_audit(actor, "competitor.changed", "competitor", row.id, now)


def archive_competitor(*, actor: Actor, competitor_id: UUID, now: datetime) -> None:
    """Out of the comparison, kept whole; surveys of its customers stay apart from our own."""
    _set_archived(actor, competitor_id, now, now)


def restore_competitor(*, actor: Actor, competitor_id: UUID, now: datetime) -> None:
    _set_archived(actor, competitor_id, None, now)


def add_figure(
    *, actor: Actor, competitor_id: UUID, given: Mapping[str, str], today: date, now: datetime
) -> UUID:
    """A published figure kept as it was published.

    Errors: `Refused` naming the field; `NotHere` for a competitor of others.
    """
    competitor = competitor_to_change(actor, competitor_id)
    with transaction.atomic():
        return _kept(actor, competitor, read_figure(given, today), now).id


def change_figure(
    *, actor: Actor, figure_id: UUID, given: Mapping[str, str], today: date, now: datetime
) -> None:
    """Errors: as `add_figure`."""
    with transaction.atomic():
        row = figure_to_change(actor, figure_id)
        wish = read_figure(given, today)
        _expect_no_twin(row.competitor, wish, other_than=row.id)
        for name, value in _columns(wish).items():
            setattr(row, name, value)
        row.save()
        write_audit(actor, "benchmark.changed", "benchmark", row.id, now, {"measure": row.measure})


def remove_figure(*, actor: Actor, figure_id: UUID, now: datetime) -> None:
    """Out of every comparison; can be taken back."""
    with transaction.atomic():
        row = figure_to_change(actor, figure_id)
        row.removed_at = now
        row.save(update_fields=["removed_at"])
        write_audit(actor, "benchmark.removed", "benchmark", row.id, now, {"measure": row.measure})


def restore_figure(*, actor: Actor, figure_id: UUID, now: datetime) -> None:
    with transaction.atomic():
        row = figure_to_change(actor, figure_id)
        row.removed_at = None
        row.save(update_fields=["removed_at"])
        write_audit(actor, "benchmark.restored", "benchmark", row.id, now, {"measure": row.measure})


def mark_survey(*, actor: Actor, competitor_id: UUID, survey_id: UUID, now: datetime) -> None:
    """This survey asks the competitor's customers: from now on none of its answers counts among our own.

    Errors: `Refused` when it belongs to another competitor; `NotHere`.
    """
    competitor = competitor_to_change(actor, competitor_id)
    if survey_id not in survey_names(actor.organisation.id):
        raise NotHere
    with transaction.atomic():
        marked, is_new = CompetitorSurvey.objects.get_or_create(
            survey_id=survey_id,
            defaults={
                "organisation_id": actor.organisation.id,
                "competitor": competitor,
                "marked_at": now,
            },
        )
        if marked.competitor_id != competitor.id:
            raise Refused(
                f"This survey already asks the customers of {marked.competitor.name}.", field="survey"
            )
        if is_new:
            details = {"survey": str(survey_id)}
            write_audit(actor, "competitor.survey_marked", "competitor", competitor.id, now, details)


def unmark_survey(*, actor: Actor, competitor_id: UUID, survey_id: UUID, now: datetime) -> None:
    """Its answers are our own customers' after all, and count so again.

    Errors: `NotHere`.
    """
    competitor = competitor_to_change(actor, competitor_id)
    with transaction.atomic():
        gone, _ = competitor.surveys.filter(survey_id=survey_id).delete()
        if not gone:
            raise NotHere
        details = {"survey": str(survey_id)}
        write_audit(actor, "competitor.survey_unmarked", "competitor", competitor.id, now, details)


def take_table(
    *,
    actor: Actor,
    lines: Iterable[tuple[int, Mapping[str, str]]],
    today: date,
    now: datetime,
    is_trial: bool,
) -> tuple[LineTaken, ...]:
    """Every line by itself: those that can be are kept, the others say why not. A trial keeps nothing.

    Errors: `Forbidden`. The same table again adds nothing.
    """
    require(actor, Permission.EDIT_SURVEYS)
    with transaction.atomic():
        taken = tuple(_taken(actor, number, given, today, now) for number, given in lines)
        if is_trial:
            transaction.set_rollback(True)
    return taken


def competitor_to_change(actor: Actor, competitor_id: UUID) -> Competitor:
    """Errors: `NotHere`; `Forbidden`."""
    require(actor, Permission.EDIT_SURVEYS)
    found = Competitor.objects.filter(organisation_id=actor.organisation.id, id=competitor_id).first()
    if found is None:
        raise NotHere
    return found


def figure_to_change(actor: Actor, figure_id: UUID) -> PublishedFigure:
    """Errors: `NotHere`; `Forbidden`."""
    require(actor, Permission.EDIT_SURVEYS)
    mine = PublishedFigure.objects.filter(organisation_id=actor.organisation.id, id=figure_id)
    found = mine.select_related("competitor").first()
    if found is None:
        raise NotHere
    return found


def _taken(actor: Actor, number: int, given: Mapping[str, str], today: date, now: datetime) -> LineTaken:
    said = f"{given.get('competitor', '')} · {given.get('measure', '')} {given.get('value', '')}"[:120]
    try:
        with transaction.atomic():
            name, kind = read_name(given.get("competitor", "")), read_kind(given.get("kind", ""))
            wish = read_figure(given, today)
            competitor = _named(actor, name) or _created(actor, name, kind, "", now)
            if _twin(competitor, wish) is not None:
                return LineTaken(number, said, "known")
            _kept(actor, competitor, wish, now)
    except Refused as error:
        return LineTaken(number, said, "refused", str(error))
    return LineTaken(number, said, "added")


def _named(actor: Actor, name: str) -> Competitor | None:
    return Competitor.objects.filter(organisation_id=actor.organisation.id, key=name_key(name)).first()


def _created(actor: Actor, name: str, kind: BenchmarkKind, note: str, now: datetime) -> Competitor:
    _expect_new(actor, name)
    try:
        with transaction.atomic():
            return Competitor.objects.create(
                organisation_id=actor.organisation.id,
                name=name,
                key=name_key(name),
                kind=kind.value,
                note=note,
                created_at=now,
            )
    except IntegrityError as error:  # another editor was faster by a moment
        raise _named_twice(name) from error


def _expect_new(actor: Actor, name: str, other_than: UUID | None = None) -> None:
    known = _named(actor, name)
    if known is not None and known.id != other_than:
        raise _named_twice(known.name, is_archived=known.archived_at is not None)


def _named_twice(name: str, *, is_archived: bool = False) -> Refused:
    where = "; it was put away and can be taken out again" if is_archived else ""
    return Refused(f"There is already one called {name}{where}.", field="competitor")


def _kept(actor: Actor, competitor: Competitor, wish: FigureWish, now: datetime) -> PublishedFigure:
    _expect_no_twin(competitor, wish)
    row = PublishedFigure.objects.create(
        organisation_id=actor.organisation.id,
        competitor=competitor,
        entered_by_id=actor.user_id,
        created_at=now,
        **_columns(wish),
    )
    write_audit(actor, "benchmark.added", "benchmark", row.id, now, {"measure": row.measure})
    return row


def _columns(wish: FigureWish) -> dict[str, object]:
    told = wish.published
    return {
        "measure": told.measure.id,
        "scale": told.scale.id,
        "value": told.value,
        "n": told.n,
        "sd": told.sd,
        "promoters": told.promoters,
        "detractors": told.detractors,
        "since": wish.since,
        "until": wish.until,
        "source": wish.source,
        "link": wish.link,
        "note": wish.note,
    }


def _twin(competitor: Competitor, wish: FigureWish) -> PublishedFigure | None:
    """The same measure of the same days from the same source."""
    same = competitor.figures.filter(
        removed_at__isnull=True,
        measure=wish.published.measure.id,
        scale=wish.published.scale.id,
        until=wish.until,
        source=wish.source,
    )
    return same.first()


def _expect_no_twin(competitor: Competitor, wish: FigureWish, other_than: UUID | None = None) -> None:
    known = _twin(competitor, wish)
    if known is not None and known.id != other_than:
        raise Refused(
            f"{competitor.name} already has this measure of these days from this source; change that one.",
            field="source",
        )


def _set_archived(actor: Actor, competitor_id: UUID, at: datetime | None, now: datetime) -> None:
    with transaction.atomic():
        row = competitor_to_change(actor, competitor_id)
        row.archived_at = at
        row.save(update_fields=["archived_at"])
        write_audit(actor, "competitor.archived" if at else "competitor.restored", "competitor", row.id, now)
