"""The Czech vocative of given names and surnames, by their last letters."""

import re

from ohlas.text.names.shape import Gender

EXCEPTIONS = {
    "pavel": "Pavle", "karel": "Karle", "havel": "Havle", "lev": "Lve", "švec": "Ševče", "orel": "Orle",
    "kozel": "Kozle", "vorel": "Vorle", "král": "Králi", "hus": "Husi",
}  # fmt: skip
SOFT = ("c", "č", "ď", "j", "ň", "ř", "s", "š", "ť", "x", "z", "ž")
VOWELS = "aáeéěiíoóuúůyý"
_SOFTENED = {"něk": "ňku", "děk": "ďku", "těk": "ťku"}
_SYLLABLE = re.compile(f"[{VOWELS}]+")


def vocative(name: str, gender: Gender, *, is_surname: bool = False) -> str:
    """Jana → Jano, Petr → Petře, Novák → Nováku; a woman's surname stays."""
    small = name.casefold()
    if gender is Gender.FEMALE:
        return name if is_surname or not small.endswith("a") else name[:-1] + "o"
    if small in EXCEPTIONS:
        return EXCEPTIONS[small]
    if "-" in name:
        return "-".join(
            vocative(part, gender, is_surname=is_surname) if part else part for part in name.split("-")
        )
    if small.endswith("a"):
        return name[:-1] + "o"
    if not small or small[-1] in VOWELS:
        return name
    return _of_consonant(name, small)


def _of_consonant(name: str, small: str) -> str:
    long = len(_SYLLABLE.findall(small)) > 1
    return (long and _without_e(name, small)) or _longer(name, small, long=long)


def _without_e(name: str, small: str) -> str:
    if small[-3:] in _SOFTENED:
        return name[:-3] + _SOFTENED[small[-3:]]
    if small.endswith(("ek", "ěk")):
        return name[:-2] + "ku"
    if small.endswith("ec"):  # Němec → Němče, but Kadlec → Kadleče: three consonants are too many
        if len(small) > 4 and small[-3] not in VOWELS and small[-4] not in VOWELS:  # noqa: PLR2004 - two before -ec
            return name[:-1] + "če"
        return name[:-2] + "če"
    return ""


def _longer(name: str, small: str, *, long: bool) -> str:
    if small.endswith(("k", "g", "h", "ch", "q")):
        return name + "u"
    if small.endswith("r"):
        return name[:-1] + "ře" if len(small) > 1 and small[-2] not in VOWELS else name + "e"
    if small.endswith(SOFT) or (small.endswith("el") and long):
        return name + "i"
    return name + "e"
