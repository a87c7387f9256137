"""A text as a long row of hashed numbers; the same code serves training and use, so that the two cannot differ.

Every distinct token is looked at once: its word, its spelling without diacritics and the letter groups inside
it become hashed features. What stands between tokens (negation, contrast, pairs) is computed for whole batches.
"""

from __future__ import annotations

import math
from array import array
from dataclasses import dataclass
from typing import TYPE_CHECKING
from zlib import crc32

import numpy as np

from ohlas.text.sentiment.marks import CONTRASTS, face_of, is_negator
from ohlas.text.sentiment.words import MARKUP, NUMBER, URL, USER, folded, tokens

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

BITS = 22
SIZE = 1 << BITS
REACH = 3  # words that a negation turns, unless a clause ends before
LETTERS = range(3, 7)  # lengths of letter groups
LETTERS_SHARE = 1.4  # strength of all letter groups of a word beside the word itself
TURNED = 0.6  # a negated word counts this much in the opposite direction
PAIR = 0.8  # strength of a pair of words
AFTER_CONTRAST = 1.4
STEPS = (1, 2)  # pairs of neighbours and of words with one between
NOWHERE = -1_000_000_000
SMOOTH = 3.0  # added to the number of words, so that one word alone does not shout

LAST_OF_OURS = 0x530  # where Cyrillic ends

WORD, NEGATION, CONTRAST, CLAUSE, SENTENCE, SILENT = range(6)


@dataclass(frozen=True, slots=True)
class Token:
    """What a token brings: its kind, its key in pairs, its features and those it has when negated."""

    kind: int
    key: int
    features: tuple[tuple[int, float], ...]
    turned: tuple[tuple[int, float], ...]


def bucket(name: str) -> int:
    """The place of a named feature in the weights."""
    return crc32(name.encode("utf-8", "replace")) & (SIZE - 1)


def token_of(text: str) -> Token:
    """A token as features; markup and line breaks carry none."""
    if text[0] in "<\r\n" and (len(text) > 1 or text != "<") and face_of(text) is None:
        return Token(SENTENCE if text[0] in "\r\n" else SILENT, 0, (), ())
    if text[0] in ".!?…":
        return _plain(SENTENCE, f"mark {text[:3]}")
    if face := face_of(text):
        return _plain(WORD, f"face {face}", f"sign {text[:2]}")
    if not _is_ours(text[0]):
        return Token(SILENT, 0, (), ())
    if not text[0].isalnum() and text[0] not in "@_":
        return _plain(CLAUSE if text in ",;:–—-" else SILENT, f"sign {text}")
    return _word(text)


def _is_ours(letter: str) -> bool:
    """Latin, Greek or Cyrillic, or no letter at all; other alphabets say nothing to a model that never saw them."""
    return not letter.isalpha() or ord(letter) < LAST_OF_OURS or "Ḁ" <= letter <= "ỿ"


def _plain(kind: int, *names: str) -> Token:
    features = tuple((bucket(name), 1.0) for name in names)
    return Token(kind, crc32(names[0].encode("utf-8", "replace")), features, features)


def _word(text: str) -> Token:
    special = _special(text)
    if special:
        return _plain(WORD, special)
    word = folded(text)
    names = [f"f {word}"]
    small = text.lower()
    if small != word:
        names.append(f"o {small}")
    features = [(bucket(name), 1.0) for name in names]
    groups = _groups(word)
    share = LETTERS_SHARE / math.sqrt(len(groups)) if groups else 0.0
    features += [(bucket(f"l {group}"), share) for group in groups]
    turned = [(place, -TURNED * value) for place, value in features]
    turned.append((bucket(f"not {word}"), 1.0))
    if len(text) > 2 and text.isupper():  # noqa: PLR2004 - OK and EU are not shouted
        features.append((bucket("shouted"), 1.0))
    kind = NEGATION if is_negator(word) else CONTRAST if word in CONTRASTS else WORD
    return Token(kind, crc32(word.encode("utf-8", "replace")), tuple(features), tuple(turned))


def _special(text: str) -> str | None:
    if text[0] == "@":
        return USER
    if text.startswith(("http://", "https://", "www.")):
        return URL
    if text.isdigit() and len(text) > 2:  # noqa: PLR2004 - 10 of 10 and 100 % speak, order numbers do not
        return NUMBER
    return MARKUP if text[0] == "<" else None


def _groups(word: str) -> list[str]:
    framed = f"<{word}>"
    return [framed[at : at + n] for n in LETTERS for at in range(len(framed) - n + 1)]


