"""What written answers say, in this room's words: the one file beside `searching` that asks `ohlas.text`."""

import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, cached_property
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import ohlas.text
from ohlas.accounts.rules import LineOfBusiness
from ohlas.feedback.rules.searching import search_words
from ohlas.text.masking import mask
from ohlas.text.topics import TopicTree, default_tree
from ohlas.text.topics.defaults import LINES_OF_BUSINESS

if TYPE_CHECKING:
    from ohlas.text.sentiment.model import Model

SENTIMENTS = ("positive", "neutral", "negative", "mixed")
POLARITY: Mapping[str, float] = MappingProxyType({"positive": 1.0, "negative": -1.0})
"""What a label counts in the facts; anything else is 0."""
READER = 2
"""To be raised when our own reading changes; the models' files are told apart by themselves."""
_BUSINESS: Mapping[LineOfBusiness, str] = MappingProxyType(
    {LineOfBusiness.CLINIC: "health", LineOfBusiness.RESTAURANT: "hospitality"}
)
_HIGH, _MIDDLE = 0.75, 0.5


@dataclass(frozen=True, slots=True)
class Mention:
    """A topic a text speaks of, how it feels about it, and the words that told; no words where a person said so."""

    topic: str
    sentiment: str
    phrase: str = ""


@dataclass(frozen=True, slots=True)
class Urgency:
    """Something that asks somebody to act, the words that told, and how sure we are, 0 to 1."""

    kind: str
    phrase: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Said:
    """What one text says. `words` are stems for search, without personal data."""

    language: str
    language_confidence: float
    sentiment: str
    positive: float
    neutral: float
    negative: float
    topics: tuple[Mention, ...] = ()
    urgency: tuple[Urgency, ...] = ()
    words: str = ""


@dataclass(frozen=True)
class Given:
    """What a person says instead of the reader; None where they left it as read."""

    sentiment: str | None = None
    topics: tuple[Mention, ...] | None = None
    urgent: Mapping[str, bool] = field(default_factory=dict)
    """Kinds of urgency a person looked at: whether the comment really says so."""

    @property
    def is_empty(self) -> bool:
        return self.sentiment is None and self.topics is None and not self.urgent

    @property
    def is_correction(self) -> bool:
        """Whether anything counts otherwise than it was read; to agree is no correction."""
        return self.sentiment is not None or self.topics is not None or not all(self.urgent.values())

    def over(self, said: Said) -> Said:
        """The labels that count."""
        return replace(
            said,
            sentiment=said.sentiment if self.sentiment is None else self.sentiment,
            topics=said.topics if self.topics is None else self.topics,
            urgency=tuple(each for each in said.urgency if self.urgent.get(each.kind, True)),
        )

    def within(self, known: frozenset[str], merged: Mapping[str, str]) -> "Given":
        """The same for a changed tree: merged topics by their new name, those gone left out."""
        if self.topics is None:
            return self
        named = [replace(each, topic=_last_name(each.topic, merged)) for each in self.topics]
        kept = {each.topic: each for each in named if each.topic in known}
        return replace(self, topics=tuple(kept.values()))


@dataclass(frozen=True)
class Tree:
    """An organisation's topics as they stand, and what became of those that were merged."""

    topics: TopicTree
    number: int = 0
    merged: Mapping[str, str] = field(default_factory=dict)
    own: str = ""
    """The organisation's own reader, told apart by a word; empty for the shipped one."""

    @property
    def stamp(self) -> str:
        """What a reading is marked with: another mark means that it is to be read again."""
        own = f".{self.own}" if self.own else ""
        return f"{reader_now()}.{self.topics.digest}{own}"

    @cached_property
    def above(self) -> Mapping[str, tuple[str, ...]]:
        """The topics over each one, topmost first."""
        return {topic.id: self.topics.above(topic.id) for topic in self.topics.walk()}

    @property
    def ids(self) -> frozenset[str]:
        return frozenset(topic.id for topic in self.topics.walk())


def with_above(mentions: Sequence[Mention], above: Mapping[str, Sequence[str]]) -> tuple[Mention, ...]:
    """The topics told, and those over them: a topic speaks for all below it.

    Over several it feels as they do where they agree, leaving out the neutral ones, and mixed where they do not. What
    is told of a topic itself counts before what is told below it.
    """
    told = {each.topic for each in mentions}
    below: dict[str, list[str]] = {}
    for each in mentions:
        for topic in above.get(each.topic, ()):
            below.setdefault(topic, []).append(each.sentiment)
    over = (Mention(topic, _together(felt)) for topic, felt in below.items() if topic not in told)
    return (*mentions, *over)


