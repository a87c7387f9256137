"""Names are called as people of each language call them; where that is unsure, nobody is named."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ohlas.text.names import LANGUAGES, UnknownLanguage, greeting, greeting_with, guess_gender, vocative

CZECH = """Jana Jano|Petr Petře|Marie Marie|Eva Evo|Tereza Terezo|Lucie Lucie|Lenka Lenko|Dagmar Dagmar|Ester Ester
Andrea Andreo|Jiří Jiří|Jan Jane|Pavel Pavle|Karel Karle|Martin Martine|Tomáš Tomáši|Jaroslav Jaroslave
Miroslav Miroslave|Zdeněk Zdeňku|Václav Václave|Michal Michale|František Františku|Jakub Jakube|Milan Milane
Marek Marku|Lukáš Lukáši|David Davide|Vladimír Vladimíre|Ondřej Ondřeji|Ladislav Ladislave|Roman Romane|Josef Josefe
Daniel Danieli|Adam Adame|Matěj Matěji|Vojtěch Vojtěchu|Filip Filipe|Radek Radku|Luboš Luboši|Aleš Aleši
Miloš Miloši|Libor Libore|Antonín Antoníne|Bohumil Bohumile|Rudolf Rudolfe|Luděk Luďku|Vít Víte|Igor Igore
Oldřich Oldřichu|Alexandr Alexandře|Viktor Viktore|Hugo Hugo|Honza Honzo|Jirka Jirko|Otakar Otakare|Felix Felixi
Boris Borisi|Samuel Samueli|Hynek Hynku|Alois Aloisi|Čeněk Čeňku|Šimon Šimone|Klára Kláro|Zuzana Zuzano"""
CZECH_SURNAMES = """Novák Nováku|Svoboda Svobodo|Novotný Novotný|Dvořák Dvořáku|Černý Černý|Procházka Procházko
Kučera Kučero|Veselý Veselý|Horák Horáku|Němec Němče|Marek Marku|Pospíšil Pospíšile|Hájek Hájku|Král Králi?
Jelínek Jelínku|Růžička Růžičko|Beneš Beneši|Fiala Fialo|Sedláček Sedláčku|Doležal Doležale|Zeman Zemane
Kolář Koláři|Krejčí Krejčí|Navrátil Navrátile|Čermák Čermáku|Vaněk Vaňku|Urban Urbane|Kovář Kováři|Janů Janů
Blažek Blažku|Kříž Kříži|Šnajdr Šnajdře|Cvek Cveku|Kadlec Kadleče|Švec Ševče"""
POLISH = """Anna Anno|Katarzyna Katarzyno|Maria Mario|Małgorzata Małgorzato|Agnieszka Agnieszko|Barbara Barbaro
Ewa Ewo|Krystyna Krystyno|Elżbieta Elżbieto|Magdalena Magdaleno|Joanna Joanno|Julia Julio|Natalia Natalio|Zofia Zofio
Kasia Kasiu|Basia Basiu|Gosia Gosiu|Ania Aniu|Zosia Zosiu|Jadzia Jadziu|Ola Olu|Ela Elu|Gabriela Gabrielo
Wiktoria Wiktorio|Beatrycze Beatrycze|Ingrid Ingrid|Jan Janie|Tomasz Tomaszu|Piotr Piotrze|Andrzej Andrzeju
Krzysztof Krzysztofie|Stanisław Stanisławie|Paweł Pawle|Marcin Marcinie|Michał Michale|Marek Marku|Grzegorz Grzegorzu
Józef Józefie|Łukasz Łukaszu|Adam Adamie|Zbigniew Zbigniewie|Jerzy Jerzy|Dariusz Dariuszu|Mateusz Mateuszu
Wojciech Wojciechu|Robert Robercie|Rafał Rafale|Jakub Jakubie|Jacek Jacku|Kamil Kamilu|Maciej Macieju|Antoni Antoni
Ryszard Ryszardzie|Henryk Henryku|Dawid Dawidzie|Karol Karolu|Aleksander Aleksandrze|Artur Arturze|August Auguście
Kuba Kubo|Jaś Jasiu|Maciek Maćku|Franciszek Franciszku|Igor Igorze|Filip Filipie|Dominik Dominiku|Feliks Feliksie
Konrad Konradzie|Szymon Szymonie|Bartosz Bartoszu"""
UKRAINIAN = """Олена Олено|Оксана Оксано|Ганна Ганно|Ольга Ольго|Марія Маріє|Наталія Наталіє|Юлія Юліє|Тетяна Тетяно
Ірина Ірино|Світлана Світлано|Людмила Людмило|Катерина Катерино|Анна Анно|Софія Софіє|Вікторія Вікторіє|Оля Олю
Катя Катю|Наталя Наталю|Соломія Соломіє|Любов Любове|Дарина Дарино|Надія Надіє|Галина Галино|Лариса Ларисо
Іван Іване|Петро Петре|Богдан Богдане|Олександр Олександре|Максим Максиме|Степан Степане|Михайло Михайле
Дмитро Дмитре|Павло Павле|Данило Даниле|Андрій Андрію|Сергій Сергію|Юрій Юрію|Василь Василю|Ігор Ігорю
Микола Миколо|Ілля Ілле|Лука Луко|Марко Марку|Яків Якове|Федір Федоре|Віктор Вікторе|Олег Олегу|Тарас Тарасе
Роман Романе|Володимир Володимире|Ярослав Ярославе|Назар Назаре|Артем Артеме|Євген Євгене|Анатолій Анатолію
Григорій Григорію|Антон Антоне|Денис Денисе|Кирило Кириле|Остап Остапе|Мирослав Мирославе|Леонід Леоніде
Матвій Матвію|Микита Микито|Станіслав Станіславе"""
SLOVAK = """Jana f|Mária f|Anna f|Zuzana f|Katarína f|Eva f|Lucia f|Monika f|Veronika f|Lenka f|Andrea f|Michaela f
Martina f|Ivana f|Viera f|Natália f|Kristína f|Simona f|Barbora f|Dominika f|Tatiana f|Alena f|Dagmar f|Ester f
Ingrid f|Miriam f|Karin f|Júlia f|Sofia f|Ema f|Jozef m|Ján m|Peter m|Martin m|Michal m|Milan m|Tomáš m|Štefan m
Marek m|Miroslav m|Juraj m|František m|Vladimír m|Lukáš m|Pavol m|Ladislav m|Jaroslav m|Jakub m|Daniel m|Róbert m
Andrej m|Samuel m|Adam m|Filip m|Ondrej m|Matúš m|Marián m|Igor m|Dušan m|Rastislav m|Branislav m|Karol m|Ľubomír m
Viliam m"""
RUSSIAN = """Анна f|Мария f|Елена f|Ольга f|Наталья f|Екатерина f|Татьяна f|Ирина f|Светлана f|Юлия f|Анастасия f
Дарья f|Виктория f|Ксения f|Полина f|Алиса f|Вера f|Надежда f|Любовь f|Галина f|Людмила f|Валентина f|Марина f
Алина f|София f|Варвара f|Лариса f|Тамара f|Нина f|Евгения f|Александр m|Сергей m|Дмитрий m|Андрей m|Алексей m
Максим m|Евгений m|Иван m|Михаил m|Артём m|Никита m|Илья m|Николай m|Владимир m|Павел m|Роман m|Виктор m|Олег m
Антон m|Денис m|Кирилл m|Константин m|Юрий m|Василий m|Фёдор m|Георгий m|Степан m|Пётр m|Глеб m|Тимофей m|Егор m
Лука m"""
GERMAN = """Anna f|Maria f|Ursula f|Monika f|Petra f|Sabine f|Renate f|Helga f|Karin f|Brigitte f|Ingrid f|Erika f
Gisela f|Claudia f|Susanne f|Christa f|Anja f|Stefanie f|Katharina f|Julia f|Sandra f|Nicole f|Heike f|Angelika f
Martina f|Birgit f|Silke f|Tanja f|Lena f|Sophie f|Peter m|Michael m|Thomas m|Andreas m|Wolfgang m|Klaus m|Jürgen m
Hans m|Günter m|Stefan m|Christian m|Uwe m|Werner m|Horst m|Frank m|Dieter m|Manfred m|Gerhard m|Bernd m|Matthias m
Helmut m|Walter m|Martin m|Jörg m|Rolf m|Jens m|Sven m|Jan m|Rainer m|Karl m|Dirk m|Florian m"""
ENGLISH = """Mary f|Patricia f|Jennifer f|Linda f|Elizabeth f|Barbara f|Susan f|Jessica f|Sarah f|Karen f|Lisa f
Nancy f|Betty f|Margaret f|Sandra f|Ashley f|Emily f|Donna f|Michelle f|Carol f|Amanda f|Melissa f|Rebecca f|Laura f
Helen f|Anna f|Alice f|Jane f|Sophie f|Grace f|James m|Robert m|John m|Michael m|David m|William m|Richard m|Joseph m
Thomas m|Charles m|Daniel m|Matthew m|Anthony m|Mark m|Steven m|Paul m|Andrew m|Joshua m|Kevin m|Brian m|George m
Edward m|Ryan m|Eric m|Stephen m|Scott m|Benjamin m|Patrick m|Jack m|Henry m|Oliver m"""


def _pairs(table):
    return [tuple(pair.rstrip("?").split()) for pair in re.split(r"[|\n]", table)]


VOCATIVES = {"cs": CZECH, "pl": POLISH, "uk": UKRAINIAN}
GENDERS = {"sk": SLOVAK, "ru": RUSSIAN, "de": GERMAN, "en": ENGLISH}


@pytest.mark.parametrize(
    ("language", "name", "called"), [(lang, *pair) for lang in VOCATIVES for pair in _pairs(VOCATIVES[lang])]
)
def test_a_given_name_is_called_by_its_vocative(language, name, called):
    assert vocative(name, language, guess_gender(name + " X", language).gender).given == called


@pytest.mark.parametrize(("name", "called"), _pairs(CZECH_SURNAMES))
def test_a_man_s_czech_surname_is_called_by_its_vocative(name, called):
    assert vocative(f"Petr {name}", "cs").surname == called


@pytest.mark.parametrize(
    ("language", "name", "gender"), [(lang, *pair) for lang in GENDERS for pair in _pairs(GENDERS[lang])]
)
def test_the_gender_is_told_where_names_do_not_change(language, name, gender):
    assert guess_gender(name, language).gender == gender
    assert greeting(name, language, "informal").vocative == name


def test_each_language_has_at_least_sixty_checked_names():
    assert {lang: len(_pairs(table)) >= 60 for lang, table in (VOCATIVES | GENDERS).items()} == dict.fromkeys(
        LANGUAGES, True
    )


@pytest.mark.parametrize(
    ("name", "language", "formal", "informal"),
    [
        ("Jana Nováková", "cs", "Vážená paní Nováková,", "Ahoj Jano,"),
        ("Ing. Petr Novák, Ph.D.", "cs", "Vážený pane Nováku,", "Ahoj Petře,"),
        ("NOVÁK PETR", "cs", "Vážený pane Nováku,", "Ahoj Petře,"),
        ("Svoboda, Jiří", "cs", "Vážený pane Svobodo,", "Ahoj Jiří,"),
        ("Nikola Dvořáková", "cs", "Vážená paní Dvořáková,", "Ahoj Nikolo,"),
        ("Peter Horváth", "sk", "Vážený pán Horváth,", "Ahoj Peter,"),
        ("Zuzana Kováčová", "sk", "Vážená pani Kováčová,", "Ahoj Zuzana,"),
        ("Anna Kowalska", "pl", "Szanowna Pani Anno,", "Cześć Anno,"),
        ("Tomasz Nowak", "pl", "Szanowny Panie Tomaszu,", "Cześć Tomaszu,"),
        ("Олена Шевченко", "uk", "Шановна пані Олено,", "Привіт, Олено,"),
        ("Іван Петрович Коваль", "uk", "Шановний Іване Петровичу,", "Привіт, Іване,"),
        ("Коваленко Ірина Іванівна", "uk", "Шановна Ірино Іванівно,", "Привіт, Ірино,"),
        ("Елена Петровна Смирнова", "ru", "Уважаемая Елена Петровна,", "Привет, Елена,"),
        ("Sabine Müller", "de", "Sehr geehrte Frau Müller,", "Hallo Sabine,"),
        ("James O'Neil", "en", "Dear Mr O'Neil,", "Hi James,"),
    ],
)
def test_a_message_begins_as_people_write(name, language, formal, informal):
    assert (greeting(name, language).text, greeting(name, language, "informal").text) == (formal, informal)


@pytest.mark.parametrize("name", ["", "Nikola", "x7@example.com", "J. N.", "Sova s.r.o. 123", "\0", "Xq"])
@pytest.mark.parametrize(
    ("language", "neutral"), [("cs", "Dobrý den,"), ("pl", "Dzień dobry,"), ("uk", "Добрий день,")]
)
def test_nobody_is_named_in_doubt(language, neutral, name):
    said = greeting(name, language)
    assert (said.text, said.vocative, said.confidence) == (neutral, "", 0)


def test_a_given_gender_is_believed():
    assert greeting("Nikola Kim", "cs", "informal", "m").text == "Ahoj Nikolo,"
    assert greeting("Saša Novák", "cs", gender="m").text == "Vážený pane Nováku,"


def test_a_written_vocative_is_said_as_it_stands():
    assert greeting_with("{Bobe}", "cs", "informal", None).text == "Ahoj {Bobe},"
    assert greeting_with("Nováku", "cs", "formal", "m").text == "Vážený pane Nováku,"
    assert greeting_with("Nováku", "cs", "formal", None).text == "Dobrý den,"


def test_a_language_without_grammar_is_refused():
    with pytest.raises(UnknownLanguage, match="en, cs, sk"):
        greeting("Ana", "hr")


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=60), st.sampled_from(LANGUAGES), st.sampled_from(["formal", "informal"]))
def test_nothing_written_as_a_name_breaks_a_greeting(name, language, address):
    said = greeting(name, language, address)
    assert said.text.endswith(",")
    assert said.vocative in said.text
    for gender in ("f", "m"):
        assert greeting(name, language, address, gender).text


def test_a_very_long_name_is_no_name():
    assert greeting("Jan " * 100_000, "cs").vocative == ""
