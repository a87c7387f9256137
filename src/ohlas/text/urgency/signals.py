"""Signals that somebody must act: leaving, law, safety, discrimination, a call asked for, praise by name."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from ohlas.text.lemmas.patterns import Hit, Matcher, Pattern
from ohlas.text.lemmas.sentences import sentences
from ohlas.text.lemmas.stems import GROUPS, groups_of
from ohlas.text.lemmas.tokens import Tokens, tokens
from ohlas.text.masking.people import private_names

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ohlas.text.masking.numbers import Found

DATA = Path(__file__).parent / "data" / "signals.toml"
LEAVING, LEGAL, SAFETY, DISCRIMINATION, CALLBACK, PRAISE = (
    "leaving",
    "legal",
    "safety",
    "discrimination",
    "callback",
    "praise",
)
KINDS = (LEAVING, LEGAL, SAFETY, DISCRIMINATION, CALLBACK, PRAISE)
ONE, MORE = 0.75, 0.9  # confidence of one phrase and of several: shares right on the hand-written checks
MOST_NAMES = 20  # a comment that names more people is a list


class Signal(NamedTuple):
    """A signal, the words that tell it, and how sure we are (0–1). The phrase of praise holds no name."""

    kind: str
    phrase: str
    confidence: float


def signals(text: str, language: str) -> list[Signal]:
    """What in a text asks somebody to act today; at most one signal of a kind.

    Shape:  any text and a language code in ("unknown" seeks all), signals out in the order of `KINDS`; none is usual.
    Errors: rules with denial; on the hand-written sentences of the tests nine in ten are right. Irony, reports of
            what others did, and words nobody listed are missed or misread.
    Source: own phrases in `data/signals.toml`.
    """
    return signals_of(tokens(text), language)


def signals_of(words: Tokens, language: str) -> list[Signal]:
    """As `signals`, for a text whose words are already found.

    Shape:  tokens in, signals out.
    Errors: as `signals`.
    Source: as `signals`.
    """
    hits: dict[str, list[Hit]] = {}
    for group in groups_of(language):
        for hit in _matcher(group).find(words):
            if not hit.negated:
                hits.setdefault(hit.pattern.key, []).append(hit)
    praise = hits.pop(PRAISE, [])
    found = [_signal(kind, words, hits[kind]) for kind in KINDS if kind in hits]
    return found + _praise(words, language, praise)


def _signal(kind: str, words: Tokens, hits: Sequence[Hit]) -> Signal:
    longest = max(hits, key=lambda hit: (hit.last - hit.first, -hit.first))
    places = {(hit.first, hit.last) for hit in hits}
    return Signal(kind, words.written(longest.first, longest.last), MORE if len(places) > 1 else ONE)


def _praise(words: Tokens, language: str, hits: Sequence[Hit]) -> list[Signal]:
    """Praise counts when a name stands in the same sentence."""
    if not hits:
        return []
    named = list(private_names(words, language))[:MOST_NAMES]
    if not named:
        return []
    hits = hits[:MOST_NAMES]
    for sentence in sentences(words.text):
        if not any(sentence.start <= name.start < sentence.end for name in named):
            continue
        for hit in hits:
            if sentence.start <= words.starts[hit.first] < sentence.end and not _is_in_name(
                words, hit, named
            ):
                return [Signal(PRAISE, words.written(hit.first, hit.last), ONE)]
    return []


def _is_in_name(words: Tokens, hit: Hit, named: Sequence[Found]) -> bool:
    start = words.starts[hit.first]
    return any(name.start <= start < name.end for name in named)


@cache
def _matcher(group: str) -> Matcher:
    rules = tomllib.loads(DATA.read_text(encoding="utf-8"))
    return Matcher(
        [
            Pattern(kind, " ".join(phrase.lstrip(" +").split()))
            for kind, by_language in rules.items()
            for language, phrases in by_language.items()
            if GROUPS[language] == group
            for phrase in phrases.split(",")
        ],
        group,
    )
