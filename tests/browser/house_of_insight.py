"""The sample company with everything insight can show: what the browser test of its pages walks through."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from uuid import UUID

import pytest

from ohlas.accounts.access import Actor, actor_for
from ohlas.accounts.models import User
from ohlas.exchange.connectors.sample import load, sample_company
from ohlas.feedback.actions import open_batch, record_many
from ohlas.feedback.actions.themes import look_for_themes
from ohlas.feedback.models import Response
from ohlas.feedback.rules import ImportedRow
from ohlas.insight.actions import BoardWish, create_board
from ohlas.insight.actions.badges import make_badge
from ohlas.insight.actions.benchmarks import add_competitor, add_figure
from ohlas.insight.actions.closing import close_period
from ohlas.insight.actions.direction import (
    add_business_aim,
    add_experience_aim,
    answer_self_check,
    draft_vision,
    open_self_check,
    publish_vision,
)
from ohlas.insight.actions.goals import set_goals
from ohlas.insight.actions.reports import ScheduleWish, make_schedule
from ohlas.insight.actions.voice import add_own_texts
from ohlas.insight.models import Alert, Brief, Goal, IntegrityFinding, IntegrityMark
from ohlas.insight.queries.badges import BadgeSubject
from ohlas.insight.rules import Selection, Step
from ohlas.insight.rules.badges import BadgePeriod
from ohlas.insight.rules.boards import read_document
from ohlas.insight.rules.direction import AimWish, VisionWish
from ohlas.insight.rules.goals import GoalWish, Period
from ohlas.insight.rules.maturity import statements
from ohlas.insight.rules.tiles import KINDS
from ohlas.lib.ids import new_id
from ohlas.outbox.relay import relay_once
from ohlas.outreach.models import Invitation
from ohlas.outreach.tests.scene import a_contact, an_invitation
from ohlas.surveys.actions import create_survey
from ohlas.surveys.queries import standing

DAYS_TOLD, EVERY = 300, 5
"""Deliveries since before the story begins and every fifth other answer: enough to tell it, read in seconds."""
TEXTS = ("Dobrý den, děkujeme Vám za zprávu.", "Hej, mrkni na naši novou kávu!!!") * 6
IMPORTANCE = {
    "schema": 2,
    "languages": ["en"],
    "default_language": "en",
    "questions": [
        {"id": "nps", "type": "nps", "text": {"en": "Would you recommend us?"}},
        {
            "id": "csi",
            "type": "csi",
            "text": {"en": "How important, how good"},
            "rows": [{"id": "staff", "text": {"en": "staff"}}, {"id": "shop", "text": {"en": "the shop"}}],
        },
    ],
}


@dataclass(frozen=True)
class House:
    """The owner, and the addresses of single things below the organisation's."""

    owner: User
    slug: str
    pages: tuple[str, ...]


def furnish(now: datetime, patch: pytest.MonkeyPatch) -> House:
    """The sample company, read and counted, with one of each thing that insight keeps."""
    whole, since = sample_company(now.date()), now - timedelta(days=DAYS_TOLD)
    recent = [one for one in whole.responses if one.at >= since]
    kept = [one for place, one in enumerate(recent) if one.survey == "after-delivery" or not place % EVERY]
    told = replace(whole, responses=tuple(kept))
    patch.setattr(load, "sample_company", lambda _today: told)
    owner = User.objects.create_user("owner@example.com", None, name="Owner")
    slug = load.load_sample(now=now, owner_id=owner.id).slug
    actor = actor_for(owner, slug)
    survey = _importance(actor, now)
    _invited(actor, survey, now)
    _settled(now)
    look_for_themes(actor=actor, now=now)
    pages = (
        *_compared(actor, now),
        *_directed(actor, now),
        *_boards(actor, owner, now),
        *_doubted(actor, now),
    )
    _settled(now + timedelta(minutes=5))
    alert, brief = Alert.objects.latest("found_at"), Brief.objects.latest("made_at")
    return House(owner, slug, (*pages, f"alerts/{alert.id}/", f"briefs/{brief.id}/"))


def _settled(now: datetime) -> None:
    while relay_once(now, worker="test"):
        pass


def _importance(actor: Actor, now: datetime) -> UUID:
    """A survey with questions of importance, which the sample has none of."""
    survey = create_survey(actor=actor, name="What matters", definition=IMPORTANCE, now=now, publish=True)
    found = standing(actor.organisation.id, str(survey), now)
    assert found is not None
    assert found.version is not None
    rows = [
        ImportedRow(
            client_id=new_id(),
            version_id=found.version.id,
            answers={
                "nps": place % 11,
                "csi.staff.importance": 6 + place % 5,
                "csi.staff.performance": 4 + place % 7,
                "csi.shop.importance": 5 + place % 4,
                "csi.shop.performance": 3 + place % 6,
            },
            answered_at=now - timedelta(days=3, minutes=place),
            channel="web",
            language="en",
        )
        for place in range(60)
    ]
    batch = open_batch(organisation_id=actor.organisation.id, kind="file", name="Matters", now=now)
    record_many(organisation_id=actor.organisation.id, batch_id=batch, rows=rows, now=now)
    return survey


