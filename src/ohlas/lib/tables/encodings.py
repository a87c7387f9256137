"""Which encoding a text file is in: byte-order marks, UTF-8 by its form, the rest by the letters they give.

General detectors confuse Windows-1250 with Windows-1252 and Latin-2; here the alphabets of the languages we
meet decide: a decoding is as good as the share of its letters that one single alphabet explains.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

HEAD = 1024 * 1024
BLOCK = 1024 * 1024
SCANNED = 256 * 1024 * 1024  # beyond this the counts are carried forward from what was seen
MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# In order of preference: where two decode a text alike, the earlier name is given.
CANDIDATES = ("cp1250", "cp1252", "iso8859-2", "cp1251", "koi8-u", "koi8-r", "cp852", "cp866", "iso8859-5")
ALPHABETS = {
    "cs sk": "áčďéěíňóřšťúůýžäĺľôŕ",
    "pl": "ąćęłńóśźż",
    "de": "äöüß",
    "hu": "áéíóöőúüű",
    "fr": "àâçèéêëîïôùûüœæ",
    "es pt": "áâãàçéêíñóôõúü¿¡",
    "it": "àèéìòù",
    "nordic": "åäöæøé",
    "ru": "абвгдежзийклмнопрстуфхцчшщъыьэюяё",
    "uk": "абвгдежзийклмнопрстуфхцчшщьюяіїєґ",
}
TYPOGRAPHY = set("„“”‚‘’«»–—…•§°№€\u00a0´×²³½")
WRONG_CASE = re.compile(r"[a-zà-ÿа-яёіїєґ][А-ЯЁ]|[А-Яа-яЁё][A-Za-z]|[A-Za-z][А-Яа-яЁё]")
LETTER_SAMPLE = 20_000


@dataclass(frozen=True, slots=True)
class Encoding:
    name: str
    has_bom: bool = False


@dataclass(frozen=True, slots=True)
class Scan:
    """What one pass over the bytes showed."""

    lines: int
    undecodable_lines: int
    is_whole: bool


def guess_encoding(head: bytes) -> Encoding:
    """The encoding of a file that begins like this."""
    for mark, name in MARKS:
        if head.startswith(mark):
            return Encoding(name, has_bom=True)
    if wide := _utf16_without_mark(head):
        return Encoding(wide)
    if head.isascii() or _is_mostly_utf8(head):
        return Encoding("utf-8")
    return Encoding(_by_letters(head))


def _utf16_without_mark(head: bytes) -> str | None:
    """Delimiters, digits and line ends have one zero byte each, always on the same side."""
    start = head[:8192]
    even, odd = start[0::2].count(0), start[1::2].count(0)
    if even + odd < len(start) * 0.02:
        return None
    if odd > 20 * even:
        return "utf-16-le"
    return "utf-16-be" if even > 20 * odd else None


def _is_mostly_utf8(head: bytes) -> bool:
    """A file of several sources may hold some lines in another encoding; most lines decide."""
    lines = [line for line in head[: head.rfind(b"\n") + 1 or len(head)].split(b"\n") if not line.isascii()]
    return sum(map(_is_utf8, lines)) * 2 >= len(lines)


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError as error:
        return error.reason == "unexpected end of data"  # the sample's last line may be cut within a letter
    return True


def _by_letters(head: bytes) -> str:
    """Only lines with letters beyond ASCII are judged; charset-normalizer is asked when no alphabet fits."""
    telling = b"\n".join(line for line in head.split(b"\n") if not line.isascii())[:LETTER_SAMPLE]
    scores = {name: _score(telling, name) for name in CANDIDATES}
    best = max(CANDIDATES, key=lambda name: (scores[name], -CANDIDATES.index(name)))
    return best if scores[best] > 0.5 else _asked(telling, best)  # noqa: PLR2004 - half the letters explained


def _score(telling: bytes, encoding: str) -> float:
    text = telling.decode(encoding, "replace")
    strange = [sign for sign in text.lower() if not sign.isascii()]
    letters = [sign for sign in strange if sign not in TYPOGRAPHY]
    explained = max(sum(map(set(alphabet).__contains__, letters)) for alphabet in ALPHABETS.values())
    # Text in Cyrillic case is the only trace left when KOI8 is read as Windows-1251: every case is swapped.
    return (explained - 2 * len(WRONG_CASE.findall(text)) + 0.2 * (len(strange) - len(letters))) / max(
        1, len(strange)
    )


def _asked(telling: bytes, fallback: str) -> str:
    from charset_normalizer import from_bytes

    match = from_bytes(telling).best()
    return match.encoding.replace("_", "-") if match is not None else fallback


def scan(path: Path, encoding: str) -> Scan:
    """Counts lines, and lines that do not decode, over the file or its first 256 MiB."""
    if encoding.startswith(("utf-16", "utf-32")):
        return _scan_wide(path, encoding)
    lines = undecodable = seen = 0
    rest = b""
    with path.open("rb") as file:
        while seen < SCANNED and (block := file.read(BLOCK)):
            seen += len(block)
            head, cut, tail = (rest + block).rpartition(b"\n")
            lines += head.count(b"\n") + len(cut)
            undecodable += _undecodable(head, encoding)
            rest = tail if len(tail) < 4 * BLOCK else b""
        is_whole = not file.read(1)
    if rest:
        lines += 1
        undecodable += _undecodable(rest, encoding)
    return Scan(lines, undecodable, is_whole)


def _undecodable(block: bytes, encoding: str) -> int:
    if block.isascii():
        return 0
    try:
        block.decode(encoding)
    except UnicodeDecodeError:
        return sum(not _decodes(line, encoding) for line in block.split(b"\n"))
    return 0


def _decodes(line: bytes, encoding: str) -> bool:
    try:
        line.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _scan_wide(path: Path, encoding: str) -> Scan:
    lines = undecodable = seen = 0
    last = ""
    with path.open("r", encoding=encoding, errors="replace", newline="") as file:
        while seen < SCANNED and (block := file.read(BLOCK)):
            seen += len(block)
            lines += block.count("\n")
            undecodable += block.count("\ufffd")
            last = block[-1]
        is_whole = not file.read(1)
    return Scan(lines + (last not in ("", "\n")), undecodable, is_whole)
