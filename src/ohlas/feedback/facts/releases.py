"""Releases of anonymous surveys: closed once enough people have answered, sealed, and written as a cube.

Until then an answer is nowhere but in the record. A release's parts are chosen once and kept: counted anew
after somebody's answer had changed or gone, they would tell of that one person.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Max, Min, Q, QuerySet

from ohlas.accounts.queries import organisation_settings, unit_paths
from ohlas.engine import CubeRow, FactStore, Told, cube_table, released_parts
from ohlas.feedback.facts.rows import RowMaker
from ohlas.feedback.models import Release, Response
from ohlas.feedback.queries.waiting import people_in
from ohlas.feedback.rules.releases import MOST, WAITING, is_due
from ohlas.surveys.queries import published_version
from ohlas.surveys.rules import NOT_APPLICABLE

PAPER = "paper"
TABLE = "cube"


@dataclass(frozen=True)
class _Group:
    """Answers that wait together: one survey, and one import or everything else."""

    organisation: UUID
    survey: UUID
    batch: UUID | None

    def rows(self) -> QuerySet[Response]:
        mine = Response.objects.filter(
            organisation_id=self.organisation,
            version__survey_id=self.survey,
            release=WAITING,
            is_complete=True,
        )
        mine = mine.filter(batch_id=self.batch) if self.batch else mine.filter(_NOT_IMPORTED)
        return mine.order_by("id")


_NOT_IMPORTED = Q(batch__isnull=True) | Q(batch__kind=PAPER)
"""A stack of paper may hold fewer people than a release needs; it waits with those who answer elsewhere."""


def close_due(store: FactStore, now: datetime) -> int:
    """Closes what is due and writes it; the writer's lease must be held. How many releases were closed."""
    closed = sum(_close_all(group, now) for group in _waiting())
    left = Release.objects.filter(written_at__isnull=True)
    for organisation_id in set(left.values_list("organisation_id", flat=True)):
        write_cube(store, organisation_id, now)
    return closed


def has_waiting() -> bool:
    """Whether any anonymous answer waits, or a release is not written; one quick look."""
    return (
        Response.objects.filter(release=WAITING, is_complete=True).exists()
        or Release.objects.filter(written_at__isnull=True).exists()
    )


def write_cube(store: FactStore, organisation_id: UUID, now: datetime) -> None:
    """All of an organisation's releases as facts, in place of what was there."""
    rows = list(Release.objects.filter(organisation_id=organisation_id).order_by("survey_id", "number"))
    if rows or store.version(TABLE) is not None:
        store.replace(TABLE, str(organisation_id), cube_table(_cube_rows(rows)))
        Release.objects.filter(id__in=[row.id for row in rows], written_at__isnull=True).update(
            written_at=now
        )


def _waiting() -> Iterator[_Group]:
    waits = Response.objects.filter(release=WAITING, is_complete=True).order_by()
    found = waits.values_list("organisation_id", "version__survey_id", "batch_id", "batch__kind").distinct()
    groups = {_Group(owner, survey, None if kind == PAPER else batch) for owner, survey, batch, kind in found}
    yield from sorted(groups, key=str)


def _close_all(group: _Group, now: datetime) -> int:
    closed = 0
    while True:
        rows = group.rows()
        oldest = rows.aggregate(oldest=Min("received_at"))["oldest"]
        if oldest is None or not is_due(people_in(rows), oldest, now):
            return closed
        _close(group, now)
        closed += 1


@transaction.atomic
def _close(group: _Group, now: datetime) -> None:
    """Stamps the oldest who wait, each person with all answers, and seals what may be shown of them."""
    rows = list(group.rows()[:MOST])
    people = {row.person for row in rows if row.person}
    rows += list(group.rows().filter(person__in=people).exclude(id__in=[row.id for row in rows]))
    made = Release.objects.filter(organisation_id=group.organisation, survey_id=group.survey)
    number = (made.aggregate(last=Max("number"))["last"] or 0) + 1
    parts = released_parts(list(_told(rows)), _parents(group.organisation))
    Release.objects.create(
        organisation_id=group.organisation,
        survey_id=group.survey,
        batch_id=group.batch,
        number=number,
        people=len({row.person or row.id for row in rows}),
        closed_at=now,
        parts=[
            {
                "question": part.question,
                "scale": part.scale,
                "touchpoint": part.touchpoint,
                "unit": part.place.unit,
                "field": part.place.field,
                "key": part.place.key,
                "is_rest": part.is_rest,
                "counts": sorted(part.counts.items()),
            }
            for part in parts
        ],
    )
    Response.objects.filter(id__in=[row.id for row in rows]).update(release=number)


def _told(rows: Iterable[Response]) -> Iterator[Told]:
    maker = RowMaker()
    for row in rows:
        version = published_version(row.version_id)
        if version is None:
            continue
        around = maker.circumstances(row, version)
        traits = {f"a_{key}": value for key, value in around["attributes"].items() if value}
        traits |= {"channel": row.channel, "language": row.language}
        for name, given in row.answers.items():
            item = version.definition.item_by_id.get(name)
            is_score = item is not None and item.scale is not None and isinstance(given, int | float)
            if item is not None and item.scale is not None and is_score and given != NOT_APPLICABLE:
                yield Told(
                    person=row.person or str(row.id),
                    question=name,
                    scale=item.scale,
                    value=float(given),
                    touchpoint=item.touchpoint,
                    unit=around["unit"],
                    traits=traits,
                )


def _parents(organisation_id: UUID) -> dict[str, str | None]:
    """The tree of units as it stands now, child to parent."""
    found: dict[str, str | None] = {}
    for span in sorted(unit_paths(organisation_id), key=lambda one: str(one.valid_from or "")):
        above = [part for part in span.path.split("/") if part][:-1]
        found[str(span.id)] = above[-1] if above else None
    return found


def _cube_rows(rows: Sequence[Release]) -> Iterator[CubeRow]:
    for row in rows:
        zone = organisation_settings(row.organisation_id).zone
        for part in row.parts:
            plain = {name: value for name, value in part.items() if name != "counts"}
            for value, n in part["counts"]:
                yield CubeRow(
                    organisation=str(row.organisation_id),
                    survey=str(row.survey_id),
                    release=row.number,
                    at=row.closed_at,
                    zone=zone,
                    value=value,
                    n=n,
                    **plain,
                )
