"""A query's document answered: tallies from the engine, scores from `metrics`, for exactly what was asked."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from uuid import UUID

from ohlas.accounts.access import Actor, require
from ohlas.accounts.queries import subtree
from ohlas.accounts.rules import Permission
from ohlas.engine import FactStore, Filter, Query, Spell, UnknownField, attributes
from ohlas.insight.errors import BadDocument, Fault
from ohlas.insight.queries.apart import own_answers, surveys_apart
from ohlas.insight.queries.catalogue import attribute_fields, catalogue_of
from ohlas.insight.queries.facts import Ask
from ohlas.insight.queries.kept import run
from ohlas.insight.queries.placing import tree_then
from ohlas.insight.rules import UNKNOWN, Step
from ohlas.insight.rules.documents import Narrowing, QueryDocument
from ohlas.metrics import Figure, Measure, ScoreCounts, UnlikeScales, counts_of, measure_of, measures_of
from ohlas.surveys.queries import survey_names

MOST_TALLIES = 200_000
"""Lines of groups and scores one question may bring: some 40 MB, a second's work."""
PLAIN_FIELDS = (
    "survey", "version", "question", "touchpoint", "unit", "employee", "channel", "language", "value", "weight",
    "has_text", "complete", "local_date", "local_hour", "batch", "sentiment", "topic",
)  # fmt: skip
GUARDED_FIELDS: Mapping[str, Permission] = {
    "signal": Permission.SEE_ANSWERS,
    "at": Permission.SEE_ANSWERS,
    "customer": Permission.SEE_CONTACTS,
}
"""Fields that single out one person's answers: they ask for the right to see those."""


@dataclass(frozen=True)
class Line:
    """One group's tally and its scores; `start` is the first day of its step."""

    key: Mapping[str, str | None]
    start: date | None
    counts: ScoreCounts
    scores: Mapping[str, Figure]

    @property
    def n(self) -> int:
        return self.counts.n


@dataclass(frozen=True)
class Answered:
    """What a document brought; `lines` is one page of `groups`."""

    document: QueryDocument
    scale: str | None
    measures: tuple[Measure, ...]
    total: Line
    lines: tuple[Line, ...]
    groups: int
    version: int | None
    freshness: datetime | None
    warnings: tuple[str, ...]
    scope: tuple[str, ...] | None

    @property
    def next_offset(self) -> int | None:
        after = self.document.offset + len(self.lines)
        return after if after < self.groups else None


def answered(store: FactStore, actor: Actor, document: QueryDocument) -> Answered:
    """The document's answer as this actor may see it: own organisation, own units, anonymous answers by the cube.

    Errors: `BadDocument` for what does not exist here, `Forbidden` for fields that single people out,
    the engine's `BadQuery`, metrics' `MetricsError`.
    """
    _refuse_unknown_fields(store, actor, document)
    surveys = _surveys(actor, document)
    scale, measures = _counted_as(actor, replace(document, surveys=surveys))
    query = _query(actor, document, scale, surveys)
    found = run(store, query)
    known = found.total.scale_id
    shown = measures or (measures_of(known) if known else ())
    lines = found.rows if document.group_by or document.bucket else ()
    page = lines[document.offset : document.offset + document.limit]
    return Answered(
        document=document,
        scale=known or scale,
        measures=shown,
        total=_line({}, None, found.total, shown, document),
        lines=tuple(_line(row.key, row.bucket, row.counts, shown, document) for row in page),
        groups=len(lines),
        version=found.version,
        freshness=found.freshness,
        warnings=tuple(map(str, found.warnings)),
        scope=None if query.scope_units is None else tuple(sorted(query.scope_units)),
    )


def document_of(ask: Ask, *, by: str | None = None, step: Step | None = None) -> QueryDocument:
    """The document that counts a figure again, as its receipt gives it away."""
    where = tuple(
        Narrowing(name, "within" if name == "unit" else "in", _known_or_none(values))
        for name, values in ask.filters.items()
    )
    return QueryDocument(
        measures=(ask.measure.id,),
        scale=ask.scale,
        where=where,
        group_by=(by,) if by else (),
        bucket=step,
        since=ask.window.since,
        until=ask.window.last_day,
        weighted=ask.weighted,
        as_then=ask.tree is not None,
    )


def _known_or_none(values: tuple[str, ...]) -> tuple[str | None, ...]:
    return tuple(None if value == UNKNOWN else value for value in values)


def _line(
    key: Mapping[str, str | None],
    start: date | None,
    counts: ScoreCounts,
    measures: tuple[Measure, ...],
    document: QueryDocument,
) -> Line:
    if not document.weighted:
        counts = counts_of({value: cell.n for value, cell in counts.cells.items()}, counts.scale_id)
    return Line(key, start, counts, {one.id: one.score(counts) for one in measures})


