"""The tree of units: each deed, and what it refuses."""

from dataclasses import replace
from datetime import date
from uuid import uuid4

import pytest
from tests.world import World

from ohlas.accounts.access import Actor, actor_for, system_actor
from ohlas.accounts.actions import close_unit, move_unit, open_unit, rename_unit, reopen_unit
from ohlas.accounts.errors import Forbidden, NotHere, Refused
from ohlas.accounts.models import AuditEntry, Unit
from ohlas.accounts.queries import subtree, unit_by_code, unit_paths, units_of
from ohlas.accounts.rules import UnitKind
from ohlas.outbox.models import Event

JUNE = date(2026, 6, 1)


@pytest.fixture
def alice(world: World) -> Actor:
    return actor_for(world.alice, "sova")


def test_an_opened_unit_stands_in_the_tree_with_audit_and_event(world: World, alice: Actor) -> None:
    unit = open_unit(
        actor=alice, code=" ova ", name="Ostrava\x00  centrum", parent_id=world.region.id, now=world.now
    )
    assert (unit.code, unit.name, unit.parent_id) == ("ova", "Ostrava centrum", world.region.id)
    assert unit.id in subtree(world.region.id)
    entry = AuditEntry.objects.get(deed="open_unit")
    assert (entry.object_id, entry.actor_id) == (str(unit.id), world.alice.id)
    assert (
        Event.objects.filter(name="accounts.units_changed", organisation_id=alice.organisation.id).count()
        == 1
    )


@pytest.mark.parametrize("code", ["praha", "PRAHA", " Praha "])
def test_a_code_is_given_once_in_any_letter_case(world: World, alice: Actor, code: str) -> None:
    with pytest.raises(Refused) as refusal:
        open_unit(actor=alice, code=code, name="Another", now=world.now)
    assert refusal.value.field == "code"
    open_unit(actor=alice, code=code + "2", name="Another", now=world.now)


def test_codes_match_in_any_letter_case_outside_english_too(world: World, alice: Actor) -> None:
    unit = open_unit(actor=alice, code="břeclav", name="Břeclav", now=world.now)
    assert unit_by_code(alice.organisation.id, " BŘECLAV ") == unit
    assert unit_by_code(alice.organisation.id, "nowhere") is None
    assert unit_by_code(world.elsewhere.id, "břeclav") is None


@pytest.mark.parametrize(
    ("name", "code"), [("", "x"), ("   ", "x"), ("x", ""), ("x" * 121, "x"), ("x", "x" * 61)]
)
def test_an_empty_or_endless_name_is_refused(world: World, alice: Actor, name: str, code: str) -> None:
    with pytest.raises(Refused):
        open_unit(actor=alice, code=code, name=name, now=world.now)


def test_a_foreign_parent_does_not_exist(world: World, alice: Actor) -> None:
    foreign = Unit.objects.get(code="krakow").id
    for parent in (foreign, uuid4()):
        with pytest.raises(NotHere):
            open_unit(actor=alice, code="x", name="X", parent_id=parent, now=world.now)


def test_people_without_the_right_change_no_unit(world: World) -> None:
    carol = actor_for(world.carol, "sova")
    with pytest.raises(Forbidden):
        open_unit(actor=carol, code="x", name="X", now=world.now)
    with pytest.raises(Forbidden):
        close_unit(actor=carol, unit_id=world.brno.id, on=JUNE, now=world.now)
    assert Unit.objects.filter(organisation=world.organisation).count() == 3


def test_a_scoped_actor_changes_only_their_part(world: World, alice: Actor) -> None:
    scoped = replace(alice, scope=frozenset({world.prague.id}))
    open_unit(actor=scoped, code="p1", name="Praha 1", parent_id=world.prague.id, now=world.now)
    with pytest.raises(Refused):
        open_unit(actor=scoped, code="p2", name="Praha 2", now=world.now)
    with pytest.raises(NotHere):
        rename_unit(
            actor=scoped, unit_id=world.brno.id, name="B", code="b", kind=UnitKind.BRANCH, now=world.now
        )


def test_a_renamed_unit_keeps_its_place(world: World, alice: Actor) -> None:
    unit = rename_unit(
        actor=alice,
        unit_id=world.brno.id,
        name="Brno střed",
        code="brno",
        kind=UnitKind.DEPARTMENT,
        now=world.now,
    )
    assert (unit.name, unit.kind, unit.parent_id) == ("Brno střed", "department", world.region.id)
    with pytest.raises(Refused):
        rename_unit(
            actor=alice, unit_id=world.brno.id, name="Brno", code="Praha", kind=UnitKind.BRANCH, now=world.now
        )


