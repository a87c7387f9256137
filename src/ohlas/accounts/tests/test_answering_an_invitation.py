"""Somebody who has an account joins an organisation only by their own yes."""

import pytest
from django.core import mail
from tests.world import World

from ohlas.accounts.access import Actor, actor_for
from ohlas.accounts.actions import (
    Invitation,
    accept_invitation,
    decline_invitation,
    invite_again,
    invite_user,
    remove_member,
)
from ohlas.accounts.errors import NotHere, Refused
from ohlas.accounts.models import AuditEntry, Membership, User
from ohlas.accounts.queries import invitations_of, member_view, organisations_of
from ohlas.accounts.rules import Role


@pytest.fixture
def alice(world: World) -> Actor:
    return actor_for(world.alice, "sova")


@pytest.fixture
def invited(world: World, alice: Actor) -> Invitation:
    """Mallory works elsewhere and is asked to Sova."""
    return invite_user(actor=alice, email="mallory@example.com", role=Role.ANALYST, now=world.now)


def test_nothing_opens_before_the_yes(world: World, invited: Invitation) -> None:
    assert invited.link is None
    with pytest.raises(NotHere):
        actor_for(world.mallory, "sova")
    assert [m.organisation.slug for m in organisations_of(world.mallory.id)] == ["jinde"]
    assert [i.organisation for i in invitations_of(world.mallory.id)] == ["Sova"]
    assert world.signed_in(world.mallory).get("/o/sova/dashboard/").status_code == 404


def test_the_organisation_sees_nothing_of_the_account_before_the_yes(
    world: World, invited: Invitation
) -> None:
    User.objects.filter(id=world.mallory.id).update(last_login=world.now)
    member = Membership.objects.select_related("user").get(id=invited.member_id)
    view = member_view(member)
    assert (view.name, view.has_signed_in, view.has_accepted) == ("", False, False)


def test_the_yes_opens_and_is_recorded(world: World, invited: Invitation) -> None:
    accept_invitation(user_id=world.mallory.id, member_id=invited.member_id, now=world.now)
    assert actor_for(world.mallory, "sova").role is Role.ANALYST
    assert invitations_of(world.mallory.id) == []
    entry = AuditEntry.objects.get(deed="accept_invitation")
    assert (entry.actor_id, entry.organisation_id) == (world.mallory.id, world.organisation.id)


def test_the_no_leaves_nothing_but_its_record(world: World, invited: Invitation) -> None:
    decline_invitation(user_id=world.mallory.id, member_id=invited.member_id, now=world.now)
    assert not Membership.objects.filter(id=invited.member_id).exists()
    assert AuditEntry.objects.filter(deed="decline_invitation").count() == 1


def test_nobody_answers_for_another_or_twice(world: World, invited: Invitation) -> None:
    for answer in (accept_invitation, decline_invitation):
        with pytest.raises(NotHere):
            answer(user_id=world.carol.id, member_id=invited.member_id, now=world.now)
    accept_invitation(user_id=world.mallory.id, member_id=invited.member_id, now=world.now)
    for answer in (accept_invitation, decline_invitation):
        with pytest.raises(NotHere):
            answer(user_id=world.mallory.id, member_id=invited.member_id, now=world.now)


def test_a_new_account_belongs_from_its_first_sign_in(world: World, alice: Actor) -> None:
    invitation = invite_user(actor=alice, email="eva@example.com", role=Role.VIEWER, now=world.now)
    assert actor_for(User.objects.get(id=invitation.user_id), "sova").role is Role.VIEWER


def test_an_owner_who_has_not_answered_does_not_count_as_one(world: World, alice: Actor) -> None:
    invite_user(actor=alice, email="mallory@example.com", role=Role.OWNER, now=world.now)
    own = Membership.objects.get(user=world.alice)
    with pytest.raises(Refused, match="last owner"):
        remove_member(actor=alice, member_id=own.id, now=world.now)


def test_a_waiting_invitation_elsewhere_takes_nothing_from_ones_own_organisation(
    world: World, alice: Actor
) -> None:
    foreign = actor_for(world.mallory, "jinde")
    invite_user(actor=foreign, email="carol@example.com", role=Role.VIEWER, now=world.now)
    carol = Membership.objects.get(user=world.carol, organisation=world.organisation)
    assert invite_again(actor=alice, member_id=carol.id, now=world.now).path.startswith("/start/")


@pytest.mark.parametrize("button", ["accept", "decline"])
def test_the_page_of_organisations_asks_and_obeys(world: World, invited: Invitation, button: str) -> None:
    client = world.signed_in(world.mallory)
    assert client.get("/").headers["Location"] == "/organisations/"
    page = client.get("/organisations/").content.decode()
    assert "Sova invites you" in page
    assert "1 invitation waits" in client.get("/o/jinde/dashboard/").content.decode()
    client.post("/organisations/", {"invitation": str(invited.member_id), button: ""})
    belongs = button == "accept"
    assert Membership.objects.filter(user=world.mallory, organisation=world.organisation).exists() is belongs
    assert (client.get("/o/sova/dashboard/").status_code == 200) is belongs


@pytest.mark.parametrize("given", ["", "nonsense", "018f0000-0000-7000-8000-000000000000"])
def test_an_answer_to_nothing_says_so(world: World, given: str) -> None:
    client = world.signed_in(world.mallory)
    page = client.post("/organisations/", {"invitation": given, "accept": ""}, follow=True)
    assert "waits no longer" in page.content.decode()


def test_the_mail_says_that_an_answer_is_wanted(world: World, settings: object) -> None:
    settings.EMAIL_HOST = "mail.example.com"  # type: ignore[attr-defined]  # pytest-django's settings
    client = world.signed_in(world.alice)
    page = client.post(
        "/o/sova/users/invite/", {"email": "mallory@example.com", "role": "viewer", "unit": ""}
    )
    assert "until they accept or decline" in page.content.decode()
    assert len(mail.outbox) == 1
    assert "accept or decline" in mail.outbox[0].body
    assert "/organisations/" in mail.outbox[0].body
    assert "/start/" not in mail.outbox[0].body
