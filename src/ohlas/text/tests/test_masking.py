"""Personal data is hidden, ordinary words are not, and every text comes back sign for sign."""

import tomllib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ohlas.text.masking import Masked, mask, unmask
from ohlas.text.masking.names import DATA
from ohlas.text.masking.numbers import (
    is_birth_number,
    is_card,
    is_iban,
    is_inn,
    is_pesel,
    is_rnokpp,
    is_snils,
)
from ohlas.text.names import Gender, vocative

HIDDEN = [
    ("cs", "Volal jsem paní Novákové.", "Volal jsem paní [name]."),
    ("cs", "Děkuji Janě Dvořákové za pomoc.", "Děkuji [name] za pomoc."),
    ("cs", "Mluvil jsem s Petrem Novotným.", "Mluvil jsem s [name]."),
    ("cs", "Vedoucí Kopecká nás vyhodila.", "Vedoucí [name] nás vyhodila."),
    ("sk", "Ďakujem Zuzane Horváthovej.", "Ďakujem [name]."),
    ("pl", "Rozmawiałem z panią Katarzyną Kowalską.", "Rozmawiałem z panią [name]."),
    ("pl", "Dziękuję Tomaszowi Wiśniewskiemu!", "Dziękuję [name]!"),
    ("uk", "Дякую Олені Петренко за допомогу.", "Дякую [name] за допомогу."),
    ("uk", "Менеджер Сергій Коваленко не відповів.", "Менеджер [name] не відповів."),
    ("ru", "Спасибо Ивану Петрову и Светлане Игоревне.", "Спасибо [name] и [name]."),
    ("de", "Frau Müller war sehr nett.", "Frau [name] war sehr nett."),
    ("en", "Jennifer Smith was rude.", "[name] was rude."),
    ("pl", "Dziękuję, Robercie, za pomoc.", "Dziękuję, [name], za pomoc."),
    ("pl", "Panie Piotrze, czekam od rana.", "Panie [name], czekam od rana."),
    ("pl", "Pozdrawiam Piotrka i Małgosię.", "Pozdrawiam [name] i [name]."),
    ("cs", "Dobrý den, Pavle, už to funguje.", "Dobrý den, [name], už to funguje."),
    ("cs", "Paní Jana z recepce i Marek byli milí.", "Paní [name] z recepce i [name] byli milí."),
    ("sk", "Na recepcii bola Viera a Simona.", "Na recepcii bola [name] a [name]."),
    ("uk", "Дякую, Олено, і вам, Андрію!", "Дякую, [name], і вам, [name]!"),
    (
        "uk",
        "Консультант Роберт допоміг, Соломіє, передайте.",
        "Консультант [name] допоміг, [name], передайте.",
    ),
    ("ru", "Как ты, Саш? Роберт и Тань, спасибо!", "Как ты, [name]? [name] и [name], спасибо!"),
    ("de", "Danke an Julia und Herrn Sven Weber.", "Danke an [name] und Herrn [name]."),
    ("en", "Thanks to Kevin and Lisa at the desk.", "Thanks to [name] and [name] at the desk."),
    ("cs", "Pište na jan.novak@seznam.cz prosím", "Pište na [email] prosím"),
    ("cs", "Volejte 777 123 456 nebo +420 602 111 222.", "Volejte [phone] nebo [phone]."),
    ("de", "Rufen Sie 0171 2345678 an.", "Rufen Sie [phone] an."),
    ("ru", "Мой номер 8 (912) 345-67-89.", "Мой номер [phone]."),
    ("en", "Card 4111 1111 1111 1111 was charged.", "Card [card] was charged."),
    ("de", "IBAN DE89 3704 0044 0532 0130 00 ist richtig.", "IBAN [iban] ist richtig."),
    ("cs", "Rodné číslo 780123/3540.", "Rodné číslo [national]."),
    ("pl", "PESEL 44051401359.", "PESEL [national]."),
    ("uk", "ІПН 1759013776.", "ІПН [national]."),
    ("ru", "СНИЛС 112-233-445 95.", "СНИЛС [national]."),
    ("ru", "ИНН 500100732259.", "ИНН [national]."),
    ("cs", "Objednávka č. 20240012345 nedorazila.", "Objednávka č. [order] nedorazila."),
    ("en", "Order #A-123456 never came.", "Order #[order] never came."),
    ("pl", "Mieszkam na ul. Długa 12/3, 00-950 Warszawa.", "Mieszkam na [address]."),
    ("ru", "Живу на ул. Ленина, д. 5, кв. 12 давно.", "Живу на [address] давно."),
    ("de", "Filiale Hauptstraße 12 war zu.", "Filiale [address] war zu."),
]
SHOWN = [
    ("cs", "Praha je krásná, pobočka v Brně taky."),
    ("cs", "Koupil jsem iPhone 15 v Alze za 25 990 Kč."),
    ("cs", "Pizza Margherita a Plzeňský Prazdroj."),
    ("cs", "Čekal jsem od 12.05.2024 10:30 do 13. 5. 2024."),
    ("cs", "Nová prodejna, Nové zboží, Skvělá obsluha."),
    ("cs", "Paní prodavačka a pan vedoucí byli milí."),
    ("cs", "Dr. Max měl zavřeno."),
    ("sk", "Bratislava, Košice a Žilina majú dobré predajne."),
    ("pl", "Poczta Polska i Allegro działają dobrze w Krakowie."),
    ("pl", "Cena 1 250 000 zł to przesada."),
    ("uk", "Нова Пошта у Києві працює швидко."),
    ("ru", "Москва и Петербург, Сбербанк и МТС."),
    ("ru", "Вера в людей и надежда на любовь."),
    ("de", "Die Bedienung im Restaurant war Spitze, der Kellner nett."),
    ("de", "Berlin und Hamburg haben gute Filialen."),
    ("en", "I will never mark this as good, may be in May."),
    ("en", "New York is great, United Airlines is not. Very Good!"),
    ("en", "Flight 1234 was 45 minutes late on 2015-02-17."),
    ("cs", "Víte, jak se to stane? Daný bar jsme neznali. Bary taky měli zavřené."),
    ("cs", "Dáni a Evropa mají EVO model IV, Věř a víš."),
    ("sk", "Viera v ľudí, mať čas a miska polievky. Stane sa."),
    ("pl", "Marka jest dobra. Dane i daty, Panie Boże, a la carte."),
    ("pl", "Hotel przy placu św. Marka jest ładny."),
    ("uk", "Люди чекали. Надію втрачено. Соні і ЛЮДИ."),
    ("ru", "Надо сказать: Свет горел, Люди ждали. Коль так, ВОВ и юр. лица."),
    ("de", "Rose und Heide blühen, der Ernst der Lage, Otto lieferte."),
    ("en", "Carl Zeiss lens, flights to St Thomas and San Jose."),
    ("en", "Hope you get this right, Bill was too high and Grace is nice."),
]


