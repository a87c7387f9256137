"""Reading a report back: the words of a PDF in order, font by font, as a reader copies or hears them."""

import re
import zlib

OBJECT = re.compile(rb"(\d+) 0 obj(.*?)endobj", re.DOTALL)
STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)
PAGE = re.compile(rb"/Type\s*/Page\b(?!s)")
FONT = re.compile(rb"/(\w+) (\d+) 0 R")
PLAIN = r"(?:\\.|[^\\()])*"
TEXT = rf"\({PLAIN}(?:\({PLAIN}(?:\({PLAIN}\){PLAIN})*\){PLAIN})*\)"
"""Brackets within a text stand as they are where they are balanced."""
SHOWN = re.compile(rf"/(\w+) [\d.]+ Tf|\[((?:{TEXT}|[^\]()])*)\]\s*TJ|({TEXT})\s*Tj", re.DOTALL)
LITERAL = re.compile(TEXT, re.DOTALL)
ESCAPE = re.compile(r"\\([0-7]{3}|.)", re.DOTALL)
NAMED = {"n": "\n", "r": "\r", "t": "\t", "b": "\b", "f": "\f"}
CHARS = re.compile(r"beginbfchar(.*?)endbfchar", re.DOTALL)
PAIR = re.compile(r"<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>")


def words_in(pdf: bytes) -> str:
    """All text of all pages, and nothing where a font does not say which letters its glyphs are."""
    objects = {int(number): body for number, body in OBJECT.findall(pdf)}
    pages = [body for body in objects.values() if PAGE.search(body)]
    return "\n".join(_page(body, objects) for body in pages)


def _page(body: bytes, objects: dict[int, bytes]) -> str:
    resources = objects[_reference(body, b"Resources")]
    fonts = re.search(rb"/Font<<(.*?)>>", resources, re.DOTALL)
    maps = {
        name.decode(): _map(objects[_reference(objects[int(number)], b"ToUnicode")])
        for name, number in (FONT.findall(fonts[1]) if fonts else ())
    }
    said, font = [], ""
    for chosen, listed, alone in SHOWN.findall(_unpacked(objects[_reference(body, b"Contents")])):
        font = chosen or font
        shown = listed or alone
        if shown:
            codes = b"".join(_literal(part) for part in LITERAL.findall(shown)).hex()
            said.append("".join(maps[font].get(codes[at : at + 4], "\0") for at in range(0, len(codes), 4)))
    return "\n".join(said)


def _reference(body: bytes, name: bytes) -> int:
    found = re.search(rb"/" + name + rb" (\d+) 0 R", body)
    assert found, name
    return int(found[1])


def _unpacked(body: bytes) -> str:
    found = STREAM.search(body)
    assert found
    try:
        return zlib.decompressobj().decompress(found[1]).decode("latin-1")
    except zlib.error:
        return found[1].decode("latin-1")


def _map(body: bytes) -> dict[str, str]:
    pairs = (pair for block in CHARS.findall(_unpacked(body)) for pair in PAIR.findall(block))
    return {code.lower(): bytes.fromhex(words).decode("utf-16-be") for code, words in pairs}


def _literal(text: str) -> bytes:
    return ESCAPE.sub(_escaped, text[1:-1]).encode("latin-1")


def _escaped(found: re.Match[str]) -> str:
    given = found[1]
    return chr(int(given, 8)) if given.isdigit() else NAMED.get(given, given)
