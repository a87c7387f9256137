"""What a printed sheet may be: its size, its words, its colour."""

import re
from dataclasses import dataclass
from enum import StrEnum

MOST_OF_A_HEADLINE = 80
"""Longer ones are not read in passing, and do not fit beside a code."""
MOST_SHEETS = 500
"""Of one file: a page takes some 2 ms; who has more branches prints them by region."""
_COLOUR = re.compile(r"#[0-9a-f]{6}", re.IGNORECASE)


class PosterSize(StrEnum):
    A4 = "a4"
    A5 = "a5"
    TENT = "tent"


class BadPoster(ValueError):
    """A part of a poster that cannot be printed; `str()` says what was given and what is allowed."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


@dataclass(frozen=True, slots=True)
class PosterWish:
    """How the sheets shall look. Empty words and colour: our own wording, the survey's colour."""

    size: PosterSize = PosterSize.A4
    language: str = "en"
    headline: str = ""
    colour: str = ""

    def __post_init__(self) -> None:
        if len(self.headline) > MOST_OF_A_HEADLINE:
            raise BadPoster("headline", f"A headline has up to {MOST_OF_A_HEADLINE} characters.")
        if self.colour and not _COLOUR.fullmatch(self.colour):
            raise BadPoster("colour", f"“{self.colour[:20]}” is no colour; give one such as #0b6e69.")


def spelled(address: str) -> str:
    """The address as it is typed in: without its scheme."""
    return re.sub(r"^https?://", "", address)
