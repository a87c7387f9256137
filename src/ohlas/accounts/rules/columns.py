"""Which column of somebody's table of employees means what, by its heading in any of the seven languages."""

import unicodedata
from collections.abc import Mapping, Sequence

REQUIRED = ("code", "name")
HEADINGS: Mapping[str, tuple[str, ...]] = {
    "code": (
        "code", "id", "number", "employee code", "employee id", "employee number", "personal number",
        "staff number", "kod", "cislo", "osobni cislo", "osobne cislo", "cislo zamestnance",
        "cislo zamestnanca", "numer", "numer pracownika", "kod pracownika", "табельний номер",
        "табельный номер", "номер", "код", "personalnummer", "nummer", "mitarbeiternummer",
    ),
    "name": (
        "name", "full name", "employee", "jmeno", "jmeno a prijmeni", "zamestnanec", "meno",
        "meno a priezvisko", "imie", "imie i nazwisko", "pracownik", "ім я", "імя", "піб", "имя", "фио",
        "сотрудник", "працівник", "mitarbeiter", "vollstandiger name",
    ),
    "surname": (
        "surname", "last name", "family name", "prijmeni", "priezvisko", "nazwisko", "прізвище", "фамилия",
        "nachname",
    ),
    "email": (
        "email", "mail", "email address", "e mail address", "emailova adresa", "e mailova adresa",
        "adres email", "adres e mail", "пошта", "почта",
        "електронна пошта", "электронная почта", "e mail", "e mail adresse",
    ),
    "unit": (
        "unit", "unit code", "branch", "branch code", "department", "store", "pobocka", "kod pobocky",
        "prodejna", "oddeleni", "oddelenie", "predajna", "oddzial", "placowka", "kod placowki", "dzial",
        "відділ", "філія", "отдел", "филиал", "filiale", "abteilung", "standort",
    ),
    "position": (
        "position", "job", "job title", "title", "role", "pozice", "pozicia", "funkce", "funkcia",
        "stanowisko", "посада", "должность", "stelle", "position titel", "funktion",
    ),
}  # fmt: skip
"""Headings without marks, signs and letter case, as `folded` writes them."""


def folded(heading: str) -> str:
    """The heading as it is compared: `E-mailová adresa` → `e mailova adresa`."""
    plain = unicodedata.normalize("NFKD", heading.casefold())
    kept = "".join(
        " " if not letter.isalnum() else letter for letter in plain if not unicodedata.combining(letter)
    )
    return " ".join(kept.split())


def columns_of(headings: Sequence[str]) -> dict[str, int]:
    """Meaning → position of its column; the first heading counts, a meaning that none carries is left out."""
    wanted = {folded(word): meaning for meaning, words in HEADINGS.items() for word in words}
    found: dict[str, int] = {}
    for position, heading in enumerate(headings):
        meaning = wanted.get(folded(heading.replace("ł", "l").replace("Ł", "L")))
        if meaning is not None:
            found.setdefault(meaning, position)
    return found
