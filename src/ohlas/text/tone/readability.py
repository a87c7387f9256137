"""How easily a text reads, 0 to 100 and higher is easier, by a formula per language."""

from __future__ import annotations

import re

from ohlas.text.lemmas.sentences import sentences
from ohlas.text.lemmas.tokens import tokens

# (constant, per word in a sentence, per syllable in a word)
FORMULAS = {
    "en": (206.835, 1.015, 84.6),  # Flesch 1948
    "de": (180.0, 1.0, 58.5),  # Amstad 1978
    "ru": (206.835, 1.3, 60.1),  # Oborneva 2006
    "cs": (206.935, 1.672, 62.18),  # Bendová 2021
    "sk": (206.935, 1.672, 62.18),  # the Czech one: none was made for Slovak
    "uk": (206.835, 1.3, 60.1),  # the Russian one: none was made for Ukrainian
    "pl": (206.835, 1.3, 60.1),  # the Russian one: Polish tools give school years, not a score
}
VOWELS = re.compile(r"[aeiouy]+")
CYRILLIC = re.compile(r"[аеёиоуыэюяіїє]")
SYLLABIC = re.compile(r"(?<=[bcdfghjkmnpstvzrl])[rl](?=[bcdfghjkmnpstvz]|$)")  # vlk, krk, Petr
HIATUS = re.compile(r"(?:ia|io|iu|ie|ea|eo|oa|ua|ue|uo|ya)")  # two syllables in Czech, Slovak and German
SILENT_E = re.compile(r"[^aeiouyl]e$")
FEWEST_WORDS = 5


def readability(text: str, language: str) -> float | None:
    """The Flesch score of a text in its language's own formula.

    Shape:  any text and a language code in; 0 (hard) to 100 (easy) out; None under five words or for a language
            without a formula.
    Errors: syllables are counted by vowels; single texts vary by ten points. sk, uk and pl borrow a sister's formula.
    Source: Flesch (1948), Amstad (1978), Oborneva (2006), Bendová (2021).
    """
    formula = FORMULAS.get(language)
    words = tokens(text[:100_000]).words
    if formula is None or len(words) < FEWEST_WORDS:
        return None
    start, per_word, per_syllable = formula
    length = len(words) / max(1, len(sentences(text[:100_000])))
    score = (
        start
        - per_word * length
        - per_syllable * sum(syllables(word, language) for word in words) / len(words)
    )
    return round(min(100.0, max(0.0, score)), 1)


def syllables(word: str, language: str) -> int:
    """The syllables of a folded word; at least one."""
    cyrillic = len(CYRILLIC.findall(word))
    if cyrillic:
        return cyrillic
    count = len(VOWELS.findall(word))
    if language in {"cs", "sk"}:
        count += len(SYLLABIC.findall(word)) + len(HIATUS.findall(word))
    elif language == "en" and count > 1 and SILENT_E.search(word):
        count -= 1
    return max(1, count)
