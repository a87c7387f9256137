"""UTF-8 that was read as GBK: Chinese signs within European words ("do艣wiadcze艅")."""

from __future__ import annotations

import re

from ohlas.text.alphabets import is_expected

CHINESE = re.compile(r"[\u4e00-\u9fff\ue000-\uf8ff\u3000-\u30ff\uff00-\uffef]+(?P<gap>[\ufffd?])?")
REPLACED = "\ufffd"
PRINT_PREFIX = b"\xe2\x80"  # dashes and quotes lose their third byte when a space follows


def peel_gbk(text: str) -> str | None:
    """The European text behind Chinese signs; None unless all of them turn into letters we expect.

    Shape:  one text in, the repaired text or None out.
    Errors: a dash or quote before a space lost its last byte and becomes U+FFFD.
    Source: GB 18030; seen in exports of shops whose servers run a Chinese code page.
    """
    parts: list[str] = []
    at = 0
    for match in CHINESE.finditer(text):
        letters = _letters(match)
        if letters is None:
            return None
        parts.extend((text[at : match.start()], letters))
        at = match.end()
    return "".join(parts) + text[at:] if parts else None


def _letters(match: re.Match[str]) -> str | None:
    gap = match["gap"] or ""
    signs = match.group().removesuffix(gap) if gap else match.group()
    try:
        raw = signs.encode("gb18030")
        if gap and raw.endswith(PRINT_PREFIX):
            return _expected(raw.removesuffix(PRINT_PREFIX).decode()) + REPLACED
        return _expected(raw.decode()) + gap
    except ValueError:
        return None


def _expected(letters: str) -> str:
    if not all(map(is_expected, letters)):
        raise ValueError("not the letters of our languages")
    return letters
