"""From an empty organisation to the sample company and back, without losing what somebody brought along."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

import pytest
from django.test import Client
from tests.world import World

from ohlas.accounts.actions import found_organisation
from ohlas.accounts.models import User
from ohlas.accounts.queries import OrganisationView, organisations_of
from ohlas.exchange.connectors.sample import load

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def small_sample(monkeypatch: pytest.MonkeyPatch) -> None:
    """The company without its eighteen months of answers."""

    def made(*, now: datetime, owner_id: UUID | None) -> OrganisationView:
        return found_organisation(name="Kavárna Sova", now=now, owner_id=owner_id, is_sample=True)

    monkeypatch.setattr(load, "load_sample", made)


def _samples(world: World) -> list[str]:
    return [m.organisation.slug for m in organisations_of(world.alice.id) if m.organisation.is_sample]


def test_the_sample_is_made_once_and_found_again(world: World, sign_in: Callable[[User], Client]) -> None:
    browser = sign_in(world.alice)
    assert browser.get("/o/sova/sample/").status_code == 200
    assert not _samples(world), "looking must not make anything"
    first = browser.post("/o/sova/sample/")
    second = browser.post("/o/sova/sample/")
    assert first["Location"] == second["Location"] == f"/o/{_samples(world)[0]}/dashboard/"
    assert len(_samples(world)) == 1


def test_the_assistant_leads_to_the_sample_too(world: World, sign_in: Callable[[User], Client]) -> None:
    browser = sign_in(world.alice)
    answer = browser.post("/start-mine/", {"sample": "1"})
    assert answer["Location"] == f"/o/{_samples(world)[0]}/dashboard/"


def test_one_press_leaves_a_sample_nobody_worked_in(world: World, sign_in: Callable[[User], Client]) -> None:
    browser = sign_in(world.alice)
    browser.post("/o/sova/sample/")
    answer = browser.post(f"/o/{_samples(world)[0]}/leave-sample/")
    assert answer["Location"] == "/start-mine/"
    assert not _samples(world)


def test_what_somebody_made_in_the_sample_is_asked_about_first(
    world: World, sign_in: Callable[[User], Client]
) -> None:
    browser = sign_in(world.alice)
    browser.post("/o/sova/sample/")
    sample = _samples(world)[0]
    browser.get(f"/o/{sample}/", follow=True)  # a first dashboard is made by itself and is nobody's work
    browser.post(f"/o/{sample}/boards/new/", {"name": "Mine"})
    asked = browser.post(f"/o/{sample}/leave-sample/")
    assert "1 change was made here by people." in asked.content.decode()
    assert _samples(world) == [sample]
    browser.post(f"/o/{sample}/leave-sample/", {"sure": "1"})
    assert not _samples(world)
