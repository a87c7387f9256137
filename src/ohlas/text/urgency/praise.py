"""Praise of a named person: words of praise in a sentence with a name that is somebody's."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from ohlas.text.lemmas.sentences import sentences
from ohlas.text.masking.people import private_names
from ohlas.text.urgency.addressing import is_addressed
from ohlas.text.urgency.signal import ONE, PRAISE, Signal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ohlas.text.lemmas.patterns import Hit
    from ohlas.text.lemmas.sentences import Piece
    from ohlas.text.lemmas.tokens import Tokens
    from ohlas.text.masking.numbers import Found

MOST_NAMES = 20  # a comment that names more people is a list
NUMBERED = re.compile(r",?\s?\d")  # "на Артема 79"
STREET = re.compile(
    r"(?<!\w)(?:вул|вулиц\w{0,3}|ул|улиц\w{0,3}|просп\w{0,6}|площ\w{0,4}|бульвар\w{0,3}|ulic\w{0,3}|ul|náměst\w{0,3}|nám|"
    r"námest\w{0,4}|tříd\w{0,2}|plac\w{0,2}|osiedl\w{0,3}|saint|st|santa|san|cabo)\.?\s*$",
    re.IGNORECASE,
)
SIGNED = re.compile(r"\W*$")
APART = re.compile(r"[,–—\n]\s*$")


def praises(words: Tokens, language: str, hits: Sequence[Hit]) -> list[Signal]:
    """At most one signal, where a word of praise and a person's name stand in the same sentence.

    Shape:  tokens, a language code and the words of praise found in; one signal or none out.
    Errors: those of `private_names`; streets, towns and the writer's own name below are left out by rule.
    Source: own rule.
    """
    if not hits:
        return []
    named = [
        name
        for name in islice(private_names(words, language), MOST_NAMES)
        if not _is_place(words, name) and not _is_signed(words, language, name)
    ]
    if not named:
        return []
    hits = hits[:MOST_NAMES]
    for sentence in sentences(words.text):
        here = [name for name in named if sentence.start <= name.start < sentence.end]
        for hit in hits if here else ():
            if _is_in(sentence, words, hit) and not any(_is_in_name(words, hit, name) for name in here):
                return [Signal(PRAISE, words.written(hit.first, hit.last), ONE)]
    return []


def _is_in(sentence: Piece, words: Tokens, hit: Hit) -> bool:
    return sentence.start <= words.starts[hit.first] < sentence.end


def _is_in_name(words: Tokens, hit: Hit, name: Found) -> bool:
    return name.start <= words.starts[hit.first] < name.end


def _is_signed(words: Tokens, language: str, name: Found) -> bool:
    """The last word of all, set apart: "Thanks, John." is signed, "Thank you so much, John!" is said to him."""
    before = words.text[max(0, name.start - 8) : name.start]
    if APART.search(before) is None or SIGNED.match(words.text, name.end) is None:
        return False
    return not is_addressed(words, language, name)


def _is_place(words: Tokens, name: Found) -> bool:
    before = words.text[max(0, name.start - 16) : name.start]
    return NUMBERED.match(words.text, name.end) is not None or STREET.search(before) is not None
