"""Whether facts and record agree: fingerprints of everything, then counts and sums to say where."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ohlas.accounts.queries import OrganisationView, organisations
from ohlas.engine import (
    FactStore,
    Fingerprint,
    Query,
    answers_table,
    comments_table,
    left_out_table,
    recorded_fingerprints,
    run,
    stored_fingerprints,
)
from ohlas.feedback.facts.comments import comment_rows
from ohlas.feedback.facts.numbering import COMMENTS, LEFT_OUT, last_written
from ohlas.feedback.facts.rebuild import hold_still
from ohlas.feedback.facts.rows import fact_rows, left_out_rows
from ohlas.feedback.facts.writer import fact_store
from ohlas.feedback.models import Response, TextReading
from ohlas.feedback.queries.texts import relabelling_of
from ohlas.metrics import SCALES

if TYPE_CHECKING:
    import pyarrow as pa

TOLERANCE = 1e-9
"""Relative; the two sides add the same numbers in another order."""
PORTION = 5_000


@dataclass(frozen=True, order=True)
class Line:
    """What is summed: one question's scores on one scale."""

    organisation: str
    survey: str
    question: str
    scale: str


@dataclass
class Sums:
    """Scores: how many, their sum and the sum of weights."""

    n: int = 0
    value: float = 0.0
    weight: float = 0.0

    def add(self, n: int, value: float, weight: float) -> None:
        self.n += n
        self.value += value
        self.weight += weight

    def agrees(self, other: "Sums") -> bool:
        return self.n == other.n and _near(self.value, other.value) and _near(self.weight, other.weight)

    def __str__(self) -> str:
        return f"{self.n} scores, sum {self.value:g}, weight {self.weight:g}"


@dataclass(frozen=True)
class Difference:
    """Something the facts hold that is not what the record says."""

    organisation: str
    survey: str
    question: str | None
    record: str
    facts: str

    def __str__(self) -> str:
        where = f"question {self.question}" if self.question else "all answers"
        return (
            f"organisation {self.organisation}, survey {self.survey}, {where}: "
            f"the record has {self.record}; the facts have {self.facts}"
        )


def check_facts() -> tuple[Difference, ...]:
    """Where facts and record differ; nothing when all is well.

    Compared is what has been written; `facts_waiting` says how much has not.
    Errors: `WriterBusy` when another writer does not let go.
    """
    with hold_still() as lease:
        cut, store = last_written(), fact_store()
        found = [
            _check(store, one, cut, lease.renew)
            + _check_left_out(store, one, cut)
            + _check_comments(store, one, cut, lease.renew)
            for one in organisations()
        ]
    return tuple(difference for differences in found for difference in differences)


def _check(
    store: FactStore, organisation: OrganisationView, cut: int, renew: Callable[[], None]
) -> list[Difference]:
    owner = str(organisation.id)
    record: dict[Line, Sums] = defaultdict(Sums)
    prints = recorded_fingerprints(store, _tables(organisation, cut, renew, record))
    stored = stored_fingerprints(store, owner)
    differing = {name for name in prints.keys() | stored.keys() if prints.get(name) != stored.get(name)}
    if not differing:
        return []
    lines = _lines(record, _facts(store, owner), differing)
    # The scores agree, so it is something else: a text, a time, an attribute declared since.
    blamed = {line.survey for line in lines}
    return lines + [_whole(owner, name, prints, stored) for name in sorted(differing - blamed)]


def _check_left_out(store: FactStore, organisation: OrganisationView, cut: int) -> list[Difference]:
    """What review left out, by fingerprint alone."""
    owner = str(organisation.id)
    mine = Response.objects.filter(organisation_id=organisation.id, facts_number__lte=cut)
    rows = left_out_rows(mine.filter(left_out_at__isnull=False).order_by("id").iterator(PORTION))
    prints = recorded_fingerprints(store, [left_out_table(rows)], LEFT_OUT)
    stored = stored_fingerprints(store, owner, LEFT_OUT)
    differing = sorted(name for name in prints.keys() | stored.keys() if prints.get(name) != stored.get(name))
    return [_whole(owner, name, prints, stored, what="answers left out") for name in differing]


