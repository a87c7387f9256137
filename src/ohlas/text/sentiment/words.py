"""Text cut into tokens, and one spelling for words written with and without diacritics."""

import re
import unicodedata
from functools import lru_cache

TOKEN = re.compile(
    r"</?[A-Za-z][^<>]{0,200}>|https?://\S+|www\.\S+|@\w+"
    r"|[:;=][-'^o]?[)(DPp3/\\|*\]\[]+|<3+|\)\)+|\(\(+"
    r"|\w+(?:['’]\w+)*|[.!?…]+|[\r\n]+|[^\w\s]"
)
LONGEST_WORD = 40  # letters looked at; German compounds end well before, binary rubbish does not
URL, USER, NUMBER, MARKUP = "\x01url", "\x01user", "\x01num", "\x01tag"
REPEATED = re.compile(r"(.)\1{2,}")
# Letters that are not a base letter with a mark, and the Cyrillic ones that Russian and Ukrainian spell apart.
SINGLE = str.maketrans(
    {"ł": "l", "đ": "d", "ø": "o", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i", "’": "'"}
    | {"ё": "е", "э": "е", "є": "е", "ы": "и", "і": "и", "ї": "и", "ґ": "г", "ъ": "", "й": "и"}
)


def tokens(text: str) -> list[str]:
    """Words, numbers, emoji, emoticons and punctuation in order, as written."""
    return TOKEN.findall(text)


@lru_cache(maxsize=65_536)
def folded(word: str) -> str:
    """The word in small letters without marks, so that "Skvělá" and "skvela" are one."""
    small = word[:LONGEST_WORD].lower()
    if not small.isascii():
        small = small.translate(SINGLE)
        if not small.isascii():
            apart = unicodedata.normalize("NFD", small)
            small = "".join(letter for letter in apart if not unicodedata.combining(letter))
    return REPEATED.sub(r"\1\1", small)
