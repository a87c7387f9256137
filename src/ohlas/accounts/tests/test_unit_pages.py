"""The pages of the tree, as a browser without scripts meets them."""

import pytest
from django.test import Client
from tests.world import World

from ohlas.accounts.models import Unit


@pytest.fixture
def alice(world: World) -> Client:
    return world.signed_in(world.alice)


def test_the_tree_shows_every_unit_with_its_depth(alice: Client) -> None:
    page = alice.get("/o/sova/units/").content.decode()
    assert page.index("Česko") < page.index("Brno") < page.index("Praha")
    assert page.count("depth-1") == 2
    assert "Kraków" not in page


def test_an_empty_tree_says_why_and_what_to_do(world: World, alice: Client) -> None:
    world.bob.memberships.all().delete()
    Unit.objects.filter(organisation=world.organisation).delete()
    page = alice.get("/o/sova/units/")
    assert b"No units yet" in page.content
    assert b'href="/o/sova/units/new/"' in page.content


def test_a_unit_is_added_and_wrong_input_stays_in_the_form(world: World, alice: Client) -> None:
    typed = {"name": "Ostrava", "code": "praha", "kind": "branch", "parent": str(world.region.id)}
    wrong = alice.post("/o/sova/units/new/", typed)
    assert wrong.status_code == 422
    assert "already taken" in wrong.content.decode()
    assert 'value="Ostrava"' in wrong.content.decode()
    right = alice.post("/o/sova/units/new/", typed | {"code": "ova"}, follow=True)
    assert "Ostrava was added." in right.content.decode()
    assert Unit.objects.get(code="ova").parent_id == world.region.id


@pytest.mark.parametrize(
    "change",
    [
        {"name": ""},
        {"code": ""},
        {"kind": "castle"},
        {"valid_from": "yesterday"},
        {"parent": "not-an-id"},
        {"parent": "krakow"},
        {"name": "x" * 200},
        {"code": "\x00"},
    ],
)
def test_nonsense_in_a_form_is_named_not_stored(world: World, alice: Client, change: dict[str, str]) -> None:
    if change.get("parent") == "krakow":
        change = {"parent": str(Unit.objects.get(code="krakow").id)}
    typed = {"name": "X", "code": "x", "kind": "branch", "parent": "", "valid_from": ""}
    assert alice.post("/o/sova/units/new/", typed | change).status_code == 422
    assert not Unit.objects.filter(code="x").exists()
    assert alice.post("/o/sova/units/new/", typed).status_code == 302


def test_a_unit_is_renamed_moved_closed_and_opened_again(world: World, alice: Client) -> None:
    address = f"/o/sova/units/{world.brno.id}/"
    page = alice.get(address).content.decode()
    assert "Move it in the tree" in page
    renamed = alice.post(address, {"name": "Brno střed", "code": "brno", "kind": "branch"}, follow=True)
    assert "Brno střed" in renamed.content.decode()
    moved = {"move-parent": str(world.prague.id), "move-on": "2026-06-01"}
    assert alice.post(address + "move/", moved).status_code == 302
    assert alice.post(address + "close/", {"close-on": "2026-07-01"}).status_code == 302
    assert "Undo: open it again" in alice.get(address).content.decode()
    assert alice.post(address + "reopen/").status_code == 302
    unit = Unit.objects.get(id=world.brno.id)
    assert (unit.name, unit.parent_id, unit.valid_to) == ("Brno střed", world.prague.id, None)


def test_refusals_stand_at_their_field(world: World, alice: Client) -> None:
    address = f"/o/sova/units/{world.region.id}/"
    below = alice.post(address + "move/", {"move-parent": str(world.brno.id), "move-on": "2026-06-01"})
    assert below.status_code == 422
    closed = alice.post(address + "close/", {"close-on": "2026-06-01"})
    assert closed.status_code == 422
    assert "2 units below it are still open" in closed.content.decode()


def test_those_who_may_only_look_see_no_forms(world: World) -> None:
    bob = world.signed_in(world.bob)
    page = bob.get(f"/o/sova/units/{world.prague.id}/").content.decode()
    assert "<dt>Code</dt>" in page
    assert "Move it" not in page
    assert (
        bob.post(
            f"/o/sova/units/{world.prague.id}/", {"name": "X", "code": "x", "kind": "branch"}
        ).status_code
        == 200
    )
    assert Unit.objects.get(id=world.prague.id).name == "Praha"
    assert bob.get(f"/o/sova/units/{world.brno.id}/").status_code == 404


def test_what_is_typed_is_shown_as_text(world: World, alice: Client) -> None:
    Unit.objects.filter(id=world.brno.id).update(name="<script>alert(1)</script>")
    for address in ("/o/sova/units/", f"/o/sova/units/{world.brno.id}/", "/o/sova/units/new/"):
        page = alice.get(address).content.decode()
        assert "<script>alert" not in page
        assert "&lt;script&gt;alert" in page


def test_reading_and_changing_are_told_apart(world: World, alice: Client) -> None:
    assert alice.post("/o/sova/units/").status_code == 405
    assert alice.get(f"/o/sova/units/{world.brno.id}/reopen/").status_code == 405
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(world.alice)
    assert strict.post(f"/o/sova/units/{world.brno.id}/reopen/").status_code == 403
