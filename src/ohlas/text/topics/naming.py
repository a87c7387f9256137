"""What a theme is called: the first of its phrases that names something."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from ohlas.text.lemmas.folding import fold
from ohlas.text.lemmas.stems import GROUPS, stem
from ohlas.text.lemmas.stopwords import is_stopword
from ohlas.text.lemmas.tokens import tokens

if TYPE_CHECKING:
    from collections.abc import Sequence

DATA = Path(__file__).parent / "data" / "nameless.toml"


def name_of(phrases: Sequence[str], language: str) -> str:
    """The first phrase with a word that is more than praise, an adverb or an everyday verb; else the first of all.

    Shape:  phrases as people wrote them, the most telling first, at least one; one of them out.
    Errors: words outside the list pass as names; it holds what is common to all lines of business.
    Source: own list in `data/nameless.toml`.
    """
    return next((phrase for phrase in phrases if names_something(phrase, language)), phrases[0])


def names_something(phrase: str, language: str) -> bool:
    """Whether any word of a phrase could be what comments are about."""
    group = GROUPS.get(language, language)
    nameless, named = _lists(group)
    return any(
        word in named or (stem(word, group) not in nameless and not is_stopword(word, group))
        for word in tokens(phrase).words
    )


@cache
def _lists(group: str) -> tuple[frozenset[str], frozenset[str]]:
    """Stems that name nothing, and words that do though they share one; for a group of languages."""
    data = tomllib.loads(DATA.read_text(encoding="utf-8"))
    empty = [row for code, row in data["words"].items() if GROUPS[code] == group]
    return (
        frozenset(
            stem(fold(word), group) for row in (data["marks"]["words"], *empty) for word in row.split()
        ),
        frozenset(fold(word) for word in data["named"].get(group, "").split()),
    )
