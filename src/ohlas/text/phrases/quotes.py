"""Real sentences that stand for many: representative comments and a summary without a word of our own."""

from __future__ import annotations

import math
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from ohlas.text.lemmas.sentences import sentences
from ohlas.text.lemmas.tokens import tokens
from ohlas.text.phrases.distinctive import units

if TYPE_CHECKING:
    from collections.abc import Sequence

MOST_TEXTS = 20_000
MOST_SENTENCES = 40  # per text
SHORTEST, LONGEST = 4, 40  # words of a sentence worth quoting
ENOUGH = 0.5  # a sentence that repeats this share of what was said is left out
BEST = 200  # candidates compared with each other


class Quote(NamedTuple):
    """A sentence as written: texts[source][start:end] is `text`; `weight` orders quotes of one call."""

    text: str
    source: int
    start: int
    end: int
    weight: float


def summary(texts: Sequence[str], language: str, *, most: int = 5) -> list[Quote]:
    """The sentences that together tell most of what the texts say, each with its place; nothing is invented.

    Shape:  texts of one language in, up to `most` quotes from different texts out, in the order of their worth.
            Texts without a sentence of four words or more give an empty list.
    Errors: a heuristic: a sentence counts by the words it shares with many texts, less what was already quoted.
            At most 20,000 texts are read, evenly taken.
    Source: Nenkova and Vanderwende (2005), SumBasic, with inverse sentence length.
    """
    step = max(1, math.ceil(len(texts) / MOST_TEXTS))
    read = [(at, _sentences(texts[at], at, language)) for at in range(0, len(texts), step)]
    weight = Counter(word for _, some in read for word in {word for _, words in some for word in words})
    told = {word for word, count in weight.items() if count > 1} if len(read) > 1 else set(weight)
    total = sum(weight[word] for word in told) or 1
    chances = {word: weight[word] / total for word in told}
    candidates = [pair for _, some in read for pair in some]
    candidates.sort(key=lambda pair: (-_worth(pair[1], chances), pair[0].source, pair[0].start))
    return _chosen(candidates[: BEST + most], chances, most)


def representative(texts: Sequence[str], language: str, *, most: int = 5) -> list[int]:
    """The places of the texts most like all others, each unlike those before it.

    Shape:  texts of one language in, up to `most` places out; blank texts are never chosen.
    Errors: nearness by shared words (TF-IDF), not by meaning.
    Source: centroid selection, Radev et al. (2004).
    """
    bags = {at: frozenset(key[0] for key, _ in units(tokens(text[:4000]), language) if len(key) == 1)
            for at, text in enumerate(texts)}  # fmt: skip
    count = Counter(word for bag in bags.values() for word in bag)
    rarity = {word: math.log1p(len(texts) / used) * used for word, used in count.items() if used > 1}
    scored = [
        (math.fsum(rarity.get(word, 0.0) for word in bag) / (len(bag) + 3), at)
        for at, bag in bags.items()
        if bag
    ]
    chosen: list[int] = []
    for _, at in sorted(scored, key=lambda pair: (-pair[0], pair[1]))[: BEST + most]:
        if len(chosen) == most:
            break
        if all(_overlap(bags[at], bags[other]) < ENOUGH for other in chosen):
            chosen.append(at)
    return chosen


def _sentences(text: str, at: int, language: str) -> list[tuple[Quote, frozenset[str]]]:
    found = []
    for piece in sentences(text[:20_000])[:MOST_SENTENCES]:
        words = tokens(piece.text)
        if SHORTEST <= len(words.words) <= LONGEST:
            telling = frozenset(key[0] for key, _ in units(words, language) if len(key) == 1)
            if telling:
                found.append((Quote(piece.text, at, piece.start, piece.end, 0.0), telling))
    return found


def _worth(words: frozenset[str], chances: dict[str, float]) -> float:
    # Exact, whatever order a set comes in: a last digit must not decide which of two sentences is quoted.
    return math.fsum(chances.get(word, 0.0) for word in words) / (len(words) + 2)


def _chosen(
    candidates: list[tuple[Quote, frozenset[str]]], chances: dict[str, float], most: int
) -> list[Quote]:
    """Best first; what was said counts a tenth from then on."""
    chances = dict(chances)
    chosen: list[tuple[Quote, frozenset[str]]] = []
    while candidates and len(chosen) < most:
        at = max(range(len(candidates)), key=lambda place: (_worth(candidates[place][1], chances), -place))
        quote, words = candidates.pop(at)
        worth = _worth(words, chances)
        if worth <= 0 and chosen:
            break
        is_new = all(
            quote.source != other.source and _overlap(words, told) < ENOUGH for other, told in chosen
        )
        if is_new:
            chosen.append((quote._replace(weight=round(worth, 6)), words))
            for word in words & chances.keys():
                chances[word] *= 0.1
    return [quote for quote, _ in chosen]


def _overlap(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / max(1, min(len(one), len(other)))
