"""Letters without their marks: "Děkuji" and "dekuji" become one word, "М'ясо" and "мясо" too."""

from __future__ import annotations

import unicodedata

# Kept whole: й and ї are letters of their own which nobody writes without the mark.
KEPT = "йїЙЇ"
SPECIAL = {"ł": "l", "đ": "d", "ø": "o", "ß": "ss", "ё": "е", "ґ": "г", "ı": "i", "æ": "ae", "œ": "oe"}
DROPPED = "'’ʼ`´\u00ad\u200b\u200c\u200d\u2060\ufeff"


def _table() -> dict[int, str]:
    table = {ord(mark): "" for mark in DROPPED}
    for code in range(0xC0, 0x530):
        letter = chr(code)
        low = letter.lower()
        if letter in KEPT:
            table[code] = low
            continue
        plain = SPECIAL.get(low) or "".join(
            part for part in unicodedata.normalize("NFD", low) if not unicodedata.combining(part)
        )
        if plain != letter:
            table[code] = SPECIAL.get(plain, plain)
    for code in range(0x300, 0x370):
        table[code] = ""
    return table


TABLE = _table()


def fold(text: str) -> str:
    """The text in small letters without diacritics, apostrophes and invisible signs.

    Shape:  any text in; the result may be shorter or longer; empty text gives empty text.
    Errors: exact; umlauts become the bare vowel ("schön" is "schon"), й and ї stay.
    Source: Unicode canonical decomposition (UAX #15).
    """
    if text.isascii():
        return text.lower().replace("'", "").replace("`", "")
    if "\u0306" in text or "\u0308" in text:
        text = unicodedata.normalize("NFC", text)
    return text.translate(TABLE).lower()
