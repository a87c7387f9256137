"""Words that tell that somebody asked for a score, in the seven languages respondents write in.

Letters are compared without marks and case. A pattern needs the asking and the score in one sentence: “I give you a
ten” is praise, “she asked me to give a ten” is not. Better to miss one than to doubt praise.
"""

import re
import unicodedata
from dataclasses import dataclass

LONGEST = 4_000
_NEAR = r"[^.!?\n]{0,60}?"
_CYRILLIC = frozenset({"uk", "ru"})


@dataclass(frozen=True)
class _Words:
    """What asks, what gives, what is given; `giver_last` where the verb ends the sentence."""

    asks: str
    gives: str
    score: str
    giver_last: bool = False

    @property
    def pattern(self) -> re.Pattern[str]:
        asks, gives, score = (
            rf"\b(?:{'|'.join(part.split())})" for part in (self.asks, self.gives, self.score)
        )
        order = (asks, score, gives) if self.giver_last else (asks, gives, score)
        return re.compile(_NEAR.join(rf"{part}\b" for part in order))


_WORDS = {
    "en": _Words(
        r"asked told begged urged wanted please", r"give rate score put for", r"10 9 ten nine 5 five full"
    ),
    "de": _Words(
        r"bat gebeten gesagt sagte wollte",
        r"geben vergeben bewerten gebe",
        r"10 9 zehn neun 5 funf",
        giver_last=True,
    ),
    "cs": _Words(
        r"\w*prosil\w* rekl\w* chtel\w* nutil\w* \w*zadal\w*",
        r"dat dal\w? dali ohodnotil\w* ohodnotit hodnotit",
        r"10 9 5 deset desit\w+ devet devit\w+ pet petku",
    ),
    "sk": _Words(
        r"\w*prosil\w* povedal\w* chcel\w* nutil\w* \w*ziadal\w*",
        r"dat dal\w? dali ohodnotil\w* ohodnotit hodnotit",
        r"10 9 5 desat desiat\w+ devat deviat\w+ pat patku",
    ),
    "pl": _Words(
        r"\w*prosil\w* kazal\w* mowil\w* powiedzial\w* chcial\w*",
        r"dac dal\w? dali wystawic wystawil\w* ocenic postawic",
        r"10 9 5 dziesiec dziesiat\w+ dziewiec dziewiat\w+ piec piatk\w",
    ),
    "uk": _Words(
        r"просила попросила просив попросив просили сказав сказала змусив змусила",
        r"постав\w+ дати дав дала оцін\w+",
        r"10 9 5 десят\w+ дев.?ят\w+ п.?ят\w+",
    ),
    "ru": _Words(
        r"просил\w* попросил\w* сказал\w* велел\w* заставил\w*",
        r"постав\w+ дать дал дала оцен\w+",
        r"10 9 5 десят\w+ девят\w+ пят\w+",
    ),
}
_COMPILED = {language: words.pattern for language, words in _WORDS.items()}


def begs(text: str) -> str:
    """The language whose pattern is found in the text; empty where none is."""
    lowered = text[:LONGEST].lower()
    plain = _without_marks(lowered)
    for language, pattern in _COMPILED.items():
        # Marks belong to Cyrillic letters as й and ї: taken off, they would be others.
        if pattern.search(lowered if language in _CYRILLIC else plain):
            return language
    return ""


def _without_marks(text: str) -> str:
    apart = unicodedata.normalize("NFKD", text.replace("ł", "l"))
    return "".join(letter for letter in apart if not unicodedata.combining(letter))