def _invited(actor: Actor, survey: UUID, now: datetime) -> None:
    """Forty asked a week ago, every fourth of whom answered."""
    contact = a_contact(actor, "asked@example.test")
    for place in range(40):
        row = an_invitation(actor, contact, survey)
        answered = now - timedelta(days=6) if place % 4 == 0 else None
        state = "complete" if answered else "delivered"
        sent = now - timedelta(days=7)
        Invitation.objects.filter(id=row.id).update(state=state, sent_at=sent, answered_at=answered)


def _compared(actor: Actor, now: datetime) -> Iterator[str]:
    """A goal, a closed period, and a competitor with a published figure."""
    set_goals(actor=actor, wishes=[GoalWish("nps", _quarter(now), 55.0, None)], now=now)
    goal = Goal.objects.get()
    closing = close_period(actor=actor, period=Period(Step.MONTH, _before(now)), now=now)
    rival = add_competitor(actor=actor, name="Káva Rychle", kind="competitor", now=now)
    published = {"measure": "nps", "value": "12", "n": "1000", "until": "2026-06-30", "source": "A report"}
    figure = add_figure(actor=actor, competitor_id=rival, given=published, today=now.date(), now=now)
    yield f"goals/{goal.id}/"
    yield f"closed-periods/{closing.id}/"
    yield f"benchmarks/figures/{figure}/"


def _directed(actor: Actor, now: datetime) -> Iterator[str]:
    """A vision, a strategy, a self-check, and texts of our own."""
    draft_vision(actor=actor, wish=VisionWish("We answer the same day.", ("Say it plainly.",)), now=now)
    publish_vision(actor=actor, now=now)
    business = add_business_aim(actor=actor, title="Fewer guests leave", now=now)
    aim = AimWish("Parcels come on time", measure="nps", owner_user_id=actor.user_id)
    aimed = add_experience_aim(actor=actor, business_id=business, wish=aim, now=now)
    check = open_self_check(actor=actor, year=now.year, now=now)
    answer_self_check(actor=actor, check_id=check, given=dict.fromkeys(statements(), "3"), now=now)
    add_own_texts(actor=actor, given="\n---\n".join(TEXTS), channel="reply", day=_before(now), now=now)
    yield f"direction/strategy/aims/{aimed}/"
    yield f"direction/self-check/{check}/answer/"


def _boards(actor: Actor, owner: User, now: datetime) -> Iterator[str]:
    """A dashboard of every kind of tile, its report, its schedule, and a public score."""
    tiles = [{"id": f"t{place}", "kind": kind} for place, kind in enumerate(KINDS, 1)]
    document = read_document({"tiles": tiles, "period": "all"})
    board = create_board(actor=actor, wish=BoardWish("Everything"), document=document, now=now)
    wish = ScheduleWish(("pdf", "xlsx"), "weekly", 4, time(7, 0), "Europe/Prague", (owner.id,))
    schedule = make_schedule(actor=actor, board_id=board, selection=Selection(), wish=wish, now=now)
    about = BadgeSubject(actor.organisation.id, None, "nps", "nps_0_10", BadgePeriod.ALL, "en")
    make_badge(actor=actor, subject=about, now=now)
    yield f"boards/{board}/"
    yield f"boards/{board}/?beside=units"
    yield f"boards/{board}/?wall=1"
    yield f"boards/{board}/edit/?tile=t2"
    yield f"boards/{board}/edit/?add=heat"
    yield f"boards/{board}/report/"
    yield f"reports/{schedule}/"


def _doubted(actor: Actor, now: datetime) -> Iterator[str]:
    """Five answers of one afternoon that look like one tablet pressed by itself."""
    odd = list(Response.objects.filter(channel="kiosk", unit__isnull=False).order_by("-answered_at")[:5])
    finding = IntegrityFinding.objects.create(
        organisation_id=actor.organisation.id,
        kind="kiosk",
        subject="kiosk:test",
        day=odd[0].answered_at.date(),
        unit_id=odd[0].unit_id,
        first_at=odd[-1].answered_at,
        last_at=odd[0].answered_at,
        evidence={"answers": 5, "seconds": 3.0, "expected": 4.0},
        found_at=now,
    )
    for one in odd:
        IntegrityMark.objects.create(organisation_id=actor.organisation.id, finding=finding, response=one.id)
    yield f"integrity/{finding.id}/"


def _quarter(now: datetime) -> Period:
    return Period(Step.QUARTER, date(now.year, (now.month - 1) // 3 * 3 + 1, 1))


def _before(now: datetime) -> date:
    """The first day of the month before."""
    return (now.date().replace(day=1) - timedelta(days=1)).replace(day=1)
