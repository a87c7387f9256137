"""What detractors say that promoters do not, as a page: phrases, how often, and a quote for each."""

from dataclasses import dataclass

from ohlas.insight.pages import words
from ohlas.insight.pages.comments import Piece, pieces
from ohlas.insight.pages.explorer import comments_in_words
from ohlas.insight.queries import Titles
from ohlas.insight.queries.contrast import Contrast, Marked
from ohlas.insight.rules.explored import Explored

AROUND = 140
"""Letters of a quote on either side of its phrase."""


@dataclass(frozen=True)
class PhraseRow:
    """A phrase, on how many comments of this side and of the other, and a quote that leads to its comments."""

    phrase: str
    here: str
    elsewhere: str
    href: str
    quote: tuple[Piece, ...]


@dataclass(frozen=True)
class ContrastPage:
    language: str
    low: str
    high: str
    of_low: tuple[PhraseRow, ...]
    of_high: tuple[PhraseRow, ...]
    back: str


def contrast_page(found: Contrast, explored: Explored, titles: Titles, *, explorer: str) -> ContrastPage:
    """The contrast in words; every phrase leads to the comments that hold it."""
    return ContrastPage(
        language=words.value_title(titles, "language", found.language) if found.language else "",
        low=comments_in_words(found.low),
        high=comments_in_words(found.high),
        of_low=tuple(_row(one, explored, explorer, "low") for one in found.of_low),
        of_high=tuple(_row(one, explored, explorer, "high") for one in found.of_high),
        back=explorer + explored.address,
    )


def _row(marked: Marked, explored: Explored, explorer: str, side: str) -> PhraseRow:
    there = explored.narrowed("score_class", side).found_by(marked.phrase.phrase)
    return PhraseRow(
        phrase=marked.phrase.phrase,
        here=words.number(marked.phrase.here, 0),
        elsewhere=words.number(marked.phrase.elsewhere, 0),
        href=explorer + there.address,
        quote=tuple(_quote(marked)),
    )


def _quote(marked: Marked) -> list[Piece]:
    """The phrase with what stands around it."""
    if marked.quote is None:
        return []
    text, phrase, at = marked.quote.text, marked.phrase.phrase, marked.at
    start, end = max(0, at - AROUND), min(len(text), at + len(phrase) + AROUND)
    around = ("…" if start else "") + text[start:end] + ("…" if end < len(text) else "")
    written = text[at : at + len(phrase)]
    return list(pieces(around, [(written, phrase)]))
