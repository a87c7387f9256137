"""Users of an organisation: who may bring in whom, and the last owner."""

from dataclasses import replace

import pytest
from django.db import IntegrityError
from tests.world import World

from ohlas.accounts.access import Actor, actor_for, system_actor
from ohlas.accounts.actions import (
    accept_invitation,
    change_role,
    invite_again,
    invite_user,
    redeem_link,
    remove_member,
)
from ohlas.accounts.errors import Forbidden, LinkRefused, NotHere, Refused
from ohlas.accounts.models import AuditEntry, Membership, Unit, User
from ohlas.accounts.rules import GRANTORS, PERMISSIONS, LinkPurpose, Permission, Role, may_grant


@pytest.fixture
def alice(world: World) -> Actor:
    return actor_for(world.alice, "sova")


@pytest.fixture
def dana(world: World) -> Actor:
    """A CX manager."""
    user = User.objects.create_user("dana@example.com")
    Membership.objects.create(
        user=user,
        organisation=world.organisation,
        role=Role.CX_MANAGER,
        created_at=world.now,
        accepted_at=world.now,
    )
    return actor_for(user, "sova")


def member_id(world: World, user: User) -> object:
    return Membership.objects.get(user=user, organisation=world.organisation).id


def test_an_invited_colleague_gets_a_link_that_works_once(world: World, alice: Actor) -> None:
    invitation = invite_user(
        actor=alice,
        email=" Eva@Example.com ",
        name="Eva",
        role=Role.ANALYST,
        unit_id=world.brno.id,
        now=world.now,
    )
    assert invitation.link is not None
    user = redeem_link(token=invitation.link.token, now=world.now)
    assert user.email == "eva@example.com"
    assert actor_for(user, "sova").scope == {world.brno.id}
    with pytest.raises(LinkRefused):
        redeem_link(token=invitation.link.token, now=world.now)
    entry = AuditEntry.objects.get(deed="invite_user")
    assert "example" not in str(entry.details)


def test_a_link_is_never_made_for_an_account_that_opens_something_else(world: World, alice: Actor) -> None:
    invitation = invite_user(actor=alice, email=world.mallory.email, role=Role.VIEWER, now=world.now)
    assert invitation.link is None
    accept_invitation(user_id=world.mallory.id, member_id=invitation.member_id, now=world.now)
    assert actor_for(world.mallory, "sova").role is Role.VIEWER
    with pytest.raises(Refused):
        invite_again(actor=alice, member_id=invitation.member_id, now=world.now)


def test_a_fresh_link_replaces_the_one_before(world: World, alice: Actor) -> None:
    invitation = invite_user(actor=alice, email="eva@example.com", role=Role.VIEWER, now=world.now)
    link = invite_again(actor=alice, member_id=invitation.member_id, now=world.now)
    assert invitation.link is not None
    with pytest.raises(LinkRefused):
        redeem_link(token=invitation.link.token, now=world.now)
    redeem_link(token=link.token, now=world.now)


@pytest.mark.parametrize("email", ["", "eva", "eva@", "a b@example.com", "x" * 300 + "@example.com"])
def test_what_is_no_address_is_refused(world: World, alice: Actor, email: str) -> None:
    with pytest.raises(Refused) as refusal:
        invite_user(actor=alice, email=email, role=Role.VIEWER, now=world.now)
    assert refusal.value.field == "email"


def test_a_member_is_not_invited_twice(world: World, alice: Actor) -> None:
    with pytest.raises(Refused):
        invite_user(actor=alice, email="CAROL@example.com", role=Role.ANALYST, now=world.now)
    assert actor_for(world.carol, "sova").role is Role.VIEWER


def test_nobody_hands_out_more_than_they_hold(world: World, dana: Actor) -> None:
    for role in (Role.OWNER, Role.ADMIN):
        with pytest.raises(Refused) as refusal:
            invite_user(actor=dana, email="x@example.com", role=role, now=world.now)
        assert refusal.value.field == "role"
    invite_user(actor=dana, email="x@example.com", role=Role.CX_MANAGER, now=world.now)


def test_nobody_changes_or_removes_somebody_with_more_rights(world: World, dana: Actor) -> None:
    for deed in (
        lambda: change_role(
            actor=dana, member_id=member_id(world, world.alice), role=Role.VIEWER, now=world.now
        ),
        lambda: remove_member(actor=dana, member_id=member_id(world, world.alice), now=world.now),
        lambda: change_role(
            actor=dana, member_id=member_id(world, world.carol), role=Role.OWNER, now=world.now
        ),
    ):
        with pytest.raises(Refused):
            deed()
    change_role(actor=dana, member_id=member_id(world, world.carol), role=Role.ANALYST, now=world.now)
    assert actor_for(world.carol, "sova").role is Role.ANALYST