def _refuse_unknown_fields(store: FactStore, actor: Actor, document: QueryDocument) -> None:
    declared = {*attribute_fields(actor), *attributes(store, str(actor.organisation.id))}
    known = {*PLAIN_FIELDS, *GUARDED_FIELDS, *declared}
    faults = []
    for place, name in document.fields:
        if name not in known:
            hint = UnknownField(name, known).nearest
            said = f"did you mean {hint}? " if hint else ""
            faults.append(
                Fault(place, name, f"{said}Fields are {', '.join((*PLAIN_FIELDS, *sorted(declared)))}")
            )
        elif name in GUARDED_FIELDS:
            require(actor, GUARDED_FIELDS[name])
    if faults:
        raise BadDocument(tuple(faults))


def _surveys(actor: Actor, document: QueryDocument) -> tuple[str, ...]:
    """Surveys by id or name; one that is not there is a mistake, not nought answers."""
    if not document.surveys:
        return ()
    names = {str(survey): name for survey, name in survey_names(actor.organisation.id).items()}
    ids = {name: survey for survey, name in names.items()} | {survey: survey for survey in names}
    allowed = f"the id or name of a survey: {', '.join(sorted(names.values())[:20]) or 'there is none yet'}"
    faults = tuple(
        Fault(f"surveys.{number}", one, allowed)
        for number, one in enumerate(document.surveys)
        if one not in ids
    )
    if faults:
        raise BadDocument(faults)
    return tuple(dict.fromkeys(ids[one] for one in document.surveys))


def _counted_as(actor: Actor, document: QueryDocument) -> tuple[str | None, tuple[Measure, ...]]:
    """The scale, and the measures asked for on it.

    Errors: metrics' `UnlikeScales` where the measures lie on two.
    """
    measures = tuple(map(measure_of, document.measures))
    if document.scale is not None:
        fitting = measures_of(document.scale)
        faults = tuple(
            Fault(
                f"measures.{number}",
                one.id,
                f"{', '.join(measure.id for measure in fitting)} fit the scale {document.scale}",
            )
            for number, one in enumerate(measures)
            if one not in fitting
        )
        if faults:
            raise BadDocument(faults)
        return document.scale, measures
    catalogue, filters = catalogue_of(actor), _about_questions(document)
    scales = list(dict.fromkeys(catalogue.scale_for(one, filters) for one in measures))
    if len(scales) > 1:
        raise UnlikeScales(scales[0], scales[1])
    return (scales[0] if scales else None), measures


def _about_questions(document: QueryDocument) -> dict[str, tuple[str, ...]]:
    chosen = {
        one.field: tuple(str(value) for value in one.values if value is not None)
        for one in document.where
        if one.field in {"question", "survey", "touchpoint"} and one.op == "in"
    }
    own = {"question": document.questions, "survey": document.surveys}
    return chosen | {name: values for name, values in own.items() if values}


def _query(actor: Actor, document: QueryDocument, scale: str | None, surveys: tuple[str, ...]) -> Query:
    return Query(
        organisation=str(actor.organisation.id),
        scale=scale,
        where=(*_filters(document), *own_answers(surveys_apart(actor.organisation.id))),
        placed=_placed(actor, document),
        group_by=document.group_by,
        bucket=None if document.bucket is None else document.bucket.value,
        since=document.since,
        until=None if document.until is None else document.until + timedelta(days=1),
        scope_units=None if actor.scope is None else frozenset(str(unit) for unit in actor.scope),
        questions=document.questions,
        surveys=surveys,
        most=MOST_TALLIES,
    )


def _filters(document: QueryDocument) -> Iterator[Filter]:
    for one in document.where:
        if one.op == "within" and document.as_then:
            continue
        if one.op == "within":
            below = [str(child) for unit in one.values if unit is not None for child in _below(str(unit))]
            yield Filter(one.field, "in", tuple(dict.fromkeys([*one.values, *below])))
        else:
            yield Filter(one.field, one.op, one.values)  # type: ignore[arg-type]  # one of OPS, all the engine's


def _placed(actor: Actor, document: QueryDocument) -> tuple[Spell, ...] | None:
    """The units of then with their days; None where units count as they stand today."""
    within = next((one for one in document.where if one.op == "within"), None)
    if within is None or not document.as_then:
        return None
    units = [UNKNOWN if unit is None else str(unit) for unit in within.values]
    return tree_then(actor.organisation.id).spells(units)


def _below(unit: str) -> frozenset[UUID]:
    try:
        return subtree(UUID(unit))
    except ValueError:
        return frozenset()  # a text that is no unit's id finds nothing, and n says so
