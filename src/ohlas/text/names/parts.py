"""A full name taken apart, and the grammatical gender its endings tell."""

import re
import unicodedata
from collections.abc import Mapping

from ohlas.text.namedays import calendar_name
from ohlas.text.names.lists import BOTH, FEMALE, MALE, MALE_IN_A
from ohlas.text.names.shape import LIKELY, LONGEST, NOT_KNOWN, SURE, Gender, Guess, Parts

CALENDARS: Mapping[str, str] = {"cs": "CZ", "sk": "SK", "pl": "PL", "uk": "UA", "ru": "RU"}
_TITLES = (
    "ing mgr bc mudr judr phdr mvdr rndr paeddr pharmdr dr doc prof phd csc drsc mba dis msc bsc "
    "arch thdr llm pan pani paní p mr mrs ms miss mister sir herr frau hr fr slečna sl inż inz "
    "лікар пан пані господин госпожа г-н г-жа jr sr ml st"
)
TITLES = frozenset(_TITLES.split())
FATHERS: Mapping[str, tuple[tuple[str, Gender], ...]] = {
    language: (
        *((ending, Gender.MALE) for ending in ("ович", "евич", "йович")),
        *((ending, Gender.FEMALE) for ending in daughters),
    )
    for language, daughters in {
        "uk": ("івна", "ївна"),
        "ru": ("овна", "евна", "ична", "инична"),
    }.items()
}
SURNAMES: Mapping[str, tuple[tuple[str, Gender], ...]] = {
    "cs": (("ová", Gender.FEMALE), ("á", Gender.FEMALE), ("ý", Gender.MALE)),
    "sk": (("ová", Gender.FEMALE), ("á", Gender.FEMALE), ("ý", Gender.MALE)),
    "pl": tuple(
        (stem + letter, gender)
        for stem in ("sk", "ck", "dzk")
        for letter, gender in (("a", Gender.FEMALE), ("i", Gender.MALE))
    ),
    "uk": (
        *((e, Gender.FEMALE) for e in ("ова", "єва", "ева", "ська", "цька", "зька", "іна", "їна")),
        *((e, Gender.MALE) for e in ("ський", "цький", "зький", "ов", "єв", "ев", "ін", "їн")),
    ),
    "ru": (
        *((e, Gender.FEMALE) for e in ("ова", "ева", "ёва", "ина", "ская", "цкая", "ая")),
        *((e, Gender.MALE) for e in ("ов", "ев", "ёв", "ин", "ский", "цкий", "ый")),
    ),
}
SHORTEST_SURNAME = 4
FEMALE_END: Mapping[str, tuple[str, ...]] = {
    "cs": ("a", "ie", "ye"),
    "sk": ("a", "ia"),
    "pl": ("a",),
    "uk": ("а", "я"),
    "ru": ("а", "я"),
}
NEITHER_END: Mapping[str, tuple[str, ...]] = {
    "cs": ("i", "y", "e", "u"),
    "sk": ("i", "y", "e", "u"),
    "pl": ("e", "u"),
    "uk": ("і", "у", "ю", "е", "и"),
    "ru": ("и", "у", "ю", "е", "ь"),
}
"""Endings of given names that tell nothing, unless a calendar or a list knows better."""
MALE_BY_CALENDAR: Mapping[str, tuple[str, ...]] = {
    "cs": ("í", "é", "o", "i"),
    "sk": ("o", "i"),
    "pl": ("i", "y", "o"),
    "uk": ("о",),
    "ru": ("ь",),
}
_ALLOWED = re.compile(r"[^\W\d_]+(?:['’ʼ.-]{1,2}[^\W\d_]+){0,3}\.?")
_ODD = re.compile(r"[\d@/\\<>{}\[\]|=+*#%&$\0]")


def parts_of(name: str, language: str) -> Parts:
    """The given name, surname and patronymic of a full name, without titles; in either order.

    Shape:  any text in, parts out; what is no name gives empty parts.
    Errors: a single word that no calendar knows counts as a given name, `is_known` False.
    Source: the order by the calendars of `namedays` and the endings of surnames.
    """
    words = _words(name, language)
    if not words:
        return Parts("", "")
    fathers = [word for word in words[1:] if patronymic_gender(word, language)]
    rest = [word for word in words if word not in fathers[:1]]
    if "," in name and len(rest) > 1 and name.strip().casefold().startswith(rest[0].casefold() + ","):
        rest = [*rest[1:], rest[0]]
    known = [_is_known(word, language) for word in rest]
    if len(rest) == 2 and known[1] and (not known[0] or fathers == [words[-1]]):  # noqa: PLR2004 - two words
        rest, known = rest[::-1], known[::-1]
    given, surname = rest[0], rest[-1] if len(rest) > 1 else ""
    return Parts(given, surname, fathers[0] if fathers else "", known[0])


