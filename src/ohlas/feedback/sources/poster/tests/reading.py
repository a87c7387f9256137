"""Reading what was printed back: words from a PDF, modules from a picture of a code."""

import io
import re
import zlib

from PIL import Image

STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)
CHARS = re.compile(r"beginbfchar(.*?)endbfchar", re.DOTALL)
SHOWN = re.compile(r"\[((?:\((?:\\.|[^\\)])*\)|[^\]])*)\]\s*TJ", re.DOTALL)
LITERAL = re.compile(r"\(((?:\\.|[^\\)])*)\)", re.DOTALL)
ESCAPE = re.compile(r"\\([0-7]{3}|.)", re.DOTALL)
NAMED = {"n": "\n", "r": "\r", "t": "\t", "b": "\b", "f": "\f"}
PAIR = re.compile(r"<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>")


def words_in(pdf: bytes) -> str:
    """All text, by each font's own map to Unicode: what a reader copies or hears."""
    streams = [_unpacked(found) for found in STREAM.findall(pdf)]
    maps = [_map(text) for text in streams if "beginbfchar" in text]
    shown = [text for text in streams if " Tf" in text and "beginbfchar" not in text]
    return "\n".join(_decoded(text, maps) for text in shown)


def page_count(pdf: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", pdf))


def modules_in(picture: bytes, count: int) -> list[list[bool]]:
    """The dark modules of the only purely black thing in a picture: `count` by `count` of them."""
    page = Image.open(io.BytesIO(picture)).convert("L")
    black = page.point(lambda shade: 255 if shade < 8 else 0)
    left, top, right, bottom = black.getbbox() or (0, 0, 0, 0)
    step_x, step_y = (right - left) / count, (bottom - top) / count
    return [
        [
            page.getpixel((int(left + (x + 0.5) * step_x), int(top + (y + 0.5) * step_y))) < 128
            for x in range(count)
        ]
        for y in range(count)
    ]


def quiet_in(picture: bytes, count: int) -> float:
    """How many modules of white lie around the code on its narrowest side."""
    page = Image.open(io.BytesIO(picture)).convert("L")
    left, top, right, bottom = page.point(lambda shade: 255 if shade < 8 else 0).getbbox() or (0, 0, 0, 0)
    module = (right - left) / count
    free = 2  # the outermost dots of the code are drawn softly
    while free < 20 * module:
        edge = (left - free - 1, top - free - 1, right + free + 1, bottom + free + 1)
        ring = [page.getpixel((x, y)) for x in (edge[0], edge[2] - 1) for y in range(edge[1], edge[3])]
        ring += [page.getpixel((x, y)) for y in (edge[1], edge[3] - 1) for x in range(edge[0], edge[2])]
        if min(ring) < 250:
            break
        free += 1
    return free / module


def _unpacked(content: bytes) -> str:
    """The last byte of a checksum may be a line end that STREAM took for its own: it is not asked for."""
    try:
        return zlib.decompressobj().decompress(content).decode("latin-1")
    except zlib.error:
        return ""


def _map(text: str) -> dict[str, str]:
    pairs = (pair for block in CHARS.findall(text) for pair in PAIR.findall(block))
    return {code.lower(): bytes.fromhex(words).decode("utf-16-be") for code, words in pairs}


def _decoded(text: str, maps: list[dict[str, str]]) -> str:
    """With every font's map in turn: a page of ours has few, and the words show under the right one."""
    said = []
    for font in maps:
        for shown in SHOWN.findall(text):
            codes = b"".join(_literal(part) for part in LITERAL.findall(shown)).hex()
            said.append("".join(font.get(codes[at : at + 4], "\0") for at in range(0, len(codes), 4)))
    return "\n".join(words for words in said if "\0" not in words)


def _literal(text: str) -> bytes:
    return ESCAPE.sub(_escaped, text).encode("latin-1")


def _escaped(found: re.Match[str]) -> str:
    given = found[1]
    return chr(int(given, 8)) if given.isdigit() else NAMED.get(given, given)
