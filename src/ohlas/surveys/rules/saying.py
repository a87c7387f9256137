"""Sentences for people, before they are said in anybody's language: words with places, and what goes there.

The English words are also the sentence's id in the catalogues. Rules know no catalogue, so pages say them.
Extraction finds them by the keywords `said` and `said_of:2,3`.
"""

from dataclasses import dataclass
from typing import Literal

TermKind = Literal["type", "scale", "layout", "language"]


@dataclass(frozen=True, slots=True)
class Term:
    """A name of ours inside a sentence; pages say `nps` or `cs` as people do."""

    kind: TermKind
    id: str

    def __str__(self) -> str:
        return self.id


@dataclass(frozen=True, slots=True)
class Message:
    """A whole sentence; `str()` says it in English, for programs and their authors.

    With `plural`, `count` chooses between the two. A message may stand inside another one.
    """

    words: str
    given: tuple[tuple[str, object], ...] = ()
    plural: str = ""
    count: int = 1

    def __str__(self) -> str:
        chosen = self.plural if self.plural and self.count != 1 else self.words
        return chosen % dict(self.given)


def said(words: str, **given: object) -> Message:
    """The sentence with what goes into its places, `%(name)s`."""
    return Message(words, tuple(given.items()))


def said_of(count: int, one: str, many: str, **given: object) -> Message:
    """The sentence about so many; `%(count)d` says how many."""
    return Message(one, (("count", count), *given.items()), many, count)
