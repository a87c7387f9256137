"""Small words staff pages need: picks of a list, names of languages, shortened texts."""

from dataclasses import dataclass

LANGUAGE_NAMES = {
    "en": "English", "cs": "čeština", "sk": "slovenčina", "pl": "polski", "uk": "українська", "ru": "русский",
    "de": "Deutsch", "ar": "العربية", "bg": "български", "da": "dansk", "el": "ελληνικά", "es": "español",
    "et": "eesti", "fi": "suomi", "fr": "français", "he": "עברית", "hr": "hrvatski", "hu": "magyar",
    "it": "italiano", "lt": "lietuvių", "lv": "latviešu", "nb": "norsk", "nl": "Nederlands", "pt": "português",
    "ro": "română", "sl": "slovenščina", "sr": "српски", "sv": "svenska", "tr": "Türkçe", "vi": "Tiếng Việt",
}  # fmt: skip
SHORT = 60


@dataclass(frozen=True)
class Pick:
    """One line of a list to choose from."""

    value: str
    words: str
    is_chosen: bool = False


def language_name(code: str) -> str:
    return LANGUAGE_NAMES.get(code, code)


def short(text: str, most: int = SHORT) -> str:
    return text if len(text) <= most else f"{text[: most - 1]}…"
