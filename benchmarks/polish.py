"""polvader without the spaCy model it downloads: its words and rules on simplemma's lemmas and a plain tokenizer.

polvader is installed by hand (`pip install --no-deps polvader`), since its requirements bring several gigabytes.
"""

from __future__ import annotations

import re
import sys
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

PIECE = re.compile(r"\w+|[^\w\s]")


class Word:
    def __init__(self, text: str) -> None:
        import simplemma

        self.text = text
        self.is_alpha = text.isalpha()
        self.lemma_ = simplemma.lemmatize(text, lang="pl") if self.is_alpha else text


class Document(list):
    @property
    def sents(self) -> Iterator[list[Word]]:
        sentence: list[Word] = []
        for word in self:
            sentence.append(word)
            if word.text in ".!?":
                yield sentence
                sentence = []
        if sentence:
            yield sentence


class Pipeline:
    pipe_names = ("sentencizer",)

    def __call__(self, text: str) -> Document:
        return Document(Word(piece) for piece in PIECE.findall(text))


def analyser() -> Callable[[str], float]:
    stand_in = ModuleType("spacy")
    stand_in.load = lambda *_args, **_options: Pipeline()
    sys.modules["spacy"] = stand_in
    try:
        import polvader
    finally:
        del sys.modules["spacy"]
    kind = next(kind for kind in vars(polvader.models).values() if hasattr(kind, "polarity_scores"))
    found = kind()
    return lambda text: found.polarity_scores(text)["compound"]
