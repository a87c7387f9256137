"""Where sentences and clauses end."""

from __future__ import annotations

import re
from typing import NamedTuple

from ohlas.text.lemmas.folding import fold

END = re.compile(r"(?:(?<![.!?…])[.!?…]++[\"'»“”)\]]*(?=\s|$|[A-ZÁ-ŽА-ЯЄІЇҐ])|\n+|\u2028|\u2029)")
# A full stop after these is no end. Folded; the word right before the stop.
_SHORTENED = (
    "napr tzv tj atd apod resp cca str ing mgr bc mudr judr dr prof doc sv ul nam c p pan vc popr mj min tel "
    "ods pism odst kc hod cislo obr viz sk eur np itd itp tzn m in al os ok godz zl gr zob wg mr mrs ms st vs "
    "no eg ie approx inc ltd z b bzw usw ca nr sog ggf evtl inkl zzgl str т е д п г гг руб коп тыс млн ул им "
    "см стр др пр вул буд кв грн тис обл м р"
)
SHORTENED = frozenset(_SHORTENED.split())
CLAUSE = re.compile(
    r"[,;:()–—]+|\s-\s|(?<!\w)(?:ale|avšak|ovšem|jenže|zato|však|lež|avsak|ovsem|jenze|no|lenže|lenze|avšak|but|"
    r"however|although|though|yet|lecz|natomiast|jednak|aczkolwiek|tylko że|но|однако|зато|хотя|але|проте|однак|"
    r"зате|хоча|aber|jedoch|allerdings|obwohl|sondern)(?!\w)",
    re.IGNORECASE,
)
LAST_WORD = re.compile(r"(\w+)\W*$")


class Piece(NamedTuple):
    """A stretch of a text: text[start:end] is `text`."""

    text: str
    start: int
    end: int


def sentences(text: str) -> list[Piece]:
    """The sentences of a text with their places.

    Shape:  any text in; blank stretches are left out, so empty text gives an empty list.
    Errors: a rule, wrong about once in fifty on texts with many abbreviations; a line break always ends one.
    Source: own rule with a list of abbreviations in seven languages.
    """
    found: list[Piece] = []
    start = 0
    for end in END.finditer(text):
        if end.group()[0] == "." and _is_shortened(text, end.start()):
            continue
        _add(found, text, start, end.end())
        start = end.end()
    _add(found, text, start, len(text))
    return found


def clauses(piece: Piece) -> list[Piece]:
    """A sentence cut at commas and at words of contrast; offsets are those of the whole text.

    Shape:  one piece in, at least one out unless it is blank.
    Errors: a rule: a comma in a list of nouns cuts too, which does no harm to what it is used for.
    Source: own rule.
    """
    found: list[Piece] = []
    start = 0
    for cut in CLAUSE.finditer(piece.text):
        _add(found, piece.text, start, cut.start(), piece.start)
        start = cut.start()
    _add(found, piece.text, start, len(piece.text), piece.start)
    return found


def _is_shortened(text: str, at: int) -> bool:
    before = text[max(0, at - 12) : at]
    word = LAST_WORD.search(before)
    if word is None:
        return False
    return (word.group(1).isdigit() and text[at + 1 : at + 3].strip().islower()) or fold(
        word.group(1)
    ) in SHORTENED


def _add(found: list[Piece], text: str, start: int, end: int, offset: int = 0) -> None:
    part = text[start:end]
    bare = part.strip()
    if bare:
        begin = start + len(part) - len(part.lstrip())
        found.append(Piece(bare, offset + begin, offset + begin + len(bare)))
