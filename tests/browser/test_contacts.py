"""Pages of contacts and their import: no complaint in the console, no sideways scrolling, axe content."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from ohlas.accounts.access import actor_for
from ohlas.customers.actions import declare_contact_attribute, merge_contacts, save_segment, suppress
from ohlas.customers.models import Contact, Segment
from ohlas.customers.rules import AttributeKind, Channel, Purpose
from ohlas.exchange.actions import people
from ohlas.exchange.rules.people import PeopleKind, meaning_from
from tests.world import World

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TABLE = (
    "Jméno;Příjmení;E-mail;Mobil;Číslo zákazníka;Jazyk;Firma;Souhlas newsletter;Tier\n"
    "Jana;Nováková;Jana@Example.com;601 123 456;7;cs;Sova;ano;gold\n"
    "Petr;Dvořák;petr@;602 12;8;čeština;;ne;silver\n"
    "Olha;Шевченко;olha@example.com;;9;uk;;ano;gold\n"
)
PAGES = (
    "/o/sova/contacts/",
    "/o/sova/contacts/{contact}/",
    "/o/sova/contacts/attributes/",
    "/o/sova/contacts/left-alone/",
    "/o/sova/contacts/left-alone/?sought=eva@example.com&channel=email",
    "/o/sova/contacts/imports/",
    "/o/sova/contacts/imports/{uploaded}/columns/",
    "/o/sova/contacts/imports/{checked}/",
    "/o/sova/contacts/imports/{done}/",
    "/o/sova/segments/",
    "/o/sova/segments/new/",
    "/o/sova/segments/{segment}/",
)
Visit = Callable[..., Any]
PICTURES = os.environ.get("PICTURES")


@pytest.fixture
def peopled(transactional_db: None, world: World) -> World:
    alice = actor_for(world.alice, "sova")
    declare_contact_attribute(actor=alice, key="tier", title="Tier", kind=AttributeKind.CHOICE, now=world.now)
    for step in ("done", "checked", "uploaded"):
        _received(world, alice, step)
    ids = Contact.objects.order_by("id").values_list("id", flat=True)
    merge_contacts(actor=alice, kept_id=ids[0], gone_id=ids[2], now=world.now)
    suppress(
        actor=alice,
        channel=Channel.EMAIL,
        address="eva@example.com",
        purposes=[Purpose.SURVEYS],
        reason="asked by phone",
        now=world.now,
    )
    condition = {
        "all": [
            {"field": "a_tier", "op": "is", "value": "gold"},
            {
                "any": [
                    {"event": "purchase", "within_days": 30},
                    {"consent": "newsletter", "channel": "email"},
                ]
            },
        ]
    }
    save_segment(actor=alice, name="Gold who bought or agreed", condition=condition, now=world.now)
    return world


def _received(world: World, alice: Any, step: str) -> None:
    view = people.receive_people(
        actor=alice, kind=PeopleKind.CONTACTS, name=f"{step}.csv", pieces=[TABLE.encode()], now=world.now
    )
    if step != "uploaded":
        meaning = meaning_from(view.meaning)
        people.save_meaning(actor=alice, import_id=view.id, meaning=meaning, now=world.now)
    if step == "done":
        people.begin_people(actor=alice, import_id=view.id, now=world.now)
        people.finish_people_now(import_id=view.id, now=world.now, tell=lambda _: None)
    world.__dict__.setdefault("files", {})[step] = view.id


def addresses(world: World) -> list[str]:
    ids = {
        "contact": Contact.objects.get(email="jana@example.com", merged_into=None).id,
        "segment": Segment.objects.get().id,
        **world.__dict__["files"],
    }
    return [address.format(**ids) for address in PAGES]


def faults(page: Any) -> list[str]:
    found = [f"console: {words}" for words in page.complaints]
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    if wide > 0:
        found.append(f"{wide} px wider than the screen")
    violations = Axe().run(page).response["violations"]
    return found + [f"axe {one['id']}: {one['nodes'][0]['html'][:120]}" for one in violations]


@pytest.mark.parametrize(("width", "theme"), [(390, "light"), (1280, "dark"), (390, "dark"), (1280, "light")])
def test_pages_of_contacts_fit_and_are_accessible(
    peopled: World, visit: Visit, width: int, theme: str
) -> None:
    wrong = {}
    for number, address in enumerate(addresses(peopled)):
        page = visit(peopled.alice, address, width=width, theme=theme)
        page.evaluate("document.querySelectorAll('main details').forEach(one => { one.open = true })")
        if PICTURES:
            page.screenshot(path=str(Path(PICTURES) / f"{number}-{width}-{theme}.png"), full_page=True)
        if found := faults(page):
            wrong[address] = found
        page.close()
    assert wrong == {}
