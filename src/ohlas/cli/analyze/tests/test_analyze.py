"""`ohlas analyze` gives the promised figures from a file, and a clear sentence when it cannot."""

import csv
import json
import re
from pathlib import Path

import pytest
import typer
import xlsxwriter
from typer.testing import CliRunner

from ohlas.cli.analyze import analyze_command

AIRPORT = Path(__file__).parents[6] / "shared" / "data" / "surveys" / "airport" / "2017.csv"
APP = typer.Typer()
APP.command()(analyze_command)


def run(*given):
    return CliRunner().invoke(APP, [str(each) for each in given])


def answer(*given):
    result = run(*given, "--json")
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def write(path, rows):
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(rows)
    return path


@pytest.fixture
def airport():
    if not AIRPORT.exists():
        pytest.skip(f"no shared data at {AIRPORT}")
    return AIRPORT


@pytest.fixture
def visits(tmp_path):
    rows = [["score", "branch", "weight", "comment"]]
    rows += [[10, "Plzeň", 1, "Skvělá obsluha, přijdu zas"]] * 36
    rows += [[8, "Plzeň", 1, ""]] * 40
    rows += [[3, "Žďár", 2, "Čekání bylo p??li? dlouh?"]] * 20
    rows += [[0, "", 1, "PĹ™Ă­liĹˇ drahĂ©"]] * 4
    return write(tmp_path / "visits.csv", rows)


def test_the_airports_nps_is_the_golden_one(airport):
    given = answer(airport, "--score", "NETPRO", "--metric", "nps", "--missing", "11")
    assert round(given["value"], 2) == 39.84
    assert (given["n"], round(given["low"], 2), round(given["high"], 2)) == (2746, 37.18, 42.41)
    assert given["weighted"] is False
    assert given["excluded"] == {"empty": 1, "declared missing": 84}
    assert set(given) == {
        "metric", "value", "low", "high", "n", "n_star", "n_kish", "weighted", "excluded", "groups",
    }  # fmt: skip


def test_the_airports_weighted_nps_is_the_golden_one(airport):
    given = answer(airport, "--score", "NETPRO", "--metric", "nps", "--missing", "11", "--weight", "WEIGHT")
    rounded = [round(given[key], 2) for key in ("value", "low", "high")]
    assert rounded == [40.40, 37.51, 43.18]
    assert given["weighted"]
    assert given["n_star"] == pytest.approx(2301.05, abs=0.01)


@pytest.mark.parametrize("columns", [["BAREA"], ["LANG", "DESTMARK"], ["Q16LIVE"], ["GATE", "DAY"]])
def test_groups_add_up_to_the_total(airport, columns):
    with airport.open() as file:
        names = next(csv.reader(file))
    columns = [name for name in columns if name in names] or names[5:6]
    by = [part for name in columns for part in ("--by", name)]
    given = answer(airport, "--score", "NETPRO", "--metric", "nps", "--missing", "11", *by)
    assert sum(group["n"] for group in given["groups"]) == given["n"] == 2746
    assert set(given["groups"][0]["by"]) == set(columns)


def test_an_empty_group_value_is_a_group_of_its_own(visits):
    groups = answer(visits, "--score", "score", "--metric", "nps", "--by", "branch")["groups"]
    assert [(group["by"]["branch"], group["n"]) for group in groups] == [
        ("Plzeň", 76),
        ("Žďár", 20),
        (None, 4),
    ]
    assert groups[1]["value"] == -100


def test_every_reason_is_counted_apart(tmp_path):
    rows = [
        ["score", "w"],
        [9, 1],
        ["", 1],
        ["11", 1],
        ["n/a", 1],
        ["6.5", 1],
        ["12", 1],
        [10, ""],
        [10, "-1"],
        [3, "x"],
    ]
    given = answer(
        write(tmp_path / "t.csv", rows),
        "--score",
        "score",
        "--metric",
        "nps",
        "--missing",
        "11",
        "--weight",
        "w",
    )
    assert given["n"] == 1
    assert given["excluded"] == {
        "empty": 1, "declared missing": 1, "not a number": 1, "off the scale": 2, "weight missing": 2,
        "weight negative": 1,
    }  # fmt: skip


def test_codes_for_missing_are_met_as_text_and_as_number(tmp_path):
    path = write(tmp_path / "t.csv", [["score"], ["9"], ["99"], ["99.0"], [" N/A "], ["-1"]])
    given = answer(path, "--score", "score", "--metric", "mean", "--missing", "99,n/a", "--missing", "-1")
    assert (given["value"], given["excluded"]) == (9, {"declared missing": 4})


