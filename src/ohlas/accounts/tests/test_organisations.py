"""Founding, changing and removing an organisation."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from tests.world import World

from ohlas.accounts.access import actor_for, system_actor
from ohlas.accounts.actions import (
    change_organisation,
    found_organisation,
    invite_user,
    keep_upload,
    kept_upload,
    move_unit,
    remove_organisation,
    seal_audit,
)
from ohlas.accounts.errors import Forbidden, NotHere, Refused
from ohlas.accounts.models import AuditEntry, AuditHead, Organisation, Unit, User
from ohlas.accounts.queries import organisation_by_slug, organisation_view, organisations, organisations_of
from ohlas.accounts.rules import LineOfBusiness, Role


def test_a_founder_owns_the_organisation(world: World) -> None:
    view = found_organisation(name="Kavárna  Sova", owner_id=world.mallory.id, now=world.now)
    assert (view.slug, view.name) == ("kavarna-sova", "Kavárna Sova")
    assert actor_for(world.mallory, "kavarna-sova").role is Role.OWNER
    assert [m.organisation.slug for m in organisations_of(world.mallory.id)] == ["jinde", "kavarna-sova"]
    assert AuditEntry.objects.filter(organisation_id=view.id, deed="found_organisation").exists()


def test_equal_names_get_different_addresses(world: World) -> None:
    slugs = [found_organisation(name="Сова", now=world.now).slug for _ in range(3)]
    assert slugs == ["sova-2", "sova-3", "sova-4"]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"name": " "}, "name"),
        ({"zone": "Europe/Pragu"}, "zone"),
        ({"zone": ""}, "zone"),
        ({"languages": ()}, "languages"),
        ({"languages": ("cs", "xx")}, "languages"),
        ({"languages": ("cs", "cs")}, "languages"),
    ],
)
def test_what_is_wrong_is_named(world: World, wrong: dict[str, object], field: str) -> None:
    right: dict[str, object] = {"name": "X", "zone": "Europe/Kyiv", "languages": ("uk", "en")}
    with pytest.raises(Refused) as refusal:
        found_organisation(**(right | wrong), now=world.now)  # type: ignore[arg-type]
    assert refusal.value.field == field
    assert found_organisation(**right, now=world.now).zone == "Europe/Kyiv"  # type: ignore[arg-type]


def test_settings_change_and_the_address_stays(world: World) -> None:
    view = change_organisation(
        actor=actor_for(world.alice, "sova"),
        name="Výr",
        zone="Europe/Warsaw",
        languages=("pl",),
        line_of_business=LineOfBusiness.CLINIC,
        now=world.now,
    )
    assert view == organisation_view(world.organisation.id)
    assert (view.slug, view.name, view.languages) == ("sova", "Výr", ("pl",))


def test_only_those_with_the_right_to_the_whole_change_settings(world: World) -> None:
    alice = actor_for(world.alice, "sova")
    for actor in (actor_for(world.carol, "sova"), replace(alice, scope=frozenset({world.prague.id}))):
        with pytest.raises(Forbidden):
            change_organisation(
                actor=actor,
                name="X",
                zone="UTC",
                languages=("en",),
                line_of_business=LineOfBusiness.SHOP,
                now=world.now,
            )


def test_a_removed_organisation_leaves_only_the_note_that_it_went(world: World) -> None:
    alice = actor_for(world.alice, "sova")
    move_unit(
        actor=alice, unit_id=world.brno.id, parent_id=world.prague.id, on=world.now.date(), now=world.now
    )
    invite_user(actor=alice, email=world.mallory.email, role=Role.VIEWER, now=world.now)
    seal_audit(alice.organisation.id)
    remove_organisation(actor=alice, now=world.now)
    assert organisation_by_slug("sova") is None
    assert [view.slug for view in organisations()] == ["jinde"]
    assert [unit.code for unit in Unit.objects.all()] == ["krakow"]
    assert {user.email for user in User.objects.all()} == {"alice@example.com", "mallory@example.com"}
    assert not AuditHead.objects.filter(chain=alice.organisation.id).exists()
    entry = AuditEntry.objects.get()
    assert (entry.deed, entry.organisation_id, entry.actor_id) == (
        "remove_organisation",
        None,
        world.alice.id,
    )
    with pytest.raises(NotHere):
        organisation_view(alice.organisation.id)


def test_files_on_their_way_in_go_with_the_organisation(
    world: World, settings: object, tmp_path: Path, django_capture_on_commit_callbacks: Callable[..., object]
) -> None:
    settings.MEDIA_ROOT = tmp_path  # type: ignore[attr-defined]
    alice, mallory = actor_for(world.alice, "sova"), actor_for(world.mallory, "jinde")
    ours, theirs = (
        keep_upload(actor=actor, chunks=[b"code;name"], now=world.now) for actor in (alice, mallory)
    )
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[attr-defined]
        remove_organisation(actor=alice, now=world.now)
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == [str(theirs)]
    with pytest.raises(NotHere):
        kept_upload(actor=alice, upload_id=ours)


def test_nobody_but_an_owner_or_ohlas_removes_an_organisation(world: World) -> None:
    with pytest.raises(Forbidden):
        remove_organisation(actor=actor_for(world.bob, "sova"), now=world.now)
    assert Organisation.objects.filter(slug="sova").exists()
    remove_organisation(actor=system_actor(world.organisation.id), now=world.now)
    assert User.objects.filter(memberships__isnull=False).count() == 1
