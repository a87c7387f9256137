"""UTF-8 that was read as something else, and the way back.

Each letter beyond ASCII is two to four bytes in UTF-8. Read with a one-byte code page they become a lead sign
and one to three following signs ("ř" is "Ĺ™" in Windows-1250). Such sequences are looked for, and taken back only
when they cannot stand in sound text: no "PÄŤ" (five, in Slovak capitals), no "В «…»" with a hard space.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from ohlas.text.alphabets import is_expected

REPLACED = "\ufffd"
NAMES = {
    "cp1252": "Windows-1252",
    "cp1250": "Windows-1250",
    "cp1251": "Windows-1251",
    "iso8859-1": "Latin-1",
    "iso8859-2": "Latin-2",
    "koi8-r": "KOI8-R",
    "cp852": "DOS 852",
    "cp866": "DOS 866",
    "gbk": "GBK",
}
HARD_SPACE = 0xA0
ENOUGH = 2  # points of evidence
# Signs that may follow a letter in sound text, so that they prove nothing alone.
COMMON = frozenset("“”’‘…–—»›„‚«‹°™®©§·²³¹№ё Ё\u00a0ґҐєЄіІїЇ")
MIXED = re.compile(r"[A-Za-z][Ѐ-ӿ]|[Ѐ-ӿ][A-Za-z]")


class Peeled(NamedTuple):
    """A text after one wrong reading is undone."""

    text: str
    points: int
    is_expected: bool
    is_whole: bool


@dataclass(frozen=True)
class WrongReading:
    """One code page that UTF-8 was read with."""

    codec: str
    signs: dict[str, int] = field(repr=False)

    @cached_property
    def undefined(self) -> tuple[int, ...]:
        """Bytes without a sign of their own: a strict reader put the replacement mark there."""
        return tuple(code for code in range(0x80, 0xA0) if chr(code) in self.signs)

    @cached_property
    def sequences(self) -> re.Pattern[str]:
        return self._pattern(REPLACED)

    @cached_property
    def sequences_with_spaces(self) -> re.Pattern[str]:
        """Some programs write a plain space for the hard space that stands for the byte A0."""
        return self._pattern(REPLACED + " ") if self.signs.get("\u00a0") == HARD_SPACE else self.sequences

    def _pattern(self, more: str) -> re.Pattern[str]:
        def signs(first: int, last: int) -> str:
            return "".join(re.escape(sign) for sign, code in self.signs.items() if first <= code <= last)

        rest = f"[{signs(0x80, 0xBF)}{more}]"
        two, three, four = signs(0xC2, 0xDF), signs(0xE0, 0xEF), signs(0xF0, 0xF4)
        return re.compile(f"[{two}]{rest}|[{three}]{rest}{{2}}|[{four}]{rest}{{3}}")

    @property
    def is_cyrillic(self) -> bool:
        return self.codec in ("cp1251", "koi8-r", "cp866")


def _reading(codec: str) -> WrongReading:
    """Bytes a code page leaves undefined become control signs, as browsers do it."""
    signs = {}
    for code in range(0x80, 0x100):
        sign = bytes([code]).decode(codec, "replace")
        signs[chr(code) if sign == REPLACED else sign] = code
    return WrongReading(codec, signs)


READINGS = tuple(_reading(codec) for codec in NAMES if codec != "gbk")


def peel(text: str, reading: WrongReading) -> Peeled | None:
    """The text with one wrong reading undone, and what speaks for it; None when nothing fits.

    Shape:  one text in, one candidate out; `is_whole` when nothing beyond ASCII is left over.
    Errors: signs lost on the way become U+FFFD; whether to believe the candidate is the caller's decision.
    Source: The Unicode Standard, table 3-7 (well-formed UTF-8); the code pages as Python has them.
    """
    for sequences in (reading.sequences, reading.sequences_with_spaces):
        if sequences.sub("", text).isascii():
            return _undone(text, reading, list(sequences.finditer(text)), is_whole=True)
    return _undone(text, reading, list(reading.sequences.finditer(text)), is_whole=False)


def _undone(text: str, reading: WrongReading, found: list[re.Match[str]], *, is_whole: bool) -> Peeled | None:
    """With sound letters left over, a Cyrillic pair counts only beside another one: capitals occur alone."""
    parts: list[str] = []
    points = at = 0
    all_expected = True
    wants_company = reading.is_cyrillic and not is_whole
    for index, match in enumerate(found):
        touches = (index > 0 and found[index - 1].end() == match.start()) or (
            index + 1 < len(found) and found[index + 1].start() == match.end()
        )
        letter = _letter(match, text, reading)
        if letter is None and is_whole:
            return None
        is_sound = letter is None or _is_sound(match, text, letter)
        if letter is None or (not is_whole and (is_sound or (wants_company and not touches))):
            continue
        points += 0 if is_sound else _points(match, text, reading, touches=touches)
        all_expected = all_expected and (letter == REPLACED or is_expected(letter))
        parts.extend((text[at : match.start()], letter))
        at = match.end()
    new = "".join(parts) + text[at:]
    return Peeled(new, points, all_expected and not _mixes_more(text, new), is_whole) if parts else None


def _mixes_more(text: str, new: str) -> bool:
    return len(MIXED.findall(new)) > len(MIXED.findall(text))


def _letter(match: re.Match[str], text: str, reading: WrongReading) -> str | None:
    sequence = match.group()
    if REPLACED in sequence:
        return _recovered(match, text, reading)
    try:
        return bytes(HARD_SPACE if sign == " " else reading.signs[sign] for sign in sequence).decode()
    except UnicodeDecodeError:
        return None


def _recovered(match: re.Match[str], text: str, reading: WrongReading) -> str | None:
    """A byte the code page lacks was replaced: often only one letter is possible there."""
    sequence = match.group()
    if len(sequence) != 2:  # noqa: PLR2004 - three signs with a gap leave too many choices
        return REPLACED
    lead = reading.signs[sequence[0]]
    letters = [bytes([lead, code]).decode() for code in reading.undefined]
    letters = [letter for letter in letters if letter.isalpha() and is_expected(letter)]
    if not letters:
        return None
    before, after = _around(match, text)
    if len(letters) > 1:
        letters = [sign for sign in letters if sign.islower() == (before.islower() or after.islower())]
    return letters[0] if len(letters) == 1 else REPLACED


def _around(match: re.Match[str], text: str) -> tuple[str, str]:
    return text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]


def _is_sound(match: re.Match[str], text: str, letter: str) -> bool:
    """A capital after a capital with no small letter around: an ordinary word in capitals."""
    sequence = match.group()
    if not (sequence[-1].isalpha() and sequence.isupper() and letter.islower()):
        return False
    before, after = _around(match, text)
    return not before.islower() and not after.islower()


def _points(match: re.Match[str], text: str, reading: WrongReading, *, touches: bool) -> int:
    """Evidence that this sequence is no sound text."""
    sequence = match.group()
    before, after = _around(match, text)
    if any(not sign.isalpha() and sign not in COMMON and sign != REPLACED for sign in sequence[1:]):
        return ENOUGH
    if reading.is_cyrillic:
        if (
            sequence[0].isascii() != before.isascii()
            and (before + after).isascii()
            and (before + after).isalpha()
        ):
            return ENOUGH
        odd = any(sign not in COMMON and sign != REPLACED for sign in sequence[1:])
        return odd + touches
    if len(sequence) > 2 or (sequence[0] == "Â" and not sequence[1].isalpha()):  # noqa: PLR2004 - three in a row
        return ENOUGH
    in_word = before.islower() or (after.islower() and not sequence[-1].isalpha())
    return ENOUGH if in_word else int(touches)
