"""Praise is somebody's: nouns, towns, streets and the writer's own name below are not taken for a praised person."""

import pytest

from ohlas.text.masking import mask
from ohlas.text.urgency import PRAISE, signals

# Written by hand; what they have in common was found by reading what names were seen in the labelled sets.
NOBODY = {
    "cs": [
        "Lidé u vás byli skvělí.",
        "Paní Prodavačka byla moc milá.",
        "Výborná pobočka v ulici Petra Bezruče, ochotná obsluha na Karla Čapka 12.",
        "Pan Řidič byl ochotný, děkuji.",
        "Skvělé! Tom obchodu nelze nic vytknout.",
        "Doporučuji Svíčkovou, byla výborná.",
        "PĚT hvězd, super!",
    ],
    "sk": [
        "Lide tu boli skvelí.",
        "Pán Vodič bol veľmi milý.",
        "Ďakujem, pani Predavačka bola ochotná.",
        "Výborná kaviareň na námestí Jána 5.",
    ],
    "pl": [
        "Dziękuję Panu Doktorowi za pomoc.",
        "Pani Recepcjonistka była bardzo miła.",
        "Hałas nam nie przeszkadzał, świetnie.",
        "Polecam, Pan Kierowca bardzo uprzejmy.",
        "Wspaniały sklep przy ulicy Jana Pawła.",
    ],
    "uk": [
        "Коли прийшов, усі були ввічливі, дякую.",
        "Миша чудова, дуже дякую.",
        "Забирав на Артема 79, молодці, спасибі.",
        "Пан Водій дуже ввічливий.",
    ],
    "ru": [
        "Лучшие услуги города Йошкар-Олы, спасибо!",
        "Дарю вам лучшие слова, спасибо.",
        "Алло, спасибо за звонок, вежливо.",
        "Отличный магазин на улице Ивана Франко.",
    ],
    "de": [
        "Allen im Laden herzlichen Dank!",
        "Klare Empfehlung, super Bedienung.",
        "Herr Ober war sehr freundlich.",
        "Meine Frau Freude, super Service.",
        "Unsere Familie Urlaub war toll.",
    ],
    "en": [
        "Lace inset is lovely.",
        "MX Master is a great mouse.",
        "MS Outlook sync is perfect.",
        "I miss Prague, it was great.",
        "Great flight to St. Louis, thanks.",
        "Blah blah, the best ever.",
        "Everything was great, thanks, John.",
        "Thanks,\nJennifer",
    ],
}
SOMEBODY = {
    "cs": ["Pochvala pro Zuzanu za pultem.", "Pan doktor Novák byl skvělý.", "Lída byla skvělá, naše Lída!"],
    "sk": ["Ďakujeme Zuzke, bola trpezlivá.", "Pán Horváth bol veľmi milý."],
    "pl": ["Dziękuję pani Katarzynie.", "Pan Kowalski był bardzo uprzejmy."],
    "uk": ["Велика подяка Зузані за каву.", "Спасибі Миколі, допоміг."],
    "ru": ["Большое спасибо Зузане за кофе.", "Администратор Елена очень вежлива."],
    "de": ["Herzlichen Dank an Frau Müller.", "Ein großes Lob an Zuzana an der Theke."],
    "en": ["Thanks to Jennifer for her help.", "Thank you so much Robert!", "Ms. Winston was great."],
}


@pytest.mark.parametrize("language", NOBODY)
def test_a_noun_is_not_praised_as_a_person(language):
    wrong = [text for text in NOBODY[language] if PRAISE in {each.kind for each in signals(text, language)}]
    assert not wrong


@pytest.mark.parametrize("language", SOMEBODY)
def test_a_person_is(language):
    missed = [text for text in SOMEBODY[language] if PRAISE not in {s.kind for s in signals(text, language)}]
    assert not missed


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("pl", "Dziękuję Panu Doktorowi i Pani Recepcjonistce."),
        ("ru", "Филиал в г. Краснодар открыт с 2014 г. Количество мест мало."),
        ("ru", "Жители Йошкар-Олы довольны."),
        ("uk", "Товар купив у ТОВ Равис."),
        ("en", "DI-713P Router with MS Outlook and an MX Master."),
        ("cs", "Lidé po nás chtěli víc."),
        ("ru", "См. http://t.co/8AV3wVIU6p Россельхозбанк"),
    ],
)
def test_words_beside_what_looks_like_a_title_stay(language, text):
    assert mask(text, language).text == text
