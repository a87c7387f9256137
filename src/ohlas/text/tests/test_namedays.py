# ruff: noqa: E501 - calendars
"""Name-days: every day but the documented ones has a name, and known days are right."""

import calendar

import pytest

from ohlas.text.namedays import COUNTRIES, UnknownCountry, calendar_name, days_of, name_days, names_on

KNOWN = {
    "CZ": (
        "1-2 Karina, 1-25 Miloš, 2-1 Hynek, 2-14 Valentýn, 3-12 Řehoř, 3-19 Josef, 4-1 Hugo, 4-24 Jiří, 4-25 Marek, "
        "5-15 Žofie, 5-24 Jana, 6-13 Antonín, 6-24 Jan, 6-29 Petr, 6-29 Pavel, 7-13 Markéta, 7-25 Jakub, 7-26 Anna, "
        "8-10 Vavřinec, 8-13 Alena, 8-15 Hana, 9-12 Marie, 9-28 Václav, 9-29 Michal, 10-4 František, 10-5 Eliška, "
        "10-15 Tereza, 11-4 Karel, 11-11 Martin, 11-25 Kateřina, 11-30 Ondřej, 12-4 Barbora, 12-6 Mikuláš, "
        "12-13 Lucie, 12-24 Adam, 12-24 Eva, 12-26 Štěpán, 12-31 Silvestr"
    ),
    "SK": (
        "1-2 Alexandra, 1-30 Ema, 2-14 Valentín, 3-7 Tomáš, 3-19 Jozef, 3-24 Gabriel, 4-24 Juraj, 4-25 Marek, "
        "5-15 Žofia, 6-13 Anton, 6-24 Ján, 6-29 Peter, 7-5 Cyril, 7-22 Magdaléna, 7-26 Anna, 8-10 Vavrinec, "
        "8-11 Zuzana, 8-18 Helena, 9-12 Mária, 9-28 Václav, 9-29 Michal, 10-15 Terézia, 10-18 Lukáš, 11-4 Karol, "
        "11-11 Martin, 11-25 Katarína, 11-30 Ondrej, 12-4 Barbora, 12-6 Mikuláš, 12-13 Lucia, 12-24 Adam, 12-26 Štefan"
    ),
    "PL": (
        "1-6 Kacper, 1-21 Agnieszka, 2-14 Walenty, 3-4 Kazimierz, 3-19 Józef, 4-23 Wojciech, 4-25 Marek, 5-8 Stanisław, "
        "5-15 Zofia, 6-13 Antoni, 6-24 Jan, 6-29 Piotr, 6-29 Paweł, 7-25 Krzysztof, 7-26 Anna, 8-10 Wawrzyniec, "
        "9-21 Mateusz, 9-29 Michał, 10-15 Teresa, 11-4 Karol, 11-11 Marcin, 11-25 Katarzyna, 11-30 Andrzej, "
        "12-4 Barbara, 12-6 Mikołaj, 12-13 Łucja, 12-24 Adam, 12-24 Ewa"
    ),
    "UA": (
        "1-1 Василь, 1-12 Тетяна, 1-14 Ніна, 1-24 Ксенія, 4-23 Юрій, 5-5 Ірина, 5-9 Микола, 5-21 Олена, "
        "5-21 Костянтин, 6-24 Іван, 6-29 Петро, 6-29 Павло, 7-11 Ольга, 7-15 Володимир, 7-17 Марина, 7-20 Ілля, "
        "8-26 Наталія, 8-30 Олександр, 9-17 Віра, 9-17 Софія, 9-25 Сергій, 10-1 Роман, 10-26 Дмитро, 11-8 Михайло, "
        "11-24 Катерина, 11-30 Андрій, 12-4 Варвара, 12-6 Микола"
    ),
    "RU": (
        "1-14 Василий, 1-25 Татьяна, 1-27 Нина, 2-6 Ксения, 5-6 Георгий, 5-18 Ирина, 5-22 Николай, 6-3 Елена, "
        "7-7 Иван, 7-12 Пётр, 7-12 Павел, 7-24 Ольга, 7-28 Владимир, 7-30 Марина, 8-2 Илья, 9-8 Наталья, "
        "9-12 Александр, 9-30 Вера, 9-30 Надежда, 9-30 Софья, 10-8 Сергей, 10-14 Роман, 11-8 Дмитрий, 11-21 Михаил, "
        "12-7 Екатерина, 12-13 Андрей, 12-17 Варвара, 12-19 Николай"
    ),
}


@pytest.mark.parametrize("country", ["CZ", "SK", "PL"])
def test_every_day_but_the_documented_ones_has_a_name(country):
    table = name_days(country)
    days = {
        (month, day) for month in range(1, 13) for day in range(1, calendar.monthrange(2024, month)[1] + 1)
    }
    assert days - set(table.days) == table.without
    assert table.is_complete
    assert all(all(names) for names in table.days.values())


@pytest.mark.parametrize("country", COUNTRIES)
def test_known_days_are_right(country):
    known = [entry.split() for entry in KNOWN[country].split(",")]
    assert len(known) >= 25
    for day, name in known:
        month, number = map(int, day.split("-"))
        assert name in names_on(country, month, number)
        assert (month, number) in days_of(country, name)


@pytest.mark.parametrize("country", COUNTRIES)
def test_every_table_says_where_it_comes_from(country):
    source = name_days(country).source
    assert len(source) > 80
    assert ("Complete" in source) == name_days(country).is_complete


@pytest.mark.parametrize(
    ("country", "written", "name"),
    [
        ("CZ", "ondrej", "Ondřej"),
        ("CZ", " HONZA ", "Jan"),
        ("CZ", "Káťa", "Kateřina"),
        ("SK", "Jožko", "Jozef"),
        ("PL", "kasia", "Katarzyna"),
        ("PL", "lukasz", "Łukasz"),
        ("UA", "Сашко", "Олександр"),
        ("RU", "Федор", "Фёдор"),
        ("RU", "Серёжа", "Сергей"),
    ],
)
def test_a_name_is_found_however_it_is_written(country, written, name):
    assert calendar_name(country, written) == name


@pytest.mark.parametrize("name", ["", " ", "Xqz", "😀", "\x00", "a" * 100_000])
def test_a_name_outside_the_calendar_has_no_day(name):
    assert days_of("CZ", name) == ()
    assert calendar_name("CZ", name) is None


def test_there_is_no_table_for_other_countries():
    with pytest.raises(UnknownCountry, match="CZ"):
        names_on("FI", 1, 1)


def test_a_day_that_does_not_exist_has_no_names():
    assert names_on("CZ", 2, 30) == ()
    assert names_on("CZ", 13, 1) == ()


@pytest.mark.parametrize("country", COUNTRIES)
def test_every_short_form_leads_to_a_name_of_the_calendar(country):
    from ohlas.text.namedays.calendars import _by_name, _short

    assert not [short for short, full in _short(country).items() if full not in _by_name(country)]
