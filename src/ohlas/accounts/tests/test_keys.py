"""API keys: issued, used, limited, revoked."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.test import RequestFactory
from pytest_django.asserts import assertNumQueries
from tests.world import World

from ohlas.accounts.access import ApiKeyAuth, Bucket, actor_for, key_for_token, limit_of, system_actor
from ohlas.accounts.actions import issue_api_key, revoke_api_key
from ohlas.accounts.errors import Forbidden, NotHere, Refused, TooFast
from ohlas.accounts.models import ApiKey
from ohlas.accounts.rules import Permission

READ = frozenset({Permission.SEE_FIGURES})
WRITE = frozenset({Permission.RECORD_ANSWERS})


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_a_key_acts_with_its_rights_and_only_its_hash_is_kept(world: World) -> None:
    alice = actor_for(world.alice, "sova")
    key = issue_api_key(actor=alice, name="Till", scopes=WRITE, now=world.now)
    assert key.secret.startswith("ohl_")
    assert len(key.secret) >= 40
    row = ApiKey.objects.get(id=key.id)
    assert key.secret not in str(vars(row))
    actor = key_for_token(key.secret, world.now)
    assert actor is not None
    assert (actor.kind, actor.key_id, actor.organisation.slug) == ("key", key.id, "sova")
    assert actor.permissions == WRITE
    assert actor.user_id is None


@pytest.mark.parametrize("token", ["", "ohl_", "ohl_unknown", "Bearer", "ohl_\x00", "x" * 5000])
def test_an_unknown_token_opens_nothing(world: World, token: str) -> None:
    assert key_for_token(token, world.now) is None


def test_a_key_stops_at_its_last_day(world: World) -> None:
    key = issue_api_key(
        actor=system_actor(world.organisation.id),
        name="x",
        scopes=READ,
        now=world.now,
        expires_at=world.now + timedelta(days=1),
    )
    assert key_for_token(key.secret, world.now + timedelta(hours=23)) is not None
    assert key_for_token(key.secret, world.now + timedelta(days=1)) is None


def test_a_revoked_key_opens_nothing_at_once(world: World) -> None:
    alice = actor_for(world.alice, "sova")
    key = issue_api_key(actor=alice, name="x", scopes=READ, now=world.now)
    assert key_for_token(key.secret, world.now) is not None
    revoke_api_key(actor=alice, key_id=key.id, now=world.now)
    assert key_for_token(key.secret, world.now) is None
    revoke_api_key(actor=alice, key_id=key.id, now=world.now)


def test_a_key_revoked_by_another_process_closes_within_five_seconds(world: World) -> None:
    clock = Clock()
    key = issue_api_key(actor=system_actor(world.organisation.id), name="x", scopes=READ, now=world.now)
    assert key_for_token(key.secret, world.now, clock) is not None
    ApiKey.objects.filter(id=key.id).update(revoked_at=world.now)
    clock.now += 5.01
    assert key_for_token(key.secret, world.now, clock) is None


def test_a_known_key_costs_no_query_and_its_use_is_noted_once_a_minute(world: World) -> None:
    clock = Clock()
    key = issue_api_key(actor=system_actor(world.organisation.id), name="x", scopes=READ, now=world.now)
    key_for_token(key.secret, world.now, clock)
    assert ApiKey.objects.get(id=key.id).last_used_at == world.now
    with assertNumQueries(0):
        key_for_token(key.secret, world.now, clock)
    clock.now += 6
    key_for_token(key.secret, world.now + timedelta(seconds=6), clock)
    assert ApiKey.objects.get(id=key.id).last_used_at == world.now
    clock.now += 60
    later = world.now + timedelta(seconds=66)
    key_for_token(key.secret, later, clock)
    assert ApiKey.objects.get(id=key.id).last_used_at == later


def test_rights_beyond_ones_own_are_not_given_to_a_key(world: World) -> None:
    alice = actor_for(world.alice, "sova")
    weaker = replace(alice, permissions=frozenset({Permission.MANAGE_KEYS, Permission.SEE_FIGURES}))
    with pytest.raises(Refused) as refusal:
        issue_api_key(actor=weaker, name="x", scopes=WRITE, now=world.now)
    assert refusal.value.field == "scopes"
    issue_api_key(actor=weaker, name="x", scopes=READ, now=world.now)
    for right in (Permission.MANAGE_KEYS, Permission.MANAGE_USERS):
        with pytest.raises(Refused):
            issue_api_key(actor=alice, name="x", scopes={right}, now=world.now)


def test_a_key_needs_a_name_a_right_and_a_day_to_come(world: World) -> None:
    alice = actor_for(world.alice, "sova")
    with pytest.raises(Refused):
        issue_api_key(actor=alice, name=" ", scopes=READ, now=world.now)
    with pytest.raises(Refused):
        issue_api_key(actor=alice, name="x", scopes=(), now=world.now)
    with pytest.raises(Refused):
        issue_api_key(actor=alice, name="x", scopes=READ, now=world.now, expires_at=world.now)
    assert not ApiKey.objects.exists()


def test_only_those_with_the_right_and_all_units_have_keys(world: World) -> None:
    alice = actor_for(world.alice, "sova")
    with pytest.raises(Forbidden):
        issue_api_key(actor=actor_for(world.carol, "sova"), name="x", scopes=READ, now=world.now)
    with pytest.raises(Refused):
        issue_api_key(
            actor=replace(alice, scope=frozenset({world.prague.id})), name="x", scopes=READ, now=world.now
        )
    theirs = issue_api_key(actor=actor_for(world.mallory, "jinde"), name="x", scopes=READ, now=world.now)
    with pytest.raises(NotHere):
        revoke_api_key(actor=alice, key_id=theirs.id, now=world.now)
    assert key_for_token(theirs.secret, world.now) is not None


def test_the_door_of_the_api_sets_the_actor_or_refuses(world: World) -> None:
    alice = actor_for(world.alice, "sova")
    key = issue_api_key(actor=alice, name="x", scopes=READ, now=world.now)
    request = RequestFactory().get("/", headers={"authorization": f"Bearer {key.secret}"})
    actor = ApiKeyAuth()(request)
    assert actor is not None
    assert request.actor is actor  # type: ignore[attr-defined]
    with pytest.raises(Forbidden):
        ApiKeyAuth(Permission.RECORD_ANSWERS)(request)
    assert ApiKeyAuth()(RequestFactory().get("/")) is None
    assert ApiKeyAuth()(RequestFactory().get("/", headers={"authorization": "Bearer nonsense"})) is None


def test_a_key_over_its_limit_is_told_when_to_come_back(world: World) -> None:
    alice = actor_for(world.alice, "sova")
    key = issue_api_key(actor=alice, name="x", scopes=READ, now=world.now)
    request = RequestFactory().get("/", headers={"authorization": f"Bearer {key.secret}"})
    door = ApiKeyAuth()
    for _ in range(600):
        door(request)
    with pytest.raises(TooFast) as refusal:
        [door(request) for _ in range(30)]
    assert refusal.value.retry_after_s == 1
    assert refusal.value.limit_per_minute == 600


def test_a_bucket_fills_evenly_and_never_above_a_minute() -> None:
    clock = Clock()
    bucket = Bucket(60, clock)
    for _ in range(60):
        bucket.take()
    with pytest.raises(TooFast):
        bucket.take()
    clock.now += 2
    bucket.take()
    bucket.take()
    with pytest.raises(TooFast):
        bucket.take()
    clock.now += 3600
    for _ in range(60):
        bucket.take()
    with pytest.raises(TooFast):
        bucket.take()


def test_keys_for_bulk_intake_have_a_wider_limit() -> None:
    assert limit_of(READ) == 600
    assert limit_of(READ | WRITE) == 120_000
    assert limit_of(frozenset()) == 600
