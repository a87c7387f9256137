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


# Who is spoken to at the end, and who signs there; written by hand before the rule was.
ADDRESSED = {
    "en": [
        "Thank you so much, Robert!",
        "Thanks, Robert!",
        "Thank you so much, Robert.",
        "The bike is ready. Thank you for the help, Jennifer!",
    ],
    "cs": ["Moc děkuji, Roberte!", "Děkuji, Petře.", "Díky za pomoc, Zuzano", "Moc vám děkuji, Lucie!"],
    "sk": ["Veľmi pekne ďakujem, Robert!", "Ďakujem za pomoc, Zuzana!", "Veľká vďaka, Peter!"],
    "pl": ["Bardzo dziękuję, Anno!", "Dzięki za pomoc, Katarzyno.", "Dziękuję bardzo, Robert!"],
    "uk": ["Дуже дякую, Андрію!", "Дякую, Олено.", "Щиро дякую за допомогу, Миколо!"],
    "ru": ["Большое спасибо, Андрей!", "Спасибо, Елена!", "Спасибо вам за помощь, Елена."],
    "de": ["Vielen Dank, Robert!", "Danke, Robert!", "Herzlichen Dank für die Hilfe, Robert."],
}
SIGNED_BELOW = {
    "en": [
        "Thanks, Robert",
        "Great service. Best regards, Robert",
        "Great service.\nThank you so much,\nRobert!",
        "Everything was great, thanks, Robert",
        "Lovely food, thank you!\nJennifer",
    ],
    "cs": [
        "Skvělá obsluha. S pozdravem, Jana",
        "Moc děkuji, Jana",
        "Děkuji za pomoc, Petr.",
        "Výborné, díky!\nPetr",
    ],
    "sk": ["Výborná obsluha. S pozdravom, Jana", "Ďakujem, Peter", "Super, ďakujem!\nZuzana"],
    "pl": ["Świetna obsługa. Pozdrawiam, Anna", "Dziękuję, Robert", "Super, dziękuję!\nAnna"],
    "uk": ["Чудове обслуговування. З повагою, Олена", "Щиро дякую за каву, Олена.", "Дякую!\nОлена"],
    "ru": ["Отличный сервис. С уважением, Елена", "Спасибо, Елена", "Большое спасибо!\nЕлена"],
    "de": ["Toller Service. Mit freundlichen Grüßen, Julia", "Danke, Robert", "Vielen Dank!\nJulia"],
}


@pytest.mark.parametrize("language", ADDRESSED)
def test_who_is_spoken_to_at_the_end_is_praised(language):
    missed = [
        text for text in ADDRESSED[language] if PRAISE not in {each.kind for each in signals(text, language)}
    ]
    assert not missed


@pytest.mark.parametrize("language", SIGNED_BELOW)
def test_who_signs_at_the_end_is_not(language):
    wrong = [
        text for text in SIGNED_BELOW[language] if PRAISE in {each.kind for each in signals(text, language)}
    ]
    assert not wrong
