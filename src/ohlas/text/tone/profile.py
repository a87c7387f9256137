"""How a brand wants to sound, and what in a draft reply is not so."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from ohlas.text.lemmas.folding import fold
from ohlas.text.lemmas.tokens import tokens
from ohlas.text.phrases.duplicates import near_duplicates
from ohlas.text.tone.reading import FORMAL, INFORMAL, MIXED, NONE, tone_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


@dataclass(frozen=True)
class BrandProfile:
    """How a brand wants to sound; None switches a wish off. Addresses are formal, informal, or none for either."""

    address: Mapping[str, str] = field(default_factory=dict)  # by language
    longest: int | None = 150  # words
    shortest: int | None = 8
    longest_sentence: float | None = 22.0  # words in the mean
    easiest: float | None = 40.0  # readability at least
    warmth: float | None = 0.34  # one kind of warm words
    exclamations: int | None = 2
    forbidden: tuple[str, ...] = ()
    jargon: bool = True  # warn of it
    canned: bool = True


class Warned(NamedTuple):
    """What is not as the profile wants it: a kind to be translated, what was found, what is wanted, which words."""

    kind: str
    found: str
    wanted: str
    words: tuple[str, ...] = ()


KINDS = (
    "address",
    "mixed_address",
    "too_long",
    "too_short",
    "long_sentences",
    "hard_to_read",
    "cold",
    "exclamations",
    "shouting",
    "forbidden",
    "jargon",
    "canned",
    "repeated",
)


def warnings(text: str, language: str, profile: BrandProfile, earlier: Sequence[str] = ()) -> list[Warned]:
    """What in a draft is not as the brand wants to sound; `earlier` are replies sent before.

    Shape:  a text, its language and a profile in, warnings in the order of `KINDS` out; a good draft and an empty
            one give none.
    Errors: those of `tone_of`; "repeated" means nearly the same as an earlier reply.
    Source: own.
    """
    tone = tone_of(text, language)
    if not tone.words:
        return []
    found = _about_address(tone.address, tone.formal, tone.informal, profile.address.get(language, NONE))
    found += _about_length(tone.words, tone.words_per_sentence, profile)
    if profile.easiest is not None and tone.readability is not None and tone.readability < profile.easiest:
        found.append(Warned("hard_to_read", f"{tone.readability:g}", f"{profile.easiest:g}"))
    if profile.warmth is not None and tone.warmth < profile.warmth:
        found.append(Warned("cold", f"{tone.warmth:g}", f"{profile.warmth:g}"))
    if profile.exclamations is not None and tone.exclamations > profile.exclamations:
        found.append(Warned("exclamations", str(tone.exclamations), str(profile.exclamations)))
    if tone.shouted:
        found.append(Warned("shouting", str(tone.shouted), "0"))
    if used := _forbidden(text, profile.forbidden):
        found.append(Warned("forbidden", str(len(used)), "0", used))
    if profile.jargon and tone.jargon:
        found.append(Warned("jargon", str(len(tone.jargon)), "0", tone.jargon))
    if profile.canned and tone.canned:
        found.append(Warned("canned", str(len(tone.canned)), "0", tone.canned))
    if earlier and any(0 in group for group in near_duplicates([text, *earlier])):
        found.append(Warned("repeated", "1", "0"))
    return found


def _about_address(
    address: str, formal: tuple[str, ...], informal: tuple[str, ...], wanted: str
) -> list[Warned]:
    if address == MIXED:
        return [Warned("mixed_address", MIXED, wanted, formal + informal)]
    if wanted in {FORMAL, INFORMAL} and address not in {wanted, NONE}:
        return [Warned("address", address, wanted, formal or informal)]
    return []


def _about_length(words: int, per_sentence: float, profile: BrandProfile) -> list[Warned]:
    found = []
    if profile.longest is not None and words > profile.longest:
        found.append(Warned("too_long", str(words), str(profile.longest)))
    if profile.shortest is not None and words < profile.shortest:
        found.append(Warned("too_short", str(words), str(profile.shortest)))
    if profile.longest_sentence is not None and per_sentence > profile.longest_sentence:
        found.append(Warned("long_sentences", f"{per_sentence:g}", f"{profile.longest_sentence:g}"))
    return found


def _forbidden(text: str, forbidden: Sequence[str]) -> tuple[str, ...]:
    said = f" {' '.join(tokens(text).words)} "
    return tuple(phrase for phrase in forbidden if phrase.strip() and f" {_key(phrase)} " in said)


def _key(phrase: str) -> str:
    return " ".join(tokens(phrase).words) or fold(phrase)
