"""Comments that signal something, as a table for spreadsheets."""

from collections.abc import Callable, Iterable, Iterator

from ohlas.feedback.access import CommentView
from ohlas.insight.pages.comments import comment_card
from ohlas.insight.pages.exports import safe
from ohlas.insight.queries import Titles


def urgent_table(
    found: Iterable[CommentView], titles: Titles, *, response_href: Callable[[str], str]
) -> Iterator[tuple[str, ...]]:
    """The list as a table for spreadsheets, the newest first; one line per comment."""
    yield (
        "at", "signals", "words", "comment", "sentiment", "unit", "survey", "channel", "language", "score", "marked",
        "answer",
    )  # fmt: skip
    for one in found:
        card = comment_card(one, titles, href="", topic_address={})
        read = one.reading.read.urgency
        marks = one.reading.given.urgent
        yield (
            one.response.answered_at.isoformat(),
            " ".join(each.kind for each in read),
            safe(" / ".join(each.phrase for each in read if each.phrase in one.text)),
            safe(one.text),
            card.sentiment,
            safe(card.unit),
            safe(card.survey),
            one.response.channel,
            one.reading.said.language,
            card.score,
            " ".join(
                f"{kind}:{'right' if is_right else 'wrong'}" for kind, is_right in sorted(marks.items())
            ),
            response_href(card.response),
        )
