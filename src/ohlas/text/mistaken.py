"""One code page taken for another: "pøíliš" for "příliš", "Ïðèâåò" for "Привет".

No byte pattern proves it, only the language does: the text is changed when before no alphabet knew its letters
and afterwards a single one knows them all.
"""

from __future__ import annotations

import re

from ohlas.text.alphabets import EVERY, OURS, share_explained

# (what it was, what it was read as); the order decides between equals.
PAIRS = (
    ("cp1250", "cp1252"),
    ("iso8859-2", "cp1252"),
    ("iso8859-2", "cp1250"),
    ("cp1250", "iso8859-2"),
    ("cp1250", "iso8859-1"),
    ("cp1252", "iso8859-1"),
    ("cp1251", "cp1252"),
    ("cp1251", "cp1250"),
    ("koi8-r", "cp1252"),
    ("cp1250", "cp1251"),
)
GAIN = 0.25
FEWEST = 2  # letters that must change, unless control signs betray the reading
CONTROL = re.compile("[\x80-\x9f]")
CYRILLIC_SHARE = 0.6  # no Latin language has so many letters beyond ASCII
SYMBOL_IN_WORD = re.compile(r"(?<=[^\W\d_])[¹²³¼½¾¿¶±»£¥¯¡¦¬](?=[^\W\d_])")
SWAPPED_WORD = re.compile(r"\b[а-яё][А-ЯЁ]{2,}\b")
CAPITAL_WITHIN = re.compile(r"[a-zß-žа-яё][A-ZÀ-ÖØ-ÞĄĆĘŁŃŚŹŻČĎĚŇŘŠŤŮŽĽ]")
COMMON_CYRILLIC = frozenset("оеаинтсрвлк")


def mistaken(text: str) -> tuple[str, str] | None:
    """The text as it was meant and what happened to it; None when the text is sound or nobody can tell.

    Shape:  one text in, (text, kind) or None out.
    Errors: short texts with fewer than two changed letters are left as they are.
    Source: own rule on the alphabets of sixteen languages.
    """
    if SWAPPED_WORD.search(text) and (swapped := _koi8_as_1251(text)):
        return swapped, "KOI8-R read as Windows-1251"
    before = _quality(text)
    best: tuple[float, str, str] | None = None
    for meant, taken in PAIRS:
        new = _recoded(text, meant, taken)
        if new is None or _changes(text, new) < FEWEST or not _believable(text, new):
            continue
        quality = _quality(new)
        if quality >= before + GAIN and (best is None or quality > best[0]):
            best = (quality, new, f"{meant} read as {taken}")
    return (best[1], best[2]) if best and best[0] == 1.0 else None


def _recoded(text: str, meant: str, taken: str) -> str | None:
    try:
        return text.encode(taken).decode(meant)
    except UnicodeError:
        return None


def _changes(old: str, new: str) -> int:
    return sum(map(str.__ne__, new, old)) + FEWEST * (CONTROL.search(old) is not None)


def _quality(text: str) -> float:
    """The share of letters beyond ASCII that one alphabet explains; signs within words count as unexplained."""
    letters = "".join(sign for sign in text.lower() if not sign.isascii() and sign.isalpha())
    signs = len(SYMBOL_IN_WORD.findall(text)) + len(CONTROL.findall(text))
    alphabets = OURS if signs else EVERY
    return share_explained(letters, alphabets) * len(letters) / max(1, len(letters) + signs)


def _believable(old: str, new: str) -> bool:
    """Cyrillic comes only out of texts that are nearly all strange letters; Latin only with ASCII letters around."""
    if CONTROL.search(new) or len(CAPITAL_WITHIN.findall(new)) > len(CAPITAL_WITHIN.findall(old)):
        return False
    letters = [sign for sign in old if sign.isalpha()]
    strange = sum(not sign.isascii() for sign in letters)
    if any("Ѐ" <= sign <= "ӿ" for sign in new):
        return strange >= CYRILLIC_SHARE * len(letters)
    return strange < CYRILLIC_SHARE * len(letters)


def _koi8_as_1251(text: str) -> str | None:
    """Every capital became small and every small letter capital; the meant text has commoner letters."""
    new = _recoded(text, "koi8-r", "cp1251")
    if new is None or SWAPPED_WORD.search(new):
        return None
    common = [sum(sign in COMMON_CYRILLIC for sign in each.lower()) for each in (text, new)]
    return new if common[1] > 1.5 * common[0] else None
