"""How a message begins: by name where the name is sure, without one where it is not."""

from collections.abc import Callable, Mapping

from ohlas.text.names import czech, polish, ukrainian
from ohlas.text.names.parts import guess_gender, parts_of
from ohlas.text.names.shape import (
    LANGUAGES,
    NOT_KNOWN,
    Address,
    Gender,
    Greeting,
    Parts,
    UnknownLanguage,
    Vocative,
)

INFLECTED: Mapping[str, Callable[..., str]] = {
    "cs": czech.vocative,
    "pl": polish.vocative,
    "uk": ukrainian.vocative,
}
"""Languages whose names change when somebody is called; elsewhere the name stays."""
NEUTRAL: Mapping[str, tuple[str, str]] = {
    "en": ("Hello,", "Hello,"),
    "cs": ("Dobrý den,", "Ahoj,"),
    "sk": ("Dobrý deň,", "Ahoj,"),
    "pl": ("Dzień dobry,", "Cześć,"),
    "uk": ("Добрий день,", "Привіт,"),
    "ru": ("Здравствуйте,", "Привет,"),
    "de": ("Guten Tag,", "Hallo,"),
}
"""Formal and informal, for anybody."""
INFORMAL: Mapping[str, str] = {
    "en": "Hi {},",
    "cs": "Ahoj {},",
    "sk": "Ahoj {},",
    "pl": "Cześć {},",
    "uk": "Привіт, {},",
    "ru": "Привет, {},",
    "de": "Hallo {},",
}
FORMAL: Mapping[str, tuple[str, str]] = {
    "en": ("Dear Ms {},", "Dear Mr {},"),
    "cs": ("Vážená paní {},", "Vážený pane {},"),
    "sk": ("Vážená pani {},", "Vážený pán {},"),
    "pl": ("Szanowna Pani {},", "Szanowny Panie {},"),
    "uk": ("Шановна пані {},", "Шановний пане {},"),
    "ru": ("Уважаемая {},", "Уважаемый {},"),
    "de": ("Sehr geehrte Frau {},", "Sehr geehrter Herr {},"),
}
"""To a woman, to a man."""
WITH_FATHER: Mapping[str, tuple[str, str]] = {
    "uk": ("Шановна {},", "Шановний {},"),
    "ru": ("Уважаемая {},", "Уважаемый {},"),
}
BY_SURNAME = frozenset({"en", "cs", "sk", "de"})
"""Languages that address formally by the surname; the others by the given name."""


def vocative(name: str, language: str, gender: Gender | None = None) -> Vocative:
    """How a person is called: Petr Novák → Petře, Nováku.

    Shape:  a full or given name in, its parts as they are said out; what is no name gives empty parts.
    Errors: `UnknownLanguage`. With confidence 0 nothing is inflected: say no name at all.
    Source: the grammars of each language, by ending; a given `gender` is believed.
    """
    _refuse_unknown(language)
    parts = parts_of(name, language)
    guess = guess_gender(name, language)
    sureness = 1.0 if gender else guess.confidence
    gender = gender or guess.gender
    call = INFLECTED.get(language)
    if call is None or gender is None or not parts.given:
        sure = sureness if parts.given and (gender or call is None) else NOT_KNOWN
        return Vocative(parts.given, parts.surname, parts.patronymic, gender, sure)
    return Vocative(
        call(parts.given, gender),
        call(parts.surname, gender, is_surname=True),
        call(parts.patronymic, gender) if parts.patronymic else "",
        gender,
        sureness,
    )


def greeting(
    name: str, language: str, address: Address | str = Address.FORMAL, gender: Gender | str | None = None
) -> Greeting:
    """The first line of a message to this person; a neutral one where the name leaves doubt.

    Shape:  a name, one of seven languages and the form of address in, a line out; "" is greeted neutrally.
    Errors: `UnknownLanguage`, ValueError for another form of address or gender; never for any name.
    Source: letter-writing usage of each language; names by `vocative`.
    """
    address, gender = Address(address), Gender(gender) if gender else None
    called = vocative(name, language, gender)
    spoken = _spoken(parts_of(name, language), called, language, address)
    if not spoken:
        return Greeting(NEUTRAL[language][address is Address.INFORMAL], "", called.gender, NOT_KNOWN)
    return Greeting(
        _pattern(called, language, address).format(spoken), spoken, called.gender, called.confidence
    )


def greeting_with(
    spoken: str, language: str, address: Address | str, gender: Gender | str | None
) -> Greeting:
    """The first line with a vocative that a person has written down; neutral without one.

    Shape:  the name as it is to be said in, a line out.
    Errors: as `greeting`. Formal lines need a gender; without one the line is neutral.
    Source: as `greeting`.
    """
    _refuse_unknown(language)
    address, gender = Address(address), Gender(gender) if gender else None
    if not spoken or (address is Address.FORMAL and gender is None):
        return Greeting(NEUTRAL[language][address is Address.INFORMAL], "", gender, NOT_KNOWN)
    pattern = INFORMAL[language] if address is Address.INFORMAL else FORMAL[language][gender is Gender.MALE]
    return Greeting(pattern.replace("{}", spoken), spoken, gender, 1.0)


def _spoken(parts: Parts, called: Vocative, language: str, address: Address) -> str:
    """What is said of the name; nothing where that could be wrong."""
    if not called.given:
        return ""
    if address is Address.INFORMAL:
        stays = language not in INFLECTED
        return called.given if called.confidence or (stays and (parts.surname or parts.is_known)) else ""
    if not called.confidence or called.gender is None:
        return ""
    if language in WITH_FATHER and called.patronymic:
        return f"{called.given} {called.patronymic}"
    if language not in BY_SURNAME:
        return called.given
    return called.surname or (called.given if language in INFLECTED or language == "sk" else "")


def _pattern(called: Vocative, language: str, address: Address) -> str:
    if address is Address.INFORMAL:
        return INFORMAL[language]
    table = WITH_FATHER if called.patronymic and language in WITH_FATHER else FORMAL
    return table[language][called.gender is Gender.MALE]


def _refuse_unknown(language: str) -> None:
    if language not in LANGUAGES:
        raise UnknownLanguage(language)