def test_a_moved_unit_keeps_its_past(world: World, alice: Actor) -> None:
    move_unit(actor=alice, unit_id=world.brno.id, parent_id=world.prague.id, on=JUNE, now=world.now)
    cz, praha, brno = world.region.id, world.prague.id, world.brno.id
    paths = {
        (row.path, row.valid_from, row.valid_to)
        for row in unit_paths(alice.organisation.id)
        if row.id == brno
    }
    assert paths == {(f"{cz}/{brno}", None, JUNE), (f"{cz}/{praha}/{brno}", JUNE, None)}


def test_a_move_on_the_same_day_replaces_the_one_before(world: World, alice: Actor) -> None:
    move_unit(actor=alice, unit_id=world.brno.id, parent_id=world.prague.id, on=JUNE, now=world.now)
    move_unit(actor=alice, unit_id=world.brno.id, parent_id=None, on=JUNE, now=world.now)
    rows = [row for row in unit_paths(alice.organisation.id) if row.id == world.brno.id]
    assert [(row.valid_from, row.valid_to) for row in rows] == [(None, JUNE), (JUNE, None)]
    assert rows[1].path == str(world.brno.id)


def test_a_unit_moves_neither_below_itself_nor_ahead_nor_before_its_last_move(
    world: World, alice: Actor
) -> None:
    with pytest.raises(Refused):
        move_unit(actor=alice, unit_id=world.region.id, parent_id=world.brno.id, on=JUNE, now=world.now)
    with pytest.raises(Refused):
        move_unit(actor=alice, unit_id=world.brno.id, parent_id=None, on=date(2026, 12, 1), now=world.now)
    move_unit(actor=alice, unit_id=world.brno.id, parent_id=None, on=JUNE, now=world.now)
    with pytest.raises(Refused):
        move_unit(
            actor=alice, unit_id=world.brno.id, parent_id=world.prague.id, on=date(2026, 5, 1), now=world.now
        )
    assert Unit.objects.get(id=world.brno.id).parent_id is None


def test_a_move_that_makes_a_circle_on_a_past_day_is_refused(world: World, alice: Actor) -> None:
    move_unit(actor=alice, unit_id=world.brno.id, parent_id=world.prague.id, on=JUNE, now=world.now)
    move_unit(
        actor=alice, unit_id=world.brno.id, parent_id=world.region.id, on=date(2026, 7, 1), now=world.now
    )
    with pytest.raises(Refused) as refusal:
        move_unit(
            actor=alice, unit_id=world.prague.id, parent_id=world.brno.id, on=date(2026, 6, 15), now=world.now
        )
    assert refusal.value.field == "on"
    move_unit(
        actor=alice, unit_id=world.prague.id, parent_id=world.brno.id, on=date(2026, 7, 1), now=world.now
    )


def test_a_closed_unit_ends_and_can_be_opened_again(world: World, alice: Actor) -> None:
    closed = close_unit(actor=alice, unit_id=world.brno.id, on=JUNE, now=world.now)
    assert closed.valid_to == JUNE
    with pytest.raises(Refused):
        open_unit(actor=alice, code="x", name="X", parent_id=world.brno.id, now=world.now)
    with pytest.raises(Refused):
        move_unit(actor=alice, unit_id=world.brno.id, parent_id=None, on=JUNE, now=world.now)
    assert reopen_unit(actor=alice, unit_id=world.brno.id, now=world.now).valid_to is None
    assert {entry.deed for entry in AuditEntry.objects.all()} == {"close_unit", "reopen_unit"}


def test_a_unit_with_open_ones_below_stays_open(world: World, alice: Actor) -> None:
    with pytest.raises(Refused, match="2 units below it"):
        close_unit(actor=alice, unit_id=world.region.id, on=JUNE, now=world.now)
    for unit in (world.prague, world.brno):
        close_unit(actor=alice, unit_id=unit.id, on=JUNE, now=world.now)
    close_unit(actor=alice, unit_id=world.region.id, on=JUNE, now=world.now)
    with pytest.raises(Refused):
        reopen_unit(actor=alice, unit_id=world.brno.id, now=world.now)


def test_a_unit_cannot_end_before_it_began(world: World, alice: Actor) -> None:
    unit = open_unit(actor=alice, code="n", name="New", valid_from=JUNE, now=world.now)
    with pytest.raises(Refused):
        close_unit(actor=alice, unit_id=unit.id, on=JUNE, now=world.now)
    close_unit(actor=alice, unit_id=unit.id, on=date(2026, 6, 2), now=world.now)


def test_reads_stay_within_the_organisation(world: World) -> None:
    assert {unit.code for unit in units_of(world.organisation.id)} == {"cz", "praha", "brno"}
    assert len(unit_paths(world.elsewhere.id)) == 1
    open_unit(actor=system_actor(world.elsewhere.id), code="praha", name="Praga", now=world.now)
