"""Everything that is said of one comment, in one object: language, sentiment, topics, urgency, hidden names."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any, Literal

from ohlas.text.language import detect
from ohlas.text.lemmas.tokens import Tokens, tokens
from ohlas.text.masking import Masked, mask_tokens
from ohlas.text.repair import Repaired, repair
from ohlas.text.sentiment import Sentiment, sentiments
from ohlas.text.topics import Mention, TopicFound, TopicTree, assigner_for, feelings, pieces_of
from ohlas.text.topics.categories import shipped_model
from ohlas.text.urgency import Signal, signals_of_many

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ohlas.text.sentiment.model import Model
    from ohlas.text.topics.assigning import Feeling

Mode = Literal["fast", "accurate"]
AT_ONCE = 512  # texts read together: the sentiment model is many times faster on many
LONGEST = 100_000  # letters read for topics and urgency; a comment is shorter
REMEMBERED = 2_048  # answers kept while many texts are read, for texts that come again


@dataclass(frozen=True)
class Analysis:
    """What is said of a text. `masked` holds the originals of what it hides: keep it from roles without the right."""

    text: str
    language: str
    language_confidence: float
    repair: Repaired
    sentiment: Sentiment
    topics: tuple[TopicFound, ...]
    urgency: tuple[Signal, ...]
    masked: Masked

    @property
    def has_lost_letters(self) -> bool:
        return self.repair.lost_letters


@dataclass(frozen=True)
class _Read:
    """A text half read: all but the feelings about its topics."""

    repaired: Repaired
    language: str
    confidence: float
    words: Tokens
    mentions: tuple[Mention, ...]


def analyse(text: str, tree: TopicTree, mode: Mode = "fast") -> Analysis:
    """All that is said of one text.

    Shape:  any text and a topic tree in, an `Analysis` out; empty text is neutral, of unknown language, without topics.
    Errors: those of its parts. Never raises in fast mode; `NoEmbedder` in accurate mode without its package.
    Source: docs/reference/text-analysis.md.
    """
    return next(analyse_many((text,), tree, mode))


def analyse_many(
    texts: Iterable[str], tree: TopicTree, mode: Mode = "fast", model: Model | None = None
) -> Iterator[Analysis]:
    """All that is said of each text, in order; many at once are many times faster than one by one.

    Shape:  texts in, as many answers out, computed as they are asked for; the same text gives the same answer.
            `model` is a company's own sentiment model in place of the shipped one.
    Errors: as `analyse`.
    Source: docs/reference/text-analysis.md.
    """
    known: dict[str, Analysis] = {}
    waiting = iter(texts)
    while chunk := list(islice(waiting, AT_ONCE)):
        new = [text for text in dict.fromkeys(chunk) if text not in known]
        if len(known) + len(new) > REMEMBERED:
            known = {text: known[text] for text in chunk if text in known}
        known.update(zip(new, _analysed(new, tree, mode, model), strict=True))
        yield from (known[text] for text in chunk)


def to_json(analysis: Analysis, *, hides_people: bool = False) -> dict[str, Any]:
    """An analysis as plain dicts and lists, in the order the API and the command line promise.

    Shape:  an analysis in; {"language", "language_confidence", "repaired", "sentiment", "topics", "urgency", "masked"}
            out. "repaired" and "masked" are texts. With `hides_people`, for roles without the right, "repaired"
            is the masked text too, and phrases of hidden words are left empty.
    Errors: probabilities are rounded to four places and still sum to 1.
    Source: docs/reference/text-analysis.md.
    """
    told = analysis.sentiment
    positive, negative = round(told.positive, 4), round(told.negative, 4)
    hidden = " ".join(span.original for span in analysis.masked.spans) if hides_people else ""
    return {
        "language": analysis.language,
        "language_confidence": round(analysis.language_confidence, 4),
        "repaired": analysis.masked.text if hides_people else analysis.repair.text,
        "sentiment": {
            "label": told.label,
            "positive": positive,
            "neutral": max(0.0, round(1 - positive - negative, 4)),
            "negative": negative,
        },
        "topics": [
            {"topic": each.topic, "sentiment": each.sentiment, "phrase": _shown(each.phrase, hidden)}
            for each in analysis.topics
        ],
        "urgency": [
            {"kind": each.kind, "phrase": _shown(each.phrase, hidden), "confidence": each.confidence}
            for each in analysis.urgency
        ],
        "masked": analysis.masked.text,
    }


def _shown(phrase: str, hidden: str) -> str:
    return "" if hidden and any(word in hidden for word in phrase.split()) else phrase


def _analysed(texts: list[str], tree: TopicTree, mode: Mode, model: Model | None) -> list[Analysis]:
    read = [_read(text, tree) for text in texts]
    is_accurate = mode == "accurate"
    told = list(sentiments((each.repaired.text for each in read), accurate=is_accurate, model=model))
    feel = _Feelings(read, told, model)
    urgent = signals_of_many([(_beginning(each.words), each.language) for each in read])
    return [
        Analysis(
            text=each.repaired.original,
            language=each.language,
            language_confidence=each.confidence,
            repair=each.repaired,
            sentiment=sentiment,
            topics=tuple(feelings(each.words.text[:LONGEST], each.mentions, feel)),
            urgency=tuple(signals),
            masked=mask_tokens(each.words, each.language),
        )
        for each, sentiment, signals in zip(read, told, urgent, strict=True)
    ]


def _read(text: str, tree: TopicTree) -> _Read:
    repaired = repair(text)
    language = detect(repaired.text)
    words = tokens(repaired.text)
    assigner = assigner_for(tree)
    first = _beginning(words)
    found = assigner.judged(first, language.code, assigner.mentions(first, language.code), shipped_model())
    return _Read(repaired, language.code, language.confidence, words, tuple(found))


def _beginning(words: Tokens) -> Tokens:
    if len(words.text) <= LONGEST:
        return words
    return tokens(words.text[:LONGEST])


class _Feelings:
    """The feeling of every clause that is asked for, read together beforehand."""

    def __init__(self, read: list[_Read], told: list[Sentiment], model: Model | None) -> None:
        self._known: dict[str, Feeling] = {}
        for each, sentiment in zip(read, told, strict=True):
            self._known[each.words.text[:LONGEST]] = sentiment
            self._known.update((sentence.text, sentence) for sentence in sentiment.sentences)
        wanted = dict.fromkeys(
            piece.text
            for each in read
            for piece in pieces_of(each.words.text[:LONGEST], each.mentions)
            if piece.text not in self._known
        )
        self._known.update(zip(wanted, sentiments(wanted, model=model), strict=True))

    def __call__(self, clause: str) -> Feeling:
        return self._known[clause]