@pytest.mark.parametrize(("language", "text", "hidden"), HIDDEN)
def test_personal_data_is_hidden(language, text, hidden):
    assert mask(text, language).text == hidden


@pytest.mark.parametrize(("language", "text"), SHOWN)
def test_ordinary_words_places_and_products_stay(language, text):
    assert mask(text, language).text == text


CALLED = {
    "cs": "Děkujeme, {}, za pomoc.",
    "sk": "Ďakujeme, {}, za pomoc.",
    "pl": "Dziękuję, {}, za pomoc.",
    "uk": "Дякую, {}, за допомогу.",
    "ru": "Спасибо, {}, за помощь.",
}


@pytest.mark.parametrize("language", CALLED)
def test_every_listed_name_is_hidden_when_it_is_called_out(language):
    """What the grammar of forms of address says must be what masking knows; words that are names stay in doubt."""
    listed = tomllib.loads(DATA.read_text(encoding="utf-8"))["given"][language].split()
    genders = [Gender.FEMALE if name[-1] in "aая" else Gender.MALE for name in listed]
    spoken = [vocative(name, language, gender).given for name, gender in zip(listed, genders, strict=True)]
    seen = {name for name in spoken if "[name]" not in mask(CALLED[language].format(name), language).text}
    assert seen == {"cs": {"Víte"}, "ru": {"Лев", "Любовь", "София"}}.get(language, set())


def test_a_pet_name_of_one_language_may_be_a_word_of_another():
    assert mask("Dostal jsem od vás Darek k Vánocům.", "cs").text == "Dostal jsem od vás Darek k Vánocům."
    assert mask("Pomógł nam Darek z działu reklamacji.", "pl").text.startswith("Pomógł nam [name]")


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"])))
@settings(max_examples=300, deadline=None)
def test_any_text_comes_back(text):
    assert unmask(mask(text)) == text


PARTS = st.sampled_from(
    ["Jana Nováková", " ", "[name]", "\x00", "😀", "שלום", "+420 777 123 456", "a@b.cz", ",", "\n", "ul. Długa 12",
     "4111111111111111", "Іван", "\u202e", "[", "]", "č. 12345", "objednávka", "780123/3540"]
)  # fmt: skip


@given(st.lists(PARTS, max_size=15).map("".join), st.sampled_from(["cs", "pl", "uk", "unknown", "other"]))
@settings(max_examples=300, deadline=None)
def test_texts_full_of_names_numbers_and_signs_come_back(text, language):
    assert unmask(mask(text, language)) == text


def test_a_changed_text_is_not_put_together_wrongly():
    masked = mask("Volal Jan Novák.", "cs")
    with pytest.raises(ValueError, match="changed"):
        unmask(Masked("x" + masked.text, masked.spans))


def test_check_digits():
    assert is_card("4111111111111111")
    assert not is_card("4111111111111112")
    assert not is_card("0000000000000000")
    assert is_iban("CZ6508000000192000145399")
    assert not is_iban("CZ6508000000192000145398")
    assert is_birth_number("7801233540")
    assert not is_birth_number("7813233540")
    assert is_pesel("44051401359")
    assert not is_pesel("44051401358")
    assert is_rnokpp("1759013776")
    assert not is_rnokpp("1759013775")
    assert is_inn("500100732259")
    assert is_inn("7707083893")
    assert not is_inn("7707083894")
    assert is_snils("11223344595")
    assert not is_snils("11223344596")


@pytest.mark.parametrize("unit", ["Petr Novák ", "1 ", "a@", "((1", "ul. ", "+", "Ing. ", "A1", "\u00a0"])
def test_a_long_text_is_masked_to_its_end(unit):
    """Two hundred thousand letters: whatever costs their square would never come back."""
    masked = mask(unit * (200_000 // len(unit)) + ". Pište na jana@example.com", "cs")
    assert "jana@example.com" not in masked.text
