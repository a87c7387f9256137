"""What a column probably means: real headings in seven languages, with the slips real files have."""

from pathlib import Path

import pytest

from ohlas.exchange.rules import ColumnMapping, ColumnRole, guess_mapping, misfits_of
from ohlas.lib.tables import inspect

TEN = [*range(11), 10, 9, 9, 8, 10, 7, 9, 10, 3]
FIVE = [1, 2, 3, 4, 5] * 4
ONE_TO_TEN = [*range(1, 11)] * 2


def guessed(folder: Path, heading: str, cells: list[object]) -> ColumnMapping:
    """The guess about one column of a file with another column beside it."""
    file = folder / "answers.csv"
    lines = [f"{heading};ordinal", *(f"{cell};A{number}" for number, cell in enumerate(cells))]
    file.write_text("\n".join(lines), encoding="utf-8")
    return guess_mapping(inspect(file), "S").columns[0]


@pytest.mark.parametrize(
    "heading",
    [
        *("nps", "NPS_score", "Q1 NPS (0-10)", "NETPRO", "How likely are you to recommend us?"),
        *("Doporučil(a) byste nás přátelům?", "Jak pravděpodobné je, že nás doporučíte"),
        *("Odporučili by ste nás?", "Jak bardzo poleciłbyś nas znajomym?", "Polecenie"),
        *("Чи порадите нас друзям?", "Наскільки ймовірно, що ви порекомендуєте нас"),
        *("Насколько вероятно, что вы порекомендуете нас?", "Посоветуете ли вы нас друзьям"),
        *("Würden Sie uns weiterempfehlen?", "Weiterempfehlung", "score", "Celkové skóre", "Bewertung"),
        *("Hodnocení návštěvy", "Hodnotenie", "Ocena obsługi", "Оценка", "Оцінка візиту"),
    ],
)
def test_zero_to_ten_under_a_telling_heading_is_a_recommendation(tmp_path: Path, heading: str) -> None:
    guess = guessed(tmp_path, heading, [*TEN])
    assert (guess.role, guess.type, guess.scale) == (ColumnRole.QUESTION, "nps", "nps_0_10")
    assert guess.missing == ()


@pytest.mark.parametrize(
    ("heading", "cells", "kind", "scale"),
    [
        ("Spokojenost s obsluhou", FIVE, "csat", "csat_1_5"),
        ("Customer satisfaction", FIVE, "csat", "csat_1_5"),
        ("Zadowolenie z wizyty", ONE_TO_TEN, "csat10", "csat_1_10"),
        ("Zufriedenheit", ONE_TO_TEN, "csat10", "csat_1_10"),
        ("Удовлетворённость", FIVE, "csat", "csat_1_5"),
        ("Задоволеність обслуговуванням", FIVE, "csat", "csat_1_5"),
        ("Počet hvězdiček", FIVE, "stars", "stars_1_5"),
        ("Agent rating", FIVE, "rating", "rating_1_5"),
        ("rating", [1, 2, 3, 4, 5, 6, 7] * 3, "rating", "rating_1_7"),
        ("Overall rating", ONE_TO_TEN, "rating", "rating_1_10"),
        ("Q7A", FIVE, "rating", "rating_1_5"),
    ],
)
def test_a_scale_is_told_from_heading_and_numbers_together(
    tmp_path: Path, heading: str, cells: list[object], kind: str, scale: str
) -> None:
    guess = guessed(tmp_path, heading, [*cells])
    assert (guess.role, guess.type, guess.scale) == (ColumnRole.QUESTION, kind, scale)


@pytest.mark.parametrize(
    ("heading", "cells"),
    [
        ("rating", [0, 1, 2, 3, 4, 5, 6] * 3),
        ("visits", [*TEN]),
        ("score", [120, 340, 560, 120, 900, 431] * 3),
        ("recommend", [101, 202, 303, 404] * 4),
    ],
)
def test_numbers_that_could_be_anything_are_left_to_the_person(
    tmp_path: Path, heading: str, cells: list[object]
) -> None:
    assert guessed(tmp_path, heading, [*cells]).role is ColumnRole.IGNORE


def test_a_few_bad_cells_do_not_turn_a_question_into_an_attribute(tmp_path: Path) -> None:
    guess = guessed(tmp_path, "nps", [9, 10, "n/a", 12, 3, 7, "n/a", 8, 9, "6.5"])
    assert (guess.type, guess.missing) == ("nps", ("n/a",))
    column = inspect(tmp_path / "answers.csv").columns[0]
    assert misfits_of(column, guess) == (("12", 1), ("6.5", 1))


def test_a_number_met_often_beyond_the_scale_is_a_code_and_a_single_one_a_slip(tmp_path: Path) -> None:
    guess = guessed(tmp_path, "NETPRO", [*TEN, 11, 11, 11, 11, 12])
    assert guess.missing == ("11",)


def test_words_under_a_recommending_heading_are_no_scores(tmp_path: Path) -> None:
    guess = guessed(tmp_path, "NPS segment", ["promoter", "passive", "detractor"] * 5)
    assert guess.role is ColumnRole.ATTRIBUTE


@pytest.mark.parametrize(
    "heading",
    [
        *("comment", "Comments (optional)", "Why?", "Reason for your score", "Důvod hodnocení", "Komentář"),
        *("Dôvod", "Poznámka", "Uwagi", "Komentarz", "Dlaczego?", "Коментар", "Чому така оцінка?"),
        *("Комментарий", "Почему?", "Kommentar", "Begründung", "Warum?", "Anmerkungen"),
    ],
)
def test_a_short_comment_that_is_always_the_same_is_still_words(tmp_path: Path, heading: str) -> None:
    guess = guessed(tmp_path, heading, ["ok"] * 12)
    assert (guess.role, guess.type) == (ColumnRole.QUESTION, "text")


@pytest.mark.parametrize(
    ("heading", "cells", "role"),
    [
        ("LANG", ["en", "cs", "sk", "uk"], ColumnRole.LANGUAGE),
        ("Language", ["en-US", "pt_BR", "zh-Hant", "de"], ColumnRole.LANGUAGE),
        ("Jazyk", ["čeština", "slovenčina", "English", "němčina"], ColumnRole.LANGUAGE),
        ("Sprache", ["Deutsch", "Englisch", "Tschechisch", "Polnisch"], ColumnRole.LANGUAGE),
        ("Язык", ["русский", "украинский", "английский", "чешский"], ColumnRole.LANGUAGE),
        ("LANG", [1, 2, 3, 1], ColumnRole.ATTRIBUTE),
        ("LANG", [1, 5, 3, 1], ColumnRole.ATTRIBUTE),
        ("lang", ["yes", "not asked", "maybe", "yes"], ColumnRole.ATTRIBUTE),
        ("Pobočka", ["Brno", "Praha", "Zlín", "Brno"], ColumnRole.UNIT),
        ("Филиал", ["Киев", "Львов", "Одесса", "Киев"], ColumnRole.UNIT),
        ("Mitarbeiter", ["Novák", "Král", "Malá", "Novák"], ColumnRole.EMPLOYEE),
        ("customer", ["C-1", "C-2", "C-3", "C-4"], ColumnRole.CONTACT),
        ("Váha", ["0,5", "1,2", "1,0", "0,9"], ColumnRole.WEIGHT),
        ("Terminal", ["A", "B", "A", "A"], ColumnRole.ATTRIBUTE),
    ],
)
def test_a_columns_role_is_told_from_its_heading_and_its_cells(
    tmp_path: Path, heading: str, cells: list[object], role: ColumnRole
) -> None:
    assert guessed(tmp_path, heading, [*cells] * 3).role is role
