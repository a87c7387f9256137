"""Employees from a table."""

from dataclasses import replace
from pathlib import Path

import pytest
import xlsxwriter
from tests.world import World

from ohlas.accounts.access import Actor, actor_for
from ohlas.accounts.actions import check_employees, import_employees
from ohlas.accounts.errors import Forbidden, Refused
from ohlas.accounts.models import AuditEntry, Employee
from ohlas.accounts.queries import employee_by_code

GOOD = (
    "Osobní číslo;Jméno;Příjmení;E-mail;Pobočka;Pozice\n"
    "7;Jana;Nováková;Jana@sova.example;PRAHA;baristka\n"
    "8;Petr;Černý;;brno;\n"
)


@pytest.fixture
def alice(world: World) -> Actor:
    return actor_for(world.alice, "sova")


def written(folder: Path, text: str, encoding: str = "utf-8", name: str = "people.csv") -> Path:
    path = folder / name
    path.write_text(text, encoding=encoding)
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1250", "utf-16"])
def test_people_come_in_with_their_unit(world: World, alice: Actor, tmp_path: Path, encoding: str) -> None:
    path = written(tmp_path, GOOD, encoding)
    planned = check_employees(actor=alice, path=path)
    assert (planned.new, planned.bad, Employee.objects.count()) == (2, (), 0)
    report = import_employees(actor=alice, path=path, now=world.now)
    assert report == planned
    jana = Employee.objects.get(code="7")
    assert (jana.name, jana.email, jana.position) == ("Jana Nováková", "jana@sova.example", "baristka")
    assert jana.unit_id == world.prague.id
    assert employee_by_code(alice.organisation.id, " 8 ").name == "Petr Černý"  # type: ignore[union-attr]


def test_the_same_file_again_changes_nothing(world: World, alice: Actor, tmp_path: Path) -> None:
    path = written(tmp_path, GOOD)
    import_employees(actor=alice, path=path, now=world.now)
    before = list(Employee.objects.order_by("code").values())
    report = import_employees(actor=alice, path=path, now=world.now)
    assert (report.new, report.changed, report.unchanged) == (0, 0, 2)
    assert list(Employee.objects.order_by("code").values()) == before
    assert AuditEntry.objects.filter(deed="import_employees").count() == 1


def test_a_changed_file_changes_only_what_it_says(world: World, alice: Actor, tmp_path: Path) -> None:
    import_employees(actor=alice, path=written(tmp_path, GOOD), now=world.now)
    path = written(tmp_path, "code,name\n7,Jana Malá\n8,Petr Černý\n")
    report = import_employees(actor=alice, path=path, now=world.now)
    assert (report.new, report.changed, report.unchanged) == (0, 1, 1)
    jana = Employee.objects.get(code="7")
    assert (jana.name, jana.email, jana.unit_id) == ("Jana Malá", "jana@sova.example", world.prague.id)


def test_an_excel_file_reads_the_same(world: World, alice: Actor, tmp_path: Path) -> None:
    path = tmp_path / "people.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(line.split(";") for line in GOOD.splitlines()):
            sheet.write_row(number, 0, row)
    assert import_employees(actor=alice, path=path, now=world.now).new == 2


@pytest.mark.parametrize(
    ("row", "word"),
    [
        (";Eva;;;;", "code"),
        ("9;;;;;", "name"),
        ("9;Eva;;no address;;", "e-mail"),
        ("9;Eva;;;prha;", "Nearest: praha"),
        ("9;Eva;;;krakow;", "no unit"),
        ("7;Eva;;;;", "earlier row"),
        ("9;" + "x" * 200 + ";;;;", "200"),
    ],
)
def test_a_bad_row_is_left_out_with_its_reason(
    world: World, alice: Actor, tmp_path: Path, row: str, word: str
) -> None:
    report = import_employees(actor=alice, path=written(tmp_path, GOOD + row + "\n"), now=world.now)
    assert report.new == 2
    assert [bad.number for bad in report.bad] == [3]
    assert word in report.bad[0].reason


def test_a_formula_stays_text(world: World, alice: Actor, tmp_path: Path) -> None:
    path = written(tmp_path, 'code,name\n1,"=HYPERLINK(""http://x"")"\n2,<b>Eva</b>\n')
    import_employees(actor=alice, path=path, now=world.now)
    assert Employee.objects.get(code="1").name == '=HYPERLINK("http://x")'


@pytest.mark.parametrize("text", ["", "a,b\n1,2\n", "code\n1\n", "%PDF-1.4", "<html></html>"])
def test_what_is_no_table_of_people_is_refused(world: World, alice: Actor, tmp_path: Path, text: str) -> None:
    with pytest.raises(Refused) as refusal:
        import_employees(actor=alice, path=written(tmp_path, text), now=world.now)
    assert refusal.value.field == "file"
    assert not Employee.objects.exists()


def test_a_scoped_actor_reaches_only_their_units(world: World, alice: Actor, tmp_path: Path) -> None:
    import_employees(actor=alice, path=written(tmp_path, GOOD), now=world.now)
    scoped = replace(alice, scope=frozenset({world.prague.id}))
    text = "code;name;unit\n8;Petr Zlý;praha\n9;Eva;praha\n10;Ivo;brno\n11;Ola;\n"
    report = import_employees(actor=scoped, path=written(tmp_path, text), now=world.now)
    assert (report.new, [bad.number for bad in report.bad]) == (1, [1, 3, 4])
    assert Employee.objects.get(code="8").name == "Petr Černý"


def test_people_without_the_right_import_nobody(world: World, tmp_path: Path) -> None:
    carol = actor_for(world.carol, "sova")
    with pytest.raises(Forbidden):
        import_employees(actor=carol, path=written(tmp_path, GOOD), now=world.now)
    with pytest.raises(Forbidden):
        check_employees(actor=carol, path=written(tmp_path, GOOD))
