"""Texts that say the same in nearly the same words, grouped in linear time."""

from __future__ import annotations

import zlib
from itertools import pairwise
from typing import TYPE_CHECKING

from ohlas.text.lemmas.tokens import tokens

if TYPE_CHECKING:
    from collections.abc import Sequence

HASHES = 32
ROWS = 4  # eight bands of four: texts 70 % alike meet nine times in ten, texts 30 % alike once in sixteen
ALIKE = 0.6  # share of common shingles from which two texts count as the same
LONGEST = 20_000
FEW = 2  # words too few to be compared by pairs
PRIME = (1 << 61) - 1
_SEEDS = tuple((zlib.crc32(b"a%d" % at) * 2 + 1, zlib.crc32(b"b%d" % at)) for at in range(HASHES))
MOST_COMPARED = 8  # groups looked at per band, so that a crowded one stays linear


def near_duplicates(texts: Sequence[str]) -> list[list[int]]:
    """Groups of texts that are nearly the same, by their places in the list; larger groups first.

    Shape:  texts in, groups of two or more places out; blank texts are in no group.
    Errors: approximate: texts over 0.7 alike are found nine times in ten, those under 0.6 are told apart.
            Linear in the texts, also when all of them are the same.
    Source: Broder (1997), MinHash; banding after Leskovec, Rajaraman and Ullman.
    """
    places: dict[str, list[int]] = {}
    for at, text in enumerate(texts):
        if key := " ".join(tokens(text[:LONGEST]).words):
            places.setdefault(key, []).append(at)
    groups: list[list[int]] = []
    first: list[frozenset[int]] = []
    bands: dict[tuple[int, ...], list[int]] = {}
    for key, same in places.items():
        shingles = _shingles(key)
        keys = _bands(shingles)
        near = [group for band in keys for group in bands.get(band, ())[:MOST_COMPARED]]
        found = next(
            (group for group in dict.fromkeys(near) if _alike(first[group], shingles) >= ALIKE), None
        )
        if found is None:
            found = len(groups)
            groups.append([])
            first.append(shingles)
            for band in keys:
                bands.setdefault(band, []).append(found)
        groups[found].extend(same)
    several = [sorted(group) for group in groups if len(group) > 1]
    return sorted(several, key=lambda group: (-len(group), group[0]))


def template_share(texts: Sequence[str]) -> float | None:
    """The share of texts that are nearly the same as another one, 0 to 1.

    Shape:  texts in; None without any text that has words.
    Errors: as `near_duplicates`.
    Source: as `near_duplicates`.
    """
    worded = sum(bool(tokens(text[:LONGEST]).words) for text in texts)
    return sum(map(len, near_duplicates(texts))) / worded if worded else None


def _shingles(key: str) -> frozenset[int]:
    words = key.split()
    parts = words if len(words) <= FEW else [" ".join(pair) for pair in pairwise(words)]
    return frozenset(zlib.crc32(part.encode()) for part in parts)


def _bands(shingles: frozenset[int]) -> list[tuple[int, ...]]:
    lowest = [min((a * each + b) % PRIME for each in shingles) for a, b in _SEEDS]
    return [(at, *lowest[at : at + ROWS]) for at in range(0, HASHES, ROWS)]


def _alike(one: frozenset[int], other: frozenset[int]) -> float:
    return len(one & other) / len(one | other)