def test_a_torn_line_is_left_out_and_counted(tmp_path):
    path = tmp_path / "t.csv"
    path.write_text("score,branch\n" + "9,A\n" * 20 + "9\n" + "8,B\n" * 20)
    assert answer(path, "--score", "score", "--metric", "nps")["excluded"] == {"unreadable line": 1}


@pytest.mark.parametrize(
    ("metric", "value"), [("csat", 0.6), ("ces1", 3.4), ("mean", 3.4), ("csat_mean", 3.4), ("ces1_easy", 0.3)]
)
def test_measures_of_five_points(tmp_path, metric, value):
    scores = [1, 2, 2, 3, 4, 4, 4, 4, 5, 5]
    path = write(tmp_path / "t.csv", [["score", "x"], *[[score, 1] for score in scores]])
    assert answer(path, "--score", "score", "--metric", metric)["value"] == pytest.approx(value)


def test_nobody_answered_is_null_and_not_zero(tmp_path):
    path = write(tmp_path / "t.csv", [["score", "x"], ["", 1], ["", 2]])
    given = answer(path, "--score", "score", "--metric", "nps")
    assert (given["value"], given["low"], given["n"]) == (None, None, 0)


def test_people_are_masked_in_comments_shown_and_reported(tmp_path):
    path, out = tmp_path / "named.csv", tmp_path / "report.html"
    said = "Prosím zavolejte mi na +420 602 123 456, Jan Novák, jan.novak@seznam.cz"
    path.write_text("score,comment\n" + f'2,"{said}"\n' * 20, encoding="utf-8")
    (shown,) = answer(path, "--score", "score", "--metric", "nps", "--text", "comment")["text"]["classes"][
        -1
    ]["examples"]
    assert shown == "Prosím zavolejte mi na [phone], [name], [email]"
    run(path, "--score", "score", "--metric", "nps", "--text", "comment", "--html", out)
    assert not re.search("602 123|Novák|seznam", out.read_text(encoding="utf-8"))


def test_a_workbook_gives_the_same_as_text(visits, tmp_path):
    path = tmp_path / "visits.xlsx"
    with xlsxwriter.Workbook(path) as book, visits.open(encoding="utf-8") as file:
        sheet = book.add_worksheet()
        for number, row in enumerate(csv.reader(file)):
            sheet.write_row(number, 0, [int(cell) if cell.isdigit() else cell for cell in row])
    given = ("--score", "score", "--metric", "nps", "--by", "branch", "--weight", "weight")
    assert answer(path, *given) == answer(visits, *given)


def test_comments_are_counted_by_class(visits):
    text = answer(visits, "--score", "score", "--metric", "nps", "--text", "comment")["text"]
    assert (text["answers"], text["comments"], text["repaired"], text["lost_letters"]) == (100, 60, 4, 20)
    classes = {each["class"].split()[0]: each for each in text["classes"]}
    assert (classes["Promoters"]["comments"], classes["Passives"]["comments"]) == (36, 0)
    assert "Příliš drahé" in classes["Detractors"]["examples"]


def test_the_table_shows_bars_intervals_and_what_was_left_out(visits):
    shown = run(visits, "--score", "score", "--metric", "nps", "--by", "branch")
    assert shown.exit_code == 0
    assert "12.0, between −3.1 and 26.4, from 100 answers" in shown.stdout
    assert "indicative" in shown.stdout
    assert "●" in shown.stdout
    assert "Left out: nothing" in shown.stdout


def test_a_scale_without_zero_is_questioned(tmp_path):
    path = write(tmp_path / "t.csv", [["score", "x"], *[[1 + i % 10, 1] for i in range(100)]])
    assert "begin at 1" in " ".join(run(path, "--score", "score", "--metric", "nps").stdout.split())


def test_a_cell_cannot_steer_the_terminal(tmp_path):
    path = write(tmp_path / "t.csv", [["score", "branch"], *[[9, "\x1b[2J[red]evil\u202e"]] * 3])
    shown = run(path, "--score", "score", "--metric", "nps", "--by", "branch").stdout
    assert "\x1b" not in shown
    assert "\u202e" not in shown
    assert "[red]evil" in shown


