"""How a person is spoken to: the forms of a given name that stand in no other case."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ohlas.text.lemmas.folding import fold
from ohlas.text.names import czech, polish, ukrainian
from ohlas.text.names.shape import Gender

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

GRAMMARS: Mapping[str, Callable[[str, Gender], str]] = {
    "cs": czech.vocative,
    "pl": polish.vocative,
    "uk": ukrainian.vocative,
}
"""Languages that have a form of their own; a Slovak, a Russian, a German is called by the first case."""
FEMALE_ENDINGS = ("a", "а", "я")
WORDS = frozenset({"вов", "коль", "лен", "люб", "свет", "юр"})
"""Russian forms of address that are words, shortenings or brands."""


def called(name: str, language: str, *, is_pet: bool = False) -> Iterator[str]:
    """The forms in which a given name is called out, folded.

    Shape:  a name as listed and its language out of seven in, none to two forms out.
    Errors: gender is taken from the last letter, as only the ending matters; Russian ones are of pet names only.
    Source: the grammars of `text.names`; for Russian the spoken form without its last vowel ("Маш", "Тань").
    """
    grammar = GRAMMARS.get(language)
    if grammar:
        gender = Gender.FEMALE if name.endswith(FEMALE_ENDINGS) else Gender.MALE
        yield fold(grammar(name, gender))
    if language == "ru" and is_pet:
        spoken = fold(name[:-1]) + ("ь" if name.endswith("я") else "")
        if spoken not in WORDS:
            yield spoken
