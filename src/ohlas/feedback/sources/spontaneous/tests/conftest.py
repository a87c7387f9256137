"""Fixtures: the form's clock, a public page, and a person at it."""

import pytest
from django.test import Client

from ohlas.accounts.access import system_actor
from ohlas.feedback.actions import LinkWish
from ohlas.feedback.actions.spontaneous import open_page
from ohlas.feedback.sources.form.tests.conftest import clock  # noqa: F401 - the same clock
from ohlas.feedback.sources.form.tests.scene import Person


@pytest.fixture
def actor(world):
    return system_actor(world.organisation.id)


@pytest.fixture
def page(actor, world, clock):  # noqa: F811
    """`page(unit="praha")` opens a public page; a person without scripts stands before it."""

    def make(**wish):
        path = open_page(actor=actor, wish=LinkWish(**wish), now=world.now).path
        return Person(path, works=False, client=Client(headers={"Accept-Language": "en"}))

    return make


@pytest.fixture
def tell(page, clock):  # noqa: F811
    """`tell(kind="idea", text="More bikes", unit="praha")`: one message, sent and confirmed."""

    def send(person=None, *, kind="idea", text="More bike racks, please", contact=(), **wish):
        person = person or page(**wish)
        person.open()
        clock(seconds=10)
        person.send(spontaneous_kind=kind, spontaneous_text=text, **dict(contact))
        clock(seconds=3)
        return person.send(go="confirm")

    return send
