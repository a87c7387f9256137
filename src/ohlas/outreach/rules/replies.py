"""What people answer to a text message: a score, words, or that they want no more."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

MOST = 1600
"""Characters of a reply that are looked at: ten segments."""

STOP_WORDS: Mapping[str, tuple[str, ...]] = {
    "en": ("stop", "unsubscribe", "cancel", "end", "quit", "stopall"),
    "cs": ("stop", "konec", "zrusit", "odhlasit", "neposilat"),
    "sk": ("stop", "koniec", "zrusit", "odhlasit", "neposielat"),
    "pl": ("stop", "koniec", "anuluj", "rezygnuje", "wypisz"),
    "uk": ("стоп", "stop", "досить", "вiдписатися", "відписатися", "скасувати"),
    "ru": ("стоп", "stop", "хватит", "отписаться", "отмена"),
    "de": ("stop", "stopp", "abmelden", "abbestellen", "ende"),
}
"""The first one of each language stands in our messages; all of them work in every language."""
_STOPS = frozenset(word for words in STOP_WORDS.values() for word in words)

NUMBERS: Mapping[str, tuple[str, ...]] = {
    "en": ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    "cs": ("nula", "jedna", "dva", "tri", "ctyri", "pet", "sest", "sedm", "osm", "devet", "deset"),
    "sk": ("nula", "jeden", "dva", "tri", "styri", "pat", "sest", "sedem", "osem", "devat", "desat"),
    "pl": ("zero", "jeden", "dwa", "trzy", "cztery", "piec", "szesc", "siedem", "osiem", "dziewiec", "dziesiec"),
    "uk": ("нуль", "один", "два", "три", "чотири", "п'ять", "шість", "сім", "вісім", "дев'ять", "десять"),
    "ru": ("ноль", "один", "два", "три", "четыре", "пять", "шесть", "семь", "восемь", "девять", "десять"),
    "de": ("null", "eins", "zwei", "drei", "vier", "funf", "sechs", "sieben", "acht", "neun", "zehn"),
}  # fmt: skip
"""Spelt without accents, as people type."""


class ReplyKind(StrEnum):
    """What a reply turned out to be."""

    SCORE = "score"
    WORDS = "words"
    STOP = "stop"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True)
class Reply:
    """`score` only where exactly one was meant; `text` is the rest of what was written."""

    kind: ReplyKind
    score: int | None = None
    text: str = ""


_OF = re.compile(r"^(\d{1,2})\s*(?:/|z|ze|von|of|out of|из|із|з|na)\s*(\d{1,3})\b[\s.,:;!–-]*", re.IGNORECASE)
_FIRST = re.compile(r"^(\d{1,3})(?![\d.,/:%-]*\d)(?!\s*[%x×])[\s.,:;!)–-]*")
_LAST = re.compile(r"(?:^|[\s(:])(\d{1,3})[.!)\s]*$")
_AMOUNT = re.compile(
    r"^(?:min|hod|hour|day|dn[iíuůy]|den\b|week|tyd|týd|kc\b|kč|eur|czk|pln|zł|zl\b|uah|грн|руб|хв|мин|час|год|дн"
    r"|stund|tag|godz|dzie|dni|times|krat|krát|ks\b|lidi|people|person|osob|month|měs|mes\b|rok|year|°|€|\$|%)",
    re.IGNORECASE,
)
"""What makes a number an amount: "9 minutes of waiting" is no score of 9."""
_DIGITS = re.compile(r"\d+")
_WORD = re.compile(r"[^\W\d_]+(?:['’ʼ][^\W\d_]+)*")


def read_reply(text: str, low: int = 0, high: int = 10, language: str = "en") -> Reply:
    """A score at the beginning or the end of the reply, and the words beside it.

    Two different numbers, one out of the scale, or one inside a sentence ("I waited 9 minutes") are no score:
    a person's answer is not guessed. A text that holds no number at all is words.
    """
    given = unicodedata.normalize("NFC", text)[:MOST].strip()
    if is_stop(given):
        return Reply(ReplyKind.STOP)
    if not given:
        return Reply(ReplyKind.UNCLEAR)
    return _out_of(given, low, high) or _numbered(given, low, high) or _spelt(given, low, high, language)


def is_stop(text: str) -> bool:
    """The reply is nothing but a word that means no more, in any of our languages."""
    return bare(text).strip(" .!\"'„“”") in _STOPS


def bare(text: str) -> str:
    """Small letters without accents; Cyrillic stays as it is."""
    small = text.strip().lower().replace("ł", "l").replace("ß", "ss").replace("’", "'").replace("ʼ", "'")
    marks = unicodedata.normalize("NFD", small)
    latin = "".join(
        one for one in marks if unicodedata.combining(one) not in {230, 220, 202} or _holds(one, small)
    )
    return unicodedata.normalize("NFC", latin)


def _holds(mark: str, small: str) -> bool:
    """Й and ї are letters of their own, not accented ones."""
    return mark in "\u0306\u0308" and any("а" <= one <= "ӿ" for one in small)


def _out_of(given: str, low: int, high: int) -> Reply | None:
    found = _OF.match(given)
    if found is None:
        return None
    score, whole, rest = int(found[1]), int(found[2]), given[found.end() :].strip()
    if whole != high or _DIGITS.search(rest):
        return Reply(ReplyKind.UNCLEAR, text=given)
    return _scored(score, rest, given, low, high)


def _numbered(given: str, low: int, high: int) -> Reply | None:
    numbers = _DIGITS.findall(given)
    if not numbers:
        return None
    first, last = _FIRST.match(given), _LAST.search(given)
    if len(numbers) > 1 or (first is None and last is None):
        return Reply(ReplyKind.UNCLEAR, text=given)
    if first is not None:
        return _scored(int(first[1]), given[first.end() :], given, low, high)
    if last is None:
        return Reply(ReplyKind.UNCLEAR, text=given)
    return _scored(int(last[1]), given[: last.start()], given, low, high)


def _spelt(given: str, low: int, high: int, language: str) -> Reply:
    """A number as a word counts only as the first word or alone: "one of your people" is no score."""
    words = list(_WORD.finditer(given))
    known = NUMBERS.get(language.split("-", maxsplit=1)[0], NUMBERS["en"])
    if words and bare(words[0][0]) in known:
        is_alone = len(words) == 1
        ends = given[words[0].end() :].lstrip(" ")
        if is_alone or ends[:1] in {",", ".", ":", ";", "!", "-", "–"}:
            return _scored(known.index(bare(words[0][0])), ends, given, low, high)
        return Reply(ReplyKind.UNCLEAR, text=given)
    return Reply(ReplyKind.WORDS, text=given)


def _scored(score: int, rest: str, given: str, low: int, high: int) -> Reply:
    if not low <= score <= high or _AMOUNT.match(rest):
        return Reply(ReplyKind.UNCLEAR, text=given)
    return Reply(ReplyKind.SCORE, score, rest.strip().strip(".,:;!-–").strip())