class Vocabulary(dict[str, int]):
    """Tokens seen so far by number; `fresh` holds those whose features nobody has fetched yet."""

    def __init__(self) -> None:
        super().__init__()
        self.fresh: list[Token] = []
        self.kinds = array("b")
        self.pair_keys = array("I")

    def __missing__(self, text: str) -> int:
        number = len(self.kinds)
        token = token_of(text)
        self.fresh.append(token)
        self.kinds.append(token.kind)
        self.pair_keys.append(token.key)
        self[text] = number
        return number

    def batch(self, texts: Iterable[str]) -> Batch:
        """Texts as arrays of token numbers."""
        ids: list[int] = []
        starts = [0]
        for text in texts:
            ids += [self[token] for token in tokens(text)]
            starts.append(len(ids))
        numbers = np.array(ids, dtype=np.int32)
        kinds = np.array(self.kinds, dtype=np.int8)[numbers]
        keys = np.array(self.pair_keys, dtype=np.uint32)[numbers]
        return Batch(numbers, kinds, keys, np.array(starts, dtype=np.int64))


@dataclass(frozen=True, slots=True)
class Batch:
    """Texts as flat arrays, one element per token, with where each text begins (and the last one ends)."""

    ids: NDArray[np.int32]
    kinds: NDArray[np.int8]
    keys: NDArray[np.uint32]
    starts: NDArray[np.int64]

    @property
    def texts(self) -> int:
        return len(self.starts) - 1

    def text_of(self) -> NDArray[np.int64]:
        """For every token the number of its text."""
        return np.repeat(np.arange(self.texts), np.diff(self.starts))

    def is_word(self) -> NDArray[np.bool_]:
        """Words, negations and contrasts; not punctuation."""
        return self.kinds <= CONTRAST

    def is_turned(self) -> NDArray[np.bool_]:
        """Whether a negation stands at most `REACH` tokens before, in the same clause."""
        at = np.arange(len(self.ids))
        since = at - _latest(at, self.kinds == NEGATION)
        ends = (self.kinds == CLAUSE) | (self.kinds == SENTENCE) | (self.kinds == CONTRAST)
        opened = np.zeros(len(at), dtype=bool)
        opened[self.starts[:-1][self.starts[:-1] < len(at)]] = True
        barrier = np.maximum(_latest(at, ends), _latest(at, opened, here=True) - 1)
        return (since <= REACH) & (at - since > barrier)

    def emphasis(self) -> NDArray[np.float32]:
        """What follows "but" in a sentence counts more."""
        at = np.arange(len(self.ids))
        opened = self.kinds == SENTENCE
        opened[self.starts[:-1][self.starts[:-1] < len(at)]] = True
        after = _latest(at, self.kinds == CONTRAST) > _latest(at, opened, here=True)
        return np.where(after, AFTER_CONTRAST, 1.0).astype(np.float32)

    def novelty(self, text: NDArray[np.int64]) -> NDArray[np.float32]:
        """What each token counts where repetition tells less: all n of a kind in a text together 1 + ln n."""
        kinds = text * (int(self.ids.max(initial=0)) + 1) + self.ids
        _, kind, times = np.unique(kinds, return_inverse=True, return_counts=True)
        return np.asarray(((1 + np.log(times)) / times)[kind], dtype=np.float32)

    def pairs(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Places of the features of neighbouring words, and the token each begins at."""
        word, text = self.is_word(), self.text_of()
        found, begins = [], []
        for step in STEPS:
            first = np.flatnonzero(word[:-step] & word[step:] & (text[:-step] == text[step:]))
            found.append(_mixed(self.keys[first], self.keys[first + step], step))
            begins.append(first)
        return np.concatenate(found), np.concatenate(begins)


def _latest(at: NDArray[np.int64], where: NDArray[np.bool_], *, here: bool = False) -> NDArray[np.int64]:
    marked = np.maximum.accumulate(np.where(where, at, NOWHERE)) if len(at) else at
    if here or not len(at):
        return marked
    return np.concatenate(([NOWHERE], marked[:-1]))


def _mixed(left: NDArray[np.uint32], right: NDArray[np.uint32], step: int) -> NDArray[np.int64]:
    mix = left * np.uint32(0x9E3779B1) ^ (right + np.uint32(step)) * np.uint32(0x85EBCA6B)
    mix ^= mix >> np.uint32(15)
    mix *= np.uint32(0x2C1B3C6D)
    mix ^= mix >> np.uint32(12)
    return (mix & np.uint32(SIZE - 1)).astype(np.int64)
