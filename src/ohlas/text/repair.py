"""Broken letters made whole, and only those: sound text comes back untouched."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from ohlas.text.alphabets import is_expected, letters_in_one_alphabet
from ohlas.text.gbk import peel_gbk
from ohlas.text.lost import has_lost_letters
from ohlas.text.mistaken import mistaken
from ohlas.text.mojibake import ENOUGH, NAMES, READINGS, WrongReading, peel

DEPTH = 3  # a text is broken once per program it passed through; more than three were never seen
LONGEST = 100_000  # characters looked at; a comment is shorter, and a hostile one must not cost seconds
# Signs that broken text is made of and sound text in our languages hardly ever holds. One pass over the text
# for this class is all that most texts cost.
SUSPICIOUS = re.compile(
    "[ÂÃÄÅĂĹĐÑŃÐÒŇ¤¥¦¨¬\u00ad¯±²³µ¶·¸¹¼½¾¿£»°º№ºˇ˘˛˝"
    "\u0080-\u009fЂЃѓЉЊЌЋЏђљњќћџЎЈјЅѕ€‰†‡•ƒˆ˜Œ"
    "\u2500-\u25a0\u2219-\u2265\u2320\u2321⌠⌡≈≤≥√∙ìèøùòïæêñåûœŸþðÿõãâàëîÏÞØÈÌÊÙÒ"
    "\u3000-\u9fff\ue000-\uf8ff\uff00-\uffef\ufffd]"
    "|[а-яё][А-ЯЁ]{2}"
)


class Repaired(NamedTuple):
    """What became of a text; `original` is to be kept beside it."""

    text: str
    original: str
    changed: bool
    kind: str | None
    lost_letters: bool


def repair(text: str) -> Repaired:
    """The text with broken encodings undone, what had happened to it, and whether letters are lost for good.

    Shape:  any text in; empty and sound text comes back unchanged with kind None.
    Errors: exact for UTF-8 read with a wrong code page, once or repeatedly; letters lost on the way are flagged
            and left as U+FFFD or "?". Never raises.
    Source: The Unicode Standard (UTF-8), the code pages as Python has them, ftfy for code pages beyond ours.
    """
    if text.isascii():
        return Repaired(
            text, text, changed=False, kind=None, lost_letters="?" in text and has_lost_letters(text)
        )
    new, kind = text, None
    if len(text) <= LONGEST and SUSPICIOUS.search(text):
        new, kind = _mended(text)
    return Repaired(new, text, new != text, kind, has_lost_letters(new))


def _mended(text: str) -> tuple[str, str | None]:
    if steps := _steps(text, DEPTH):
        names = [NAMES[codec] for codec, _ in steps]
        times = f", {len(names)} times" if len(names) > 1 else ""
        return steps[-1][1], f"UTF-8 read as {' and '.join(dict.fromkeys(names))}{times}"
    return mistaken(text) or _beyond_ours(text) or (text, None)


def _beyond_ours(text: str) -> tuple[str, str] | None:
    """The library ftfy knows more code pages (Mac, DOS 437); it is believed when all letters then fit together."""
    from ftfy import fix_encoding
    from ftfy.badness import badness

    if badness(text) < ENOUGH:
        return None
    new = fix_encoding(text)
    is_better = letters_in_one_alphabet(new) == 1.0 > letters_in_one_alphabet(text)
    return (new, "UTF-8 read with a rare code page") if is_better and all(map(is_expected, new)) else None


def _steps(text: str, depth: int, only: str | None = None) -> list[tuple[str, str]]:
    """The wrong readings to undo, in order: the way whose end has letters of one single alphabet.

    A step need not be believable itself when it leads on to one that is; a step that leaves sound letters over
    is taken only with the same code page as before.
    """
    if (chinese := peel_gbk(text)) is not None:
        return [("gbk", chinese)]
    ways = [way for reading in READINGS for way in _ways(text, reading, depth, only)]
    return max(ways, key=lambda way: (way[0], -len(way[1])), default=(0.0, []))[1]


def _ways(
    text: str, reading: WrongReading, depth: int, only: str | None
) -> list[tuple[tuple[bool, float], list[tuple[str, str]]]]:
    peeled = peel(text, reading)
    if (
        peeled is None
        or peeled.points < ENOUGH
        or (not peeled.is_whole and only not in (None, reading.codec))
    ):
        return []
    here = [(reading.codec, peeled.text)]
    further = _steps(peeled.text, depth - 1, reading.codec) if depth > 1 and not peeled.text.isascii() else []
    if not further and not peeled.is_expected:
        return []
    end = further[-1][1] if further else peeled.text
    return [((peeled.is_whole, letters_in_one_alphabet(end)), here + further)]


def made_whole(text: str) -> str:
    """The text of `repair` alone, for headings and labels that come again and again.

    Shape:  any text in.
    Errors: as `repair`.
    Source: own.
    """
    return text if text.isascii() else _made_whole(text)


@lru_cache(maxsize=4096)
def _made_whole(text: str) -> str:
    return repair(text).text
