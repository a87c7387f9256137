"""Which signs belong together in the languages we meet: what makes a decoding believable."""

from __future__ import annotations

ALPHABETS = {
    "cs sk": "áčďéěíňóřšťúůýžäĺľôŕ",
    "pl": "ąćęłńóśźż",
    "de": "äöüßé",
    "hu": "áéíóöőúüű",
    "fr": "àâçèéêëîïôùûüÿœæ",
    "es": "áéíóúñü",
    "pt": "áâãàçéêíóôõúü",
    "it": "àèéìîòóù",
    "nordic": "åäöæøéðþáíóúý",
    "ro": "ăâîșțşţ",
    "hr sl": "čćđšž",
    "tr": "çğıöşüâîû",
    "baltic": "āčēģīķļņšūžąęėįųõäöü",
    "ru": "абвгдежзийклмнопрстуфхцчшщъыьэюяё",
    "uk": "абвгдежзийклмнопрстуфхцчшщьюяіїєґ",
    "be": "абвгдежзйклмнопрстуфхцчшыьэюяёіў",
}
OURS = {name: frozenset(ALPHABETS[name]) for name in ("cs sk", "pl", "de", "hu", "ru", "uk")}
EVERY = {name: frozenset(letters) for name, letters in ALPHABETS.items()}
LATIN_LETTERS = frozenset(
    "".join(ALPHABETS[n] for n in ("cs sk", "pl", "de", "hu", "fr", "es", "pt", "it", "hr sl"))
)
CYRILLIC_LETTERS = frozenset(ALPHABETS["ru"] + ALPHABETS["uk"] + "ў")
LETTERS = LATIN_LETTERS | CYRILLIC_LETTERS
TYPOGRAPHY = frozenset(
    "„“”‚‘’«»‹›–—…•·§°№€£¥™®©±²³¹½¼¾×÷µ´¨¡¿\u00a0\u00ad\u200d\u2009\u202f\u20b4\u20bd\u2212\u2011\u2010→←✓✔★☆❤♥\ufe0f\ufeff"
)


def is_expected(sign: str) -> bool:
    """A sign that our respondents write: a letter of a European alphabet, print punctuation or an emoji."""
    if sign.lower() in LETTERS or sign in TYPOGRAPHY or sign.isascii():
        return True
    return "\U0001f300" <= sign <= "\U0001faff" or "\u2600" <= sign <= "\u27bf"


def share_explained(letters: str, alphabets: dict[str, frozenset[str]]) -> float:
    """The largest share of these letters that one single alphabet knows; 1.0 for none."""
    if not letters:
        return 1.0
    return max(sum(map(alphabet.__contains__, letters)) for alphabet in alphabets.values()) / len(letters)


def letters_in_one_alphabet(text: str) -> float:
    """The share of letters beyond ASCII that one of our languages explains; signs that are lost count against."""
    strange = [sign for sign in text.lower() if not sign.isascii() and (sign.isalpha() or sign == "\ufffd")]
    return share_explained("".join(strange), OURS)
