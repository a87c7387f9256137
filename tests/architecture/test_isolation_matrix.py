"""Every route × every kind of person: organisations never see each other, rights and scopes hold.

The routes come from the URL table itself; `tests/isolation_cases` says what each one needs, and a route
without a line there fails.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.apps import apps
from django.test import Client
from django.urls import URLResolver, get_resolver, reverse
from django.utils import timezone

from ohlas.accounts.access import system_actor
from ohlas.accounts.actions import issue_api_key
from ohlas.accounts.models import Employee, Membership, Organisation, Unit
from ohlas.accounts.rules import KEY_PERMISSIONS, PERMISSIONS, Permission, Role
from tests.isolation_cases import CALLS, OBJECTS, PAGES, PLAIN, PUBLIC, PUBLIC_FOLDERS, Case
from tests.world import World

STAFF = "o/<slug:slug>/"
API = "/api/v1"
CONVERTER = re.compile(r"{\w+:")
KEYWORD = re.compile(r"<(?:\w+:)?(\w+)>")


def routes() -> Iterator[tuple[str, str, Any]]:
    """Name, pattern and view of each address."""
    yield from _walk(get_resolver().url_patterns, "", ())


def _walk(patterns: Any, before: str, spaces: tuple[str, ...]) -> Iterator[tuple[str, str, Any]]:
    for pattern in patterns:
        here = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            inner = (*spaces, pattern.namespace) if pattern.namespace else spaces
            yield from _walk(pattern.url_patterns, here, inner)
        else:
            yield ":".join((*spaces, pattern.name or here)), here, pattern.callback


def calls() -> Iterator[tuple[str, Any]]:
    """`GET /path/{id}` and the operation, for each call of the API."""
    try:
        from ohlas.api import api
    except ImportError:
        return
    for _prefix, router in api._routers:
        for path, view in router.path_operations.items():
            for operation in view.operations:
                for method in operation.methods:
                    name = f"{method} {CONVERTER.sub('{', path)}"
                    public = (
                        f"api-v1:{operation.view_func.__name__}" in PUBLIC or not operation.include_in_schema
                    )
                    if operation.auth_callbacks or not public:
                        yield name, operation


STAFF_ROUTES = {name: (pattern, view) for name, pattern, view in routes() if pattern.startswith(STAFF)}
CALL_OPERATIONS = dict(calls())
WITH_OBJECTS = [
    name for name, (pattern, _) in STAFF_ROUTES.items() if set(KEYWORD.findall(pattern)) & set(OBJECTS)
]
CALLS_WITH_OBJECTS = [name for name in CALL_OPERATIONS if set(re.findall(r"{(\w+)}", name)) & set(OBJECTS)]


@pytest.fixture(autouse=True)
def own_files(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "files"


@pytest.fixture
def house(world: World) -> SimpleNamespace:
    """The world with an object of each kind at Brno and another set in the foreign organisation."""
    elsewhere = Unit.objects.get(organisation=world.elsewhere)
    return SimpleNamespace(
        world=world, ours=(world.organisation, world.brno), theirs=(world.elsewhere, elsewhere)
    )


def ids_for(keywords: set[str], place: tuple[Organisation, Unit]) -> dict[str, UUID]:
    actor = system_actor(place[0].id)
    return {word: OBJECTS[word].make(actor, place[1]) for word in keywords if word in OBJECTS}


def address(name: str, slug: str, ids: dict[str, Any]) -> str:
    return reverse(name, kwargs={"slug": slug, **PAGES[name].kwargs, **ids})


def keywords_of(name: str) -> set[str]:
    return set(KEYWORD.findall(STAFF_ROUTES[name][0])) - {"slug"}


def knock(client: Client, case: Case, where: str) -> Any:
    return client.generic(case.method, where, b"", content_type="application/x-www-form-urlencoded")


def everything_of(organisation: Organisation) -> dict[str, list[Any]]:
    """All rows that belong to an organisation, as values: what a foreigner must not change."""
    found = {}
    for model in apps.get_models():
        names = {field.attname for field in model._meta.concrete_fields}
        if model._meta.app_label in {"accounts", "customers", "surveys", "feedback", "insight", "exchange"}:
            column = "organisation_id" if "organisation_id" in names else None
            if column:
                rows = model.objects.filter(organisation_id=organisation.id)
                found[model.__name__] = sorted(map(repr, rows.values()))
    return found


def role_with(permission: Permission | None) -> Role:
    order = (Role.UNIT_MANAGER, Role.CX_MANAGER, Role.ADMIN, Role.OWNER)
    return next(role for role in order if permission is None or permission in PERMISSIONS[role])


def test_every_route_has_a_case() -> None:
    lacking = [
        f"{name} ({pattern})"
        for name, pattern, _ in routes()
        if name not in PAGES
        and name not in PUBLIC
        and not pattern.startswith(tuple(PUBLIC_FOLDERS))
        and not pattern.startswith("api/v1/")
    ]
    lacking += [name for name in CALL_OPERATIONS if name not in CALLS]
    assert not lacking, "add a line to tests/isolation_cases for: " + ", ".join(lacking)


def test_every_case_has_a_route() -> None:
    known = {name for name, _, _ in routes()}
    assert sorted(set(PAGES) - set(STAFF_ROUTES)) == []
    assert sorted(set(PUBLIC) - known) == []
    assert sorted(set(CALLS) - set(CALL_OPERATIONS)) == []


def test_every_id_in_an_address_can_be_made() -> None:
    for name, (pattern, _) in STAFF_ROUTES.items():
        unknown = keywords_of(name) - set(OBJECTS) - set(PAGES[name].kwargs)
        assert not unknown, f"{name} {pattern}: add {unknown} to OBJECTS of its room in tests/isolation_cases"


def test_only_staff_pages_lie_below_an_organisation() -> None:
    """A page there without `staff` would be open to everybody."""
    assert [name for name, (_, view) in STAFF_ROUTES.items() if not hasattr(view, "permission")] == []


@pytest.mark.parametrize("name", STAFF_ROUTES)
def test_the_door_asks_for_the_declared_right(name: str) -> None:
    assert STAFF_ROUTES[name][1].permission is PAGES[name].permission


@pytest.mark.parametrize("name", STAFF_ROUTES)
def test_the_owner_comes_in(house: SimpleNamespace, name: str) -> None:
    ids = ids_for(keywords_of(name), house.ours)
    answer = knock(house.world.signed_in(house.world.alice), PAGES[name], address(name, "sova", ids))
    assert answer.status_code in {200, 302, 303, 422, PAGES[name].owner_gets or 200}


@pytest.mark.parametrize("name", STAFF_ROUTES)
def test_anonymous_people_and_keys_are_sent_to_sign_in(house: SimpleNamespace, name: str) -> None:
    where = address(name, "sova", ids_for(keywords_of(name), house.ours))
    before = everything_of(house.world.organisation)
    key = issue_api_key(
        actor=system_actor(house.world.organisation.id), name="x", scopes=KEY_PERMISSIONS, now=timezone.now()
    )
    before = everything_of(house.world.organisation)
    for client in (Client(), Client(headers={"authorization": f"Bearer {key.secret}"})):
        answer = knock(client, PAGES[name], where)
        assert answer.status_code == 302
        assert answer["Location"].startswith(reverse("account_login") + "?next=")
    assert everything_of(house.world.organisation) == before


@pytest.mark.parametrize("name", STAFF_ROUTES)
def test_a_foreigner_finds_nothing_and_changes_nothing(house: SimpleNamespace, name: str) -> None:
    ids = ids_for(keywords_of(name), house.ours)
    before = everything_of(house.world.organisation)
    mallory = house.world.signed_in(house.world.mallory)
    there = knock(mallory, PAGES[name], address(name, "sova", ids))
    nowhere = knock(mallory, PAGES[name], address(name, "no-such-place", ids))
    assert (there.status_code, nowhere.status_code) == (404, 404)
    assert there.content == nowhere.content
    assert everything_of(house.world.organisation) == before


@pytest.mark.parametrize("name", WITH_OBJECTS)
def test_foreign_ids_in_ones_own_organisation_look_unknown(house: SimpleNamespace, name: str) -> None:
    before_making = ids_for(keywords_of(name), house.ours)
    before = everything_of(house.world.organisation)
    mallory = house.world.signed_in(house.world.mallory)
    foreign = knock(mallory, PAGES[name], address(name, "jinde", before_making))
    unknown = knock(mallory, PAGES[name], address(name, "jinde", {word: uuid4() for word in before_making}))
    assert (foreign.status_code, unknown.status_code) == (404, 404)
    assert foreign.content == unknown.content
    assert everything_of(house.world.organisation) == before


@pytest.mark.parametrize(
    "name", [name for name, case in PAGES.items() if case.permission and name in STAFF_ROUTES]
)
def test_a_member_without_the_right_is_told_so_and_changes_nothing(house: SimpleNamespace, name: str) -> None:
    lacking = next(
        role for role in (Role.VIEWER, Role.EMPLOYEE) if PAGES[name].permission not in PERMISSIONS[role]
    )
    Membership.objects.filter(user=house.world.carol).update(role=lacking)
    where = address(name, "sova", ids_for(keywords_of(name), house.ours))
    before = everything_of(house.world.organisation)
    answer = knock(house.world.signed_in(house.world.carol), PAGES[name], where)
    assert answer.status_code == 403
    assert everything_of(house.world.organisation) == before


@pytest.mark.parametrize("name", STAFF_ROUTES)
def test_a_scoped_member_reaches_nothing_of_other_units(house: SimpleNamespace, name: str) -> None:
    Membership.objects.filter(user=house.world.bob).update(role=role_with(PAGES[name].permission))
    Employee.objects.create(
        organisation=house.world.organisation, unit=house.world.brno, code="secret-1", name="X"
    )
    words = keywords_of(name)
    where = address(name, "sova", ids_for(words, house.ours))
    before = everything_of(house.world.organisation)
    answer = knock(house.world.signed_in(house.world.bob), PAGES[name], where)
    if any(OBJECTS[word].belongs_to_a_unit for word in words if word in OBJECTS):
        assert answer.status_code == 404
        assert everything_of(house.world.organisation) == before
    else:
        assert answer.status_code < 500
        if not answer.streaming:
            assert b"secret-1" not in answer.content


def call(name: str, ids: dict[str, Any], secret: str | None) -> Any:
    method, path = name.split(" ")
    where = API + path.format(**PLAIN, **ids)
    headers = {"authorization": f"Bearer {secret}"} if secret else {}
    return Client(headers=headers, raise_request_exception=False).generic(
        method, where, b"{}", "application/json"
    )


def secret_of(organisation: Organisation, scopes: Any) -> str:
    return issue_api_key(
        actor=system_actor(organisation.id), name="x", scopes=scopes, now=timezone.now()
    ).secret


def call_ids(name: str, place: tuple[Organisation, Unit]) -> dict[str, UUID]:
    return ids_for(set(re.findall(r"{(\w+)}", name)), place)


@pytest.mark.parametrize("name", CALL_OPERATIONS)
def test_a_call_asks_for_the_declared_right(name: str) -> None:
    asked = [getattr(door, "permission", None) for door in CALL_OPERATIONS[name].auth_callbacks]
    assert asked == [CALLS[name]]


@pytest.mark.parametrize("name", CALL_OPERATIONS)
def test_a_call_opens_for_its_key_only(house: SimpleNamespace, name: str) -> None:
    ids = call_ids(name, house.ours)
    before = everything_of(house.world.organisation)
    assert call(name, ids, None).status_code == 401
    assert call(name, ids, "ohl_unknown").status_code == 401
    assert everything_of(house.world.organisation) == before
    weak = secret_of(house.world.organisation, KEY_PERMISSIONS - {CALLS[name]})
    assert call(name, ids, weak).status_code == 403
    right = secret_of(house.world.organisation, {CALLS[name]})
    assert call(name, ids, right).status_code not in {401, 403, 405, 500}
    if ids:
        assert call(name, call_ids(name, house.ours), right).status_code != 404


@pytest.mark.parametrize("name", CALLS_WITH_OBJECTS)
def test_a_foreign_key_finds_nothing(house: SimpleNamespace, name: str) -> None:
    ids = call_ids(name, house.ours)
    before = everything_of(house.world.organisation)
    foreign = secret_of(house.world.elsewhere, KEY_PERMISSIONS)
    there = call(name, ids, foreign)
    nowhere = call(name, {word: uuid4() for word in ids}, foreign)
    assert (there.status_code, nowhere.status_code) == (404, 404)
    assert there.content == nowhere.content
    assert everything_of(house.world.organisation) == before


@pytest.mark.parametrize("name", CALL_OPERATIONS)
def test_a_signed_in_person_does_not_open_a_call(house: SimpleNamespace, name: str) -> None:
    method, path = name.split(" ")
    where = API + path.format(**PLAIN, **call_ids(name, house.ours))
    answer = house.world.signed_in(house.world.alice).generic(method, where, b"{}", "application/json")
    assert answer.status_code == 401
