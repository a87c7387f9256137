"""The known name a misspelt one most likely meant."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


def nearest(name: str, known: Iterable[str]) -> str:
    """The known name most like this one.

    Shape:  a name and at least one known name in, one of the known names out.
    Errors: a guess by likeness of letters.
    Source: difflib (Ratcliff & Obershelp 1988).
    """
    return get_close_matches(name, list(known), n=1, cutoff=0.0)[0]
