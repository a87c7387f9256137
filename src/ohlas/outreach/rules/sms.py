"""What fits into a text message: alphabets, segments, and how words are spelt where accents cost money.

Source: 3GPP TS 23.038 (alphabets) and TS 23.040 (concatenation).
"""

import unicodedata
from dataclasses import dataclass
from enum import StrEnum

from ohlas.outreach.errors import BadMessage

BASIC = (
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ\x1bÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
"""The default alphabet, each letter at its number; the escape itself is no letter."""
ESCAPE = 0x1B
EXTENSION = {
    "\f": 0x0A, "^": 0x14, "{": 0x28, "}": 0x29, "\\": 0x2F, "[": 0x3C, "~": 0x3D, "]": 0x3E, "|": 0x40, "€": 0x65,
}  # fmt: skip
"""Letters that take two places, an escape before them."""
MOST_SEGMENTS = 8
"""More is a letter, not a text message; some networks drop longer ones."""
SPELT_PLAIN = frozenset({"cs", "sk", "pl"})
"""Languages read well without accents; where letters are Cyrillic no such spelling is customary any more."""
_NUMBERS = {letter: n for n, letter in enumerate(BASIC) if n != ESCAPE}
_LETTERS = {n: letter for letter, n in EXTENSION.items()}
_SIMPLER = str.maketrans(
    {
        "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'",
        "‚": "'", "–": "-", "—": "-", "‑": "-", "−": "-", "…": "...", "\u00a0": " ", "\u202f": " ", "\u2009": " ",
        "•": "-", "×": "x", "\u200b": "", "\u00ad": "",
    }
)  # fmt: skip


class Alphabet(StrEnum):
    GSM7 = "gsm7"
    UCS2 = "ucs2"


_LIMITS = {Alphabet.GSM7: (160, 153), Alphabet.UCS2: (70, 67)}
"""Places in a message that stands alone, and in each part of a longer one."""


@dataclass(frozen=True, slots=True)
class SmsSize:
    """How much of what is sent: `units` are places of the alphabet taken, `left` those free in the last segment."""

    alphabet: Alphabet
    units: int
    segments: int
    left: int


@dataclass(frozen=True, slots=True)
class Price:
    """Of one segment, in the currency agreed with the provider; None where nobody said."""

    per_segment: float | None = None
    currency: str = ""

    def of(self, segments: int) -> float | None:
        return None if self.per_segment is None else round(self.per_segment * segments, 6)


def alphabet_of(text: str) -> Alphabet:
    """The cheapest alphabet that has every letter of the text."""
    fits = all(letter in _NUMBERS or letter in EXTENSION for letter in text)
    return Alphabet.GSM7 if fits else Alphabet.UCS2


def costly_letters(text: str) -> tuple[str, ...]:
    """Letters that drive the whole message out of the cheap alphabet, each once, as they come."""
    return tuple(dict.fromkeys(one for one in text if one not in _NUMBERS and one not in EXTENSION))


def double_letters(text: str) -> tuple[str, ...]:
    """Letters of the cheap alphabet that take two places, each once, as they come."""
    return tuple(dict.fromkeys(one for one in text if one in EXTENSION))


def size_of(text: str) -> SmsSize:
    """How many segments the text takes; an empty one takes none."""
    alphabet, parts = alphabet_of(text), split(text)
    alone, each = _LIMITS[alphabet]
    most = alone if len(parts) <= 1 else each
    last = _width(parts[-1], alphabet) if parts else 0
    return SmsSize(alphabet, sum(_width(part, alphabet) for part in parts), len(parts), most - last)


def split(text: str) -> tuple[str, ...]:
    """The text in parts that fit a segment each; a letter of two places is never torn."""
    alphabet = alphabet_of(text)
    alone, each = _LIMITS[alphabet]
    if _width(text, alphabet) <= alone:
        return (text,) if text else ()
    parts, begun, used = [], 0, 0
    for n, letter in enumerate(text):
        width = _width(letter, alphabet)
        if used + width > each:
            parts.append(text[begun:n])
            begun, used = n, 0
        used += width
    return (*parts, text[begun:])


def encoded(part: str, alphabet: Alphabet) -> bytes:
    """A part as it goes on the wire: one octet per place of GSM-7 (providers pack it), UTF-16 for UCS-2."""
    if alphabet is Alphabet.UCS2:
        return part.encode("utf-16-be")
    octets = bytearray()
    for letter in part:
        octets += bytes((ESCAPE, EXTENSION[letter])) if letter in EXTENSION else bytes((_NUMBERS[letter],))
    return bytes(octets)


def decoded(octets: bytes, data_coding: int) -> str:
    """What somebody wrote, by the coding their network announced; unknown ones are read as UTF-8 or Latin-1."""
    if data_coding == 0:
        return _from_gsm(octets)
    if data_coding == 8:  # noqa: PLR2004 - UCS-2, TS 23.038
        return octets.decode("utf-16-be", errors="replace")
    try:
        return octets.decode()
    except UnicodeDecodeError:
        return octets.decode("latin-1")


def plain(text: str, language: str) -> str:
    """The text without what the cheap alphabet lacks, where that can be done; else as it is.

    In Czech, Slovak and Polish all accents go, so that no word is spelt half; elsewhere only letters that must.
    """
    text = unicodedata.normalize("NFC", text).translate(_SIMPLER)
    if alphabet_of(text) is Alphabet.GSM7:
        return text
    strips_all = language.split("-", maxsplit=1)[0] in SPELT_PLAIN
    return "".join(letter if _stays(letter, strips_all) else _base(letter) for letter in text)


def checked_size(text: str) -> SmsSize:
    """The size of a text that may be sent. Errors: `BadMessage` when it is empty or too long."""
    size = size_of(text)
    if not size.segments:
        raise BadMessage("The text message is empty.")
    if size.segments > MOST_SEGMENTS:
        raise BadMessage(
            f"The text message takes {size.segments} segments; up to {MOST_SEGMENTS} are allowed. Write less."
        )
    return size


def _width(text: str, alphabet: Alphabet) -> int:
    if alphabet is Alphabet.UCS2:
        return sum(2 if ord(letter) > 0xFFFF else 1 for letter in text)  # noqa: PLR2004 - needs a pair in UTF-16
    return sum(2 if letter in EXTENSION else 1 for letter in text)


def _from_gsm(octets: bytes) -> str:
    letters, is_escaped = [], False
    for octet in octets:
        if is_escaped:
            letters.append(_LETTERS.get(octet, BASIC[octet & 0x7F]))
            is_escaped = False
        elif octet == ESCAPE:
            is_escaped = True
        else:
            letters.append(BASIC[octet] if octet < len(BASIC) else "\N{REPLACEMENT CHARACTER}")
    return "".join(letters)


def _stays(letter: str, strips_all: bool) -> bool:  # noqa: FBT001 - one question per letter
    is_known = letter in _NUMBERS or letter in EXTENSION
    return is_known and not (strips_all and letter.isalpha() and not letter.isascii())


def _base(letter: str) -> str:
    bare = unicodedata.normalize("NFD", letter)[0]
    return bare if bare.isascii() or bare in _NUMBERS else letter
