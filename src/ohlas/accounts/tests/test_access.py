"""Who is let in, and as what."""

import pytest
from django.contrib.auth.models import AnonymousUser
from tests.world import World

from ohlas.accounts.access import actor_for, require, system_actor
from ohlas.accounts.errors import Forbidden, NotHere
from ohlas.accounts.rules import Permission, Role


def test_an_owner_may_everything_and_sees_all_units(world: World) -> None:
    actor = actor_for(world.alice, "sova")
    assert (actor.role, actor.scope, actor.kind, actor.id) == (Role.OWNER, None, "user", world.alice.id)
    assert all(actor.may(permission) for permission in Permission)
    assert actor.organisation.languages == ("cs", "en")
    assert actor.sees_unit(None)


def test_a_scoped_manager_sees_the_branch_and_what_is_below_it(world: World) -> None:
    bob = actor_for(world.bob, "sova")
    assert bob.scope == {world.prague.id}
    assert bob.sees_unit(world.prague.id)
    assert not bob.sees_unit(world.brno.id)
    assert not bob.sees_unit(None)


def test_a_scope_on_a_region_covers_its_branches(world: World) -> None:
    world.bob.memberships.update(scope=world.region)
    assert actor_for(world.bob, "sova").scope == {world.region.id, world.prague.id, world.brno.id}


def test_a_foreign_organisation_and_an_unknown_one_look_alike(world: World) -> None:
    refusals = []
    for slug in ("sova", "no-such-place"):
        with pytest.raises(NotHere) as refusal:
            actor_for(world.mallory, slug)
        refusals.append(str(refusal.value))
    assert refusals[0] == refusals[1]
    assert actor_for(world.mallory, "jinde").role is Role.OWNER


def test_neither_anonymous_nor_switched_off_people_are_actors(world: World) -> None:
    world.alice.is_active = False
    for user in (AnonymousUser(), world.alice):
        with pytest.raises(NotHere):
            actor_for(user, "sova")


def test_a_viewer_lacks_the_right_to_manage_users(world: World) -> None:
    carol = actor_for(world.carol, "sova")
    require(carol, Permission.SEE_FIGURES)
    with pytest.raises(Forbidden) as refusal:
        require(carol, Permission.MANAGE_USERS)
    assert refusal.value.permission == "users:write"


def test_ohlas_itself_may_everything_in_one_organisation(world: World) -> None:
    actor = system_actor(world.organisation.id)
    assert (actor.kind, actor.id) == ("system", None)
    assert actor.may(Permission.RUN_SYSTEM)