def test_the_last_owner_can_neither_leave_nor_step_down(world: World, alice: Actor) -> None:
    own = member_id(world, world.alice)
    with pytest.raises(Refused, match="last owner"):
        remove_member(actor=alice, member_id=own, now=world.now)
    with pytest.raises(Refused, match="last owner"):
        change_role(actor=alice, member_id=own, role=Role.VIEWER, now=world.now)
    change_role(actor=alice, member_id=member_id(world, world.carol), role=Role.OWNER, now=world.now)
    remove_member(actor=alice, member_id=own, now=world.now)
    with pytest.raises(NotHere):
        actor_for(world.alice, "sova")


def test_an_owner_who_is_switched_off_does_not_count(world: World, alice: Actor) -> None:
    change_role(actor=alice, member_id=member_id(world, world.carol), role=Role.OWNER, now=world.now)
    User.objects.filter(id=world.carol.id).update(is_active=False)
    with pytest.raises(Refused, match="last owner"):
        remove_member(actor=alice, member_id=member_id(world, world.alice), now=world.now)


def test_an_owner_is_never_bound_to_a_part_of_the_tree(world: World, alice: Actor) -> None:
    with pytest.raises(Refused):
        invite_user(actor=alice, email="x@example.com", role=Role.OWNER, unit_id=world.brno.id, now=world.now)


def test_a_scoped_manager_of_users_stays_within_the_scope(world: World, dana: Actor) -> None:
    scoped = replace(dana, scope=frozenset({world.prague.id}))
    with pytest.raises(Refused):
        invite_user(actor=scoped, email="x@example.com", role=Role.VIEWER, now=world.now)
    with pytest.raises(NotHere):
        invite_user(
            actor=scoped, email="x@example.com", role=Role.VIEWER, unit_id=world.brno.id, now=world.now
        )
    with pytest.raises(NotHere):
        remove_member(actor=scoped, member_id=member_id(world, world.carol), now=world.now)
    invite_user(actor=scoped, email="x@example.com", role=Role.VIEWER, unit_id=world.prague.id, now=world.now)
    remove_member(actor=scoped, member_id=member_id(world, world.bob), now=world.now)


def test_foreign_members_and_units_do_not_exist(world: World, alice: Actor) -> None:
    theirs = Membership.objects.get(user=world.mallory).id
    with pytest.raises(NotHere):
        remove_member(actor=alice, member_id=theirs, now=world.now)
    with pytest.raises(NotHere):
        change_role(actor=alice, member_id=theirs, role=Role.VIEWER, now=world.now)
    with pytest.raises(NotHere):
        invite_user(
            actor=alice,
            email="x@example.com",
            role=Role.VIEWER,
            unit_id=Unit.objects.get(code="krakow").id,
            now=world.now,
        )
    assert not User.objects.filter(email="x@example.com").exists()


def test_people_without_the_right_bring_in_nobody(world: World) -> None:
    with pytest.raises(Forbidden):
        invite_user(
            actor=actor_for(world.carol, "sova"), email="x@example.com", role=Role.VIEWER, now=world.now
        )


def test_the_first_owner_comes_from_ohlas_itself(world: World) -> None:
    invitation = invite_user(
        actor=system_actor(world.elsewhere.id),
        email="first@example.com",
        role=Role.OWNER,
        now=world.now,
        purpose=LinkPurpose.START,
    )
    assert invitation.link is not None
    assert (invitation.link.expires_at - world.now).total_seconds() == 24 * 3600


def test_the_database_itself_keeps_one_role_per_person(world: World) -> None:
    with pytest.raises(IntegrityError):
        Membership.objects.create(
            user=world.carol, organisation=world.organisation, role=Role.AGENT, created_at=world.now
        )


def test_every_right_can_be_granted_by_an_owner_and_only_by_those_who_hold_it() -> None:
    for permission, grantors in GRANTORS.items():
        assert Role.OWNER in grantors
        assert all(permission in PERMISSIONS[role] for role in grantors)
    assert not may_grant(PERMISSIONS[Role.CX_MANAGER], Role.OWNER)
    assert not may_grant(PERMISSIONS[Role.ANALYST], Role.VIEWER)
    assert GRANTORS[Permission.MANAGE_KEYS] == (Role.OWNER, Role.ADMIN)