@pytest.mark.parametrize(
    ("content", "given", "said"),
    [
        ("score,branch\n9,A\n8,B\n", ("--score", "scor", "--metric", "nps"), "no column 'scor'. Nearest: score"),
        ("score,branch\n9,A\n", ("--score", "score", "--metric", "nps", "--by", "brnch"), "Nearest: branch"),
        ("score,branch\n9,A\n", ("--score", "score", "--metric", "npss"), "nps"),
        ("", ("--score", "score", "--metric", "nps"), "empty"),
        ("score,branch\n", ("--score", "score", "--metric", "nps"), "no rows"),
        ("score,branch\n55,A\n66,B\n", ("--score", "score", "--metric", "nps"), "scale 0 to 10"),
        ("score,branch\nx,A\ny,B\n", ("--score", "branch", "--metric", "mean"), "a number"),
        ("%PDF-1.7", ("--score", "score", "--metric", "nps"), "PDF"),
    ],
)  # fmt: skip
def test_what_cannot_be_done_is_one_sentence_and_code_2(tmp_path, content, given, said):
    path = tmp_path / "t.csv"
    path.write_text(content)
    result = run(path, *given)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert said in result.stderr
    assert "Traceback" not in result.stderr


def test_a_missing_file_is_code_2(tmp_path):
    result = run(tmp_path / "no.csv", "--score", "score", "--metric", "nps")
    assert (result.exit_code, "There is no file" in result.stderr) == (2, True)


def test_too_many_groups_are_refused(tmp_path):
    path = write(tmp_path / "t.csv", [["score", "id"], *[[9, f"k{i}"] for i in range(10_001)]])
    result = run(path, "--score", "score", "--metric", "nps", "--by", "id")
    assert (result.exit_code, "10,000 groups" in result.stderr) == (2, True)


def test_the_report_stands_alone(visits, tmp_path):
    out = tmp_path / "report.html"
    given = (
        "--score",
        "score",
        "--metric",
        "nps",
        "--by",
        "branch",
        "--text",
        "comment",
        "--weight",
        "weight",
    )
    assert run(visits, *given, "--html", out).exit_code == 0
    page = out.read_text(encoding="utf-8")
    assert not re.search(r"(?:src|href)\s*=|url\((?!#)|@import|<script|<link", page)
    links = set(re.findall(r"https?://[^\"' <]+", page))
    assert links <= {"http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"}
    assert page.count("<svg") == 8
    ids = re.findall(r'\bid="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    for word in (
        "left out because",
        "How we counted",
        "n* =",
        "adjusted Wald",
        "The numbers behind it",
        "Příliš drahé",
    ):
        assert word in page


def test_nothing_of_a_file_becomes_markup_in_the_report(tmp_path):
    evil = "<script>alert(1)</script>"
    rows = [
        [f"score{evil}", f"branch{evil}", f"note{evil}"],
        *[[9, f'"><img src=x onerror=1>{evil}', evil]] * 40,
    ]
    path = write(tmp_path / "evil<b>.csv", [*rows, *[[3, "B", evil]] * 40])
    out = tmp_path / "report.html"
    names = rows[0]
    assert (
        run(
            path, "--score", names[0], "--metric", "nps", "--by", names[1], "--text", names[2], "--html", out
        ).exit_code
        == 0
    )
    page = out.read_text(encoding="utf-8")
    assert "<script" not in page
    assert "<img" not in page
    assert "<b>" not in page
    assert "&lt;script&gt;" in page


def test_groups_with_long_names_alike_at_the_start_keep_a_line_each(tmp_path):
    names = ["Branch " * 10 + ending for ending in "ABC"]
    path = write(tmp_path / "t.csv", [["score", "branch"], *[[9, name] for name in names]])
    out = tmp_path / "report.html"
    assert run(path, "--score", "score", "--metric", "nps", "--by", "branch", "--html", out).exit_code == 0
    assert {"(2)", "(3)"} <= set(re.findall(r"\(\d\)", out.read_text(encoding="utf-8")))


def test_a_report_that_cannot_be_written_leaves_nothing(visits, tmp_path):
    out = tmp_path / "nowhere" / "report.html"
    result = run(visits, "--score", "score", "--metric", "nps", "--html", out)
    assert (result.exit_code, "cannot be written" in result.stderr) == (2, True)
    assert not out.parent.exists()


def test_a_mean_of_many_values_is_drawn_in_classes(tmp_path):
    path = write(tmp_path / "t.csv", [["score", "x"], *[[i / 7, 1] for i in range(200)]])
    out = tmp_path / "report.html"
    assert run(path, "--score", "score", "--metric", "mean", "--html", out).exit_code == 0
    assert "Student" in out.read_text(encoding="utf-8")


def test_no_django_is_loaded():
    import subprocess
    import sys

    code = (
        "import sys; import ohlas.cli.analyze.result, ohlas.cli.analyze.terminal, ohlas.cli.analyze.report; "
        "print([m for m in ('django', 'duckdb', 'pyarrow', 'vl_convert', 'scipy') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603
    assert done.stdout.strip() == "[]"
