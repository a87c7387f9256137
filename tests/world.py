"""The cast of every test: Alice owns, Bob works, Carol may look, Mallory belongs elsewhere."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.test import Client

from ohlas.accounts.models import Membership, Organisation, Unit, User
from ohlas.accounts.rules import Role, UnitKind

NOW = datetime(2026, 11, 20, 10, 0, tzinfo=UTC)
SHARED = Path(__file__).resolve().parents[2] / "shared"
PASSWORD = "correct horse battery staple"


def shared(path: str) -> Path:
    """A file of the development data; the test is skipped, saying so, where it is absent."""
    found = SHARED / path
    if not found.exists():
        pytest.skip(f"development data {path} is not on this machine")
    return found


@dataclass(frozen=True)
class World:
    organisation: Organisation
    elsewhere: Organisation
    region: Unit
    prague: Unit
    brno: Unit
    alice: User
    bob: User
    carol: User
    mallory: User
    now: datetime

    def signed_in(self, user: User) -> Client:
        client = Client()
        client.force_login(user)
        return client


@pytest.fixture
def world(db: None) -> World:
    organisation = Organisation.objects.create(
        slug="sova", name="Sova", zone="Europe/Prague", languages=["cs", "en"], created_at=NOW
    )
    elsewhere = Organisation.objects.create(
        slug="jinde", name="Jinde", zone="Europe/Warsaw", languages=["pl"], created_at=NOW
    )
    region = Unit.objects.create(organisation=organisation, code="cz", name="Česko", kind=UnitKind.REGION)
    prague, brno = (
        Unit.objects.create(organisation=organisation, parent=region, code=code, name=name)
        for code, name in (("praha", "Praha"), ("brno", "Brno"))
    )
    Unit.objects.create(organisation=elsewhere, code="krakow", name="Kraków")
    people = _people(organisation, elsewhere, prague)
    return World(organisation, elsewhere, region, prague, brno, *people, NOW)


def _people(organisation: Organisation, elsewhere: Organisation, prague: Unit) -> tuple[User, ...]:
    roles: tuple[tuple[str, Organisation, Role, Unit | None], ...] = (
        ("alice", organisation, Role.OWNER, None),
        ("bob", organisation, Role.UNIT_MANAGER, prague),
        ("carol", organisation, Role.VIEWER, None),
        ("mallory", elsewhere, Role.OWNER, None),
    )
    users = []
    for name, home, role, scope in roles:
        user = User.objects.create_user(f"{name}@example.com", None, name=name.title())
        Membership.objects.create(
            user=user, organisation=home, role=role, scope=scope, created_at=NOW, accepted_at=NOW
        )
        users.append(user)
    return tuple(users)


@pytest.fixture
def sign_in(world: World) -> Callable[[User], Client]:
    return world.signed_in