def _together(felt: Sequence[str]) -> str:
    said = {one for one in felt if one != "neutral"}
    return said.pop() if len(said) == 1 else "mixed" if said else "neutral"


def usual_tree(line: LineOfBusiness) -> TopicTree:
    """The topics an organisation begins with."""
    name = _BUSINESS.get(line, line.value)
    return default_tree(name if name in LINES_OF_BUSINESS else "shop")


def read_texts(texts: Iterable[str], tree: TopicTree, model: "Model | None" = None) -> Iterator[Said]:
    """What each text says, in order; many at once are many times faster than one by one."""
    from ohlas.text.analysis import analyse_many  # NumPy: not in an idle web process

    for found in analyse_many(texts, tree, model=model):
        told = found.sentiment
        yield Said(
            language=found.language,
            language_confidence=found.language_confidence,
            sentiment=told.label,
            positive=told.positive,
            neutral=told.neutral,
            negative=told.negative,
            topics=tuple(Mention(each.topic, each.sentiment, each.phrase[:200]) for each in found.topics),
            urgency=tuple(Urgency(each.kind, each.phrase[:200], each.confidence) for each in found.urgency),
            words=search_words(found.masked.text, found.language),
        )


def without_people(text: str, language: str) -> str:
    """The text with names, numbers and addresses of people hidden."""
    return mask(text, language).text


def score_class(value: float, low: float, high: float, *, higher_is_better: bool) -> str:
    """Where a score lies on its scale: high, middle or low; on 0–10 as promoters, passives and detractors."""
    if (low, high) == (0.0, 10.0):
        return "high" if value >= 9 else "middle" if value >= 7 else "low"  # noqa: PLR2004 - NPS classes
    place = (value - low) / (high - low)
    place = place if higher_is_better else 1 - place
    return "high" if place >= _HIGH else "middle" if place >= _MIDDLE else "low"


def said_to_json(mentions: Iterable[Mention]) -> list[dict[str, str]]:
    """Topics as they are stored."""
    return [{"topic": each.topic, "sentiment": each.sentiment, "phrase": each.phrase} for each in mentions]


def urgency_to_json(found: Iterable[Urgency]) -> list[dict[str, object]]:
    """Signals of urgency as they are stored."""
    return [{"kind": each.kind, "phrase": each.phrase, "confidence": each.confidence} for each in found]


def mentions_from_json(stored: Sequence[Mapping[str, str]]) -> tuple[Mention, ...]:
    """Topics as `said_to_json` stored them."""
    return tuple(Mention(each["topic"], each["sentiment"], each.get("phrase", "")) for each in stored)


def urgency_from_json(stored: Sequence[Mapping[str, Any]]) -> tuple[Urgency, ...]:
    """Signals as `urgency_to_json` stored them."""
    return tuple(Urgency(each["kind"], each["phrase"], each["confidence"]) for each in stored)


def given_to_json(given: Given) -> dict[str, Any]:
    """A correction as it is stored; nothing said gives an empty mapping."""
    found: dict[str, Any] = {}
    if given.sentiment is not None:
        found["sentiment"] = given.sentiment
    if given.topics is not None:
        found["topics"] = said_to_json(given.topics)
    if given.urgent:
        found["urgency"] = dict(given.urgent)
    return found


def steps_before(stored: object) -> list[dict[str, Any]]:
    """What corrections replaced, the oldest first; what was stored before there were several is one step."""
    if isinstance(stored, dict):
        return [stored]
    return list(stored) if isinstance(stored, list) else []


def given_from_json(stored: Mapping[str, Any]) -> Given:
    """A correction as `given_to_json` stored it."""
    topics = stored.get("topics")
    told = None if topics is None else mentions_from_json(topics)
    return Given(stored.get("sentiment"), told, stored.get("urgency", {}))


def _last_name(topic: str, merged: Mapping[str, str]) -> str:
    for _ in range(len(merged)):
        if topic not in merged:
            break
        topic = merged[topic]
    return topic


@cache
def reader_now() -> str:
    """The reader's version: ours, and a checksum over the models it reads with."""
    root = Path(ohlas.text.__file__).parent
    total = 0
    for path in sorted([*root.rglob("data/*.npz"), *root.rglob("data/*.toml")]):
        total = zlib.crc32(path.read_bytes(), total)
    return f"{READER}-{total:08x}"
