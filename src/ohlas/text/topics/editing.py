"""What a person does to a topic tree. Every deed returns a new tree; the old one stays as it was."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ohlas.text.topics.errors import BadTopic, TopicCircle
from ohlas.text.topics.tree import Topic, TopicTree, under_topic, with_topic, without_topic

if TYPE_CHECKING:
    from collections.abc import Sequence


def add_topic(tree: TopicTree, topic: Topic, *, under: str | None = None) -> TopicTree:
    """The tree with one topic more, last below `under` or at the top.

    Shape:  a tree and a topic in, a tree out.
    Errors: `UnknownTopic` for `under`, `TopicExists` when the id is taken.
    Source: own.
    """
    return under_topic(tree, under, topic)


def rename_topic(tree: TopicTree, topic_id: str, titles: dict[str, str]) -> TopicTree:
    """The tree with new titles of a topic in the languages given; its id and labels stay.

    Shape:  a tree in, a tree out; an empty title removes that language.
    Errors: `UnknownTopic`; `BadTopic` when no title is left.
    Source: own.
    """
    topic = tree.topic(topic_id)
    kept = {language: title for language, title in {**topic.titles, **titles}.items() if title.strip()}
    return with_topic(tree, topic_id, replace(topic, titles=kept))


def teach_topic(tree: TopicTree, topic_id: str, language: str, phrases: Sequence[str]) -> TopicTree:
    """The tree with example phrases added to a topic; known ones are not repeated.

    Shape:  a tree in, a tree out; no phrases give an equal tree.
    Errors: `UnknownTopic`, `BadTopic` for a phrase too long or an unknown language.
    Source: own.
    """
    topic = tree.topic(topic_id)
    clean = [" ".join(phrase.split()) for phrase in phrases]
    merged = dict.fromkeys([*topic.phrases.get(language, ()), *(phrase for phrase in clean if phrase)])
    return with_topic(tree, topic_id, replace(topic, phrases={**topic.phrases, language: tuple(merged)}))


def move_topic(tree: TopicTree, topic_id: str, *, under: str | None) -> TopicTree:
    """The tree with a topic, and all below it, moved below another or to the top.

    Shape:  a tree in, a tree out.
    Errors: `UnknownTopic`; `TopicCircle` when `under` is the topic or lies below it.
    Source: own.
    """
    topic = tree.topic(topic_id)
    if under is not None and (under == topic_id or topic_id in tree.above(under)):
        raise TopicCircle(topic_id)
    return under_topic(without_topic(tree, topic_id), under, topic)


def merge_topics(tree: TopicTree, *, into: str, merged: Sequence[str]) -> TopicTree:
    """The tree with topics made one: `into` keeps its titles and takes the phrases and children of the others.

    Shape:  a tree in, a tree out; labels of the merged ids are to be read as `into` from now on.
    Errors: `UnknownTopic`; `TopicCircle` when `into` lies below one of the merged.
    Source: own.
    """
    for topic_id in merged:
        taken = tree.topic(topic_id)
        if topic_id == into or topic_id in tree.above(into):
            raise TopicCircle(topic_id)
        tree = without_topic(tree, topic_id)
        target = tree.topic(into)
        phrases = {
            language: tuple(
                dict.fromkeys((*target.phrases.get(language, ()), *taken.phrases.get(language, ())))
            )
            for language in {**target.phrases, **taken.phrases}
        }
        grown = replace(target, phrases=phrases, children=(*target.children, *taken.children))
        tree = with_topic(tree, into, grown)
    return tree


def split_topic(tree: TopicTree, topic_id: str, parts: Sequence[Topic]) -> TopicTree:
    """The tree with a topic cut into parts that become its children; phrases named in a part leave the whole.

    Shape:  a tree and two or more parts in, a tree out.
    Errors: `UnknownTopic`, `TopicExists`; `BadTopic` with fewer than two parts.
    Source: own.
    """
    if len(parts) <= 1:
        raise BadTopic("A topic is split into at least two parts.")
    topic = tree.topic(topic_id)
    gone = {
        (language, phrase) for part in parts for language, texts in part.phrases.items() for phrase in texts
    }
    phrases = {
        language: tuple(phrase for phrase in texts if (language, phrase) not in gone)
        for language, texts in topic.phrases.items()
    }
    return with_topic(tree, topic_id, replace(topic, phrases=phrases, children=(*topic.children, *parts)))


def remove_topic(tree: TopicTree, topic_id: str) -> TopicTree:
    """The tree without a topic and all below it.

    Shape:  a tree in, a tree out.
    Errors: `UnknownTopic`.
    Source: own.
    """
    return without_topic(tree, topic_id)
