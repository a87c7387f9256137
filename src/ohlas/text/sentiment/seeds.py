"""Words of praise and blame in seven languages as labelled rows: general knowledge that no shop's reviews hold."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ohlas.text.sentiment.errors import BadRows
from ohlas.text.sentiment.result import NEGATIVE, NEUTRAL, POSITIVE
from ohlas.text.sentiment.training import Row

if TYPE_CHECKING:
    from collections.abc import Iterator

FILE = Path(__file__).parent / "data" / "seeds.txt"
SIDES = {"+": POSITIVE, "-": NEGATIVE, "0": NEUTRAL}
SILENT = "="  # as likely in praise as in blame: such words must not lean by the chance of the sets
OPPOSITE = {POSITIVE: NEGATIVE, NEGATIVE: POSITIVE, NEUTRAL: NEUTRAL}
DOMAIN = "seeds"
LOUD = 2.0  # weight of this set beside one of customers' texts as large
DOUBT = 0.2  # a word alone is no verdict: "problem" also stands in "no problem"
FEW = 0.025  # the few statements must not weigh as much as all praise and blame together
PLAIN_VALENCE = 2.0  # on the scale of VADER's list from -4 to 4: a word of ordinary strength
# The first form's ending and the others; a form that does not exist harms nobody.
ENDINGS = {
    "cs": (("ý", ("á", "é", "ou", "ého", "ě")), ("í", ("ího", "ím"))),
    "sk": (("ý", ("á", "é", "ú", "ého", "e", "o")), ("y", ("a", "e", "u", "o")), ("i", ("ia", "ie"))),
    "pl": (("y", ("a", "e", "ego", "ą", "ie")), ("i", ("a", "ie", "iego", "ą"))),
    "uk": (("ий", ("а", "е", "у", "і", "ого", "ою")),),
    "ru": (("ый", ("ая", "ое", "ые", "ого", "ую")), ("ий", ("ая", "ее", "ие", "ую"))),
    "de": (("", ("e", "er", "es", "en", "em")),),
    "en": (),
}
# "not X" for adjectives: what negation does, in each language.
DENIALS = {
    "cs": ("není {}", "nebylo to {}"),
    "sk": ("nie je {}", "nebolo to {}"),
    "pl": ("nie jest {}", "to nie było {}"),
    "uk": ("не {}", "зовсім не {}"),
    "ru": ("не {}", "совсем не {}"),
    "de": ("nicht {}", "war nicht {}"),
    "en": ("not {}", "it was not {}"),
}
STRENGTHS = {
    "cs": ("velmi {}", "opravdu {}!"),
    "sk": ("veľmi {}", "naozaj {}!"),
    "pl": ("bardzo {}", "naprawdę {}!"),
    "uk": ("дуже {}", "справді {}!"),
    "ru": ("очень {}", "действительно {}!"),
    "de": ("sehr {}", "wirklich {}!"),
    "en": ("very {}", "really {}!"),
}


def seed_rows() -> list[Row]:
    """The project's own words as rows of the set "seeds", with their usual endings, negated and strengthened."""
    return [row for line in FILE.read_text(encoding="utf-8").splitlines() for row in _rows_of(line)]


def _rows_of(line: str) -> Iterator[Row]:
    if not line or line.startswith("#"):
        return
    language, side, words = line.split(" ", 2)
    if side == SILENT:
        yield from (
            Row(word, POSITIVE, language, f"{DOMAIN}, silent", LOUD, 0.5) for word in words.split(", ")
        )
        return
    label = SIDES[side]
    for phrase in words.split(", "):
        yield Row(phrase, label, language, DOMAIN, LOUD * (FEW if label == NEUTRAL else 1), DOUBT)
        if label == NEUTRAL or " " in phrase:
            continue
        for form in _forms(phrase, language):
            yield Row(form, label, language, DOMAIN, LOUD / 2, DOUBT)
        yield from _in_use(phrase, label, language)


def _forms(word: str, language: str) -> Iterator[str]:
    for ending, others in ENDINGS[language]:
        if word.endswith(ending):
            stem = word[: len(word) - len(ending)]
            yield from (stem + other for other in others)
            return


def _in_use(word: str, label: str, language: str) -> Iterator[Row]:
    for frame in STRENGTHS[language]:
        yield Row(frame.format(word), label, language, DOMAIN, LOUD / 2, DOUBT)
    if any(word.endswith(ending) for ending, _ in ENDINGS[language] if ending):
        for frame in DENIALS[language]:
            yield Row(frame.format(word), OPPOSITE[label], language, DOMAIN, LOUD / 2, DOUBT)


def rows_of_word_list(path: Path, language: str = "en") -> list[Row]:
    """A list of words with their valence as rows: "word<tab>valence" per line, as VADER and AFINN write theirs.

    Shape:  a text file in, a row per word of letters out, heavier the stronger the word.
    Errors: `BadRows` when a line holds no number.
    Source: Hutto and Gilbert (2014), VADER.
    """
    rows = []
    for line in path.read_text(encoding="utf-8").splitlines():
        word, _, rest = line.partition("\t")
        try:
            valence = float(rest.split("\t")[0])
        except ValueError as problem:
            message = f"{path}: {line[:60]!r} is not a word, a tab and a number."
            raise BadRows(message) from problem
        if word.replace(" ", "").replace("-", "").isalpha() and valence:
            side = POSITIVE if valence > 0 else NEGATIVE
            rows.append(Row(word, side, language, "words", LOUD * abs(valence) / PLAIN_VALENCE, DOUBT))
    return rows
