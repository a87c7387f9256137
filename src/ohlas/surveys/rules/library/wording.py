"""One text in seven languages and both ways of address.

"[vy|ty]" in a text holds the formal and the informal form, so that the two cannot drift apart.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ohlas.surveys.rules.definition import Address

LANGUAGES = ("en", "cs", "sk", "pl", "uk", "ru", "de")
FALLBACK = "en"
_FORMS = re.compile(r"\[([^\[\]|]*)\|([^\[\]|]*)\]")


@dataclass(frozen=True, slots=True)
class Wording:
    """One text in every language of the library, each holding both ways of address."""

    by_language: Mapping[str, str]

    def said(self, language: str, address: Address) -> str:
        """The text as it is said; English where the library does not speak the language."""
        text = self.by_language.get(language, self.by_language[FALLBACK])
        return _FORMS.sub(r"\1" if address == "formal" else r"\2", text)

    def texts(self, languages: Iterable[str], address: Address) -> dict[str, str]:
        """A text for each of these languages the library speaks; in English where it speaks none."""
        return {language: self.said(language, address) for language in spoken(languages)}

    def speaks_both_ways(self, language: str) -> bool:
        return _FORMS.search(self.by_language[language]) is not None


@dataclass(frozen=True, slots=True)
class Labels:
    """The words at both ends of a scale."""

    low: Wording
    high: Wording


def spoken(languages: Iterable[str]) -> tuple[str, ...]:
    """Those the library speaks, each once; English when it speaks none of them."""
    return tuple(dict.fromkeys(one for one in languages if one in LANGUAGES)) or (FALLBACK,)
