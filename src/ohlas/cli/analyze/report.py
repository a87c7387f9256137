"""The answer as one HTML file that needs nothing else: charts within, a table behind each, every text escaped."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import TYPE_CHECKING

from ohlas.cli.analyze.errors import CannotWrite
from ohlas.cli.analyze.markup import Safe, el, joined, table
from ohlas.cli.analyze.pictures import bars, charted_groups, distribution_picture, groups_picture
from ohlas.cli.analyze.words import (
    COMPARED,
    EMPTY_GROUP,
    WEIGHTED,
    formula,
    interval,
    sentence,
    written,
)

if TYPE_CHECKING:
    from datetime import datetime

    from ohlas.cli.analyze.result import Group, Result

VERDICTS = {
    "better": "▲ better than the rest",
    "worse": "▼ worse than the rest",
    "indicative": "indicative",
    "none": "",
}
POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
TABLE_ROWS = 1_000


def write_report(place: Path, result: Result, now: datetime) -> None:
    """Writes the file whole or not at all. Raises CannotWrite."""
    page = report(result, now)
    try:
        with NamedTemporaryFile(
            "w", encoding="utf-8", dir=place.parent, suffix=".part", delete=False
        ) as file:
            file.write(page)
        Path(file.name).chmod(0o644)
        Path(file.name).replace(place)
    except OSError as error:
        raise CannotWrite(f"The report {str(place)!r} cannot be written: {error.strerror}.") from error


def report(result: Result, now: datetime) -> str:
    """The page as text."""
    name = f"{result.request.measure.title} · {result.request.info.path.name}"
    head = joined(
        (
            Safe(
                '<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">'
            ),
            Safe(f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'),
            Safe('<meta name="color-scheme" content="light dark">'),
            el("title", name),
            Safe(f"<style>{_rules()}</style>"),
        )
    )
    parts = (_headline(result), _spread(result), _groups(result), _comments(result), _counted(result, now))
    return f"<!doctype html>\n{el('html', el('head', head), el('body', el('main', *parts)), lang='en')}\n"


def _rules() -> str:
    return (files("ohlas.cli.analyze") / "data" / "report.css").read_text(encoding="utf-8")


def _headline(result: Result) -> Safe:
    measure, figure = result.request.measure, result.figure
    tone = "figure indicative" if figure.is_indicative else "figure"
    return el(
        "header",
        el("p", result.request.info.path.name, cls="source"),
        el("h1", measure.title),
        el("p", written(measure, figure.value), cls=tone),
        el("p", sentence(measure, figure), cls="sentence"),
        *[el("p", remark, cls="remark") for remark in result.remarks],
    )


def _spread(result: Result) -> Safe:
    if not result.counts.n:
        return Safe("")
    drawn = bars(result)
    weighted = result.request.weight is not None
    rows = [[bar.label, f"{bar.n:,}", f"{100 * bar.share:.1f} %"] for bar in drawn]
    return el(
        "section",
        el("h2", "How the answers are spread"),
        distribution_picture(result),
        _behind(table(("answer", "people", "weighted share" if weighted else "share"), rows, 2)),
    )


def _groups(result: Result) -> Safe:
    if not result.groups:
        return Safe("")
    names = result.request.by_names
    shown = charted_groups(result)
    said = f"By {', '.join(names)}"
    note = (
        ""
        if len(shown) == len(result.groups)
        else f" The chart shows the {len(shown)} largest groups with answers."
    )
    return el(
        "section",
        el("h2", said),
        el(
            "p",
            f"Dots are scores, lines their 95 % intervals, the dashed line is the whole. {COMPARED}{note}",
        ),
        groups_picture(result) if shown else Safe(""),
        _behind(_group_table(result)),
    )


def _group_table(result: Result) -> Safe:
    names = result.request.by_names
    more = len(result.groups) - TABLE_ROWS
    rows = [_group_row(result, group) for group in result.groups[:TABLE_ROWS]]
    made = table((*names, "", "n", "value", "95 % interval"), rows, 3)
    return (
        joined((made, el("p", f"{more:,} more groups are left out here; --json lists all.")))
        if more > 0
        else made
    )


def _group_row(result: Result, group: Group) -> list[str]:
    measure, figure = result.request.measure, group.figure
    labels = [EMPTY_GROUP if value is None else value for value in group.key]
    verdict = VERDICTS[group.verdict] if figure.value is not None else ""
    return [*labels, verdict, f"{figure.n:,}", written(measure, figure.value), interval(measure, figure)]


def _comments(result: Result) -> Safe:
    comments = result.comments
    if comments is None:
        return Safe("")
    rows = [
        [each.name, f"{kept.answers:,}", f"{kept.present:,}", _percent(kept.present, kept.answers)]
        for each, kept in comments.by_class.items()
    ]
    quotes = [
        el(
            "div",
            el("h3", each.name),
            *[el("blockquote", example) for example in kept.examples],
            cls=each.tone,
        )
        for each, kept in comments.by_class.items()
        if kept.examples
    ]
    return el(
        "section",
        el("h2", "What people wrote"),
        el(
            "p",
            f"Broken letters were repaired in {comments.repaired:,} comments; in {comments.lost:,} some are lost.",
        ),
        table(("class", "answers", "comments", "share"), rows, 3),
        el("div", *quotes, cls="quotes"),
    )


def _counted(result: Result, now: datetime) -> Safe:
    request, figure = result.request, result.figure
    facts = [
        ("File", f"{request.info.path.name}, {result.rows:,} rows"),
        ("Answers", f"column {request.name(request.score)}, {figure.n:,} counted"),
        ("Formula", formula(request.measure)),
    ]
    if request.weight is not None:
        facts.append(("Weight", f"column {request.name(request.weight)}. {WEIGHTED}"))
    if figure.n_star is not None and figure.n_kish is not None:
        facts.append(("Precision", f"n* = {figure.n_star:,.0f}; Kish {figure.n_kish:,.0f}"))
    left = [[reason, f"{times:,}"] for reason, times in result.excluded.items()] or [["nothing", "0"]]
    facts.append(("Made", f"{now:%Y-%m-%d %H:%M} UTC with Ohlas"))
    listed = [joined((el("dt", name), el("dd", text))) for name, text in facts]
    return el(
        "section",
        el("h2", "How we counted"),
        el("p", "The denominator is the people who answered this question. Skipped ones never count."),
        el("dl", *listed),
        table(("left out because", "rows"), left, 1),
    )


def _behind(numbers: Safe) -> Safe:
    return el("details", el("summary", "The numbers behind it"), numbers)


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.0f} %" if whole else "–"
