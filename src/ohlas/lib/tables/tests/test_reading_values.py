"""Numbers and moments are read from text, or the reason is given why not."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from ohlas.lib.tables import (
    ColumnKind,
    Reason,
    UnknownColumn,
    column_index,
    escape_cell,
    guess_time,
    inspect,
    parse_number,
    parse_time,
)

PRAGUE = ZoneInfo("Europe/Prague")


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("9", 9), ("9.0", 9), ("9,0", 9), (" 9 ", 9), ("-5", -5), ("−5", -5), ("6.5", 6.5), (".5", 0.5),
        ("1 234,5", 1234.5), ("1\u00a0234", 1234), ("1.234,5", 1234.5), ("1,234.5", 1234.5), ("1e3", 1000),
        ("1,234", 1.234), ("1.234.567", 1234567),
    ],
)  # fmt: skip
def test_numbers_of_every_hand_are_read(text, number):
    assert parse_number(text) == number


@pytest.mark.parametrize(
    "text", ["n/a", "nan", "inf", "1e999", "0x10", "1_0", "=9", "9 9", "1.2.3", "٣", "9" * 60]
)
def test_what_is_no_number_says_so(text):
    assert parse_number(text) is Reason.NOT_A_NUMBER


@pytest.mark.parametrize("text", ["", "  ", "\u00a0"])
def test_an_empty_cell_is_empty_and_not_zero(text):
    assert parse_number(text) is Reason.EMPTY


@pytest.mark.parametrize(
    ("text", "written", "moment"),
    [
        ("2024-03-01", "iso", datetime(2024, 2, 29, 23, tzinfo=UTC)),
        ("2024-03-01T10:00:00Z", "iso", datetime(2024, 3, 1, 10, tzinfo=UTC)),
        ("2024-03-01 10:00:00 +0200", "iso", datetime(2024, 3, 1, 8, tzinfo=UTC)),
        ("2024-3-1 9:05", "iso", datetime(2024, 3, 1, 8, 5, tzinfo=UTC)),
        ("1.3.2024 10:30", "d.m.Y", datetime(2024, 3, 1, 9, 30, tzinfo=UTC)),
        ("1. 3. 2024", "d.m.Y", datetime(2024, 2, 29, 23, tzinfo=UTC)),
        ("01.03.24", "d.m.Y", datetime(2024, 2, 29, 23, tzinfo=UTC)),
        ("1/3/2024", "d/m/Y", datetime(2024, 2, 29, 23, tzinfo=UTC)),
        ("3/1/2024 1:15:00 PM", "m/d/Y", datetime(2024, 3, 1, 12, 15, tzinfo=UTC)),
        ("45352.5", "excel", datetime(2024, 3, 1, 11, tzinfo=UTC)),
        ("1709287200", "unix", datetime(2024, 3, 1, 10, tzinfo=UTC)),
        ("1709287200000", "unix", datetime(2024, 3, 1, 10, tzinfo=UTC)),
        ("31.3.2024 2:30", "d.m.Y", datetime(2024, 3, 31, 1, 30, tzinfo=UTC)),
        ("27.10.2024 2:30", "d.m.Y", datetime(2024, 10, 27, 0, 30, tzinfo=UTC)),
    ],
)
def test_moments_of_every_hand_are_read_in_the_zone(text, written, moment):
    assert parse_time(text, written, PRAGUE) == moment


@pytest.mark.parametrize(
    ("text", "written"),
    [("31.2.2024", "d.m.Y"), ("25/04/2024", "m/d/Y"), ("1.3.0024", "d.m.Y"), ("x", "excel"),
     ("20240301", "iso"), ("1/1/2024 13:00 PM", "d/m/Y"), ("99999999", "excel")],
)  # fmt: skip
def test_what_is_no_moment_says_so(text, written):
    assert parse_time(text, written, PRAGUE) is Reason.NOT_A_TIME


def test_an_empty_moment_is_empty():
    assert parse_time(" ", "iso", PRAGUE) is Reason.EMPTY


@pytest.mark.parametrize(
    ("values", "written"),
    [
        (["2024-01-05", "2024-02-28 10:00"], "iso"),
        (["5.1.2024", "28.2.2024"], "d.m.Y"),
        (["05/01/2024", "28/02/2024"], "d/m/Y"),
        (["01/05/2024", "02/28/2024"], "m/d/Y"),
    ],
)
def test_one_telling_date_settles_the_column(values, written):
    guess = guess_time(values)
    assert (guess.format, guess.is_ambiguous, guess.misfits) == (written, False, 0)


def test_dates_without_a_day_above_twelve_are_reported_as_ambiguous():
    guess = guess_time(["03/04/2024", "05/06/2024"])
    assert guess.is_ambiguous
    assert set(guess.candidates) == {"d/m/Y", "m/d/Y"}


def test_slashes_that_need_both_orders_are_ambiguous():
    guess = guess_time(["25/04/2024", "04/25/2024", "01/02/2024"])
    assert guess.is_ambiguous
    assert guess.misfits == 1


def test_three_formats_in_one_column_are_counted(tmp_path):
    path = tmp_path / "dates.csv"
    path.write_text("id,when\n1,2024-01-05\n2,2024-01-06\n3,2024-01-07\n4,28.2.2024\n5,02/28/2024\n")
    info = inspect(path)
    assert info.columns[1].time.format == "iso"
    assert info.columns[1].time.misfits == 2
    assert any("mixed" in warning for warning in info.warnings)


def test_plain_numbers_are_not_taken_for_dates():
    assert guess_time(["20240105", "45352", "9.5"]).format is None


def test_columns_say_what_they_hold(tmp_path):
    path = tmp_path / "columns.csv"
    lines = [f"{i},{i % 11},{i / 10:.1f},note {i % 3}," for i in range(1, 101)]
    path.write_text("id,score,weight,note,nothing\n" + "\n".join(lines) + "\n")
    columns = inspect(path).columns
    kinds = ("INTEGER", "INTEGER", "DECIMAL", "TEXT", "EMPTY")
    assert [column.kind for column in columns] == [ColumnKind[kind] for kind in kinds]
    assert (columns[1].low, columns[1].high, columns[1].distinct) == (0, 10, 11)
    assert columns[3].samples == ("note 1", "note 2", "note 0")
    assert columns[4].is_mostly_empty


def test_some_words_do_not_make_a_column_of_scores_text(tmp_path):
    path = tmp_path / "scores.csv"
    path.write_text("id,score\n" + "".join(f"{i},{i % 11 if i % 20 else 'n/a'}\n" for i in range(1, 101)))
    column = inspect(path).columns[1]
    assert (column.kind, column.not_numbers) == (ColumnKind.INTEGER, 5)


def test_an_unknown_column_names_its_nearest(tmp_path):
    path = tmp_path / "table.csv"
    path.write_text("NETPRO,WEIGHT\n9,1\n8,1\n")
    with pytest.raises(UnknownColumn, match="NETPRO") as caught:
        column_index(inspect(path), "netpr")
    assert caught.value.nearest == ("NETPRO",)


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@sum", "\tx", "\rx"])
def test_cells_a_spreadsheet_would_run_are_escaped(text):
    assert escape_cell(text) == "'" + text


@pytest.mark.parametrize("text", ["", "a=b", "Plzeň", "'=1"])
def test_other_cells_stay_as_they_are(text):
    assert escape_cell(text) == text


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-03-31", "2026-03-31"),
        ("31.3.2026", "2026-03-31"),
        ("3/31/2026 08:15", "2026-03-31"),
        ("31/3/2026", "2026-03-31"),
        ("03/03/2026", "2026-03-03"),
    ],
)
def test_a_date_that_can_only_be_one_day_is_read_whatever_its_spelling(text: str, day: str) -> None:
    moment = parse_time(text, "mixed", UTC)
    assert not isinstance(moment, Reason)
    assert moment.date().isoformat() == day


@pytest.mark.parametrize(
    ("text", "reason"),
    [("03/04/2026", Reason.AMBIGUOUS), ("soon", Reason.NOT_A_TIME), (" ", Reason.EMPTY)],
)
def test_a_date_that_could_be_two_days_is_not_decided(text: str, reason: Reason) -> None:
    assert parse_time(text, "mixed", UTC) is reason


def test_several_spellings_in_a_column_are_found_and_counted() -> None:
    guess = guess_time(["2026-03-31", "31.3.2026", "3/31/2026", "03/04/2026", "30.3.2026"])
    assert (guess.is_mixed, guess.undecided) == (True, 1)


def test_both_orders_in_a_column_are_never_read_as_one() -> None:
    guess = guess_time(["25/04/2024", "26/04/2024", "04/25/2024", "01/02/2024"])
    assert guess.is_mixed


def test_one_spelling_with_a_slip_stays_one_spelling() -> None:
    assert not guess_time(["1.3.2026", "2.3.2026", "3.3.2026", "soon"]).is_mixed
