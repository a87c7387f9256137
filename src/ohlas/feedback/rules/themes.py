"""Groups of comments that no topic caught, in this room's words."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ohlas.feedback.rules.meanings import matrix_of
from ohlas.text.lemmas import LANGUAGES, fold

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

MOST_READ = 2_000
"""Comments of one language looked through, the newest: grouping them takes some seconds."""
MOST_THEMES = 8
FEWEST = 6
"""Comments under which no theme can be told."""
OPEN, ACCEPTED, DISMISSED, MERGED = "open", "accepted", "dismissed", "merged"
LONGEST_NAME = 120
MOST_PHRASES = 12


@dataclass(frozen=True)
class Proposed:
    """A theme: its name, the words that tell it, and the places of its comments."""

    name: str
    phrases: tuple[str, ...]
    members: tuple[int, ...]
    examples: tuple[int, ...]


class _Known:
    """Points of the comments in hand, in their order."""

    def __init__(self, points: dict[str, bytes]) -> None:
        self._points = points

    def embed(self, texts: Sequence[str]) -> "NDArray[np.float32]":
        return matrix_of([self._points[text] for text in texts])


def proposed(
    texts: Sequence[str], language: str, points: Sequence[bytes] | None = None, most: int = MOST_THEMES
) -> list[Proposed]:
    """Themes among texts, largest first: by their points where given, else by their words."""
    from ohlas.text.topics.themes import propose_themes  # NumPy: not in an idle web process

    embedder = None if points is None else _Known(dict(zip(texts, points, strict=True)))
    return [
        Proposed(one.name[:LONGEST_NAME], one.phrases[:MOST_PHRASES], one.members, one.examples)
        for one in propose_themes(texts, language, embedder=embedder, most=most)
    ]


def same_name(name: str) -> str:
    """What two spellings of one name have in common."""
    return " ".join(fold(name).split())


def can_be_told(language: str) -> bool:
    """Whether topics have words in this language."""
    return language in LANGUAGES
