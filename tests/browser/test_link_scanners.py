"""Programs that open every address of a message: none of their scores counts, nobody is unsubscribed.

A thousand scanned and three hundred human invitations, a twentieth of them in the test run. A third of the
scanners run scripts in a real browser. The clock stands still on both sides and is moved on, so nobody waits.
What cannot be told from a person (one address, scripts, a long stay) is counted apart and printed: it is the
residue that the manual states.
"""

import os
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from ohlas.accounts.access import system_actor
from ohlas.feedback.actions.choosing import settle_scores
from ohlas.feedback.models import Link, Response
from ohlas.feedback.rules.links import client_id_for
from ohlas.feedback.sources.email.tests.scene import Mailed, fields_of, mailed, start_anew
from ohlas.outreach.tests.scene import a_survey

SHARE = 1.0 if os.environ.get("SCANNERS") == "all" else 0.05
"""The test run takes a twentieth of everybody; `SCANNERS=all` takes all of them, in some ten minutes."""
SCANNED, SCRIPTED, PEOPLE, PEOPLE_WITH_SCRIPTS, RESIDUE = (
    round(SHARE * n) for n in (1_000, 334, 300, 60, 100)
)
LOOK_MS, GLANCE_MS = 2_200, 1_200


@dataclass
class Town:
    """Everybody who got a message, by how they behave."""

    page: object
    base: str
    moved: object
    by_kind: dict[str, list[Mailed]] = field(default_factory=dict)

    def get(self, path: str) -> str:
        return Client().get(path).content.decode()

    def browse(self, path: str, stays_ms: int) -> None:
        """Opens a page in the browser and stays; both clocks go on."""
        self.page.goto(self.base + path, wait_until="load")
        self.moved.shift(timedelta(milliseconds=stays_ms))
        if "/a/" in path and stays_ms >= LOOK_MS:
            with self.page.expect_response(lambda answer: answer.url.endswith("/seen")):
                self.page.clock.run_for(stays_ms)
        else:
            self.page.clock.run_for(stays_ms)


def opens_everything(town: Town, one: Mailed) -> None:
    for score in range(11):
        town.get(one.score(score))
    town.get(f"{one.form}/t")
    town.get(one.leave)


def asks_heads(town: Town, one: Mailed) -> None:
    Client().head(one.score(7))
    Client().head(one.leave)
    town.get(one.score(7))


def opens_one(town: Town, one: Mailed) -> None:
    town.get(one.score(10))
    town.get(one.leave)


def opens_two(town: Town, one: Mailed) -> None:
    town.get(one.score(0))
    town.moved.shift(timedelta(seconds=20))
    town.get(one.score(10))


def browses_two(town: Town, one: Mailed) -> None:
    town.browse(one.score(9), LOOK_MS)
    town.browse(one.score(3), LOOK_MS)


def browses_the_trap(town: Town, one: Mailed) -> None:
    town.browse(one.score(9), LOOK_MS)
    town.browse(f"{one.form}/t", 0)


def glances(town: Town, one: Mailed) -> None:
    town.browse(one.score(9), GLANCE_MS)
    town.browse(one.leave, LOOK_MS)


def browses_one_for_long(town: Town, one: Mailed) -> None:
    town.browse(one.score(9), LOOK_MS)


def clicks_and_sends(town: Town, one: Mailed) -> None:
    page = town.get(one.score(8))
    Client().post(one.form, {**fields_of(page), "q:nps": "8", "go": "next"})


def is_scanned_and_sends(town: Town, one: Mailed) -> None:
    opens_everything(town, one)
    town.moved.shift(timedelta(minutes=5))
    clicks_and_sends(town, one)


def thinks_again_and_sends(town: Town, one: Mailed) -> None:
    town.get(one.score(9))
    town.moved.shift(timedelta(seconds=10))
    clicks_and_sends(town, one)


def clicks_and_reads(town: Town, one: Mailed) -> None:
    town.browse(one.score(8), LOOK_MS)


PLAIN = (opens_everything, asks_heads, opens_one, opens_two)
WITH_SCRIPTS = (browses_two, browses_the_trap, glances)
SENDING = (clicks_and_sends, is_scanned_and_sends, thinks_again_and_sends)


@pytest.fixture
def town(world, chromium, live_server) -> Iterator[Town]:
    context = chromium.new_context()
    page = context.new_page()
    page.clock.install()
    with time_machine.travel(world.now, tick=False) as moved:
        start_anew()
        yield Town(page, live_server.url, moved)
    context.close()


def let(town: Town, world, survey, kinds: tuple[Callable[[Town, Mailed], None], ...], count: int) -> None:
    for n in range(count):
        deed = kinds[n % len(kinds)]
        one = mailed(world, f"{deed.__name__}{n}@example.test", survey=survey, now=timezone.now())
        town.by_kind.setdefault(deed.__name__, []).append(one)
        start_anew()  # a scanner has many addresses
        deed(town, one)
        if n % 50 == 0:
            town.moved.shift(timedelta(minutes=3))
            settle_scores(timezone.now())


def counted(town: Town, kind: str) -> int:
    """How many of these have an answer."""
    links = Link.objects.filter(invitation_id__in=[one.invitation for one in town.by_kind.get(kind, ())])
    ids = [client_id_for(link_id, "") for link_id in links.values_list("id", flat=True)]
    return Response.objects.filter(client_id__in=ids).count()


@pytest.mark.django_db(transaction=True)
def test_scanners_count_nothing_and_people_are_kept(world, town, capsys):
    survey = a_survey(system_actor(world.organisation.id), "After delivery")
    let(town, world, survey, PLAIN, SCANNED - SCRIPTED)
    let(town, world, survey, WITH_SCRIPTS, SCRIPTED)
    let(town, world, survey, SENDING, PEOPLE - PEOPLE_WITH_SCRIPTS)
    let(town, world, survey, (clicks_and_reads,), PEOPLE_WITH_SCRIPTS)
    let(town, world, survey, (browses_one_for_long,), RESIDUE)
    town.moved.shift(timedelta(minutes=3))
    settle_scores(timezone.now())

    found = Counter({kind: counted(town, kind) for kind in town.by_kind})
    people = sum(found[deed.__name__] for deed in (*SENDING, clicks_and_reads))
    scanned = sum(found[deed.__name__] for deed in (*PLAIN, *WITH_SCRIPTS))
    left = [one for many in town.by_kind.values() for one in many if not one.is_asked]
    with capsys.disabled():
        print(f"\n  counted of {SCANNED} scanners: {scanned}; of {PEOPLE} people: {people}")
        print(f"  one address, scripts, a long stay: {found['browses_one_for_long']} of {RESIDUE}")
    assert scanned == 0, found
    assert people >= 0.99 * PEOPLE, found
    assert not left
