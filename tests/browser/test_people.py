"""Pages of units, people, keys and signing in: no complaint in the console, no sideways scrolling, axe content."""

from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from ohlas.accounts.access import actor_for
from ohlas.accounts.actions import issue_api_key, seal_audit
from ohlas.accounts.models import Employee, Membership
from ohlas.accounts.rules import Permission
from tests.world import World

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PAGES = (
    "/o/sova/units/",
    "/o/sova/units/new/",
    "/o/sova/units/{unit}/",
    "/o/sova/employees/",
    "/o/sova/employees/import/",
    "/o/sova/users/",
    "/o/sova/users/invite/",
    "/o/sova/users/{member}/",
    "/o/sova/keys/",
    "/o/sova/keys/new/",
    "/o/sova/organisation/",
    "/o/sova/audit/",
    "/o/sova/me/",
    "/accounts/2fa/",
    "/accounts/sessions/",
    "/accounts/password/set/",
    "/accounts/2fa/webauthn/add/",
    "/accounts/2fa/totp/activate/",
    "/start/some-token",
)
Visit = Callable[..., Any]


@pytest.fixture
def peopled(transactional_db: None, world: World) -> World:
    alice = actor_for(world.alice, "sova")
    issue_api_key(actor=alice, name="Till in Brno", scopes={Permission.RECORD_ANSWERS}, now=world.now)
    seal_audit(alice.organisation.id)
    for number in range(3):
        Employee.objects.create(
            organisation=world.organisation,
            unit=world.prague,
            code=f"e{number}",
            name="Jana Nováková",
            email="jana.novakova@sova.example",
            position="baristka",
        )
    return world


def addresses(world: World) -> list[str]:
    ids = {"unit": world.brno.id, "member": Membership.objects.get(user=world.carol).id}
    return [address.format(**ids) for address in PAGES]


def faults(page: Any) -> list[str]:
    found = [f"console: {words}" for words in page.complaints]
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    if wide > 0:
        found.append(f"{wide} px wider than the screen")
    violations = Axe().run(page).response["violations"]
    return found + [f"axe {one['id']}: {one['nodes'][0]['html'][:120]}" for one in violations]


@pytest.mark.parametrize(("width", "theme"), [(390, "light"), (1280, "dark")])
def test_pages_of_people_fit_and_are_accessible(peopled: World, visit: Visit, width: int, theme: str) -> None:
    wrong = {}
    for address in addresses(peopled):
        page = visit(peopled.alice, address, width=width, theme=theme)
        if found := faults(page):
            wrong[address] = found
        page.close()
    assert wrong == {}


def test_the_sign_in_page_obeys_the_policy_and_works_without_scripts(peopled: World, visit: Visit) -> None:
    peopled.alice.set_password("correct horse battery staple")
    peopled.alice.save()
    page = visit(peopled.alice, "/o/sova/me/", scripts=False)
    page.context.clear_cookies()
    page.goto(page.url)
    page.fill("input[name=login]", "alice@example.com")
    page.fill("input[name=password]", "correct horse battery staple")
    page.click("button[type=submit]")
    assert page.url.endswith("/o/sova/me/")
    scripted = visit(peopled.alice, "/accounts/logout/")
    scripted.context.clear_cookies()
    scripted.goto(scripted.url.replace("/logout/", "/login/"))
    assert scripted.is_visible("#passkey_login")
    assert faults(scripted) == []
