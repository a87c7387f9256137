"""Addresses made from names in any of the seven languages."""

import re
import unicodedata

LONGEST = 60
FALLBACK = "organisation"

_LETTERS = {
    # Latin letters that Unicode does not take apart into a base and a mark
    "ß": "ss", "ł": "l", "đ": "d", "ø": "o", "æ": "ae", "œ": "oe", "þ": "th", "ı": "i",
    # German umlauts are written out; in other languages these letters are rare
    "ä": "ae", "ö": "oe", "ü": "ue",
    # Ukrainian (Cabinet of Ministers 55/2010) and Russian (ICAO 9303), simplified where they differ
    "а": "a", "б": "b", "в": "v", "г": "g", "ґ": "g", "д": "d", "е": "e", "ё": "e", "є": "ie", "ж": "zh",
    "з": "z", "и": "i", "і": "i", "ї": "i", "й": "i", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o",
    "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh",
    "щ": "shch", "ъ": "", "ы": "y", "ь": "", "э": "e", "ю": "iu", "я": "ia",
}  # fmt: skip


def slug_of(name: str) -> str:
    """The name as it stands in an address: `Kavárna Sova` → `kavarna-sova`, `Кав'ярня` → `kaviarnia`."""
    composed = unicodedata.normalize("NFC", name).casefold()
    written = "".join(_LETTERS.get(letter, letter) for letter in composed)
    plain = unicodedata.normalize("NFKD", written).encode("ascii", "ignore").decode()
    without_apostrophes = re.sub(r"['`]", "", plain)
    words = re.sub(r"[^a-z0-9]+", "-", without_apostrophes).strip("-")
    return words[:LONGEST].rstrip("-") or FALLBACK


def numbered(slug: str, number: int) -> str:
    """The n-th try at a free address: the slug itself, then `slug-2`, `slug-3` …, within the same length."""
    if number == 1:
        return slug
    ending = f"-{number}"
    return slug[: LONGEST - len(ending)].rstrip("-") + ending
