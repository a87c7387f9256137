"""What people who gave low scores say that those with high ones do not, each phrase with a comment that says it."""

import re
from dataclasses import dataclass

from ohlas.accounts.access import Actor
from ohlas.engine import FactStore
from ohlas.feedback.access import CommentView
from ohlas.insight.queries.comments import CommentAsk, texts_of_class, usual_language
from ohlas.text.phrases import Distinctive, distinctive

MOST = 12


@dataclass(frozen=True)
class Marked:
    """A phrase that marks one side, and the newest comment that holds it."""

    phrase: Distinctive
    quote: CommentView | None
    at: int = 0
    """Where the phrase stands in the quote."""


@dataclass(frozen=True)
class Contrast:
    """Both sides in the language most comments are in; None where there are no comments with words."""

    language: str | None
    low: int
    high: int
    of_low: tuple[Marked, ...] = ()
    of_high: tuple[Marked, ...] = ()


def contrast_between(store: FactStore, actor: Actor, ask: CommentAsk) -> Contrast:
    """Phrases by log-odds with a prior, only those beyond chance; personal data is hidden as everywhere."""
    asked = ask.ask.filters.get("language", ())
    language = asked[0] if len(asked) == 1 else usual_language(store, ask)
    if language is None:
        return Contrast(None, 0, 0)
    low, high = (texts_of_class(store, actor, ask, side, language) for side in ("low", "high"))
    return Contrast(language, len(low), len(high), _marked(low, high, language), _marked(high, low, language))


def _marked(
    ours: tuple[CommentView, ...], theirs: tuple[CommentView, ...], language: str
) -> tuple[Marked, ...]:
    found = distinctive((one.text for one in ours), (one.text for one in theirs), language, most=MOST)
    return tuple(_with_quote(one, ours) for one in found)


def _with_quote(phrase: Distinctive, comments: tuple[CommentView, ...]) -> Marked:
    whole_words = re.compile(rf"(?<!\w){re.escape(phrase.phrase)}(?!\w)", re.IGNORECASE)
    for one in comments:
        if place := whole_words.search(one.text):
            return Marked(phrase, one, place.start())
    return Marked(phrase, None)
