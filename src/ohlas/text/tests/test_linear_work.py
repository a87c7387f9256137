"""A text is read in steps that grow with its length: letters copied out of it are counted, no clock is asked."""

import pytest

from ohlas.text.lemmas import tokens
from ohlas.text.lemmas.sentences import clauses, sentences
from ohlas.text.masking import mask_tokens
from ohlas.text.topics import assigner_for, default_tree, feelings
from ohlas.text.urgency import signals_of

LETTERS = 100_000
MOST_COPIED = (
    25  # letters copied for one letter of the text; a copy of the rest at every find makes thousands
)
UNITS = {
    "numbers": "777 123 456, ",
    "orders": "objednávka č. 20240012345 ",
    "names": "Jan Novák a paní Nováková. ",
    "praise": "Děkuji paní Novákové, byla skvělá. ",
    "sentences": "Kurýr přijel pozdě. ",
    "clauses": "kurýr, cena, ale obsluha, no reklamace, ",
    "no end": "kurýr přijel pozdě cena byla dobrá ",
    "addresses": "ul. Długa 12/3, 00-950 Warszawa ",
    "mails": "a@b.cz ",
    "markup": '<div class="x"><p>Dobrá obsluha</p></div>',
    "right to left": "שלום השירות היה נהדר ",
    "emoji": "😀👍 777 123 456 ",
    "signs": "!?…",
    "denials": "nikdy ne bez ani ",
}


class Counted(str):  # noqa: SLOT000 - it counts
    """A text that counts the letters copied out of it by slices."""

    copied = 0

    def __getitem__(self, key):
        piece = super().__getitem__(key)
        if isinstance(key, slice):
            self.copied += len(piece)
        return piece


def counted(name):
    return Counted(UNITS[name] * (LETTERS // len(UNITS[name])))


@pytest.mark.parametrize("name", UNITS)
def test_masking_copies_in_step_with_the_text(name):
    text = counted(name)
    mask_tokens(tokens(text), "cs")
    assert text.copied <= MOST_COPIED * len(text)


@pytest.mark.parametrize("name", UNITS)
def test_signals_are_sought_in_step_with_the_text(name):
    text = counted(name)
    signals_of(tokens(text), "cs")
    assert text.copied <= MOST_COPIED * len(text)


@pytest.mark.parametrize("name", UNITS)
def test_topics_are_found_in_step_with_the_text(name):
    text = counted(name)
    assigner = assigner_for(default_tree("shop"))
    feelings(text, assigner.mentions(tokens(text), "cs"), None)
    assert text.copied <= MOST_COPIED * len(text)


@pytest.mark.parametrize("name", UNITS)
def test_sentences_and_clauses_are_cut_in_step_with_the_text(name):
    text = counted(name)
    pieces = sentences(text)
    cut = [piece for sentence in pieces for piece in clauses(sentence)]
    assert text.copied <= MOST_COPIED * len(text)
    assert sum(len(piece.text) for piece in cut) <= 2 * len(text)
