"""The tone of one of our own texts: how it addresses, how long, how readable, how warm it is."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import NamedTuple

from ohlas.text.lemmas.patterns import Matcher, Pattern
from ohlas.text.lemmas.sentences import sentences
from ohlas.text.lemmas.stems import GROUPS
from ohlas.text.lemmas.tokens import Tokens, tokens
from ohlas.text.tone.readability import readability

DATA = Path(__file__).parent / "data" / "tone.toml"
FORMAL, INFORMAL, MIXED, NONE = "formal", "informal", "mixed", "none"
WARM = ("greeting", "thanks", "regret", "empathy", "help")
WARM_ENOUGH = 3  # kinds of warm words that make a reply as warm as it can be
LONGEST = 100_000
# German formal address is a capital in mid-sentence; "sie" is they.
GERMAN_FORMAL = re.compile(r"(?<=[\wäöüß,] )(?:Sie|Ihnen|Ihr|Ihre|Ihren|Ihrem|Ihrer|Ihres)(?!\w)")
SHOUTED = re.compile(r"(?<!\w)[^\W\d_a-zа-я]{4,}(?!\w)")


class Tone(NamedTuple):
    """The tone of a text. `address` is formal, informal, mixed or none; `warmth` 0–1; `readability` 0–100 or None."""

    language: str
    address: str
    words: int
    words_per_sentence: float
    readability: float | None
    warmth: float
    exclamations: int
    shouted: int
    jargon: tuple[str, ...]
    canned: tuple[str, ...]
    formal: tuple[str, ...]
    informal: tuple[str, ...]


def tone_of(text: str, language: str) -> Tone:
    """How a text of ours sounds.

    Shape:  any text and its language code in, a tone out; empty text has no words, no address and no warmth.
    Errors: rules: address by pronouns, verb forms and titles listed per language (English tells only by its
            salutations); warmth by kinds of warm words (greeting, thanks, regret, empathy, help), three make 1.
    Source: own word lists; readability as in `readability`.
    """
    text = text[:LONGEST]
    words = tokens(text)
    found = _found(words, language)
    formal, informal = found.get("formal", []), found.get("informal", [])
    if language == "de":
        formal = formal + GERMAN_FORMAL.findall(text)
    kinds = sum(kind in found for kind in WARM)
    return Tone(
        language=language,
        address=_address(formal, informal),
        words=len(words.words),
        words_per_sentence=round(len(words.words) / max(1, len(sentences(text))), 1),
        readability=readability(text, language),
        warmth=round(min(1.0, kinds / WARM_ENOUGH), 2),
        exclamations=text.count("!"),
        shouted=len(SHOUTED.findall(text)),
        jargon=tuple(dict.fromkeys(found.get("jargon", ()))),
        canned=tuple(dict.fromkeys(found.get("canned", ()))),
        formal=tuple(dict.fromkeys(formal)),
        informal=tuple(dict.fromkeys(informal)),
    )


def _address(formal: list[str], informal: list[str]) -> str:
    if formal and informal:
        return MIXED
    return FORMAL if formal else INFORMAL if informal else NONE


def _found(words: Tokens, language: str) -> dict[str, list[str]]:
    if language not in GROUPS:
        return {}
    found: dict[str, list[str]] = {}
    for hit in _matcher(language).find(words):
        found.setdefault(hit.pattern.key, []).append(words.written(hit.first, hit.last))
    return found


@cache
def _matcher(language: str) -> Matcher:
    rules = tomllib.loads(DATA.read_text(encoding="utf-8"))
    return Matcher(
        [
            Pattern(kind, " ".join(phrase.split()))
            for kind, by_language in rules.items()
            for phrase in by_language[language].split(",")
        ],
        language,
    )
