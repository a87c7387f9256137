"""Reading untrusted JSON piece by piece: what does not fit is noted with its place, and reading goes on."""

import math
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TypeVar, cast

T = TypeVar("T")
ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.\-]{0,59}")
ID_WORDS = "a letter or digit, then up to 59 letters, digits, '_', '-' or '.'"
LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,4})?")
MAX_WORDING = 2_000
"""Characters of one text of a questionnaire."""
MAX_SHOWN = 80
SURROGATES = re.compile("[\ud800-\udfff]")
"""Halves of a character: JSON can write them alone, no database can store them."""


class Reader:
    """Collects mistakes of shape (`problems`) and of sense (`doubts`), so that an author sees all of them."""

    def __init__(self) -> None:
        self.problems: list[str] = []
        self.doubts: list[str] = []

    def say(self, place: str, given: str, allowed: str) -> None:
        self.problems.append(f"{place}: {given} was given; allowed: {allowed}")

    def doubt(self, place: str, given: str, allowed: str) -> None:
        """A document of the right shape that makes no sense."""
        self.doubts.append(f"{place}: {given} was given; allowed: {allowed}")

    def mapping(self, place: str, given: object, known: Iterable[str] | None = None) -> Mapping[str, object]:
        """The object with its known fields; None as `known` lets every field through."""
        if not isinstance(given, Mapping):
            self.say(place, shown(given), "an object")
            return {}
        allowed = None if known is None else frozenset(known)
        kept: dict[str, object] = {}
        for key, value in cast("Mapping[object, object]", given).items():
            if isinstance(key, str) and (allowed is None or key in allowed):
                kept[key] = value
            else:
                fields = f"the fields {', '.join(sorted(allowed))}" if allowed else "fields named by text"
                self.say(place, f"unknown field {shown(key)}", fields)
        return kept

    def listed(
        self, place: str, given: object, read: Callable[[str, object], T], most: int, least: int = 0
    ) -> tuple[T, ...]:
        """Each item read; of too long a list only the first ones are."""
        if not isinstance(given, list):
            self.say(place, shown(given), "a list")
            return ()
        items = cast("list[object]", given)
        if not least <= len(items) <= most:
            self.say(place, f"{len(items)} {place.rpartition('.')[2]}", f"{least} to {most}")
        return tuple(read(f"{place}[{n}]", item) for n, item in enumerate(items[:most]))

    def identifier(self, place: str, given: object) -> str:
        if not isinstance(given, str) or not ID.fullmatch(given):
            self.say(place, shown(given), ID_WORDS)
            return ""
        return given

    def text(self, place: str, given: object, most: int = MAX_WORDING) -> str:
        if not isinstance(given, str) or "\0" in given or len(given) > most or SURROGATES.search(given):
            self.say(place, shown(given), f"text of up to {most} characters")
            return ""
        return given

    def texts(self, place: str, given: object) -> Mapping[str, str]:
        """A text per language."""
        read: dict[str, str] = {}
        for language, text in self.mapping(place, {} if given is None else given).items():
            if LANGUAGE.fullmatch(language):
                read[language] = self.text(f"{place}.{language}", text)
            else:
                self.say(place, f"the language {shown(language)}", "codes such as cs or en")
        return read

    def matching(self, place: str, given: object, pattern: re.Pattern[str], allowed: str) -> str | None:
        """A text of this pattern; None when it is null or wrong."""
        if given is None:
            return None
        if isinstance(given, str) and pattern.fullmatch(given):
            return given
        self.say(place, shown(given), allowed)
        return None

    def one_of(self, place: str, given: object, options: Sequence[str]) -> str:
        if isinstance(given, str) and given in options:
            return given
        self.say(place, shown(given), f"one of {', '.join(options)}")
        return options[0]

    def flag(self, place: str, given: object) -> bool:
        if not isinstance(given, bool):
            self.say(place, shown(given), "true or false")
        return given is True

    def number(self, place: str, given: object) -> float | None:
        """A finite number, None when it is null or wrong."""
        if given is None:
            return None
        number = finite(given)
        if number is None:
            self.say(place, shown(given), "a number")
        return number

    def whole(self, place: str, given: object, least: int, most: int) -> int | None:
        number = finite(given)
        if number is None or number != int(number) or not least <= number <= most:
            self.say(place, shown(given), f"a whole number from {least} to {most}")
            return None
        return int(number)

    def once(self, place: str, ids: Iterable[str]) -> None:
        seen: set[str] = set()
        twice: set[str] = set()
        for name in ids:
            (twice if name in seen else seen).add(name)
        for name in sorted(twice - {""}):
            self.doubt(place, f"the id {name!r} twice", "each id once")


def finite(given: object) -> float | None:
    """A number a database and a program in another language read alike; whole ones stay whole."""
    if isinstance(given, bool) or not isinstance(given, int | float):
        return None
    try:
        return given if math.isfinite(given) else None
    except OverflowError:  # an integer beyond any float
        return None


def shown(given: object) -> str:
    """What was given, short and safe: a deep document would make `repr` recurse without bound."""
    if isinstance(given, Mapping | list | tuple):
        kind = "an object" if isinstance(given, Mapping) else "a list"
        return kind if given else ("{}" if isinstance(given, Mapping) else "[]")
    if isinstance(given, int) and not isinstance(given, bool):
        return "a number" if abs(given) > 10**MAX_SHOWN else str(given)
    if isinstance(given, str):
        given = given[: MAX_SHOWN + 1]
    return repr(given)[:MAX_SHOWN]
