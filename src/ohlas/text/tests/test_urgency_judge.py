"""What the judge of urgency learns, the same every time, and where it keeps silent."""

import numpy as np
import pytest

from ohlas.text.lemmas import tokens
from ohlas.text.tests.urgency_sentences import NO
from ohlas.text.urgency import signals, signals_with
from ohlas.text.urgency.judging import SHIPPED, Judge, sentence_begins, shipped_judge
from ohlas.text.urgency.training import Taught, save_judge, teach

LEAVES = ("we go to another one now", "off to another shop", "another bank for us", "another one it is then")
STAYS = ("nice coffee here", "the parcel came today", "good price and nice staff", "we like the coffee today")
ROWS = [
    Taught(f"{text} {word}", "en", frozenset({kind}), frozenset({"leaving"}), 1.0)
    for kind, texts in (("leaving", LEAVES), ("", STAYS))
    for text in texts
    for word in ("well", "friends", "again", "really", "sunday")
]
KINDS = ("leaving", "legal")


def test_it_learns_what_no_phrase_lists():
    judge = teach(ROWS, KINDS)
    assert {each.kind for each in judge.read(tokens("Well, off to another place."), "en")} == {"leaving"}
    assert judge.read(tokens("The coffee was nice."), "en") == []


def test_learning_twice_gives_the_same_bytes_and_reading_them_back_the_same_judge(tmp_path):
    first, again = tmp_path / "1.npz", tmp_path / "2.npz"
    save_judge(teach(ROWS, KINDS), first)
    save_judge(teach(ROWS, KINDS), again)
    assert first.read_bytes() == again.read_bytes()


def test_a_kind_without_examples_is_not_learned():
    assert teach(ROWS, KINDS).kinds == ("leaving",)
    assert teach(ROWS, ("legal",)) is None
    with pytest.raises(ValueError, match="no labelled"):
        teach([], KINDS)


def test_it_is_silent_in_languages_it_was_not_taught():
    judge = shipped_judge()
    assert ("leaving", "de") not in judge.limits
    assert judge.read(tokens("we will never ever fly with this airline again"), "de") == []
    assert judge.read(tokens("we will never ever fly with this airline again"), "unknown") == []


def test_the_shipped_one_is_small_and_holds_no_words():
    assert SHIPPED.stat().st_size < 1_000_000
    with np.load(SHIPPED, allow_pickle=False) as file:
        assert {name for name in file.files if file[name].dtype.kind == "U"} == {
            "kinds",
            "limit_kinds",
            "limit_languages",
        }


# Written by hand, not real comments: none of them holds a phrase of the rules.
ONLY_BY_JUDGE = [
    ("en", "I'll never be flying this airline again, ever."),
    ("cs", "Byla to moje poslední návštěva."),
    ("pl", "Moja noga więcej tam nie postanie."),
    ("uk", "Більше нічого в цьому магазині купувати не збираюся."),
]


@pytest.mark.parametrize(("language", "text"), ONLY_BY_JUDGE)
def test_the_shipped_one_finds_what_the_phrases_miss(language, text):
    assert "leaving" not in {each.kind for each in signals_with(tokens(text), language, None)}
    assert "leaving" in {each.kind for each in signals(text, language)}


@pytest.mark.parametrize("language", NO)
def test_comments_alike_say_nothing_to_it(language):
    judge = shipped_judge()
    assert not [text for text in NO[language] if judge.read(tokens(text), language)]


def test_what_a_phrase_denies_the_judge_does_not_say():
    judge = Judge(
        ("leaving",),
        np.full((1 << 16, 1), 9, dtype=np.float32),
        np.ones(1, dtype=np.float32),
        np.zeros(1, dtype=np.float32),
        {("leaving", "en"): 0.5},
    )
    text = tokens("I am not cancelling my subscription.")
    assert judge.read(text, "en")
    assert signals_with(text, "en", judge) == []


def test_every_sentence_begins_at_its_first_word():
    text = tokens("One two. … Three!\n\n— four five")
    assert [text.words[at] for at in sentence_begins(text)] == ["one", "three", "four"]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("cs", "Sova nikdy nezklame."),
        ("cs", "Rohlíky tu nikdy nejsou čerstvé."),
        ("sk", "Sova nikdy nesklame."),
        ("pl", "Nigdy nas nie zawiedli."),
        ("uk", "Сова ніколи не підводить."),
        ("en", "They never disappoint us."),
    ],
)
def test_what_never_fails_or_fits_is_not_leaving(language, text):
    assert "leaving" not in {signal.kind for signal in signals(text, language)}