def guess_gender(name: str, language: str) -> Guess:
    """The grammatical gender of a person's name, for inflecting it only.

    Shape:  a full or given name in, a guess out; no gender and confidence 0 where nothing tells.
    Errors: never raises; endings mislead for some foreign names, so every guess must be editable.
    Source: endings of surnames, patronymics and given names; lists for names that break the rule.
    """
    parts = parts_of(name, language)
    by_father = patronymic_gender(parts.patronymic, language)
    if by_father:
        return Guess(by_father, SURE)
    by_surname = _by_ending(parts.surname, language)
    by_given = _given_gender(parts, language)
    if by_surname is None:
        return by_given
    if by_given.gender is None or by_given.gender is by_surname:
        return Guess(by_surname, SURE if by_given.gender else LIKELY)
    if by_surname is Gender.FEMALE and parts.surname.casefold().endswith(("ová", "ova")):
        return Guess(by_surname, LIKELY)
    return by_given if by_given.confidence >= SURE else Guess(None, NOT_KNOWN)


def patronymic_gender(word: str, language: str) -> Gender | None:
    """What a father's name tells: -івна a daughter, -ович a son; None for any other word."""
    small = word.casefold()
    found = (gender for ending, gender in FATHERS.get(language, ()) if small.endswith(ending))
    return next(found, None) if len(small) >= 2 * SHORTEST_SURNAME - 1 else None


def _words(name: str, language: str) -> list[str]:
    if len(name) > LONGEST or _ODD.search(name):
        return []
    plain = unicodedata.normalize("NFC", name).replace(",", " ").split()
    kept = [word for word in plain if word.casefold().replace(".", "") not in TITLES]
    if not kept or len(kept) > 5 or not all(_ALLOWED.fullmatch(word) for word in kept):  # noqa: PLR2004 - five
        return []
    if any(len(word.rstrip(".")) < 2 for word in kept[:1]):  # noqa: PLR2004 - an initial is no name to call
        return []
    return [_capital(word, language) for word in kept]


def _capital(word: str, language: str) -> str:
    """PETR and petr are Petr; McDonald and O'Neil stay as they are."""
    if word.isupper() or word.islower():
        marks = "-" if language == "uk" else "-'’"
        return (
            "".join(re.split(f"([{marks}])", word.lower())).title() if "'" not in word else word.capitalize()
        )
    return word


def _is_known(word: str, language: str) -> bool:
    small = word.casefold()
    if small in BOTH or any(small in table.get(language, ()) for table in (FEMALE, MALE, MALE_IN_A)):
        return True
    country = CALENDARS.get(language)
    return country is not None and calendar_name(country, word) is not None


def _by_ending(surname: str, language: str) -> Gender | None:
    small = surname.casefold()
    if len(small) < SHORTEST_SURNAME:
        return None
    return next((gender for end, gender in SURNAMES.get(language, ()) if small.endswith(end)), None)


def _given_gender(parts: Parts, language: str) -> Guess:
    small = parts.given.casefold()
    if not small or small in BOTH:
        return Guess(None, NOT_KNOWN)
    if small in FEMALE.get(language, ()):
        return Guess(Gender.FEMALE, SURE)
    if small in MALE_IN_A.get(language, ()) or small in MALE.get(language, ()):
        return Guess(Gender.MALE, SURE)
    return _given_by_ending(parts, small, language) if language in FEMALE_END else Guess(None, NOT_KNOWN)


def _given_by_ending(parts: Parts, small: str, language: str) -> Guess:
    sureness = SURE if parts.is_known else LIKELY
    if small.endswith(FEMALE_END[language]):
        return Guess(Gender.FEMALE, sureness)
    if parts.is_known and small.endswith(MALE_BY_CALENDAR[language]):
        return Guess(Gender.MALE, sureness)
    if small.endswith(NEITHER_END[language]):
        return Guess(None, NOT_KNOWN)
    return Guess(Gender.MALE, sureness if parts.is_known or parts.surname else NOT_KNOWN)
