"""One-time links: good once, and every refusal looks alike."""

from datetime import timedelta

import pytest
from tests.world import World

from ohlas.accounts.actions import redeem_link, sign_in_link
from ohlas.accounts.errors import LinkRefused
from ohlas.accounts.models import SignInLink, User
from ohlas.accounts.rules import LinkPurpose


def test_a_link_opens_once_and_is_kept_as_a_hash(world: World) -> None:
    link = sign_in_link(user_id=world.carol.id, now=world.now)
    assert len(link.token) >= 22
    assert link.path == f"/start/{link.token}"
    assert link.token not in str(vars(SignInLink.objects.get()))
    assert redeem_link(token=link.token, now=world.now) == world.carol
    with pytest.raises(LinkRefused):
        redeem_link(token=link.token, now=world.now)


@pytest.mark.parametrize(
    ("purpose", "life"),
    [
        (LinkPurpose.SIGN_IN, timedelta(minutes=15)),
        (LinkPurpose.START, timedelta(hours=24)),
        (LinkPurpose.INVITATION, timedelta(hours=72)),
    ],
)
def test_a_link_ends_on_time(world: World, purpose: LinkPurpose, life: timedelta) -> None:
    link = sign_in_link(user_id=world.carol.id, now=world.now, purpose=purpose)
    with pytest.raises(LinkRefused):
        redeem_link(token=link.token, now=world.now + life)
    assert redeem_link(token=link.token, now=world.now + life - timedelta(seconds=1)) == world.carol


def test_unknown_used_expired_and_switched_off_look_alike(world: World) -> None:
    used = sign_in_link(user_id=world.carol.id, now=world.now).token
    redeem_link(token=used, now=world.now)
    expired = sign_in_link(user_id=world.bob.id, now=world.now - timedelta(hours=1)).token
    switched_off = sign_in_link(user_id=world.alice.id, now=world.now).token
    User.objects.filter(id=world.alice.id).update(is_active=False)
    words = set()
    for token in ("", "unknown", used, expired, switched_off):
        with pytest.raises(LinkRefused) as refusal:
            redeem_link(token=token, now=world.now)
        words.add(str(refusal.value))
    assert len(words) == 1


def test_a_new_link_ends_the_one_before(world: World) -> None:
    before = sign_in_link(user_id=world.carol.id, now=world.now)
    after = sign_in_link(user_id=world.carol.id, now=world.now)
    with pytest.raises(LinkRefused):
        redeem_link(token=before.token, now=world.now)
    redeem_link(token=after.token, now=world.now)
