"""Our own texts in this room's words: the one file that asks `ohlas.text` for their tone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ohlas.text.language import detect
from ohlas.text.lemmas import LANGUAGES
from ohlas.text.masking import mask
from ohlas.text.tone import (
    Automation,
    BrandProfile,
    Consistency,
    Warned,
    Written,
    automation,
    consistency,
    warnings,
)

CHANNELS = ("reply", "email", "newsletter", "post", "article", "chat")
ADDRESSES = ("", "formal", "informal")
BETWEEN = "---"
"""A line of its own between two texts pasted at once."""
MOST_AT_ONCE, MOST_READ = 200, 2_000
LONGEST = 20_000


@dataclass(frozen=True)
class VoiceWish:
    """How a brand wants to sound."""

    address: str = ""
    longest: int = 150
    exclamations: int = 2
    forbidden: tuple[str, ...] = ()

    @property
    def profile(self) -> BrandProfile:
        wanted = dict.fromkeys(LANGUAGES, self.address) if self.address else {}
        return BrandProfile(
            address=wanted, longest=self.longest, exclamations=self.exclamations, forbidden=self.forbidden
        )


@dataclass(frozen=True)
class Ours:
    """A text of ours, as it is stored."""

    text: str
    language: str
    channel: str
    day: date


def language_of(text: str) -> str:
    """The language of a text of ours; English where it cannot be told."""
    code = detect(text).code
    return code if code in LANGUAGES else "en"


def parted(given: str) -> list[tuple[str, str]]:
    """Pasted texts one by one, each with its language, without personal data."""
    pieces: list[str] = []
    current: list[str] = []
    for line in [*given.splitlines(), BETWEEN]:
        if line.strip() == BETWEEN:
            pieces.append("\n".join(current).strip())
            current = []
        else:
            current.append(line)
    found = [(piece[:LONGEST], language_of(piece)) for piece in pieces if piece]
    return [(mask(piece, language).text, language) for piece, language in found]


def warned_of(draft: str, wish: VoiceWish, earlier: Sequence[str]) -> list[Warned]:
    """What in a draft is not as the brand wants to sound."""
    return warnings(draft, language_of(draft), wish.profile, earlier)


def heard(texts: Sequence[Ours]) -> Consistency:
    """Each channel's voice month by month, and how alike they are."""
    return consistency([Written(one.text, one.language, one.channel, one.day) for one in texts])


def alarms(texts: Sequence[Ours]) -> list[tuple[str, Automation]]:
    """How like a machine our texts sound, language by language, the most frequent first."""
    by_language: dict[str, list[str]] = {}
    for one in texts:
        by_language.setdefault(one.language, []).append(one.text)
    ordered = sorted(by_language.items(), key=lambda pair: (-len(pair[1]), pair[0]))
    return [(language, automation(said, language)) for language, said in ordered]
