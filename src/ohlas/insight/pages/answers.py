"""The answers behind a figure, as a list."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from django.utils.translation import gettext

from ohlas.insight.pages import words
from ohlas.insight.pages.filters import Chip, chips
from ohlas.insight.queries import AnswerLine, AnswersFound, Ask, Titles
from ohlas.insight.queries.answers import PER_PAGE
from ohlas.insight.rules import Selection


@dataclass(frozen=True)
class AnswerRow:
    """One answer: its score with a tone, what was said, and the circumstances."""

    value: str
    tone: str
    question: str
    comments: tuple[str, ...]
    at: datetime
    unit: str
    channel: str
    language: str
    survey: str
    href: str


@dataclass(frozen=True)
class AnswersPage:
    """As many answers as the figure's n says, page by page."""

    measure: str
    days: str
    total: str
    chips: tuple[Chip, ...]
    rows: tuple[AnswerRow, ...]
    earlier: str
    later: str
    words: str
    back_href: str
    csv_href: str
    zone: str


def answers_page(
    found: AnswersFound,
    ask: Ask,
    selection: Selection,
    titles: Titles,
    *,
    back: str,
    export: str,
    response_href: Callable[[str], str],
    zone: str,
) -> AnswersPage:
    """One page of answers; `back` and `export` are addresses without their query."""
    first = (found.page - 1) * PER_PAGE
    last = first + len(found.lines)
    here = replace(selection, measure=ask.measure.id)
    return AnswersPage(
        measure=words.measure_title(ask.measure),
        days=words.days(ask.window),
        total=words.answers(found.total),
        chips=tuple(chips(here, titles)),
        rows=tuple(_row(line, ask, titles, response_href) for line in found.lines),
        earlier=replace(here, page=found.page - 1).address if found.page > 1 else "",
        later=replace(here, page=found.page + 1).address if last < found.total else "",
        words=gettext("%(first)s–%(last)s of %(total)s")
        % {"first": first + 1 if found.lines else 0, "last": last, "total": words.number(found.total, 0)},
        back_href=back + here.narrowed("value").address,
        csv_href=export + replace(here, page=1).address,
        zone=zone,
    )


def _row(line: AnswerLine, ask: Ask, titles: Titles, response_href: Callable[[str], str]) -> AnswerRow:
    return AnswerRow(
        value=f"{line.value:g}",
        tone=_tone(ask, line.value),
        question=titles.asked(line.question, line.survey),
        comments=line.comments,
        at=line.at,
        unit=words.value_title(titles, "unit", line.unit) if line.unit else "",
        channel=words.value_title(titles, "channel", line.channel),
        language=words.value_title(titles, "language", line.language),
        survey=words.value_title(titles, "survey", line.survey),
        href=response_href(line.signal),
    )


def _tone(ask: Ask, value: float) -> str:
    if ask.measure.id != "nps":
        return "plain"
    return "promoter" if value >= 9 else "passive" if value >= 7 else "detractor"  # noqa: PLR2004 - NPS classes
