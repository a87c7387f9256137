"""The closed choices and small values of this folder, below all of its files."""

from dataclasses import dataclass
from enum import StrEnum

LANGUAGES = ("en", "cs", "sk", "pl", "uk", "ru", "de")
LONGEST = 160
"""Signs of a name that are read; what is longer is no name."""
SURE, LIKELY, NOT_KNOWN = 1.0, 0.75, 0.0
"""Told by a list · told by endings · told by nothing: then no name is inflected."""


class UnknownLanguage(ValueError):
    """There is no grammar for this language."""

    def __init__(self, language: str) -> None:
        super().__init__(f"“{language[:20]}” has no greeting; there are {', '.join(LANGUAGES)}.")


class Gender(StrEnum):
    """Grammatical gender: only to inflect, never shown as a fact about a person."""

    FEMALE = "f"
    MALE = "m"


class Address(StrEnum):
    FORMAL = "formal"
    INFORMAL = "informal"


@dataclass(frozen=True)
class Parts:
    """A full name taken apart; what was not found is empty."""

    given: str
    surname: str
    patronymic: str = ""
    is_known: bool = False
    """The given name stands in a calendar or a list, so it is surely one."""


@dataclass(frozen=True)
class Guess:
    """A gender and how sure it is, from 0 to 1."""

    gender: Gender | None
    confidence: float


@dataclass(frozen=True)
class Vocative:
    """How a person is called: each part as it is said, and how sure that is, from 0 to 1."""

    given: str
    surname: str
    patronymic: str
    gender: Gender | None
    confidence: float


@dataclass(frozen=True)
class Greeting:
    """The first line of a message; `vocative` is the name inside it, empty in a neutral one."""

    text: str
    vocative: str
    gender: Gender | None
    confidence: float
