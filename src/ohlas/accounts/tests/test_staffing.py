"""Employees are added, changed and let go one by one, on their pages."""

from datetime import date

import pytest
from django.test import Client
from tests.world import World

from ohlas.accounts.access import actor_for
from ohlas.accounts.actions import Person, take_on_employee
from ohlas.accounts.models import AuditEntry, Employee
from ohlas.accounts.queries import EmployeeView

NEW = "/o/sova/employees/new/"


@pytest.fixture
def client(world: World) -> Client:
    return world.signed_in(world.alice)


@pytest.fixture
def eva(world: World) -> EmployeeView:
    person = Person("17", "Eva Nováková", "eva@example.com", "Barista", world.brno.id, date(2025, 1, 1))
    return take_on_employee(actor=actor_for(world.alice, "sova"), person=person, now=world.now)


def form(world: World, **given: str) -> dict[str, str]:
    whole = {
        "name": "Eva",
        "code": "17",
        "unit": str(world.brno.id),
        "position": "",
        "email": "",
        "valid_from": "",
    }
    return {**whole, **given}


def test_somebody_is_added(world: World, client: Client) -> None:
    answer = client.post(
        NEW, form(world, name="  Jan   Král ", code=" 9 ", email="Jan@Example.com"), follow=True
    )
    assert "Jan Král was added." in answer.content.decode()
    row = Employee.objects.get(code="9")
    assert (row.name, row.email, row.unit_id) == ("Jan Král", "jan@example.com", world.brno.id)
    assert AuditEntry.objects.get(deed="take_on_employee").object_id == str(row.id)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"name": " "}, "This field is required"),
        ({"code": " 17 "}, "Another employee has this code"),
        ({"email": "eva@"}, "valid email address"),
        ({"valid_from": "31.2.2026"}, "valid date"),
        ({"unit": "018f0000-0000-7000-8000-000000000000"}, "valid choice"),
    ],
)
def test_wrong_input_is_named_and_nothing_is_added(
    world: World, client: Client, eva: EmployeeView, wrong: dict[str, str], words: str
) -> None:
    answer = client.post(NEW, form(world, **{"code": "18", **wrong}))
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert Employee.objects.count() == 1


def test_somebody_is_changed_and_the_record_says_what(
    world: World, client: Client, eva: EmployeeView
) -> None:
    where = f"/o/sova/employees/{eva.id}/"
    assert 'value="Eva Nováková"' in client.get(where).content.decode()
    client.post(where, form(world, name="Eva Malá", position="Barista", email="eva@example.com"))
    assert Employee.objects.get().name == "Eva Malá"
    assert AuditEntry.objects.get(deed="change_employee").details == {"fields": ["name", "valid_from"]}


def test_somebody_is_let_go_and_taken_back(world: World, client: Client, eva: EmployeeView) -> None:
    where = f"/o/sova/employees/{eva.id}/"
    client.post(f"{where}leave/", {"on": "2026-01-01"})
    assert Employee.objects.get().valid_to == date(2026, 1, 1)
    assert "works here no longer" in client.get(where).content.decode()
    assert "until " in client.get("/o/sova/employees/").content.decode()
    client.post(f"{where}leave/", {"stays": "yes"})
    assert Employee.objects.get().valid_to is None


@pytest.mark.parametrize("day", ["2025-01-01", "2024-12-31", "", "soon"])
def test_a_last_day_must_follow_the_first(client: Client, eva: EmployeeView, day: str) -> None:
    answer = client.post(f"/o/sova/employees/{eva.id}/leave/", {"on": day})
    assert answer.status_code == 422
    assert Employee.objects.get().valid_to is None


def test_those_who_may_only_look_see_no_forms(world: World, eva: EmployeeView) -> None:
    world.carol.memberships.update(role="analyst")
    looker = world.signed_in(world.carol)
    where = f"/o/sova/employees/{eva.id}/"
    page = looker.get(where).content.decode()
    assert "eva@example.com" in page
    assert "Let go" not in page
    assert looker.post(where, form(world)).status_code == 403
    assert looker.get(NEW).status_code == 403


def test_a_scoped_manager_adds_only_within_their_part(world: World) -> None:
    world.bob.memberships.update(role="cx_manager")
    bob = world.signed_in(world.bob)
    assert bob.post(NEW, form(world)).status_code in {403, 422}
    assert bob.post(NEW, form(world, unit="")).status_code in {403, 422}
    assert not Employee.objects.exists()
