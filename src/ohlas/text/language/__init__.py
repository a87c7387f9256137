"""Which language a text is written in: Czech, Slovak, Polish, Ukrainian, Russian, German, English, or none of them.

Letter statistics of py3langid are corrected by letters and short words that only one of two sisters uses.
"""

from __future__ import annotations

import math
import re
from functools import cache, lru_cache
from typing import NamedTuple

from ohlas.text.language.sisters import PAIRS, leaning
from ohlas.text.language.statistics import CODES, identifier
from ohlas.text.language.words import sayings

__all__ = ["CODES", "OTHER", "UNKNOWN", "Language", "detect"]

OTHER, UNKNOWN = "other", "unknown"
READ = 600  # letters looked at: more make no answer surer
FOREIGN = 1.2  # how much likelier a text is ours than a neighbour's, as a logarithm
PER_WORD = 0.9  # what a word of one language alone adds, as a logarithm
PER_LETTER = 2.5  # what a letter of one language alone adds
IMPOSSIBLE = 3.0  # what a letter costs a language that lacks it
BETWEEN = 8.0  # sisters further apart than this need no second look
SURE_ENOUGH = 0.5
FEW = 5  # words up to which capitalised ones may be nothing but names
SHORT = 12  # letters below which a foreign language is not claimed
NOISE = re.compile(r"https?://\S+|www\.\S+|\S+@\S+|[@#]\w+|<[^<>]{0,200}>|&\w+;")
WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
THEIRS = re.compile("[^a-zß-ɏа-ӿḀ-ỿ\\s'’]")  # letters of alphabets that none of our languages uses
TELLING = {
    "cs": "ěřů",
    "sk": "ľĺŕôä",
    "pl": "łąęśżźćń",
    "de": "ßüäö",
    "uk": "іїєґ",
    "ru": "ыэёъ",
}
# Letters beside a to z (and а to я) that a language writes; German ä is Slovak too, Czech ó and Polish ó are one.
WRITTEN = {
    "cs": "áčďéěíňóřšťúůýž",
    "sk": "áäčďéíĺľňóôŕšťúýž",
    "pl": "ąćęłńóśźż",
    "de": "äöüß",
    "en": "",
    "uk": "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя",
    "ru": "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
}


class Language(NamedTuple):
    """A language code, "other" or "unknown", and how sure that is from 0 to 1."""

    code: str
    confidence: float


NOTHING = Language(UNKNOWN, 0.0)


def detect(text: str) -> Language:
    """The language a text is written in.

    Shape:  a text in; cs, sk, pl, uk, ru, de, en, "other" (another language) or "unknown" out: no words, names
            alone, or too little to say. A mixed text gets the language of its larger part, with less confidence.
    Errors: about one short text of six words in 50 between Czech and Slovak, fewer elsewhere; see the model card.
            Never raises.
    Source: Lui and Baldwin (2012), langid.py; py3langid; our own words and letters.
    """
    words = _written(text)
    letters = sum(map(len, words))
    if letters < 2 or _are_names(words):  # noqa: PLR2004 - one letter is no word
        return NOTHING
    small = " ".join(words).lower()
    if _foreign_alphabet(small, letters):
        return Language(OTHER, 1.0)
    return _judged(_odds(small), letters)


def words_of(text: str) -> list[str]:
    """The words a language is told by: no addresses, names of users, markup or numbers; in small letters."""
    return [word.lower() for word in _written(text)]


def _written(text: str) -> list[str]:
    return WORD.findall(NOISE.sub(" ", text[: 4 * READ])[:READ])


def _are_names(words: list[str]) -> bool:
    """A few capitalised words, none of them common: "Anna Nováková", "Lidl Praha"."""
    if not 1 < len(words) <= FEW or not all(word[0].isupper() for word in words):
        return False
    return not any(word.lower() in _sayings() for word in words) and not all(word.isupper() for word in words)


def _foreign_alphabet(small: str, letters: int) -> bool:
    return not small.isascii() and 2 * (letters - len(THEIRS.findall(small))) < letters


def _odds(small: str) -> dict[str, float]:
    odds = _by_statistics(small)
    for word in set(small.split()):
        codes = _sayings().get(word, ())
        for code in codes:
            odds[code] += PER_WORD / len(codes)
    signs = {letter for letter in small if not "a" <= letter <= "z" and letter not in " '’"}
    cyrillic = any("а" <= letter <= "я" for letter in signs)
    for code in CODES:
        telling, written = _letters(code)
        odds[code] += PER_LETTER * min(len(signs & telling), 3)
        odds[code] -= IMPOSSIBLE * min(len(signs - written), 3)
        if cyrillic != (code in {"uk", "ru"}):
            odds[code] -= IMPOSSIBLE
    for number, (one, other) in enumerate(PAIRS):
        if min(odds[one], odds[other]) > max(odds.values()) - BETWEEN:
            half = leaning(small, number) / 2
            odds[one] += half
            odds[other] -= half
    return odds


@lru_cache(maxsize=16)
def _letters(code: str) -> tuple[frozenset[str], frozenset[str]]:
    return frozenset(TELLING.get(code, "")), frozenset(WRITTEN[code])


def _by_statistics(small: str) -> dict[str, float]:
    """Logarithms of how likely each of our languages is, and under "other" all the neighbours together."""
    encoded = small.encode("utf-8", "replace")
    import numpy as np

    scores = identifier()._raw_score(encoded) / math.sqrt(len(encoded))  # noqa: SLF001 - rank sorts, for nothing
    odds = dict(zip(CODES, scores[: len(CODES)].tolist(), strict=True))
    neighbours = scores[len(CODES) :]
    top = neighbours.max()
    odds[OTHER] = float(top) + math.log(float(np.exp(neighbours - top).sum())) - FOREIGN
    return odds


def _judged(odds: dict[str, float], letters: int) -> Language:
    top = max(odds.values())
    weights = {code: math.exp(odd - top) for code, odd in odds.items()}
    code = max(weights, key=weights.__getitem__)
    confidence = weights[code] / sum(weights.values())
    if confidence < SURE_ENOUGH or (code == OTHER and letters < SHORT):
        return Language(UNKNOWN, min(confidence, 1 - SURE_ENOUGH))
    return Language(code, confidence)


@cache
def _sayings() -> dict[str, tuple[str, ...]]:
    return sayings()
