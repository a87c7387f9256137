"""Many phrases sought in a text at once, in time linear in the text, whatever the number of phrases.

A phrase is words with spaces between: `word` stands for any form of the word, `word*` for every word so begun,
`=word` for this form alone, `a|b` for either. Several words may stand in any order, up to two others between them,
within one sentence. Letters are compared without diacritics.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from ohlas.text.lemmas.folding import fold
from ohlas.text.lemmas.negation import is_denied_within, is_negated, without_prefix
from ohlas.text.lemmas.stems import GROUPS, stem

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ohlas.text.lemmas.tokens import Tokens

GAP = 2  # other words allowed among those of a phrase: "čekal jsem opravdu dlouho"
SHORT = 3  # words this short have no endings to cut
REMEMBERED = 60_000
ENDED = re.compile(r"[.!?…\n]")
UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"})


class Pattern(NamedTuple):
    """A phrase to seek and what finding it means."""

    key: str
    phrase: str


class Hit(NamedTuple):
    """A phrase found: its pattern, the first and last word it covers, and whether the text denies it."""

    pattern: Pattern
    first: int
    last: int
    negated: bool


class Elements(NamedTuple):
    """What one word can stand for: (element, whether through a negating prefix)."""

    found: tuple[tuple[int, bool], ...]


NOTHING: tuple[tuple[int, bool], ...] = ()


class Matcher:
    """Patterns of one language group, made ready; `find` may be called from any thread."""

    def __init__(self, patterns: Iterable[Pattern], language: str) -> None:
        self.group = GROUPS.get(language, language)
        self.patterns: list[Pattern] = []
        self._sizes: list[int] = []
        self._owners: list[tuple[int, int]] = []  # element -> (pattern, place in it)
        self._exact: dict[str, list[int]] = defaultdict(list)
        self._prefix: dict[str, list[int]] = defaultdict(list)
        self._stem: dict[str, list[int]] = defaultdict(list)
        self._known: dict[str, tuple[tuple[int, bool], ...]] = {}
        for pattern in patterns:
            self._add(pattern)

    def find(self, text: Tokens) -> list[Hit]:
        """Every phrase found in the text, in the order of its last word.

        Shape:  tokens in, hits out; no words or no patterns give an empty list.
        Errors: exact for the patterns as written; denial is a rule (see `negation`).
        Source: own inverted index of words to phrases.
        """
        hits: list[Hit] = []
        seen: dict[int, list[int]] = {}
        denied: dict[int, int] = {}  # pattern -> the last of its words with a negating prefix
        known = self._known
        for at, word in enumerate(text.words):
            elements = known.get(word)
            if elements is None:
                elements = self._elements(word)
            for element, has_prefix in elements:
                owner, place = self._owners[element]
                size = self._sizes[owner]
                if size == 1:
                    hits.append(self._hit(text, owner, at, at, is_denied=has_prefix))
                    continue
                places = seen.get(owner)
                if places is None:
                    places = seen[owner] = [-1] * size
                places[place] = at
                if has_prefix:
                    denied[owner] = at
                first = min(places)
                if first >= 0 and at - first < size + GAP and len(set(places)) == size:
                    if not ENDED.search(text.text, text.ends[first], text.starts[at]):
                        is_denied = denied.get(owner, -1) >= first or is_denied_within(
                            text, places, self.group
                        )
                        hits.append(self._hit(text, owner, first, at, is_denied=is_denied))
                    seen[owner] = [-1] * size
        return hits

    def _hit(self, text: Tokens, owner: int, first: int, last: int, *, is_denied: bool) -> Hit:
        negated = is_denied or is_negated(text, first, last, self.group)
        return Hit(self.patterns[owner], first, last, negated)

    def _add(self, pattern: Pattern) -> None:
        words = pattern.phrase.split()
        if not words:
            return
        self.patterns.append(pattern)
        self._sizes.append(len(words))
        for place, word in enumerate(words):
            element = len(self._owners)
            self._owners.append((len(self.patterns) - 1, place))
            for either in word.split("|"):
                for spelling in {either, either.translate(UMLAUTS)} if self.group == "de" else (either,):
                    self._add_word(spelling, element)

    def _add_word(self, word: str, element: int) -> None:
        bare = fold(word.strip("*="))
        if not bare:
            return
        if word.endswith("*"):
            self._prefix[bare].append(element)
        elif word.startswith("=") or len(bare) <= SHORT:
            self._exact[bare].append(element)
        else:
            self._stem[stem(bare, self.group)].append(element)

    def _elements(self, word: str) -> tuple[tuple[int, bool], ...]:
        found = {(element, False) for element in self._of(word)}
        if rest := without_prefix(word, self.group):
            plain = {element for element, _ in found}
            found |= {(element, True) for element in self._of(rest) if element not in plain}
        if len(self._known) >= REMEMBERED:
            self._known.clear()
        elements = self._known[word] = tuple(sorted(found)) or NOTHING
        return elements

    def _of(self, word: str) -> list[int]:
        found = list(self._exact.get(word, ()))
        if len(word) > SHORT:
            found += self._stem.get(stem(word, self.group), ())
        for length in range(2, len(word) + 1):
            found += self._prefix.get(word[:length], ())
        return found
