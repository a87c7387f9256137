"""One object says all of a comment, the same for one text and for many, and nothing breaks it."""

import json

import pytest

from ohlas.text.analysis import analyse, analyse_many, to_json
from ohlas.text.topics import TopicTree, default_tree

SHOP = default_tree("shop")
COMMENT = (
    "Kurýr přijel pozdě, ale paní Nováková na infolince byla moc milá a ochotná. "
    "Stejně už nikdy nic neobjednám, volejte 777 123 456."
)
RUBBISH = [
    "",
    " ",
    "😀",
    "\x00\x01\xff",
    "\ud800",
    "<html><body><script>alert(1)</script></body></html>",
    "שלום, השירות היה נהדר",
    "Tervetuloa, palvelu oli hyvää ja nopeaa, kiitos paljon",
    "Привет hello ahoj 你好",
    "\u202egnirts",
    "?" * 500,
    "12345 67890",
]


def test_the_json_has_the_promised_fields_in_order():
    said = to_json(analyse(COMMENT, SHOP))
    assert list(said) == [
        "language",
        "language_confidence",
        "repaired",
        "sentiment",
        "topics",
        "urgency",
        "masked",
    ]
    assert list(said["sentiment"]) == ["label", "positive", "neutral", "negative"]
    assert all(list(topic) == ["topic", "sentiment", "phrase"] for topic in said["topics"])
    assert json.loads(json.dumps(said)) == said


def test_a_comment_is_told_whole():
    said = to_json(analyse(COMMENT, SHOP))
    assert said["language"] == "cs"
    assert sum(said["sentiment"][side] for side in ("positive", "neutral", "negative")) == pytest.approx(1)
    topics = {topic["topic"]: topic["sentiment"] for topic in said["topics"]}
    assert topics["staff"] == "positive"
    assert topics["courier"] == "negative"
    assert "leaving" in {signal["kind"] for signal in said["urgency"]}
    assert "[name]" in said["masked"]
    assert "[phone]" in said["masked"]
    assert "Nováková" in said["repaired"]


def test_roles_without_the_right_see_no_names_anywhere():
    said = json.dumps(to_json(analyse(COMMENT, SHOP), hides_people=True), ensure_ascii=False)
    assert "Novák" not in said
    assert "777" not in said


def test_broken_polish_is_mended_before_it_is_read():
    said = to_json(analyse("Mam du偶o z艂ych do艣wiadcze艅 z kurierem, kt贸ry by艂 niemi艂y.", SHOP))
    assert "doświadczeń" in said["repaired"]
    assert said["language"] == "pl"
    assert "courier" in {topic["topic"] for topic in said["topics"]}


def test_lost_slovak_letters_are_flagged():
    assert analyse("V?mi nespokojn?, kuri?r ne?iel a tovar pri?iel po?koden?.", SHOP).has_lost_letters
    assert not analyse("Prečo ste neprišli?", SHOP).has_lost_letters


@pytest.mark.parametrize("text", RUBBISH)
def test_rubbish_gets_an_answer(text):
    said = to_json(analyse(text, SHOP))
    assert sum(said["sentiment"][side] for side in ("positive", "neutral", "negative")) == pytest.approx(1)
    assert isinstance(said["language"], str)


@pytest.mark.parametrize("text", ["", " ", "😀", "\x00\x01", "12345 67890"])
def test_without_words_the_language_is_unknown_and_there_are_no_topics(text):
    said = to_json(analyse(text, SHOP))
    assert said["language"] == "unknown"
    assert said["topics"] == []
    assert said["urgency"] == []


def test_many_texts_give_the_same_answers_as_one_by_one_in_order():
    texts = [COMMENT, "", "Great selection, slow delivery.", COMMENT, *RUBBISH]
    together = [to_json(each) for each in analyse_many(texts, SHOP)]
    assert together == [to_json(analyse(text, SHOP)) for text in texts]


def test_a_tree_without_topics_finds_none():
    assert analyse(COMMENT, TopicTree()).topics == ()


def test_no_texts_give_no_answers():
    assert list(analyse_many([], SHOP)) == []


def test_ten_thousand_identical_texts_are_read_once():
    assert len({id(each) for each in analyse_many([COMMENT] * 10_000, SHOP)}) == 1


@pytest.mark.parametrize("unit", ["Dobrý den, kurýr Petr byl milý. ", "a", "😀", "1 ", "<b>", "?!", "\u202e"])
def test_a_megabyte_is_read_to_its_end(unit):
    """Whatever costs the square of the length would never come back."""
    found = analyse(unit * (1_000_000 // len(unit)), SHOP).sentiment
    assert found.positive + found.neutral + found.negative == pytest.approx(1)
