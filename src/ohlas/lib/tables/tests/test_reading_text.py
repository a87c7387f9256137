"""Delimited text of every origin is recognised and read, and one bad line costs one line."""

import pytest

from ohlas.lib.tables import BadRow, EmptyFile, NoSuchFile, NotATable, Row, inspect, rows

CZECH = "pobočka;skóre;poznámka\nPlzeň;9;Příliš žluťoučký kůň\nŽďár;3;Čekání dlouhé, šíleně\nTábor;7;líný\n"
POLISH = "oddział;ocena\nŁódź;9\nKraków;3\nBiałystok, łąkowa;7\nŚwięta Żabka;10\n"
RUSSIAN = "филиал;оценка;отзыв\nМосква;9;Очень вежливый персонал\nПермь;3;Долго ждали ответа\n"
UKRAINIAN = "філія;оцінка;відгук\nКиїв;9;Дуже ввічливий персонал\nЛьвів;3;Її ґанок, чекали довго\n"
GERMAN = "filiale;note\nKöln;9\nDüsseldorf;3\nGießen;7\n"


def write(tmp_path, content, encoding="utf-8", name="table.csv"):
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
    return path


def all_rows(path, **given):
    return list(rows(path, inspect(path, **given)))


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        *[(CZECH, name) for name in ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1250")],
        *[(CZECH, name) for name in ("iso8859-2", "cp852")],
        *[(POLISH, name) for name in ("utf-8", "cp1250", "iso8859-2", "cp852", "utf-16-le")],
        *[(RUSSIAN, name) for name in ("utf-8", "cp1251", "koi8-r", "cp866", "iso8859-5", "utf-16")],
        *[(UKRAINIAN, name) for name in ("utf-8", "cp1251", "koi8-u", "utf-16-be")],
        *[(GERMAN, name) for name in ("utf-8", "cp1252", "iso8859-1", "cp1250")],
    ],
)
def test_letters_survive_whatever_the_encoding(tmp_path, text, encoding):
    path = write(tmp_path, text, encoding)
    info = inspect(path)
    expected = [line.split(";") for line in text.splitlines()]
    assert list(info.names) == expected[0]
    assert [list(row.values) for row in rows(path, info)] == expected[1:]
    assert info.undecodable_lines == 0


def test_a_byte_order_mark_is_reported_and_not_part_of_the_first_heading(tmp_path):
    info = inspect(write(tmp_path, CZECH, "utf-8-sig"))
    assert info.has_bom
    assert info.names[0] == "pobočka"


@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
def test_the_delimiter_is_the_one_that_cuts_evenly(tmp_path, sign):
    text = "".join(f'a{i}{sign}"x,;|y"{sign}{i}.5{sign}t\n' for i in range(30))
    info = inspect(write(tmp_path, f"one{sign}two{sign}three{sign}four\n{text}"))
    assert info.delimiter == sign
    assert info.names == ("one", "two", "three", "four")


def test_decimal_commas_do_not_pass_for_delimiters(tmp_path):
    info = inspect(write(tmp_path, "branch;weight\nA;1,5\nB;0,7\nC;2,25\n"))
    assert info.delimiter == ";"
    assert info.columns[1].has_decimal_comma
    assert (info.columns[1].low, info.columns[1].high) == (0.7, 2.25)


def test_excels_separator_line_is_obeyed_and_left_out(tmp_path):
    path = write(tmp_path, "sep=|\nname|score\nA|9\nB|3\n")
    assert inspect(path).names == ("name", "score")
    assert all_rows(path) == [Row(1, ("A", "9")), Row(2, ("B", "3"))]


def test_single_quotes_are_recognised(tmp_path):
    path = write(tmp_path, "'name','score'\n'A, B','9'\n'C, D','3'\n")
    assert all_rows(path)[0].values == ("A, B", "9")


def test_a_title_above_the_headings_is_left_out_and_told(tmp_path):
    info = inspect(write(tmp_path, "Report 2024;;\n;;\nbranch;score;when\nA;9;1.2.2024\nB;3;2.2.2024\n"))
    assert info.names == ("branch", "score", "when")
    assert info.skip == 3
    assert any("above the headings" in warning for warning in info.warnings)


def test_a_table_without_headings_gets_numbered_columns(tmp_path):
    path = write(tmp_path, "A,9,2024-01-05\nB,3,2024-01-06\n")
    info = inspect(path)
    assert not info.has_header
    assert info.names == ("column 1", "column 2", "column 3")
    assert len(list(rows(path, info))) == 2


def test_repeated_and_empty_headings_become_distinct_names(tmp_path):
    info = inspect(write(tmp_path, "Other,,Other,Other (2),\nx,1,y,z,2\n"))
    assert len(set(info.names)) == 5
    assert info.names[0] == "Other"
    assert len(info.warnings) == 2


