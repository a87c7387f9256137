"""HTML put together from parts that are escaped unless they were made here: no text of a file becomes markup."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from ohlas.cli.analyze.words import plain

if TYPE_CHECKING:
    from collections.abc import Iterable


class Safe(str):
    """Markup made by this module."""

    __slots__ = ()


def el(name: str, *children: str, cls: str = "", **attributes: str) -> Safe:
    """One element; children that are no `Safe` are escaped, control signs replaced."""
    given = {"class": cls, **attributes} if cls else attributes
    inside = "".join(f' {key}="{escape(plain(value))}"' for key, value in given.items())
    return Safe(f"<{name}{inside}>{joined(children)}</{name}>")


def joined(parts: Iterable[str]) -> Safe:
    return Safe("".join(part if isinstance(part, Safe) else escape(plain(part)) for part in parts))


def table(headings: Iterable[str], rows: Iterable[Iterable[str]], numbers: int) -> Safe:
    """A table whose last `numbers` columns hold numbers."""
    names = list(headings)
    first_number = len(names) - numbers
    head = el(
        "tr", *[el("th", each, scope="col", cls=_kind(i, first_number)) for i, each in enumerate(names)]
    )
    body = [
        el("tr", *[el("td", each, cls=_kind(i, first_number)) for i, each in enumerate(row)]) for row in rows
    ]
    return el("div", el("table", el("thead", head), el("tbody", *body)), cls="wide")


def _kind(place: int, first_number: int) -> str:
    return "number" if place >= first_number else ""
