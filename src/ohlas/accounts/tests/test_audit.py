"""The audit chain: sealed in order, and no tampering goes unseen."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError
from tests.world import World

from ohlas.accounts.access import actor_for
from ohlas.accounts.actions import chains_to_seal, seal_audit, verify_audit, write_audit
from ohlas.accounts.models import AuditEntry
from ohlas.accounts.rules import Fault
from ohlas.accounts.subscriptions import seal_audits

ENTRIES = 6


@pytest.fixture
def chain(world: World) -> object:
    alice = actor_for(world.alice, "sova")
    for step in range(ENTRIES):
        details = {"step": step, "unit": str(uuid4()), "rights": ["a", "b"], "none": None}
        write_audit(alice, "test", "unit", uuid4(), world.now + timedelta(microseconds=step), details)
    assert seal_audit(alice.organisation.id) == ENTRIES
    return alice.organisation.id


def entry(number: int) -> AuditEntry:
    return AuditEntry.objects.get(number=number)


def test_a_sealed_chain_holds_and_grows(world: World, chain: object) -> None:
    verdict = verify_audit(chain)  # type: ignore[arg-type]
    assert (verdict.is_whole, verdict.checked, verdict.unsealed) == (True, ENTRIES, 0)
    write_audit(actor_for(world.alice, "sova"), "later", "unit", uuid4(), world.now)
    assert verify_audit(chain).unsealed == 1  # type: ignore[arg-type]
    assert chains_to_seal() == [chain]
    assert seal_audit(chain) == 1  # type: ignore[arg-type]
    assert entry(ENTRIES + 1).deed == "later"
    assert verify_audit(chain).is_whole  # type: ignore[arg-type]
    assert seal_audit(chain) == 0  # type: ignore[arg-type]


def test_entries_are_numbered_in_order_of_time(chain: object) -> None:
    steps = [e.details["step"] for e in AuditEntry.objects.order_by("number")]
    assert steps == list(range(ENTRIES))


@pytest.mark.parametrize(
    "change",
    [
        {"deed": "other"},
        {"actor_id": None},
        {"actor_kind": "key"},
        {"object_id": "x"},
        {"object_kind": "x"},
        {"details": {}},
        {"hash": "0" * 64},
    ],
)
@pytest.mark.parametrize("number", [1, 3, ENTRIES])
def test_an_altered_entry_is_found(chain: object, change: dict[str, object], number: int) -> None:
    AuditEntry.objects.filter(number=number).update(**change)
    verdict = verify_audit(chain)  # type: ignore[arg-type]
    assert (verdict.is_whole, verdict.fault, verdict.number) == (False, Fault.ALTERED, number)


def test_a_moved_time_is_found(world: World, chain: object) -> None:
    AuditEntry.objects.filter(number=2).update(at=world.now + timedelta(days=1))
    assert verify_audit(chain).number == 2  # type: ignore[arg-type]


@pytest.mark.parametrize("number", [1, 3, ENTRIES])
def test_a_deleted_entry_is_found_even_at_the_end(chain: object, number: int) -> None:
    entry(number).delete()
    verdict = verify_audit(chain)  # type: ignore[arg-type]
    assert (verdict.is_whole, verdict.fault, verdict.number) == (False, Fault.MISSING, number)


def test_all_entries_deleted_is_found(chain: object) -> None:
    AuditEntry.objects.all().delete()
    assert verify_audit(chain).fault is Fault.MISSING  # type: ignore[arg-type]


def test_two_entries_that_changed_places_are_found(chain: object) -> None:
    AuditEntry.objects.filter(number=2).update(number=100)
    AuditEntry.objects.filter(number=3).update(number=2)
    AuditEntry.objects.filter(number=100).update(number=3)
    verdict = verify_audit(chain)  # type: ignore[arg-type]
    assert (verdict.is_whole, verdict.number) == (False, 2)


def test_an_entry_slipped_in_at_the_end_is_found(world: World, chain: object) -> None:
    write_audit(actor_for(world.alice, "sova"), "forged", "unit", uuid4(), world.now)
    AuditEntry.objects.filter(number__isnull=True).update(number=ENTRIES + 1, hash="f" * 64)
    verdict = verify_audit(chain)  # type: ignore[arg-type]
    assert (verdict.is_whole, verdict.number) == (False, ENTRIES + 1)


def test_chains_of_two_organisations_do_not_touch(world: World, chain: object) -> None:
    write_audit(actor_for(world.mallory, "jinde"), "test", "unit", uuid4(), world.now)
    seal_audit(world.elsewhere.id)
    AuditEntry.objects.filter(organisation_id=world.elsewhere.id).update(deed="other")
    assert verify_audit(chain).is_whole  # type: ignore[arg-type]
    assert not verify_audit(world.elsewhere.id).is_whole


def test_an_organisation_without_deeds_has_a_whole_chain(world: World) -> None:
    verdict = verify_audit(world.elsewhere.id)
    assert (verdict.is_whole, verdict.checked) == (True, 0)


def test_the_database_gives_no_number_twice(chain: object) -> None:
    with pytest.raises(IntegrityError):
        AuditEntry.objects.filter(number=2).update(number=3)


def test_the_clock_seals_every_chain(world: World) -> None:
    for user, slug in ((world.alice, "sova"), (world.mallory, "jinde")):
        write_audit(actor_for(user, slug), "test", "unit", uuid4(), world.now)
    seal_audits.func()
    assert chains_to_seal() == []
    for organisation in (world.organisation, world.elsewhere):
        assert verify_audit(organisation.id).checked == 1
