"""Distinctive words, duplicates and quotes come from the texts, and only from them."""

import pytest

from ohlas.text.phrases import distinctive, near_duplicates, representative, summary, template_share

ANGRY = [
    "Kurýr přijel pozdě a zásilka byla poškozená.",
    "Zásilka pozdě, kurýr nezavolal.",
    "Kurýr nechal balík u sousedů, zásilka pozdě.",
    "Na kurýra jsem čekal celý den.",
    "Kurýři nikdy nezavolají předem.",
] * 4
HAPPY = [
    "Milá obsluha, skvělý výběr.",
    "Výběr zboží je skvělý a obsluha rychlá.",
    "Skvělý obchod, milá paní u pokladny.",
    "Obsluha poradila s výběrem.",
    "Vždy rádi nakupujeme, zboží kvalitní.",
] * 4


def test_what_the_angry_say_and_the_happy_do_not():
    found = distinctive(ANGRY, HAPPY, "cs")
    assert any("kurýr" in each.phrase for each in found[:3])
    assert all(each.elsewhere < each.here for each in found)
    assert not any("obsluha" in each.phrase for each in found)


def test_equal_groups_have_nothing_distinctive():
    assert distinctive(ANGRY, ANGRY, "cs") == []


@pytest.mark.parametrize(("here", "there"), [([], HAPPY), (ANGRY, []), ([""], ["😀"])])
def test_an_empty_group_gives_nothing(here, there):
    assert distinctive(here, there, "cs") == []


def test_nearly_the_same_texts_meet_and_others_do_not():
    texts = [
        "Děkujeme za vaši zpětnou vazbu, velmi si jí vážíme a předáme ji kolegům.",
        "Děkujeme za Vaši zpětnou vazbu! Velmi si jí vážíme a předáme ji kolegům",
        "Mrzí nás, že zásilka nedorazila včas.",
        "",
    ]
    assert near_duplicates(texts) == [[0, 1]]
    assert template_share(texts) == pytest.approx(2 / 3)
    assert template_share(["", " "]) is None


def test_ten_thousand_identical_texts_are_one_group_at_once():
    assert near_duplicates(["Dobrá obsluha, pomalé doručení."] * 10_000) == [list(range(10_000))]


def test_a_summary_is_made_of_real_sentences_with_their_places():
    texts = ANGRY[:5] + HAPPY[:5]
    quotes = summary(texts, "cs", most=4)
    assert quotes
    for quote in quotes:
        assert texts[quote.source][quote.start : quote.end] == quote.text
    assert len({quote.source for quote in quotes}) == len(quotes)


def test_the_most_representative_comment_speaks_of_what_most_speak_of():
    texts = [*ANGRY[:5], "Barva vánočních ozdob byla docela jiná než loni na podzim."]
    assert 5 not in representative(texts, "cs", most=2)


@pytest.mark.parametrize("texts", [[], [""], ["\x00"], ["😀😀"], ["שלום עולם"], ["a" * 1_000_000]])
def test_rubbish_gives_an_answer(texts):
    assert near_duplicates(texts) == []
    assert isinstance(summary(texts, "unknown"), list)
    assert isinstance(representative(texts, "unknown"), list)
