"""What can go wrong when facts are written or asked.

EngineError
├── BadAddress     facts cannot be kept there
├── BadFact        a row that must not become a fact
├── BadQuery       a question that cannot be asked
│   ├── UnknownField   names the nearest field
│   └── NotShown       a question an anonymous survey does not answer, and why
├── UnknownTable   no fact table of that name
├── UnknownEngine  ENGINE_URL names no engine we have
├── ReadFailed     the engine could not read the files
└── RebuildOvertaken   somebody wrote while the facts were being rebuilt
"""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


class EngineError(Exception):
    """Anything this room refuses."""


class BadAddress(EngineError):
    """Facts cannot be kept in a folder of that name."""


class BadFact(EngineError):
    """The row breaks a rule every fact obeys."""


class BadQuery(EngineError):
    """The question contradicts itself or has a value of the wrong kind."""


class UnknownField(BadQuery):
    """No such field among this organisation's facts."""

    def __init__(self, name: str, known: Iterable[str]) -> None:
        self.name = name
        self.nearest = nearest(name, known)
        super().__init__(f"{name!r} is not a field of these facts{_hint(self.nearest)}")


class NotShown(BadQuery):
    """Asked of an anonymous survey what would tell people apart; `reason` is a sentence's second half."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(f"To keep people anonymous, {reason}.")


class UnknownTable(EngineError):
    """No fact table of that name."""

    def __init__(self, name: str, known: Iterable[str]) -> None:
        names = sorted(known)
        super().__init__(f"{name!r} is not a fact table; there are {', '.join(names)}")


class UnknownEngine(EngineError):
    """ENGINE_URL names an engine that is not built in."""


class ReadFailed(EngineError):
    """The files could not be read; on a list that is no longer current this is expected, and retried."""


class RebuildOvertaken(EngineError):
    """Another writer appended meanwhile: the old facts stay in place, start the rebuild again."""


def nearest(name: str, known: Iterable[str]) -> str | None:
    found = get_close_matches(name, sorted(known), n=1, cutoff=0.4)
    return found[0] if found else None


def _hint(name: str | None) -> str:
    return f"; did you mean {name!r}?" if name else ""
