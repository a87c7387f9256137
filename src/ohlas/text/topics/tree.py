"""The topic tree of an organisation: immutable, with deeds that return a changed copy."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from ohlas.text.lemmas.stems import LANGUAGES
from ohlas.text.topics.errors import BadTopic, TopicCircle, TopicExists, UnknownTopic

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

ID = re.compile(r"[a-z][a-z0-9_]{0,59}")
LONGEST_TITLE = 120
LONGEST_PHRASE = 120
MOST_PHRASES = 500  # per topic and language; a person does not read more
DEEPEST = 6
MOST_TOPICS = 2_000


@dataclass(frozen=True)
class Topic:
    """What people talk about: titles by language, phrases by language (see `lemmas.patterns`), topics below."""

    id: str
    titles: Mapping[str, str]
    phrases: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    children: tuple[Topic, ...] = ()

    def __post_init__(self) -> None:
        if not ID.fullmatch(self.id):
            raise BadTopic(
                f"“{self.id}” is no topic id: small letters, digits and _, beginning with a letter."
            )
        if not any(title.strip() for title in self.titles.values()):
            raise BadTopic(f"The topic “{self.id}” needs a title in at least one language.")
        for language, text in [*self.titles.items(), *((each, "") for each in self.phrases)]:
            _check(self.id, language, text, LONGEST_TITLE)
        for language, phrases in self.phrases.items():
            if len(phrases) > MOST_PHRASES:
                raise BadTopic(f"The topic “{self.id}” has over {MOST_PHRASES} phrases in “{language}”.")
            for phrase in phrases:
                _check(self.id, language, phrase, LONGEST_PHRASE)

    def title(self, language: str) -> str:
        """The title in a language, else the English one, else any."""
        return (
            self.titles.get(language) or self.titles.get("en") or next(t for t in self.titles.values() if t)
        )


@dataclass(frozen=True, eq=False)
class TopicTree:
    """All topics of an organisation. Two trees are equal when their topics are."""

    topics: tuple[Topic, ...] = ()

    def __post_init__(self) -> None:
        seen: set[str] = set()
        for topic, depth in _walk(self.topics, 1):
            if topic.id in seen:
                raise TopicExists(topic.id)
            if depth > DEEPEST:
                raise BadTopic(f"The topic “{topic.id}” lies more than {DEEPEST} levels deep.")
            seen.add(topic.id)
        if len(seen) > MOST_TOPICS:
            raise BadTopic(f"A tree has at most {MOST_TOPICS} topics; this one has {len(seen)}.")

    def __eq__(self, other: object) -> bool:
        return isinstance(other, TopicTree) and self.topics == other.topics

    def __hash__(self) -> int:
        return hash(self.digest)

    @cached_property
    def digest(self) -> str:
        """Changes whenever the tree does; to be kept beside labels made with it."""
        text = json.dumps(tree_to_json(self), sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]

    def walk(self) -> Iterator[Topic]:
        """Every topic, parents before children."""
        return (topic for topic, _ in _walk(self.topics, 1))

    def topic(self, topic_id: str) -> Topic:
        for topic in self.walk():
            if topic.id == topic_id:
                return topic
        raise UnknownTopic(topic_id)

    def above(self, topic_id: str) -> tuple[str, ...]:
        """The ids of the topics over this one, topmost first."""
        path = _path(self.topics, topic_id)
        if path is None:
            raise UnknownTopic(topic_id)
        return path[:-1]


def tree_to_json(tree: TopicTree) -> list[dict[str, Any]]:
    """The tree as plain lists and dicts, for storing; `tree_from_json` reads it back.

    Shape:  a tree in, a list of topics out; an empty tree gives an empty list.
    Errors: exact.
    Source: own format.
    """
    return [_to_json(topic) for topic in tree.topics]


def tree_from_json(topics: object) -> TopicTree:
    """A tree from what `tree_to_json` gave.

    Shape:  a list of {"id", "titles", "phrases", "children"} in, a tree out; "phrases" and "children" may be left out.
    Errors: `BadTopic` for anything of another shape, and whatever the tree itself refuses.
    Source: own format.
    """
    return TopicTree(_from_json(topics, 1))


def with_topic(tree: TopicTree, topic_id: str, new: Topic) -> TopicTree:
    """The tree with one topic put in another's place."""
    tree.topic(topic_id)
    return TopicTree(_replaced(tree.topics, topic_id, (new,)))


def without_topic(tree: TopicTree, topic_id: str) -> TopicTree:
    """The tree without a topic and all below it."""
    tree.topic(topic_id)
    return TopicTree(_replaced(tree.topics, topic_id, ()))


def under_topic(tree: TopicTree, parent: str | None, new: Topic) -> TopicTree:
    """The tree with a topic added as the last below `parent`, or at the top."""
    if parent is None:
        return TopicTree((*tree.topics, new))
    above = tree.topic(parent)
    if parent in {topic.id for topic, _ in _walk((new,), 1)}:
        raise TopicCircle(new.id)
    return with_topic(tree, parent, replace(above, children=(*above.children, new)))


def _check(topic_id: str, language: str, text: str, longest: int) -> None:
    if language not in LANGUAGES:
        raise BadTopic(f"“{language}” is no language here; there are {', '.join(LANGUAGES)}.")
    if len(text) > longest:
        raise BadTopic(f"A title or phrase of the topic “{topic_id}” is longer than {longest} characters.")


def _walk(topics: tuple[Topic, ...], depth: int) -> Iterator[tuple[Topic, int]]:
    for topic in topics:
        yield topic, depth
        yield from _walk(topic.children, depth + 1)


def _path(topics: tuple[Topic, ...], topic_id: str) -> tuple[str, ...] | None:
    for topic in topics:
        if topic.id == topic_id:
            return (topic.id,)
        below = _path(topic.children, topic_id)
        if below is not None:
            return (topic.id, *below)
    return None


def _replaced(topics: tuple[Topic, ...], topic_id: str, new: tuple[Topic, ...]) -> tuple[Topic, ...]:
    found: list[Topic] = []
    for topic in topics:
        if topic.id == topic_id:
            found.extend(new)
        else:
            children = _replaced(topic.children, topic_id, new)
            found.append(topic if children == topic.children else replace(topic, children=children))
    return tuple(found)


def _to_json(topic: Topic) -> dict[str, Any]:
    return {
        "id": topic.id,
        "titles": dict(topic.titles),
        "phrases": {language: list(phrases) for language, phrases in topic.phrases.items()},
        "children": [_to_json(child) for child in topic.children],
    }


def _from_json(topics: object, depth: int) -> tuple[Topic, ...]:
    if depth > DEEPEST:
        raise BadTopic(f"A topic tree is at most {DEEPEST} levels deep.")
    if not isinstance(topics, list):
        raise BadTopic("A topic tree is a list of topics.")
    return tuple(_topic_from_json(each, depth) for each in topics)


def _topic_from_json(each: Any, depth: int) -> Topic:
    match each:
        case {"id": str(topic_id), "titles": dict(titles)}:
            phrases = each.get("phrases", {})
            is_sound = isinstance(phrases, dict) and all(
                isinstance(texts, list) and all(isinstance(text, str) for text in texts)
                for texts in phrases.values()
            )
            if not is_sound or not all(isinstance(title, str) for title in titles.values()):
                raise BadTopic(f"Titles and phrases of the topic “{topic_id}” must be texts by language.")
            below = _from_json(each.get("children", []), depth + 1)
            kept = {language: tuple(texts) for language, texts in phrases.items()}
            return Topic(topic_id, dict(titles), kept, below)
    raise BadTopic("A topic has an “id” and “titles” by language.")
