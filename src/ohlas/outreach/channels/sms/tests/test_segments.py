"""What fits into a text message, against the standard's own numbers."""

import pytest

from ohlas.outreach.rules.sms import BASIC, EXTENSION, Alphabet, decoded, encoded, plain, size_of, split


@pytest.mark.parametrize(
    ("text", "alphabet", "segments", "units"),
    [
        ("", "gsm7", 0, 0),
        ("a" * 160, "gsm7", 1, 160),
        ("a" * 161, "gsm7", 2, 161),
        ("a" * 306, "gsm7", 2, 306),
        ("a" * 307, "gsm7", 3, 307),
        ("€" * 80, "gsm7", 1, 160),
        ("[" * 81, "gsm7", 2, 162),
        ("a" * 159 + "]", "gsm7", 2, 161),
        ("ě" * 70, "ucs2", 1, 70),
        ("ě" * 71, "ucs2", 2, 71),
        ("ě" * 134, "ucs2", 2, 134),
        ("ě" * 135, "ucs2", 3, 135),
        ("😀" * 35, "ucs2", 1, 70),
        ("😀" * 36, "ucs2", 2, 72),
    ],
)
def test_segments_are_counted_as_networks_bill_them(
    text: str, alphabet: str, segments: int, units: int
) -> None:
    size = size_of(text)
    assert (size.alphabet, size.segments, size.units) == (alphabet, segments, units)


def test_a_letter_of_two_places_is_never_torn() -> None:
    parts = split("a" * 152 + "€" + "b" * 10)
    assert [len(part) for part in parts] == [152, 11]
    faces = split("ě" * 66 + "😀" * 5)
    assert [part.encode("utf-16-be").__len__() // 2 for part in faces] == [66, 10]


def test_every_letter_of_the_alphabet_survives_the_wire() -> None:
    text = "".join(letter for letter in BASIC if letter != "\x1b") + "".join(EXTENSION)
    assert decoded(encoded(text, Alphabet.GSM7), 0) == text
    assert encoded("@€", Alphabet.GSM7) == b"\x00\x1b\x65"


@pytest.mark.parametrize(
    ("language", "text", "spelt"),
    [
        ("cs", "Příliš žluťoučký „kůň“ – é", 'Prilis zlutoucky "kun" - e'),
        ("sk", "Ďakujeme, ľúbi sa vám?", "Dakujeme, lubi sa vam?"),
        ("pl", "Zażółć gęślą jaźń", "Zazolc gesla jazn"),
        ("de", "Größe – schön", "Größe - schön"),
        ("uk", "Дякуємо", "Дякуємо"),
        ("cs", "Díky 😀", "Diky 😀"),
    ],
)
def test_accents_go_where_that_is_customary(language: str, text: str, spelt: str) -> None:
    assert plain(text, language) == spelt


def test_accents_cost_segments() -> None:
    text = "Děkujeme za nákup. " * 6
    assert (size_of(text).segments, size_of(plain(text, "cs")).segments) == (2, 1)
