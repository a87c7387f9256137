"""One code page taken for another: "pøíliš" for "příliš", "Ïðèâåò" for "Привет".

No byte pattern proves it, only the language does: the text is changed when before no alphabet knew its letters
and afterwards a single one knows them all.
"""

from __future__ import annotations

import re

from ohlas.text.alphabets import EVERY, OURS, share_explained
from ohlas.text.language import WRITTEN, detect

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
OURS_IF = 0.85  # how sure the language of a text is although some of its letters are not of it
THEN_SURE = 0.995  # and how sure it is once they are
VOWELS = frozenset("aáeéěiíoóuúůyýäô")
CONSONANTS = frozenset("řčďňťľ")
ALONE = frozenset(
    "øì"
)  # of these one within a word is enough: names that are met in Czech end on them if at all


def mistaken(text: str) -> tuple[str, str] | None:
    """The text as it was meant and what happened to it; None when the text is sound or nobody can tell.

    Shape:  one text in, (text, kind) or None out.
    Errors: texts with fewer than two changed letters are left as they are, but for letters Czech and Slovak betray.
    Source: own rule on the alphabets of sixteen languages, and on the language of what would be read.
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
    return (best[1], best[2]) if best and best[0] == 1.0 else _told_by_language(text)


def _told_by_language(text: str) -> tuple[str, str] | None:
    """Czech and Slovak whose letters look Nordic or Italian: "pøíjemná", "dìkuji"; names of such languages stay.

    What ø, è, ï and ò stand for are consonants with a vowel beside them; where they are letters of their own language
    they are vowels themselves, between consonants.
    """
    new = _recoded(text, "cp1250", "cp1252")
    if new is None or new == text or not _believable(text, new):
        return None
    places = [at for at, (old, now) in enumerate(zip(text, new, strict=True)) if old != now]
    if (len(places) < FEWEST and not _is_clear(text, places[0])) or not all(
        _fits(new.lower(), at) for at in places
    ):
        return None
    was, found = detect(text), detect(new)
    written = WRITTEN.get(found.code, "")
    is_said = found.code in {"cs", "sk"} and (was.code in {"cs", "sk"} or was.confidence < OURS_IF)
    is_surer = found.confidence >= max(THEN_SURE, was.confidence)
    strange = any(sign.lower() not in written for sign in new if sign.isalpha() and not sign.isascii())
    return (new, "cp1250 read as cp1252") if is_said and is_surer and not strange else None


def _is_clear(text: str, at: int) -> bool:
    """Whether one letter alone betrays the reading: è before a vowel is no French or Italian one."""
    after = text[at + 1 : at + 2].lower()
    if text[at].lower() == "è":
        return after in VOWELS
    return text[at].lower() in ALONE and text[max(0, at - 1) : at].isalpha() and after.isalpha()


def _fits(new: str, at: int) -> bool:
    beside = {*new[max(0, at - 1) : at], *new[at + 1 : at + 2]}
    return new[at] not in CONSONANTS or bool(beside & VOWELS)


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
