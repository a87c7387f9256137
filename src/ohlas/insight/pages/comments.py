"""One comment as people read it: what it says marked in its own words, and how to say it better."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from ohlas.feedback.access import CommentView
from ohlas.feedback.queries import ResponseView
from ohlas.feedback.queries.texts import ReadingView
from ohlas.feedback.queries.titles import SENTIMENT_MARKS, SENTIMENT_TITLES
from ohlas.feedback.rules.searching import words_found
from ohlas.insight.pages import words
from ohlas.insight.pages.filters import Option
from ohlas.insight.queries import Titles
from ohlas.insight.rules.explored import SENTIMENTS

URGENCY_TITLES: Mapping[str, Promise] = {
    "leaving": _("Wants to leave"),
    "legal": _("Threatens legal steps"),
    "safety": _("Safety or health"),
    "discrimination": _("Discrimination"),
    "callback": _("Asks to be called"),
    "praise": _("Praises somebody by name"),
}
NO_ID = re.compile(r"[^a-zA-Z0-9_]+")


@dataclass(frozen=True)
class Piece:
    """A stretch of a comment; `title` says what its words told, empty for the rest."""

    text: str
    title: str


@dataclass(frozen=True)
class TopicChip:
    """A topic of a comment: its name, how it feels, the words that told."""

    id: str
    title: str
    sentiment: str
    mark: str
    phrase: str
    href: str
    sentence: str


@dataclass(frozen=True)
class CommentCard:
    """One comment in the list."""

    response: str
    question: str
    anchor: str
    pieces: tuple[Piece, ...]
    sentiment: str
    sentiment_title: str
    mark: str
    is_corrected: bool
    can_undo: bool
    chips: tuple[TopicChip, ...]
    urgency: tuple[str, ...]
    score: str
    at: datetime
    unit: str
    survey: str
    language: str
    channel: str
    href: str
    sentiments: tuple[Option, ...]
    others: tuple[Option, ...]


@dataclass(frozen=True)
class CommentPart:
    """`insight/comment.html` alone, after a correction."""

    card: CommentCard
    may_correct: bool
    zone: str
    here: str


def comment_card(
    found: CommentView, titles: Titles, *, href: str, topic_address: Mapping[str, str], sought: str = ""
) -> CommentCard:
    """`topic_address` gives each topic's page of the explorer; words that a search `sought` are marked."""
    said, told = found.reading.said, titles.words.get("topic", {})
    chips = tuple(
        TopicChip(
            id=each.topic,
            title=told.get(each.topic, each.topic),
            sentiment=each.sentiment,
            mark=SENTIMENT_MARKS.get(each.sentiment, ""),
            phrase=each.phrase if each.phrase in found.text else "",
            href=topic_address.get(each.topic, ""),
            sentence=_chip_sentence(told.get(each.topic, each.topic), each.sentiment),
        )
        for each in said.topics
    )
    taken = {chip.id for chip in chips}
    others = sorted(
        (Option(key, name, False) for key, name in told.items() if key not in taken), key=_by_words
    )
    return CommentCard(
        response=str(found.reading.response_id),
        question=found.reading.question,
        anchor=anchor_of(found.reading),
        pieces=tuple(
            pieces(
                found.text,
                [
                    *_sought(found, sought),
                    *urgent_phrases(found),
                    *((one.phrase, one.sentence) for one in chips),
                ],
            )
        ),
        sentiment=said.sentiment,
        sentiment_title=words.value_title(titles, "sentiment", said.sentiment),
        mark=SENTIMENT_MARKS.get(said.sentiment, ""),
        is_corrected=found.reading.corrected_at is not None,
        can_undo=found.reading.can_undo,
        chips=chips,
        urgency=tuple(str(URGENCY_TITLES.get(each.kind, each.kind)) for each in said.urgency),
        score=_score(found.response),
        at=found.response.answered_at,
        unit=found.response.unit or "",
        survey=found.response.survey,
        language=words.value_title(titles, "language", said.language),
        channel=words.value_title(titles, "channel", found.response.channel),
        href=href,
        sentiments=tuple(
            Option(label, str(SENTIMENT_TITLES[label]), label == said.sentiment)
            for label in reversed(SENTIMENTS)
        ),
        others=tuple(others),
    )


def unread_note(waiting: int) -> str:
    """What to say while an import is still being read; nothing when none is."""
    if not waiting:
        return ""
    return ngettext(
        "An import is being read: the words of %(n)s answer are still to come.",
        "An import is being read: the words of %(n)s answers are still to come.",
        waiting,
    ) % {"n": words.number(waiting, 0)}


def urgent_phrases(found: CommentView) -> list[tuple[str, str]]:
    """The words that ask somebody to act, each with what they told."""
    said = found.reading.read.urgency
    return [(each.phrase, str(URGENCY_TITLES.get(each.kind, each.kind))) for each in said]


def _sought(found: CommentView, given: str) -> list[tuple[str, str]]:
    said = gettext("What you look for")
    return (
        [(word, said) for word in words_found(found.text, found.reading.said.language, given)]
        if given
        else []
    )


def anchor_of(reading: ReadingView) -> str:
    """Where the comment stands on a page."""
    return f"comment-{reading.response_id}-{NO_ID.sub('-', reading.question)}"


def pieces(text: str, told: Sequence[tuple[str, str]]) -> Iterator[Piece]:
    """The text cut where words told something; what overlaps an earlier stretch is left to that one."""
    at = 0
    for start, end, title in _stretches(text, told):
        if start < at:
            continue
        if start > at:
            yield Piece(text[at:start], "")
        yield Piece(text[start:end], title)
        at = end
    if at < len(text):
        yield Piece(text[at:], "")


def _stretches(text: str, told: Sequence[tuple[str, str]]) -> list[tuple[int, int, str]]:
    found = []
    for phrase, title in told:
        place = re.search(rf"(?<!\w){re.escape(phrase)}(?!\w)", text) if phrase else None
        if place:
            found.append((place.start(), place.end(), title))
    return sorted(found, key=lambda one: (one[0], -one[1]))


def _chip_sentence(title: str, sentiment: str) -> str:
    feeling = str(SENTIMENT_TITLES.get(sentiment, sentiment)).lower()
    return gettext("%(topic)s: %(sentiment)s") % {"topic": title, "sentiment": feeling}


def _score(response: ResponseView) -> str:
    return next((f"{answer.value:g}" for answer in response.scores), "")


def _by_words(option: Option) -> str:
    return option.words.casefold()
