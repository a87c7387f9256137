"""The engine's query as a value, and as the JSON it is written down in."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from ohlas.insight.rules.periods import Step
from ohlas.insight.rules.selection import THEN, TODAY

USUAL_LINES = 1_000
Plain = str | float | bool | None


@dataclass(frozen=True)
class Narrowing:
    """One filter; several hold together. None among the values stands for "not known"."""

    field: str
    op: str
    values: tuple[Plain, ...] = ()


@dataclass(frozen=True, kw_only=True)
class QueryDocument:
    """What is counted, as what, split by what. `until` is the last day that counts, as everywhere.

    `as_then`: a unit has the answers of those below it on the day of each answer, not of those below it today.
    """

    measures: tuple[str, ...] = ()
    scale: str | None = None
    surveys: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    where: tuple[Narrowing, ...] = ()
    group_by: tuple[str, ...] = ()
    bucket: Step | None = None
    since: date | None = None
    until: date | None = None
    weighted: bool = True
    as_then: bool = False
    limit: int = USUAL_LINES
    offset: int = 0

    @property
    def fields(self) -> Iterator[tuple[str, str]]:
        """Every field of the facts it speaks of, with the place where."""
        for number, one in enumerate(self.where):
            yield f"where.{number}.field", one.field
        for number, name in enumerate(self.group_by):
            yield f"group_by.{number}", name

    def from_line(self, offset: int) -> "QueryDocument":
        return replace(self, offset=offset)


def document_text(document: QueryDocument, *, indent: int | None = None) -> str:
    """The document as it is written down."""
    return json.dumps(document_json(document), ensure_ascii=False, indent=indent)


def document_json(document: QueryDocument) -> dict[str, object]:
    """The document as JSON, without what was not asked for."""
    plain: dict[str, object] = {
        "measures": list(document.measures),
        "scale": document.scale,
        "surveys": list(document.surveys),
        "questions": list(document.questions),
        "where": [_narrowing_json(one) for one in document.where],
        "group_by": list(document.group_by),
        "bucket": document.bucket.value if document.bucket else None,
        "since": document.since.isoformat() if document.since else None,
        "until": document.until.isoformat() if document.until else None,
        "weighted": document.weighted,
        "units": THEN if document.as_then else TODAY,
        "limit": document.limit,
        "offset": document.offset,
    }
    return {name: value for name, value in plain.items() if value not in (None, [], _USUAL.get(name, ""))}


_USUAL: Mapping[str, object] = {"weighted": True, "units": TODAY, "limit": USUAL_LINES, "offset": 0}


def _narrowing_json(one: Narrowing) -> dict[str, object]:
    made: dict[str, object] = {"field": one.field, "op": one.op}
    if one.values:
        made["values"] = list(one.values)
    return made
