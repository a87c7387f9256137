"""Tables for spreadsheets: plain numbers with a point, and no cell that a spreadsheet would run."""

from collections.abc import Iterable, Iterator

from ohlas.insight.pages import words
from ohlas.insight.pages.breakdown import mark_of
from ohlas.insight.queries import AnswerLine, Ask, Breakdown, Titles

_RUNNABLE = ("=", "+", "-", "@", "\t", "\r", "\n")


def group_lines(found: Breakdown, ask: Ask, titles: Titles) -> Iterator[tuple[str, ...]]:
    """Every group, the largest first."""
    yield found.by, "measure", "value", "low", "high", "n", "against_the_rest"
    for group in found.groups:
        figure = group.figure
        name = words.value_title(titles, found.by, group.key)
        ends = (_plain(figure.value), _plain(figure.low), _plain(figure.high))
        yield safe(name), ask.measure.id, *ends, str(figure.n), mark_of(group, ask)


def answer_lines(found: Iterable[AnswerLine], titles: Titles) -> Iterator[tuple[str, ...]]:
    """Every answer, the newest first."""
    yield "at", "survey", "question", "value", "weight", "unit", "channel", "language", "comment", "response"
    for line in found:
        yield (
            line.at.isoformat(),
            safe(words.value_title(titles, "survey", line.survey)),
            safe(titles.asked(line.question, line.survey)),
            _plain(line.value),
            _plain(line.weight),
            safe(words.value_title(titles, "unit", line.unit)) if line.unit else "",
            safe(line.channel),
            safe(line.language),
            safe(" / ".join(line.comments)),
            line.signal,
        )


def safe(text: str) -> str:
    """A text that a spreadsheet shows and never runs."""
    return f"'{text}" if text.startswith(_RUNNABLE) else text


def _plain(value: float | None) -> str:
    return "" if value is None else f"{value:.10g}"
