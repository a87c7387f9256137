"""Looking for written answers: what they can be found by, what is looked for, and where it stands in them."""

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING

from ohlas.text.lemmas import GROUPS, stem, tokens

if TYPE_CHECKING:
    from ohlas.feedback.rules.texts import Mention, Tree

MOST_WORDS = 4_000
_NUMBER = re.compile(r"\d{2,20}")
_LEAST_BEGUN = 4


def topics_meant(asked: str, tree: "Tree") -> dict[str, str]:
    """The topics that a few words ask for by their phrases, in whatever language, and how these feel about them.

    Where some are felt about ("expensive"), those that are not are left out; a topic stands for all below it.
    """
    from ohlas.text.topics import assign_with  # NumPy: not in an idle web process

    told = {found.topic: found.sentiment for found in assign_with(asked, tree.topics, "unknown", None, None)}
    told = {topic: felt for topic, felt in told.items() if felt != "neutral"} or told
    below = {one: told[topic] for one, over in tree.above.items() for topic in over if topic in told}
    return below | told


def is_meant(meant: Mapping[str, str], told: "Sequence[Mention]") -> bool:
    """Whether a comment tells one of these topics and does not feel the other way about it."""
    opposite = {("positive", "negative"), ("negative", "positive")}
    return any(each.topic in meant and (meant[each.topic], each.sentiment) not in opposite for each in told)


def search_words(text: str, language: str) -> str:
    """What a text can be found by: the stems of its words and its numbers."""
    group = GROUPS.get(language, "")
    stems = (stem(word, group) for word in tokens(text).words)
    found = dict.fromkeys([*stems, *_NUMBER.findall(text)])
    return " ".join(list(found)[:MOST_WORDS])


def wanted_words(given: str) -> tuple[tuple[str, ...], ...]:
    """What to look for: each word by its stem in every language, the last one also as a beginning."""
    words = tokens(given).words[:20]
    found = [tuple(dict.fromkeys([word, *(stem(word, group) for group in _groups())])) for word in words]
    if found and len(words[-1]) >= _LEAST_BEGUN and not given.endswith((" ", '"')):
        found[-1] = (*found[-1], f"{words[-1]}*")
    return (*found, *((number,) for number in _NUMBER.findall(given)))


def words_found(text: str, language: str, given: str) -> tuple[str, ...]:
    """The words of a text that a search for these ones found, as they are written there."""
    wanted = {one for alternatives in wanted_words(given) for one in alternatives}
    begun = tuple(one.removesuffix("*") for one in wanted if one.endswith("*"))
    group, found = GROUPS.get(language, ""), tokens(text)
    held = (
        found.written(at, at)
        for at, word in enumerate(found.words)
        if stem(word, group) in wanted or (begun and stem(word, group).startswith(begun))
    )
    return tuple(dict.fromkeys([*held, *(one for one in _NUMBER.findall(text) if one in wanted)]))


@cache
def _groups() -> tuple[str, ...]:
    return tuple(dict.fromkeys(GROUPS.values()))
