"""Whose name a word may be: given names and surnames in all their cases, from compact lists of first cases."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from ohlas.text.lemmas.folding import fold
from ohlas.text.lemmas.stems import GROUPS
from ohlas.text.masking.calling import called

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

SHORTEST_ROLE, LONGEST_ENDING = 4, 6  # letters of a role's beginning, and those that may follow it
SHORTEST_CUT = 4  # Karel – Karla, but not Oto
DATA = Path(__file__).parent / "data" / "names.toml"
NONE: frozenset[str] = frozenset()
WEST, POLISH, EAST, PLAIN = (
    frozenset({"cs", "sk"}),
    frozenset({"pl"}),
    frozenset({"uk", "ru"}),
    frozenset({"de", "en"}),
)
# Endings that follow a name cut of its last vowel or as it stands, by kind of declension, folded.
ENDINGS = {
    "west_a": "a y e u o ou in ina ine",
    "west_ie": "ie e i ii iou ia iu",
    "west_hard": " a ovi em om e u ove i o uv",
    "west_i": "i iho imu im",
    "pl_a": "a y i e ie u o e a",
    "pl_hard": " a owi em ie u iem",
    "pl_i": "i y iego iemu im ego emu ym",
    "east_a": "а я ы и у ю е о і ою ею ой ей ї єю",
    "east_hard": " а у ом е ові",
    "east_soft": "ь й я ю ем єм еві єві е и і ю",
    "east_o": "о а у ом ові ю",
    "plain": " s",
}
FEMALE_SURNAME = {"cs": ("ova", "ove", "ovou"), "sk": ("ova", "ovej", "ovu", "ovou")}
ADJECTIVE = {
    "cs": "y eho emu em ym a e ou i",
    "sk": "y eho emu om ym a ej u ou",
    "pl": "i iego iemu im a iej ich",
    "ru": " а у ым е ой ы",
    "uk": " а у ым е ой и им ій ою",
}


class Names(NamedTuple):
    """Folded forms: sure given names and surnames, those also ordinary words, and what is never a name.

    `doubtful` are words somewhere, save for the languages in `sure`; `ordinary` are forms that are everyday words of
    one language; `own` are pet names and forms of address, by group of languages, for elsewhere they may be words;
    `roles` is how words for what people do begin.
    """

    given: frozenset[str]
    surnames: frozenset[str]
    doubtful: frozenset[str]
    never: frozenset[str]
    sure: dict[str, frozenset[str]]
    ordinary: dict[str, frozenset[str]]
    own: dict[str, frozenset[str]]
    roles: frozenset[str]

    def is_given(self, word: str, language: str) -> bool:
        """Whether a folded word is a form of a given name, in a text of this language."""
        return word in self.given or word in self.own.get(GROUPS.get(language, language), NONE)

    def is_doubtful(self, word: str, language: str) -> bool:
        """Whether a form of a name may as well be a word, so that it needs a surname or a title beside it."""
        return word in self.doubtful and word not in self.sure.get(language, NONE)

    def is_ordinary(self, word: str, language: str) -> bool:
        """Whether a form of a name is an everyday word of this language when it is written small."""
        return word in self.ordinary.get(language, NONE)

    def is_role(self, word: str) -> bool:
        """Whether a folded word says what somebody does, in any case: "recepční", "Doktorowi", "администратором"."""
        if "=" + word in self.roles:
            return True
        shortest = max(SHORTEST_ROLE, len(word) - LONGEST_ENDING)
        return any(word[:length] in self.roles for length in range(shortest, len(word) + 1))


@cache
def names() -> Names:
    """All forms of the listed names, folded; made once per process.

    Shape:  nothing in, sets out.
    Errors: irregular cases are missed, some forms that nobody says are included.
    Source: own lists in `data/names.toml`.
    """
    lists = tomllib.loads(DATA.read_text(encoding="utf-8"))
    given = {
        form
        for code, row in lists["given"].items()
        for name in row.split()
        for form in given_forms(name, code)
    }
    surnames = {
        form
        for code, row in lists["surname"].items()
        for name in row.split()
        for form in surname_forms(name, code)
    }
    doubtful = {
        form
        for kind, forms in (("given", given_forms), ("surname", surname_forms))
        for name in lists["doubtful"][kind].split()
        for code in lists["given"]
        for form in forms(name, code)
    }
    sure = {
        code: frozenset(form for name in row.split() for form in _all_forms(name, code))
        for code, row in lists["sure"].items()
    }
    never = frozenset(fold(word) for word in lists["not_names"]["words"].split())
    ordinary = {
        code: frozenset(fold(word) for word in words.split()) for code, words in lists["ordinary"].items()
    }
    roles = frozenset(
        "=" + fold(word[1:]) if word[0] == "=" else fold(word)
        for words in lists["roles"].values()
        for word in words.split()
    )
    own = _own(lists["given"], lists["pets"])
    return Names(
        frozenset(given), frozenset(surnames), frozenset(doubtful), never, sure, ordinary, own, roles
    )


def _own(given: Mapping[str, str], pets: Mapping[str, str]) -> dict[str, frozenset[str]]:
    """What counts in one group of languages only; where the language is unknown, all of it."""
    found: dict[str, set[str]] = {}
    for code, row in given.items():
        found.setdefault(GROUPS[code], set()).update(
            form for name in row.split() for form in called(name, code)
        )
    for code, row in pets.items():
        found.setdefault(GROUPS[code], set()).update(
            form for name in row.split() for form in _all_forms(name, code, is_pet=True)
        )
    everywhere = frozenset().union(*found.values())
    return {**{group: frozenset(forms) for group, forms in found.items()}, "unknown": everywhere}


def _all_forms(name: str, language: str, *, is_pet: bool = False) -> Iterator[str]:
    yield from given_forms(name, language)
    yield from called(name, language, is_pet=is_pet)


def given_forms(name: str, language: str) -> Iterator[str]:
    """The cases of a given name, folded."""
    word = fold(name)
    yield word
    if language in WEST:
        yield from _west(word)
    elif language in POLISH:
        yield from _polish(word)
    elif language in EAST:
        yield from _east(word)
    else:
        yield from _with(word, "plain")


def surname_forms(name: str, language: str) -> Iterator[str]:
    """The cases of a surname for men and women, folded."""
    word = fold(name)
    yield word
    is_adjective = word.endswith(("y", "ski", "cki", "dzki"))
    if language in FEMALE_SURNAME and not is_adjective:
        bare = _short(word[:-1] if word[-1] in "aoe" else word)
        yield from (stem + ending for stem in bare for ending in FEMALE_SURNAME[language])
    if language == "ru" or (is_adjective and language in ADJECTIVE):
        stem = word if language == "ru" else word[:-1]
        yield from (stem + ending.strip() for ending in ADJECTIVE[language].split(" "))
        return
    yield from given_forms(name, language)


def _west(word: str) -> Iterator[str]:
    if word.endswith("ie"):
        yield from _with(word[:-2], "west_ie")
    elif word.endswith("ia"):
        yield from _with(word[:-1], "west_a")
        yield word[:-1] + "i"
    elif word.endswith("a"):
        yield from _with(word[:-1], "west_a")
        yield from (_soft(word[:-1]) + ending for ending in ("e", "i"))
    elif word.endswith(("i", "e")):
        yield from _with(word[:-1], "west_i")
    else:
        for stem in _short(word.removesuffix("o")):
            yield from (form for form in _with(stem, "west_hard") if form != stem)


def _polish(word: str) -> Iterator[str]:
    if word.endswith("a"):
        yield from _with(word[:-1], "pl_a")
        yield _soft(word[:-1]) + "e"
    elif word.endswith(("i", "y")):
        yield from _with(word[:-1], "pl_i")
    else:
        for stem in _short(word):
            yield from (form for form in _with(stem, "pl_hard") if form != stem)


def _east(word: str) -> Iterator[str]:
    if word[-1] in "ая":
        yield from _with(word[:-1], "east_a")
    elif word[-1] in "йь":
        yield from _with(word[:-1], "east_soft")
    elif word[-1] == "о":
        yield from _with(word[:-1], "east_o")
    else:
        yield from _with(word, "east_hard")
        if word in {"павел", "лев"}:
            yield from _with(word[:-2] + word[-1], "east_hard")


def _with(stem: str, kind: str) -> Iterable[str]:
    return (stem + ending for ending in ENDINGS[kind].split(" "))


def _short(word: str) -> tuple[str, ...]:
    """Stems with and without the vowel that comes and goes: Pavel – Pavla, Marek – Marka."""
    if len(word) >= SHORTEST_CUT and word[-2] in "eo" and word[-1] in "klcnr" and word[-3] not in "aeiouy":
        return (word, word[:-2] + word[-1])
    return (word,)


def _soft(stem: str) -> str:
    """Lenka – Lence, Olga – Olze, Petra – Petre, Marta – Marcie."""
    for hard, soft in (("ch", "s"), ("k", "c"), ("g", "z"), ("h", "z")):
        if stem.endswith(hard):
            return stem[: -len(hard)] + soft
    return stem
