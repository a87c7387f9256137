"""The few words rules put into what people read, in the languages respondents have."""

from collections.abc import Mapping
from types import MappingProxyType

ASKED_WORDS: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "importance": {
            "en": "importance", "cs": "důležitost", "sk": "dôležitosť", "pl": "ważność",
            "uk": "важливість", "ru": "важность", "de": "Wichtigkeit",
        },
        "performance": {
            "en": "satisfaction", "cs": "spokojenost", "sk": "spokojnosť", "pl": "zadowolenie",
            "uk": "задоволеність", "ru": "удовлетворённость", "de": "Zufriedenheit",
        },
    }
)  # fmt: skip
"""Which of the two answers on a thing is meant, beside its name."""
