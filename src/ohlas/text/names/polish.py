"""The Polish vocative of given names, by their last letters; surnames stay as they are."""

from ohlas.text.names.lists import SHORT_PL_U
from ohlas.text.names.shape import Gender

EXCEPTIONS = {
    "aleksander": "Aleksandrze", "paweł": "Pawle", "gaweł": "Gawle", "lew": "Lwie", "józek": "Józku",
    "ksawery": "Ksawery", "kajetan": "Kajetanie", "karol": "Karolu", "alex": "Alex", "kasjusz": "Kasjuszu",
    "wawrzyniec": "Wawrzyńcu", "wincenty": "Wincenty", "maks": "Maksie", "feliks": "Feliksie", "aleks": "Aleksie",
}  # fmt: skip
SOFT = ("sz", "cz", "rz", "dz", "c", "j", "l", "ż", "k", "g", "h")
_ENDINGS = (
    ("ciek", "ćku"), ("siek", "śku"), ("ziek", "źku"), ("niek", "ńku"), ("iec", "cu"), ("ek", "ku"),
    ("st", "ście"), ("ł", "le"), ("r", "rze"), ("t", "cie"), ("d", "dzie"), ("ń", "niu"), ("ś", "siu"),
    ("ć", "ciu"), ("x", "ksie"),
)  # fmt: skip
"""Last letters and what stands in their place; the first that fits counts."""


def vocative(name: str, gender: Gender, *, is_surname: bool = False) -> str:
    """Anna → Anno, Kasia → Kasiu, Tomasz → Tomaszu, Robert → Robercie."""
    if is_surname or not name:
        return name
    small = name.casefold()
    if small.endswith("a"):
        return name[:-1] + ("u" if small in SHORT_PL_U or small.endswith(("sia", "zia", "cia")) else "o")
    if gender is Gender.FEMALE:
        return name
    return EXCEPTIONS.get(small) or _of_man(name, small)


def _of_man(name: str, small: str) -> str:
    if small[-1] in "aeiouyóąę":
        return name
    if small.endswith(SOFT) and not small.endswith(("ek", "iec")):
        return name + "u"
    for ending, instead in _ENDINGS:
        if small.endswith(ending):
            return name[: -len(ending)] + instead
    return name + "ie"
