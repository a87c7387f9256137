"""Words that one group of texts uses and the rest does not: what detractors say that promoters do not."""

from __future__ import annotations

import math
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from ohlas.text.lemmas.stems import GROUPS, stem
from ohlas.text.lemmas.stopwords import is_stopword
from ohlas.text.lemmas.tokens import Tokens, tokens

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

PRIOR_WEIGHT = (
    500.0  # the prior counts as much as this many words; Monroe et al. use the size of a small corpus
)
SURE = 1.96  # z from which a difference is not chance
RAREST = 2  # texts a phrase must stand in
LONGEST = 20_000  # letters read of one text, so that one pasted novel does not decide
SAME_SHARE = 0.6  # a single word told mostly within a longer phrase is left to that phrase
PAIR_GAP = 1  # blanks between two words of a phrase


class Distinctive(NamedTuple):
    """A phrase as people wrote it most often, how many texts hold it here and elsewhere, and its z-score."""

    phrase: str
    here: int
    elsewhere: int
    z: float


class _Counts(NamedTuple):
    texts: Counter[tuple[str, ...]]
    forms: dict[tuple[str, ...], Counter[str]]


def distinctive(
    here: Iterable[str], elsewhere: Iterable[str], language: str, *, most: int = 20
) -> list[Distinctive]:
    """The words and pairs of words that mark one group of texts against another, most distinctive first.

    Shape:  two groups of texts and their language in, up to `most` phrases out; an empty group gives an empty list.
    Errors: log-odds with an informative prior and their approximate standard error; only z over 1.96 is shown.
            Each text counts a phrase once, so that one angry customer does not make a trend.
    Source: Monroe, Colaresi and Quinn (2008), "Fightin' Words".
    """
    ours, theirs = _count(here, language), _count(elsewhere, language)
    if not ours.texts or not theirs.texts:
        return []
    scored = _scores(ours.texts, theirs.texts)
    chosen = [(key, z) for key, z in scored if z >= SURE and ours.texts[key] >= RAREST]
    chosen.sort(key=lambda pair: (-pair[1], pair[0]))
    return [
        Distinctive(ours.forms[key].most_common(1)[0][0], ours.texts[key], theirs.texts[key], round(z, 3))
        for key, z in _without_parts(chosen, ours.texts)[:most]
    ]


def units(text: Tokens, language: str) -> Iterator[tuple[tuple[str, ...], str]]:
    """The stems of a text's telling words and of pairs of them, with the words as written."""
    group = GROUPS.get(language, language)
    stems = ["" if is_stopword(word, group) else stem(word, group) for word in text.words]
    for at, one in enumerate(stems):
        if not one:
            continue
        yield (one,), text.written(at, at).lower()
        if at + 1 < len(stems) and stems[at + 1] and text.starts[at + 1] - text.ends[at] <= PAIR_GAP:
            yield (one, stems[at + 1]), text.written(at, at + 1).lower()


def _count(texts: Iterable[str], language: str) -> _Counts:
    counted: Counter[tuple[str, ...]] = Counter()
    forms: dict[tuple[str, ...], Counter[str]] = {}
    for text in texts:
        seen: set[tuple[str, ...]] = set()
        for key, written in units(tokens(text[:LONGEST]), language):
            forms.setdefault(key, Counter())[written] += 1
            seen.add(key)
        counted.update(seen)
    return _Counts(counted, forms)


def _scores(
    ours: Counter[tuple[str, ...]], theirs: Counter[tuple[str, ...]]
) -> list[tuple[tuple[str, ...], float]]:
    total_here, total_there = sum(ours.values()), sum(theirs.values())
    together = total_here + total_there
    found = []
    for key, here in ours.items():
        there = theirs[key]
        prior = PRIOR_WEIGHT * (here + there) / together
        odds_here = math.log((here + prior) / (total_here + PRIOR_WEIGHT - here - prior))
        odds_there = math.log((there + prior) / (total_there + PRIOR_WEIGHT - there - prior))
        found.append((key, (odds_here - odds_there) / math.sqrt(1 / (here + prior) + 1 / (there + prior))))
    return found


def _without_parts(
    chosen: Sequence[tuple[tuple[str, ...], float]], texts: Counter[tuple[str, ...]]
) -> list[tuple[tuple[str, ...], float]]:
    """Single words go when a chosen pair holds most of their texts."""
    pairs = [key for key, _ in chosen if len(key) > 1]
    covered = {word for pair in pairs for word in pair if texts[pair] >= SAME_SHARE * max(1, texts[(word,)])}
    return [(key, z) for key, z in chosen if len(key) > 1 or key[0] not in covered]
