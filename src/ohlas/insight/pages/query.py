"""The page of queries: a document to write, what it brought, and how a program asks the same."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext

from ohlas.insight.errors import Fault
from ohlas.insight.pages import words
from ohlas.insight.pages.documents import query_address
from ohlas.insight.queries import Titles
from ohlas.insight.queries.documents import Answered, Line
from ohlas.insight.rules import Step
from ohlas.insight.rules.documents import Narrowing, QueryDocument
from ohlas.metrics import Measure


@dataclass(frozen=True)
class ScoreWords:
    """One figure as the page shows it."""

    value: str
    interval: str


@dataclass(frozen=True)
class LineWords:
    """One group in words."""

    names: tuple[str, ...]
    n: str
    scores: tuple[ScoreWords, ...]
    is_indicative: bool


@dataclass(frozen=True)
class QueryPage:
    """`insight/query.html`; `refusals` say why nothing was counted, `total` is None until something was."""

    document: str
    action: str
    fields: tuple[tuple[str, str], ...]
    examples: tuple[tuple[str, str], ...]
    refusals: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()
    measures: tuple[str, ...] = ()
    total: LineWords | None = None
    lines: tuple[LineWords, ...] = ()
    groups: str = ""
    more_href: str = ""
    receipt: tuple[tuple[str, str], ...] = ()
    warnings: tuple[str, ...] = ()
    csv_href: str = ""
    json_href: str = ""
    api: str = ""


def bare_page(text: str, slug: str, fields: tuple[tuple[str, str], ...], scale: str) -> QueryPage:
    """The page before anything was asked."""
    return QueryPage(
        document=text,
        action=reverse("insight:query", args=[slug]),
        fields=fields,
        examples=tuple((title, query_address(one, slug)) for title, one in _examples(scale)),
        api=reverse("api-v1:post_query"),
    )


def refused(faults: tuple[Fault, ...], said: str) -> tuple[str, ...]:
    """Each place at fault in a sentence of its own."""
    return tuple(map(str, faults)) or (said,)


def answered_parts(found: Answered, titles: Titles, slug: str) -> dict[str, object]:
    """What an answer adds to the bare page."""
    document = found.document
    address = query_address(document, slug)
    more = found.next_offset
    return {
        "keys": tuple(
            [words.field_title(titles, name) for name in document.group_by]
            + ([gettext("From")] if document.bucket else [])
        ),
        "measures": tuple(words.measure_title(one) for one in found.measures),
        "total": _line(found.total, found, titles),
        "lines": tuple(_line(line, found, titles) for line in found.lines),
        "groups": words.number(found.groups, 0),
        "more_href": "" if more is None else query_address(document.from_line(more), slug),
        "receipt": tuple(_receipt(found)),
        "warnings": found.warnings,
        "csv_href": f"{address}&as=csv",
        "json_href": f"{address}&as=json",
    }


def _receipt(found: Answered) -> list[tuple[str, str]]:
    document = found.document
    days = gettext("all")
    if document.since or document.until:
        ends = (words.day(day) if day else "…" for day in (document.since, document.until))
        days = " – ".join(ends)
    return [
        (gettext("Days"), days),
        (gettext("Units"), gettext("all") if found.scope is None else gettext("only those you may see")),
        *(
            [(gettext("Tree of units"), gettext("as it stood on the day of each answer"))]
            if document.as_then
            else []
        ),
        (gettext("Counted"), gettext("complete responses in which this was answered")),
        (gettext("Scale"), found.scale or "–"),
        (gettext("Version of the facts"), str(found.version) if found.version is not None else "–"),
        (gettext("Newest answer"), found.freshness.isoformat(" ", "minutes") if found.freshness else "–"),
    ]


def _line(line: Line, found: Answered, titles: Titles) -> LineWords:
    names = [
        words.value_title(titles, name, line.key.get(name)) for name in found.document.group_by if line.key
    ]
    if line.start is not None:
        names.append(line.start.isoformat())
    return LineWords(
        names=tuple(names),
        n=words.number(line.n, 0),
        scores=tuple(_score(one, line) for one in found.measures),
        is_indicative=any(figure.is_indicative for figure in line.scores.values()),
    )


def _score(measure: Measure, line: Line) -> ScoreWords:
    figure = line.scores[measure.id]
    if figure.value is None:
        return ScoreWords("–", "")
    return ScoreWords(words.score(measure, figure.value), words.interval(measure, figure))


def _examples(scale: str) -> list[tuple[str, QueryDocument]]:
    known = Narrowing("channel", "in", ("web", "email"))
    return [
        (gettext("Every measure, all answers"), QueryDocument(scale=scale)),
        (
            gettext("By unit, month by month"),
            QueryDocument(scale=scale, group_by=("unit",), bucket=Step.MONTH),
        ),
        (
            gettext("Two channels, by language"),
            QueryDocument(scale=scale, where=(known,), group_by=("language",)),
        ),
    ]