def _check_comments(
    store: FactStore, organisation: OrganisationView, cut: int, renew: Callable[[], None]
) -> list[Difference]:
    """Comments by fingerprint alone; not compared while they are read again, nor with one that waits."""
    owner = str(organisation.id)
    anew = relabelling_of(organisation.id)
    if anew is not None and anew.ended_at is None:  # the facts follow, comment by comment
        return []
    readings = TextReading.objects.filter(organisation_id=organisation.id)
    waiting = readings.filter(facts_number=0).values_list("response__version__survey_id", flat=True)
    prints = recorded_fingerprints(store, _comment_tables(organisation, cut, renew), COMMENTS)
    stored = stored_fingerprints(store, owner, COMMENTS)
    names = (prints.keys() | stored.keys()) - {str(survey) for survey in waiting.distinct()}
    differing = [name for name in sorted(names) if prints.get(name) != stored.get(name)]
    return [_whole(owner, name, prints, stored, what=COMMENTS) for name in differing]


def _comment_tables(
    organisation: OrganisationView, cut: int, renew: Callable[[], None]
) -> "Iterator[pa.Table]":
    mine = TextReading.objects.filter(organisation_id=organisation.id, facts_number__lte=cut)
    rows = mine.select_related("response").order_by("number")
    portion = list(rows[:PORTION])
    while portion:
        renew()
        yield comments_table(comment_rows(portion))
        portion = list(rows.filter(number__gt=portion[-1].number)[:PORTION])


def _tables(
    organisation: OrganisationView, cut: int, renew: Callable[[], None], sums: dict[Line, Sums]
) -> "Iterator[pa.Table]":
    """The record as facts, page by page; scores are added up in passing."""
    rows = Response.objects.filter(organisation_id=organisation.id, facts_number__lte=cut).order_by("id")
    portion = list(rows[:PORTION])
    while portion:
        renew()
        facts = list(fact_rows(portion))
        for fact in facts:
            if fact.value is not None:
                line = Line(fact.organisation, fact.survey, fact.question, fact.scale)
                sums[line].add(1, fact.value, 1.0 if fact.weight is None else fact.weight)
        yield answers_table(facts)
        portion = list(rows.filter(id__gt=portion[-1].id)[:PORTION])


def _facts(store: FactStore, owner: str) -> dict[Line, Sums]:
    found: dict[Line, Sums] = defaultdict(Sums)
    for scale in SCALES:
        for group in run(store, Query(owner, scale, group_by=("survey", "question"))).rows:
            line = Line(owner, group.key["survey"] or "", group.key["question"] or "", scale)
            for value, cell in group.counts.cells.items():
                found[line].add(cell.n, value * cell.n, cell.w)
    return found


def _lines(record: Mapping[Line, Sums], facts: Mapping[Line, Sums], surveys: set[str]) -> list[Difference]:
    pairs = (
        (line, record.get(line, Sums()), facts.get(line, Sums()))
        for line in sorted(record.keys() | facts.keys())
        if line.survey in surveys
    )
    return [
        Difference(line.organisation, line.survey, line.question, str(ours), str(theirs))
        for line, ours, theirs in pairs
        if not ours.agrees(theirs)
    ]


def _whole(
    owner: str,
    survey: str,
    record: Mapping[str, Fingerprint],
    facts: Mapping[str, Fingerprint],
    *,
    what: str = "answers",
) -> Difference:
    ours, theirs = (
        f"{one.facts} {what} with checksum {one.checksum:x}"
        for one in (record.get(survey, Fingerprint()), facts.get(survey, Fingerprint()))
    )
    return Difference(owner, survey, None, ours, theirs)


def _near(a: float, b: float) -> bool:
    return abs(a - b) <= TOLERANCE * max(1.0, abs(a), abs(b))
