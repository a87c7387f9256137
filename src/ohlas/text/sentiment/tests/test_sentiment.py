import pytest

from ohlas.text import sentiment, sentiments
from ohlas.text.sentiment.reading import LONGEST

CLEAR = [
    ("Skvělá obsluha, určitě přijdu znovu.", "positive"),
    ("Skvela obsluha, urcite prijdu znovu.", "positive"),
    ("Zboží přišlo rozbité a nikdo se neozval.", "negative"),
    ("Výborný produkt, vrelo odporúčam!", "positive"),
    ("Hrozná kvalita, už nikdy viac.", "negative"),
    ("Bardzo miła obsługa, gorąco polecam.", "positive"),
    ("Tragedia, nie polecam nikomu.", "negative"),
    ("Дуже задоволений покупкою, рекомендую!", "positive"),
    ("Жахливий сервіс, товар не працює.", "negative"),
    ("Отличный сервис, всем советую.", "positive"),
    ("Ужасное обслуживание, деньги не вернули.", "negative"),
    ("Great service, would definitely recommend.", "positive"),
    ("Terrible quality, it broke after a week.", "negative"),
    ("Sehr freundliches Personal, jederzeit wieder.", "positive"),
    ("Schlechte Qualität, nie wieder.", "negative"),
    ("😍😍😍", "positive"),
    ("👎", "negative"),
]
STRANGE = [
    "",
    " \n\t ",
    "...",
    "👍",
    "\x00\xff\x01\ufffd" * 50,
    "<div><p>Great <b>product</b></p></div>",
    "<" * 500,
    "שירות מצוין, ממליץ בחום",
    "خدمة ممتازة",
    "Tuote on hyvä ja toimitus oli nopea.",
    "Отличный product, dziękuję, díky!",
    "a" * 5000,
    "\ud800 lone surrogate",
    "\u202ereversed\u202c text",
]


@pytest.mark.parametrize(("text", "label"), CLEAR)
def test_clear_praise_and_blame_are_told_apart_in_seven_languages(text: str, label: str) -> None:
    assert sentiment(text).label == label


@pytest.mark.parametrize("text", STRANGE)
def test_whatever_comes_gets_three_probabilities_that_sum_to_one(text: str) -> None:
    found = sentiment(text)
    assert found.positive + found.neutral + found.negative == pytest.approx(1)
    assert min(found.positive, found.neutral, found.negative) >= 0


@pytest.mark.parametrize("text", ["", "   ", "...", "خدمة ممتازة"])
def test_a_text_without_a_word_we_can_read_is_neutral(text: str) -> None:
    assert sentiment(text)[:4] == ("neutral", 0.0, 1.0, 0.0)


def test_every_sentence_is_told_with_its_place() -> None:
    text = "Personál byl velmi milý. Jídlo bylo studené a nechutné!\nDěkujeme."
    found = sentiment(text).sentences
    assert [text[one.begins : one.ends] for one in found] == [one.text for one in found]
    assert [one.label for one in found] == ["positive", "negative", "positive"]


def test_good_and_bad_side_by_side_are_mixed() -> None:
    assert sentiment("Milá obsluha. Jídlo ale studené a hrozné.").label == "mixed"


def test_a_negation_turns_the_meaning() -> None:
    assert sentiment("Jsem spokojený.").positive > sentiment("Nejsem spokojený.").positive
    assert sentiment("The service was good.").label == "positive"
    assert sentiment("The service was not good.").label == "negative"
    assert sentiment("Bez problémů.").label == "positive"
    assert sentiment("Samé problémy.").label == "negative"


def test_one_text_and_many_get_the_same_answer() -> None:
    texts = [text for text, _ in CLEAR] + STRANGE
    together = list(sentiments(texts))
    alone = [sentiment(text) for text in texts]
    for one, other in zip(together, alone, strict=True):
        assert one.label == other.label
        assert one[1:4] == pytest.approx(other[1:4])


def test_answers_come_as_they_are_asked_for() -> None:
    endless = iter(lambda: "Great!", None)
    assert next(sentiments(endless)).label == "positive"


def test_a_text_is_read_up_to_its_longest_length() -> None:
    found = sentiment("Great. " * LONGEST)
    assert found.label == "positive"
    assert found.sentences[-1].ends <= LONGEST
