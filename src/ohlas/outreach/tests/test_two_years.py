"""Two years of a quarterly programme beside an event, an anniversary and people asked by hand.

Nobody is over budget in any window, nobody is starved, every skip has its reason, nothing arrives at night or on a
day off, and what the planner foresaw is what was done. The relay is away for a few days now and again, as it is in
life: what fell due meanwhile is made up. Other windows than these are in `test_windows_of_pacing`.
"""

import random
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from tests.world import World

from ohlas.accounts.access import Actor, system_actor
from ohlas.customers.actions import PersonEdit, declare_contact_attribute, edit_contact, meeting
from ohlas.customers.models import Contact
from ohlas.customers.rules import AttributeKind
from ohlas.outreach.actions.deciding import decide_due
from ohlas.outreach.models import Hold, Invitation, Message, Occasion, PacingPolicy, Programme
from ohlas.outreach.queries.planning import Outcome, make_plan
from ohlas.outreach.rules.hours import is_public_holiday
from ohlas.outreach.rules.zones import country_of
from ohlas.outreach.tests.scene import a_contact, a_survey

FIRST = date(2026, 1, 5)
DAYS = 730
ZONE = ZoneInfo("Europe/Prague")
ZONES = ("", "Europe/Warsaw", "Europe/Kyiv", "Europe/Berlin")
PEOPLE = 16
WINDOWS = ((1, 30), (10, 365))
FORESEEN = (70, 335, 640)
"""Days on which a plan is made, over both changes of the clock and Christmas; in the days after nothing new happens to
anybody, and the relay decides daily."""
FORESEEN_DAYS = 30
AWAY = 8
"""Outside of them it decides on one day in so many: what fell due in a week away is made up."""


@dataclass
class Story:
    """What happened: who was asked on which day by which programme, and what the planner had said."""

    asked: dict[UUID, list[tuple[date, str]]] = field(default_factory=lambda: defaultdict(list))
    foreseen: list[tuple[set[tuple[str, UUID, date]], set[tuple[str, UUID, date]]]] = field(
        default_factory=list
    )


@pytest.fixture
def actor(world: World) -> Actor:
    return system_actor(world.organisation.id)


def people(actor: Actor, chance: random.Random) -> list[Contact]:
    made = [a_contact(actor, f"p{n}@example.test", agreed=n % 8 != 7) for n in range(PEOPLE)]
    for n, contact in enumerate(made):
        Contact.objects.filter(id=contact.id).update(zone=ZONES[n % len(ZONES)])
        since = (date(2020, 1, 1) + timedelta(days=chance.randrange(1500))).isoformat()
        edit_contact(
            actor=actor, contact_id=contact.id, edit=PersonEdit(attributes={"since": since}), now=at(FIRST, 8)
        )
    return made


def programmes(actor: Actor) -> dict[str, Programme]:
    kinds = {
        "quarterly": (5, {"kind": "rhythm", "starts_on": "2026-01-05", "waves": 6}, 90),
        "delivery": (2, {"kind": "event", "event": "delivery"}, 10),
        "birthday": (4, {"kind": "anniversary", "attribute": "since"}, 20),
        "by hand": (7, {"kind": "manual"}, 40),
    }
    return {
        name: Programme.objects.create(
            id=UUID(int=number, version=4),
            organisation_id=actor.organisation.id,
            survey_id=a_survey(actor, name),
            name=name,
            state="running",
            priority=priority,
            settings={
                "occasion": occasion,
                "wait_days": wait,
                "every_days": 60,
                "hours": {"days": [0, 1, 2, 3, 4]},
            },
            created_at=at(FIRST, 0),
            started_at=at(FIRST, 0),
        )
        for number, (name, (priority, occasion, wait)) in enumerate(kinds.items(), 1)
    }


def at(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour), ZONE).astimezone(UTC)


def happens(
    chance: random.Random, day: date, made: list[Contact], running: dict[str, Programme]
) -> Iterator[Occasion]:
    """A delivery here and there (often to the same few), and now and then somebody asked by hand."""
    for name, share, key in (("delivery", 0.02, "event"), ("by hand", 0.004, "by hand")):
        for n, contact in enumerate(made):
            if chance.random() < share * (3 if n < 4 else 1):
                yield Occasion(
                    organisation_id=contact.organisation_id,
                    programme=running[name],
                    contact=contact,
                    key=f"{key} {day}",
                    due_at=at(day, 12),
                    expires_at=at(day, 12) + timedelta(days=running[name].settings["wait_days"]),
                )


def foresee(actor: Actor, now: datetime) -> set[tuple[str, UUID, date]]:
    plan = make_plan(actor.organisation.id, now)
    return {
        (one.name, plan.id_at(int(one.row[n])), plan.first + timedelta(days=int(one.day[n])))
        for one in plan.programmes
        for n in (one.outcome == Outcome.ASKED).nonzero()[0]
    }


