"""Crosstabs: shares by group with letters, on the page, in files and for programs."""

import csv
from io import BytesIO, StringIO

import pytest
from django.test import Client
from python_calamine import CalamineWorkbook

from ohlas.insight.tests.conftest import Told
from ohlas.insight.tests.test_ask_by_document import Asking
from ohlas.insight.tests.test_no_document_tells_who import pulse  # noqa: F401 - a fixture

PAGE = "/o/sova/crosstabs/"


def table(told: Told, **wish: str) -> dict:
    answer = Client().get("/api/v1/crosstab", wish, headers=Asking(told).headers)
    assert answer.status_code == 200, answer.content
    return answer.json()


def letters(found: dict) -> dict[float, list[str]]:
    return {line["answer"]: [cell["letters"] for cell in line["cells"]] for line in found["answers"]}


def test_units_get_letters_where_they_differ(told: Told) -> None:
    found = table(told, rows="nps", columns="unit")
    assert [(group["letter"], group["n"]) for group in found["groups"]] == [("A", 120), ("B", 50)]
    assert letters(found) == {3: ["", "A"], 8: ["", ""], 9: ["B", ""]}
    nine = found["answers"][2]["cells"][0]
    assert nine["value"] == pytest.approx(80 / 120)
    assert found["correction"] == "bh"
    assert "Benjamini" in found["method"]


def test_small_columns_neither_get_nor_give_letters(silent: Told) -> None:
    silent.tell(100, {"nps": 3}, unit=silent.world.prague)
    silent.tell(29, {"nps": 10}, unit=silent.world.brno)
    found = table(silent, rows="nps", columns="unit", correction="none")
    assert {one for line in letters(found).values() for one in line} == {""}
    assert [group["indicative"] for group in found["groups"]] == [False, True]


def test_weights_change_shares_and_show_what_the_answers_are_worth(silent: Told) -> None:
    for score, weight in ((9, 3.0), (3, 1.0)):
        silent.tell(50, {"nps": score}, unit=silent.world.prague, weight=weight)
    weighted = table(silent, rows="nps", columns="unit")
    assert weighted["answers"][1]["cells"][0]["value"] == pytest.approx(0.75)
    assert weighted["groups"][0]["n_kish"] == pytest.approx(80)
    assert weighted["groups"][0]["n"] == 100
    plain = table(silent, rows="nps", columns="unit", weighted="false")
    assert plain["answers"][1]["cells"][0]["value"] == pytest.approx(0.5)
    assert plain["groups"][0]["n_star"] is None


def test_weights_that_are_all_zero_give_no_share(silent: Told) -> None:
    silent.tell(40, {"nps": 9}, unit=silent.world.prague, weight=0.0)
    found = table(silent, rows="nps", columns="unit")
    assert found["answers"][0]["cells"][0]["value"] is None
    page = silent.client.get(PAGE, {"rows": "nps"})
    assert page.status_code == 200


def test_one_question_is_crossed_with_another(told: Told) -> None:
    found = table(told, rows="nps", columns="question:csat")
    assert [(group["key"], group["n"]) for group in found["groups"]] == [("2", 45), ("5", 125)]
    by_answer = {line["answer"]: [cell["value"] for cell in line["cells"]] for line in found["answers"]}
    assert by_answer[3] == [1.0, 0.0]


def test_the_page_shows_the_table_and_its_files_hold_the_same(told: Told) -> None:
    page = told.client.get(PAGE, {"rows": "nps", "columns": "unit"}).content.decode()
    assert "66.7%" in page
    assert "Praha" in page
    lines = told.client.get(PAGE, {"rows": "nps", "columns": "unit", "as": "csv"}).content.decode("utf-8-sig")
    assert lines.splitlines()[3].startswith("9,0.666")


@pytest.mark.parametrize(
    "wish",
    [
        {"rows": "nps", "columns": "unit"},
        {"rows": "nps", "columns": "question:csat", "correction": "none"},
        {"rows": "csat", "columns": "a_product", "weighted": "0"},
    ],
)
def test_both_files_hold_the_same_cells(told: Told, wish: dict[str, str]) -> None:
    """Cell by cell, in full precision; a name that begins as a formula does stays a text in both."""
    told.tell(31, {"nps": 9, "csat": 4}, unit=told.world.brno, weight=1.7, product="=1+1")
    text = told.client.get(PAGE, {**wish, "as": "csv"}).content.decode("utf-8-sig")
    lines = list(csv.reader(StringIO(text)))
    book = told.client.get(PAGE, {**wish, "as": "xlsx"}).content
    sheet = CalamineWorkbook.from_filelike(BytesIO(book)).get_sheet_by_index(0).to_python()
    assert len(lines) == len(sheet) > 4
    width = len(lines[0])
    for written, kept in zip(lines, sheet, strict=True):
        padded = written + [""] * (width - len(written))
        assert [cell if isinstance(cell, str) else pytest.approx(cell) for cell in kept] == [
            plain if isinstance(cell, str) else float(plain) for plain, cell in zip(padded, kept, strict=True)
        ]
    numbers = sum(isinstance(cell, float) for line in sheet for cell in line)
    assert numbers >= width // 2


@pytest.mark.parametrize(
    ("wish", "said"),
    [
        ({"rows": "nothing"}, "nps, csat"),
        ({"columns": "colour"}, "question:"),
        ({"columns": "question:nothing"}, "nps, csat"),
        ({"correction": "some"}, "bh, none"),
        ({"since": "yesterday"}, "a day such as"),
        ({"colour": "red"}, "Fields are"),
    ],
)
def test_what_does_not_exist_is_said_plainly(told: Told, wish: dict[str, str], said: str) -> None:
    answer = told.client.get(PAGE, wish)
    assert answer.status_code == 400
    assert said in answer.content.decode()
    assert Client().get("/api/v1/crosstab", wish, headers=Asking(told).headers).status_code == 422


def test_nobody_and_nothing_are_told_apart(silent: Told) -> None:
    assert "No answers here" in silent.client.get(PAGE).content.decode()
    silent.survey.delete()
    assert "No scored question yet" in silent.client.get(PAGE).content.decode()


def test_an_anonymous_survey_is_crossed_by_released_groups_only(pulse: Told) -> None:  # noqa: F811 - the fixture
    found = table(pulse, rows="nps", columns="unit")
    assert sum(group["n"] for group in found["groups"]) <= 81
    assert all(group["n"] >= 5 for group in found["groups"])
    assert any("whole groups" in said for said in found["warnings"])
    refused = Client().get(
        "/api/v1/crosstab", {"rows": "nps", "columns": "question:csat"}, headers=Asking(pulse).headers
    )
    assert refused.status_code == 422
    assert "anonymous" in refused.json()["detail"]