def test_reading_goes_on_above_a_row_number(tmp_path):
    path = write(tmp_path, "id,score\n" + "".join(f"{i},5\n" for i in range(1, 101)))
    info = inspect(path)
    assert next(iter(rows(path, info, start=60))) == Row(61, ("61", "5"))
    assert list(rows(path, info, start=100)) == []


def test_lines_of_another_length_become_bad_rows_and_the_others_stay(tmp_path):
    lines = [f"{i},5,x\n" for i in range(1, 21)]
    lines[3] = "4,5\n"
    lines[7] = "8,5,x,y\n"
    read = all_rows(write(tmp_path, "id,score,note\n" + "".join(lines)))
    bad = [row for row in read if isinstance(row, BadRow)]
    assert [(row.number, row.raw) for row in bad] == [(4, "4,5\n"), (8, "8,5,x,y\n")]
    assert "4 values where the headings have 3" in bad[1].reason
    assert len(read) == 20


def test_a_stray_quote_costs_one_line_only(tmp_path):
    lines = [f"{i},5,note {i}\n" for i in range(1, 41)]
    lines[10] = '11,5,"never closed\n'
    read = all_rows(write(tmp_path, "id,score,note\n" + "".join(lines)))
    assert [row.number for row in read if isinstance(row, BadRow)] == [11]
    assert [row.values[0] for row in read if isinstance(row, Row)] == [
        str(i) for i in range(1, 41) if i != 11
    ]


def test_two_stray_quotes_cost_two_lines_and_not_the_rows_between(tmp_path):
    lines = [f"{i},5,note {i}\n" for i in range(1, 41)]
    lines[10] = '11,5,"never closed\n'
    lines[20] = '21,5,"nor this\n'
    read = all_rows(write(tmp_path, "id,score,note\n" + "".join(lines)))
    assert [row.number for row in read if isinstance(row, BadRow)] == [11, 21]
    assert len(read) == 40


def test_a_line_break_within_quotes_is_part_of_the_value(tmp_path):
    read = all_rows(write(tmp_path, 'id,note\n1,"two\nlines"\n2,one\n'))
    assert read == [Row(1, ("1", "two\nlines")), Row(2, ("2", "one"))]


def test_programs_that_leave_out_empty_values_at_the_end_are_understood(tmp_path):
    path = write(tmp_path, "id,score,note\n1,5\n2,6\n3,7,x\n4,8\n")
    assert all_rows(path)[0] == Row(1, ("1", "5", ""))
    assert inspect(path).pads_short_rows


def test_empty_lines_are_no_rows(tmp_path):
    assert len(all_rows(write(tmp_path, "id,score\n1,5\n\n,\n2,6\n\n\n"))) == 2


def test_mixed_encodings_keep_the_line_and_count_it(tmp_path):
    good = "".join(f"{i};Plzeň ší\n" for i in range(1, 30)).encode()
    path = write(tmp_path, "id;město\n".encode() + good + "30;Ústí nad Orlicí\n".encode("cp1250"))
    info = inspect(path)
    assert (info.encoding, info.undecodable_lines) == ("utf-8", 1)
    assert any("mixed" in warning for warning in info.warnings)
    read = list(rows(path, info))
    assert [row.number for row in read if row.is_damaged] == [30]
    assert read[-1].values[1].endswith("nad Orlic\ufffd")


def test_a_field_longer_than_any_comment_is_a_bad_row(tmp_path):
    read = all_rows(write(tmp_path, "id,note\n1,ok\n2," + "x" * 200_000 + "\n3,ok\n"))
    assert [type(row) for row in read] == [Row, BadRow, Row]
    assert len(read[1].raw) <= 2_000


def test_a_line_beyond_the_limit_is_not_held_in_memory(tmp_path):
    read = all_rows(write(tmp_path, "id,note\n1,ok\n2," + "y," * 3_000_000 + "\n3,ok\n"))
    assert [type(row) for row in read] == [Row, BadRow, Row]


def test_headings_and_cells_with_markup_stay_text(tmp_path):
    path = write(tmp_path, "<script>alert(1)</script>,=cmd|'/c calc'!A0\nx,=1+1\ny,@sum\n")
    assert inspect(path).names[0] == "<script>alert(1)</script>"
    assert all_rows(path)[0].values == ("x", "=1+1")


@pytest.mark.parametrize("content", [b"", b"id,score\n", b"\n\n\n"])
def test_a_file_without_rows_is_called_empty(tmp_path, content):
    with pytest.raises(EmptyFile):
        inspect(write(tmp_path, content))


@pytest.mark.parametrize(
    "content",
    [
        b"%PDF-1.7 x",
        b"\x89PNG\r\n\x1a\n",
        bytes(range(256)) * 40,
        b"<!DOCTYPE html><p>",
        b'{"a": 1}',
        b"\x1f\x8b\x08",
    ],
)
def test_what_is_no_table_is_refused(tmp_path, content):
    with pytest.raises(NotATable):
        inspect(write(tmp_path, content))


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(NoSuchFile, match="nowhere"):
        inspect(tmp_path / "nowhere.csv")
