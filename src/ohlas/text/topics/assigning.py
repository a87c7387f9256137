"""Which topics a text speaks of, by which words, and how it feels about each."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple, Protocol

from ohlas.text.lemmas.patterns import Matcher, Pattern
from ohlas.text.lemmas.sentences import Piece, clauses, sentences
from ohlas.text.lemmas.stems import GROUPS, LANGUAGES, groups_of
from ohlas.text.lemmas.tokens import Tokens, tokens
from ohlas.text.topics.categories import LEARNED, CategoryModel, shipped_model

if TYPE_CHECKING:
    from ohlas.text.topics.tree import TopicTree

JUDGED = frozenset({"food", "menu", "drinks"})  # trees with these topics are those the model learned for
LIKELY = 0.35  # the model alone adds a topic from here on; best on the training rows
UNLIKELY = 0.12  # and takes a phrase's word away below this
# How much the leanings of the phrases in a clause and the mood of the whole text count beside the clause itself:
# chosen on half of the training rows of `benchmarks/aspects.py`, four points better than the clause alone.
BY_LEANING, BY_WHOLE = 0.6, 0.6
EVEN = 0.05  # nearer to zero than this an aspect is neutral
MOST_MENTIONS = 5  # per topic whose clauses are read; the rest of a long text adds nothing
LEANINGS = {"+": 1, "-": -1}
TREES_READY = 64  # organisations whose phrases stay compiled in a process, some 3 MB each


class Feeling(Protocol):
    """What a sentiment function says of a text; `ohlas.text.sentiment.Sentiment` is one."""

    @property
    def label(self) -> str: ...
    @property
    def positive(self) -> float: ...
    @property
    def neutral(self) -> float: ...
    @property
    def negative(self) -> float: ...


Feel = Callable[[str], Feeling]


class Mention(NamedTuple):
    """A phrase of a topic found in a text: text[start:end], its own leaning (-1, 0, 1) after denial."""

    topic: str
    phrase: str
    start: int
    end: int
    leaning: int
    negated: bool


class TopicFound(NamedTuple):
    """A topic a text speaks of, how it feels about it, and the words that tell."""

    topic: str
    sentiment: str
    phrase: str


class Assigner:
    """The phrases of a tree made ready for all seven languages; safe to share between threads."""

    def __init__(self, tree: TopicTree) -> None:
        self.tree = tree
        self._matchers: dict[str, Matcher] = {}
        self._ids = frozenset(topic.id for topic in tree.walk())
        self._is_judged = self._ids >= JUDGED

    def mentions(self, text: Tokens, language: str) -> list[Mention]:
        """Every phrase of the tree in the text, in order; an unknown language is sought in all of them.

        Shape:  tokens and a language code in, mentions out; empty text gives none.
        Errors: those of the phrases: a topic told in words nobody listed is missed.
        Source: own phrases; see `lemmas.patterns`.
        """
        found: list[Mention] = []
        groups = groups_of(language)
        for group in groups:
            for hit in self._matcher(group).find(text):
                topic, _, leaning = hit.pattern.key.partition("/")
                way = LEANINGS.get(leaning, 0) * (-1 if hit.negated else 1)
                start, end = text.starts[hit.first], text.ends[hit.last]
                found.append(Mention(topic, text.text[start:end], start, end, way, hit.negated))
        return found

    def judged(
        self, text: Tokens, language: str, found: list[Mention], model: CategoryModel | None
    ) -> list[Mention]:
        """The mentions with what a trained model adds and takes away; unchanged where it learned nothing."""
        if model is None or language not in LEARNED or not self._is_judged or not text.words:
            return found
        told = {mention.topic for mention in found}
        judged = model.judge(text.words, told, GROUPS[language])
        refused = {each.topic for each in judged if each.probability < UNLIKELY}
        kept = [mention for mention in found if mention.topic not in refused]
        for each in judged:
            if each.topic in self._ids and each.topic not in told and each.probability >= LIKELY:
                start, end = text.starts[each.word], text.ends[each.word]
                kept.append(Mention(each.topic, text.text[start:end], start, end, 0, negated=False))
        return kept

    def _matcher(self, group: str) -> Matcher:
        if group not in self._matchers:
            self._matchers[group] = Matcher(_patterns(self.tree, group), group)
        return self._matchers[group]


@lru_cache(maxsize=TREES_READY)
def assigner_for(tree: TopicTree) -> Assigner:
    """The assigner of a tree, made once per process and tree.

    Shape:  a tree in, an assigner out.
    Errors: none.
    Source: own.
    """
    return Assigner(tree)


def assign(text: str, tree: TopicTree, language: str, feel: Feel | None = None) -> list[TopicFound]:
    """The topics of a text with the phrase that triggered each and the feeling about it.

    Shape:  a text, a tree, a language code ("unknown" seeks all) and a sentiment function in; one entry per topic
            out, in the order of their first words. Without `feel` only phrases that lean by themselves tell.
    Errors: measured per language in `benchmarks/aspects.py`.
    Source: own phrases; the feeling weighs the clause around a phrase, its leaning and the mood of the whole text.
    """
    return assign_with(text, tree, language, feel, shipped_model())


def assign_with(
    text: str, tree: TopicTree, language: str, feel: Feel | None, model: CategoryModel | None
) -> list[TopicFound]:
    """As `assign`, with a judge of your own, or with phrases alone when `model` is None.

    Shape:  as `assign`.
    Errors: as `assign`.
    Source: as `assign`.
    """
    words = tokens(text)
    assigner = assigner_for(tree)
    return feelings(text, assigner.judged(words, language, assigner.mentions(words, language), model), feel)


def feelings(text: str, mentions: Sequence[Mention], feel: Feel | None) -> list[TopicFound]:
    """One entry per topic: its longest phrase, and what the clauses with its phrases feel.

    Shape:  a text and its mentions in, topics out; no mentions give an empty list.
    Errors: those of the sentiment function on short clauses.
    Source: own rule.
    """
    by_topic: dict[str, list[Mention]] = {}
    for mention in mentions:
        by_topic.setdefault(mention.topic, []).append(mention)
    if not by_topic:
        return []
    reader = _Reader(text, mentions, feel)
    return [
        TopicFound(topic, reader.about(some[:MOST_MENTIONS]), max(some, key=_weight).phrase)
        for topic, some in by_topic.items()
    ]


def _weight(mention: Mention) -> tuple[int, int, int]:
    return (abs(mention.leaning), len(mention.phrase), -mention.start)


class _Reader:
    """Reads each sentence or clause at most once."""

    def __init__(self, text: str, mentions: Sequence[Mention], feel: Feel | None) -> None:
        self._feel = feel
        self._known: dict[int, Feeling] = {}
        self._pieces = pieces_of(text, mentions) if feel else []
        self._starts = [piece.start for piece in self._pieces]
        self._whole = feel(text) if feel and mentions else None
        self._leanings: Counter[int] = Counter()
        for mention in mentions if feel else ():
            self._leanings[bisect_right(self._starts, mention.start) - 1] += mention.leaning

    def about(self, mentions: Sequence[Mention]) -> str:
        """What most mentions say; as many good as bad is mixed."""
        votes = [self._vote(mention) for mention in mentions]
        total = sum(votes)
        if total:
            return "positive" if total > 0 else "negative"
        return "mixed" if any(votes) else "neutral"

    def _vote(self, mention: Mention) -> int:
        feeling = self._around(mention)
        if feeling is None or self._whole is None:
            return mention.leaning
        leaning = mention.leaning or self._leaning_around(mention)
        if not leaning and _is_plain(feeling) and _is_plain(self._whole):
            return 0
        told = _balance(feeling) + BY_LEANING * leaning + BY_WHOLE * _balance(self._whole)
        return 0 if abs(told) <= EVEN else 1 if told > 0 else -1

    def _leaning_around(self, mention: Mention) -> int:
        at = bisect_right(self._starts, mention.start) - 1
        total = self._leanings.get(at, 0)
        return (total > 0) - (total < 0)

    def _around(self, mention: Mention) -> Feeling | None:
        at = bisect_right(self._starts, mention.start) - 1
        if self._feel is None or at < 0 or mention.start >= self._pieces[at].end:
            return None
        if at not in self._known:
            self._known[at] = self._feel(self._pieces[at].text)
        return self._known[at]


def _balance(feeling: Feeling) -> float:
    return feeling.positive - feeling.negative


def _is_plain(feeling: Feeling) -> bool:
    """Whether it rather says nothing good or bad than either."""
    return feeling.neutral > max(feeling.positive, feeling.negative)


def pieces_of(text: str, mentions: Sequence[Mention]) -> list[Piece]:
    """The stretches whose feeling decides: sentences with mentions, those of several topics cut into clauses.

    Shape:  a text and its mentions in, pieces in order out.
    Errors: those of `sentences` and `clauses`.
    Source: own rule.
    """
    found: list[Piece] = []
    waiting = sorted(mentions, key=lambda mention: mention.start)
    at = 0
    for sentence in sentences(text) if waiting else ():
        here: set[str] = set()
        while at < len(waiting) and waiting[at].start < sentence.end:
            here.add(waiting[at].topic)
            at += 1
        if len(here) > 1:
            found.extend(clauses(sentence))
        elif here:
            found.append(sentence)
    return found


def _patterns(tree: TopicTree, group: str) -> list[Pattern]:
    found: dict[tuple[str, str], Pattern] = {}
    for topic in tree.walk():
        for language in LANGUAGES:
            if GROUPS[language] != group:
                continue
            for phrase in topic.phrases.get(language, ()):
                bare = phrase.lstrip("+-")
                leaning = phrase[:1] if phrase[:1] in LEANINGS else ""
                found.setdefault((topic.id, bare), Pattern(f"{topic.id}/{leaning}", bare))
    return list(found.values())
