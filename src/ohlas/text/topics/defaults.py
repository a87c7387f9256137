"""The topic trees a new organisation starts with, one per line of business."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from ohlas.text.lemmas.stems import LANGUAGES
from ohlas.text.topics.errors import BadTopic
from ohlas.text.topics.tree import Topic, TopicTree

DATA = Path(__file__).parent / "data"
LINES_OF_BUSINESS = ("shop", "delivery", "bank", "telecom", "hospitality", "health", "public")


@cache
def default_tree(business: str) -> TopicTree:
    """The default topics of a line of business, in groups, with phrases in seven languages.

    Shape:  one of `LINES_OF_BUSINESS` in, a tree of two levels out.
    Errors: `BadTopic` for any other name.
    Source: own phrases, written for what customers say; the shelves in `topics/data`.
    """
    if business not in LINES_OF_BUSINESS:
        raise BadTopic(f"“{business}” is no line of business; there are {', '.join(LINES_OF_BUSINESS)}.")
    plan = _shelf("trees")
    groups = (_group(name, plan["groups"][name]["titles"], named) for name, named in plan[business].items())
    return TopicTree(tuple(groups))


@cache
def _shelf(name: str) -> dict[str, Any]:
    return tomllib.loads((DATA / f"{name}.toml").read_text(encoding="utf-8"))


def _group(name: str, titles: dict[str, str], named: str) -> Topic:
    return Topic(f"group_{name}", titles, {}, tuple(_topic(each.strip()) for each in named.split(",")))


def _topic(place: str) -> Topic:
    shelf, _, topic_id = place.partition("/")
    row = _shelf(shelf)[topic_id]
    phrases = {
        language: tuple(dict.fromkeys(" ".join(phrase.split()) for phrase in row[language].split(",")))
        for language in LANGUAGES
    }
    return Topic(topic_id, row["titles"], phrases)
