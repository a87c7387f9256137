import pytest

from ohlas.text.language import detect

SHORT = [
    ("Rychlé dodání, doporučuji", "cs"),
    ("funguje jak má", "cs"),
    ("jidlo bylo studene a obsluha neprijemna", "cs"),
    ("Rýchle dodanie", "sk"),
    ("funguje ako má", "sk"),
    ("tovar dosiel poskodeny, nikto sa neozval", "sk"),
    ("szybka dostawa", "pl"),
    ("nie polecam, slaba jakosc i dluga dostawa", "pl"),
    ("не працює, гроші не повернули", "uk"),
    ("Дуже задоволені, дякуємо", "uk"),
    ("не работает, деньги не вернули", "ru"),
    ("Всё хорошо, спасибо", "ru"),
    ("schnelle Lieferung", "de"),
    ("Das Essen war kalt", "de"),
    ("great phone, works fine", "en"),
    ("Never again!", "en"),
]
FOREIGN = [
    "Tuote on hyvä ja toimitus oli nopea.",
    "Az étel kiváló volt, köszönjük",
    "Produit excellent, livraison rapide",
    "Muy bien, gracias por todo",
    "خدمة ممتازة شكرا",
    "שירות מצוין, ממליץ בחום",
    "とても良い商品です",
]
NOTHING = [
    "",
    "   ",
    "12345 99",
    "😀👍❤️",
    "Anna Nováková",
    "Jan Kowalski",
    "...",
    "https://example.com/a @user",
    "OK",
]


@pytest.mark.parametrize(("text", "code"), SHORT)
def test_short_texts_are_told_apart_with_and_without_marks(text: str, code: str) -> None:
    assert detect(text).code == code


@pytest.mark.parametrize("text", FOREIGN)
def test_a_language_we_do_not_read_is_other(text: str) -> None:
    assert detect(text).code == "other"


@pytest.mark.parametrize("text", NOTHING)
def test_names_signs_and_numbers_alone_are_unknown(text: str) -> None:
    found = detect(text)
    assert found.code == "unknown"
    assert found.confidence <= 0.5


def test_a_mixed_text_is_less_sure_than_a_pure_one() -> None:
    mixed = detect("Jsem spokojený s delivery, thank you very much for everything")
    assert mixed.code in {"cs", "en"}
    assert mixed.confidence < detect("Jsem velmi spokojený s dodáním, děkuji vám za všechno").confidence


@pytest.mark.parametrize(
    "text", ["\x00\xff\ufffd" * 300, "a" * 1_000_000, "<" * 100_000, "\ud800", "ě" * 50_000, "'" * 9]
)
def test_rubbish_gets_an_answer(text: str) -> None:
    assert 0 <= detect(text).confidence <= 1


def test_the_answer_does_not_depend_on_what_was_asked_before() -> None:
    first = detect("velmi dobra kava a prijemne prostredie")
    detect("szybka dostawa, polecam")
    assert detect("velmi dobra kava a prijemne prostredie") == first
