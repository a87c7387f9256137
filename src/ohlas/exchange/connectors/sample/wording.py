"""Turns a plan of topics into a comment as a guest would type it, typos, hurry and emoji included.

Sentences of the bank carry two marks: `{a|b|c}` takes one of the wordings, `[he/she]` the writer's own form.
"""

import random
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from ohlas.exchange.connectors.sample.chance import happens
from ohlas.exchange.connectors.sample.sources import read

Bank = Mapping[str, Mapping[str, Sequence[str]]]

_CHOICE = re.compile(r"\{([^{}]*)\}")
_GENDER = re.compile(r"\[([^\[\]/]*)/([^\[\]/]*)\]")
_GERMAN = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ß": "ss"})
_CYRILLIC = frozenset({"uk", "ru"})

_OPENERS, _CLOSERS, _SHORT = 0.16, 0.13, 0.035
_PLAIN, _HURRY, _TYPO, _EMOJI, _EMPHASIS = 0.1, 0.07, 0.06, 0.09, 0.1
_EMOJI_OF = {"good": ("😊", "👍", "☕", "❤️", "🦉", "😍", "🙂", "🥐"), "bad": ("😕", "👎", "🙁", "😒", "😞")}
_SHORT_WORD = 5
_TONES = {"renewed": "good", "mixed": "good", "late": "bad", "worn": "bad"}


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic group of the bank and the tone in which it is spoken of."""

    group: str
    tone: str

    @property
    def mood(self) -> str:
        """Good or bad: what suits an opening, a closing and an emoji."""
        return _TONES.get(self.tone, self.tone)


@dataclass(frozen=True, slots=True)
class Writer:
    language: str
    is_woman: bool
    was_there: bool = True


@cache
def bank(language: str) -> Bank:
    """Sentences of one language by topic group and tone."""
    sentences: Bank = read(f"comments/{language}")
    return sentences


def comment(rng: random.Random, writer: Writer, plan: Sequence[Topic]) -> str:
    """The plan put into words; a few guests write next to nothing."""
    groups = bank(writer.language)
    mood = plan[0].mood
    is_of_one_mind = all(topic.mood == mood for topic in plan)
    if happens(rng, _SHORT):
        raw = rng.choice(_fitting(groups["short"], writer, mood))
    else:
        body = [rng.choice(groups[topic.group][topic.tone]) for topic in plan]
        opening = [rng.choice(_fitting(groups["opener"], writer, mood))] if happens(rng, _OPENERS) else []
        closing = [rng.choice(groups["closer"][mood])] if is_of_one_mind and happens(rng, _CLOSERS) else []
        raw = " ".join((*opening, *body, *closing))
    return _typed(rng, writer.language, mood if is_of_one_mind else None, _said(rng, writer, raw))


def _fitting(group: Mapping[str, Sequence[str]], writer: Writer, mood: str) -> Sequence[str]:
    """Phrases for the mood; only somebody who sat in the café may praise its air."""
    return [*group["good"], *group["visit"]] if mood == "good" and writer.was_there else group[mood]


def _said(rng: random.Random, writer: Writer, raw: str) -> str:
    """One reading of a sentence with its marks resolved."""
    spoken = _GENDER.sub(r"\2" if writer.is_woman else r"\1", raw)
    return _CHOICE.sub(lambda found: rng.choice(found[1].split("|")), spoken)


def _typed(rng: random.Random, language: str, mood: str | None, text: str) -> str:
    """How it looks when typed on a phone at a tram stop."""
    if happens(rng, _TYPO):
        text = _misspelt(rng, text)
    if happens(rng, _PLAIN):
        text = plain(text, language)
    if happens(rng, _HURRY):
        text = text.lower().removesuffix(".")
    elif happens(rng, _EMPHASIS) and text.endswith("."):
        text = text.removesuffix(".") + rng.choice(("!", "!", "!!", "..."))
    if mood and happens(rng, _EMOJI):
        text = f"{text} {rng.choice(_EMOJI_OF[mood])}"
    return text


def _misspelt(rng: random.Random, text: str) -> str:
    """Two neighbouring letters of one longer word swapped, or one left out."""
    words = text.split(" ")
    long = [i for i, word in enumerate(words) if len(word) > _SHORT_WORD and word.isalpha()]
    if not long:
        return text
    place = rng.choice(long)
    word = words[place]
    cut = rng.randrange(1, len(word) - 2)
    middle = word[cut + 1] + word[cut] if happens(rng, 0.5) else word[cut + 1]
    words[place] = word[:cut] + middle + word[cut + 2 :]
    return " ".join(words)


def plain(text: str, language: str) -> str:
    """Without diacritics, as typed on a foreign keyboard; Cyrillic only loses its ё."""
    if language in _CYRILLIC:
        return text.replace("ё", "е").replace("Ё", "Е")
    german = text.translate(_GERMAN) if language == "de" else text
    bare = unicodedata.normalize("NFKD", german.replace("ł", "l").replace("Ł", "L"))
    return "".join(letter for letter in bare if not unicodedata.combining(letter))