def decides_on(number: int) -> bool:
    return number % AWAY == 0 or number == DAYS - 1 or is_foreseen(number)


def is_foreseen(number: int) -> bool:
    return any(start <= number < start + FORESEEN_DAYS for start in FORESEEN)


def live(actor: Actor, chance: random.Random) -> Story:
    story, pending = Story(), {}
    made, running = people(actor, chance), programmes(actor)
    Hold.objects.create(
        organisation_id=actor.organisation.id,
        contact=made[1],
        reason="complaint",
        until=at(FIRST + timedelta(days=200), 15),
        made_at=at(FIRST, 0),
    )
    for number in range(DAYS):
        day = FIRST + timedelta(days=number)
        if not is_foreseen(number):
            Occasion.objects.bulk_create(happens(chance, day, made, running))
        if number in FORESEEN:
            pending[number] = foresee(actor, at(day, 1))
        if not decides_on(number):
            continue
        now = at(day, chance.choice((2, 6, 10, 15, 23)))
        asked = decide_due(organisation_id=actor.organisation.id, now=now)
        rows = Invitation.objects.filter(queued_at=now).select_related("programme") if asked else ()
        for row in rows:
            assert row.programme is not None
            story.asked[row.contact_id].append((day, row.programme.name))
    for start, said in pending.items():
        first = FIRST + timedelta(days=start)
        done = {
            (name, who, day)
            for who, days in story.asked.items()
            for day, name in days
            if first <= day < first + timedelta(days=FORESEEN_DAYS)
        }
        story.foreseen.append((said, done))
    return story


@pytest.fixture
def story(actor: Actor, monkeypatch: pytest.MonkeyPatch) -> Story:
    now, ids = at(FIRST, 0), random.Random(11)  # noqa: S311 - a story, no secret
    monkeypatch.setattr(meeting, "new_id", lambda: UUID(int=ids.getrandbits(128), version=4))
    declare_contact_attribute(actor=actor, key="since", title="Since", kind=AttributeKind.DATE, now=now)
    PacingPolicy.objects.create(
        organisation_id=actor.organisation.id,
        settings={"windows": [{"count": count, "days": days} for count, days in WINDOWS]},
        changed_at=now,
    )
    return live(actor, random.Random(4))  # noqa: S311 - a story, no secret


def test_two_years_keep_every_promise(actor: Actor, story: Story) -> None:
    _nobody_is_over_budget(story)
    _nobody_is_starved(actor, story)
    _every_skip_is_explained(actor)
    _nothing_arrives_at_night_or_on_a_day_off(actor)
    for said, done in story.foreseen:
        assert said
        assert said == done


def _nobody_is_over_budget(story: Story) -> None:
    assert story.asked
    for times in story.asked.values():
        days = [day for day, _ in times]
        for count, length in WINDOWS:
            for day in days:
                assert sum(day <= one < day + timedelta(days=length) for one in days) <= count


def _nobody_is_starved(actor: Actor, story: Story) -> None:
    """Each who agreed hears of the quarterly programme, never two turns lost in a row: it waits as long as one."""
    end = FIRST + timedelta(days=DAYS)
    for contact in Contact.objects.filter(organisation_id=actor.organisation.id, consents__gt=0):
        own = [day for day, name in story.asked[contact.id] if name == "quarterly"]
        first = FIRST + timedelta(days=200) if Hold.objects.filter(contact=contact).exists() else FIRST
        marks = [first, *(day for day in own if day >= first), end]
        assert max((b - a).days for a, b in pairwise(marks)) <= 2 * 92, contact.name


def _every_skip_is_explained(actor: Actor) -> None:
    rows = Occasion.objects.filter(organisation_id=actor.organisation.id)
    ended = rows.filter(expires_at__lt=at(FIRST + timedelta(days=DAYS - 1), 0))
    assert not ended.filter(is_decided=False).exists()
    asked = set(Invitation.objects.values_list("occasion_id", flat=True))
    assert set(rows.filter(is_decided=True, reason="").values_list("id", flat=True)) == asked
    assert set(rows.exclude(reason="").values_list("reason", flat=True)) >= {
        "no_consent",
        "over_budget",
        "held",
    }
    assert set(rows.filter(is_decided=False).values_list("waited_for", flat=True)) <= {
        "over_budget",
        "too_soon",
        "",
    }


def _nothing_arrives_at_night_or_on_a_day_off(actor: Actor) -> None:
    messages = Message.objects.filter(organisation_id=actor.organisation.id)
    for message in messages.select_related("invitation__contact"):
        zone = message.invitation.contact.zone or "Europe/Prague"
        local = message.not_before.astimezone(ZoneInfo(zone))
        assert time(9) <= local.time() < time(20)
        assert local.weekday() < 5
        assert not is_public_holiday(country_of(zone), local.date())
