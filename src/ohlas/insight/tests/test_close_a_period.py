"""A closed period keeps what was reported; what changed later stands beside it."""

from datetime import UTC, date, datetime, timedelta

import pytest
from tests.world import NOW

from ohlas.accounts.access import Actor, actor_for
from ohlas.accounts.errors import Forbidden, NotHere
from ohlas.accounts.models import AuditEntry
from ohlas.feedback.models import Response
from ohlas.insight.access import closings_for
from ohlas.insight.actions.closing import close_period, open_period
from ohlas.insight.errors import CannotClose
from ohlas.insight.models import Closing, SealedTally
from ohlas.insight.queries import ask_for
from ohlas.insight.queries.closing import Restated, checked_seal, restated, sealed_figure
from ohlas.insight.rules import Step, Window
from ohlas.insight.rules.goals import Period
from ohlas.insight.tests.conftest import SUMMER, Told
from ohlas.metrics import MEASURES

QUARTER = Period(Step.QUARTER, date(2026, 7, 1))
NPS = MEASURES["nps"]


def shown(told: Told, actor: Actor | None = None) -> dict[object, Restated]:
    closing = Closing.objects.filter(reopened_at__isnull=True).get()
    return {one.unit: one for one in restated(told.store, actor or told.alice, closing, NPS, "nps_0_10")}


def test_what_is_sealed_is_what_the_page_showed(told: Told) -> None:
    close_period(actor=told.alice, period=QUARTER, now=NOW)
    figures = {unit: (one.sealed.value, one.sealed.n, one.added) for unit, one in shown(told).items()}
    world = told.world
    assert figures == {
        None: (pytest.approx(18.18, abs=0.01), 110, 0),
        world.region.id: (pytest.approx(18.18, abs=0.01), 110, 0),
        world.prague.id: (50, 60, 0),
        world.brno.id: (-20, 50, 0),
    }
    assert checked_seal(Closing.objects.get()).is_whole


def test_a_late_answer_stands_beside_the_seal(told: Told) -> None:
    close_period(actor=told.alice, period=QUARTER, now=NOW)
    told.tell(12, {"nps": 10}, unit=told.world.brno, at=SUMMER)
    late = shown(told)[told.world.brno.id]
    assert (late.sealed.value, late.sealed.n, late.added, late.is_changed) == (-20, 50, 12, True)
    assert late.today.value == pytest.approx(100 * (27 - 25) / 62)
    assert not shown(told)[told.world.prague.id].is_changed


def test_an_erased_person_does_not_break_the_seal(told: Told) -> None:
    close_period(actor=told.alice, period=QUARTER, now=NOW)
    person = Response.objects.filter(unit=told.world.brno).earliest("id")
    told.store.erase("answers", str(told.world.organisation.id), [str(person.id)])
    assert shown(told)[told.world.brno.id].added == -1
    assert checked_seal(Closing.objects.get()).is_whole


def test_closing_twice_is_closing_once(told: Told) -> None:
    first = close_period(actor=told.alice, period=QUARTER, now=NOW)
    told.tell(1, {"nps": 10}, unit=told.world.brno, at=SUMMER)
    again = close_period(actor=told.alice, period=QUARTER, now=NOW + timedelta(days=1))
    assert (first.id, first.digest) == (again.id, again.digest)
    assert AuditEntry.objects.filter(deed="period.closed").count() == 1


@pytest.mark.parametrize(
    "period", [Period(Step.QUARTER, date(2026, 10, 1)), Period(Step.YEAR, date(2027, 1, 1))]
)
def test_the_future_cannot_be_closed(told: Told, period: Period) -> None:
    with pytest.raises(CannotClose, match="not over"):
        close_period(actor=told.alice, period=period, now=NOW)


def test_a_month_is_over_by_the_organisations_clock(told: Told) -> None:
    """The last minute of October in Prague is still October there, whatever day it is in UTC."""
    october = Period(Step.MONTH, date(2026, 10, 1))
    with pytest.raises(CannotClose):
        close_period(actor=told.alice, period=october, now=datetime(2026, 10, 31, 22, 59, tzinfo=UTC))
    assert close_period(
        actor=told.alice, period=october, now=datetime(2026, 10, 31, 23, 1, tzinfo=UTC)
    ).is_closed


def test_a_period_without_answers_is_sealed_as_such(silent: Told) -> None:
    close_period(actor=silent.alice, period=QUARTER, now=NOW)
    (nobody,) = shown(silent).values()
    assert (nobody.unit, nobody.sealed.value, nobody.sealed.n) == (None, None, 0)


def test_opening_needs_a_reason_and_closing_again_makes_a_new_seal(told: Told) -> None:
    closed = close_period(actor=told.alice, period=QUARTER, now=NOW)
    with pytest.raises(CannotClose, match="Say why"):
        open_period(actor=told.alice, closing_id=closed.id, reason="  ", now=NOW)
    opened = open_period(actor=told.alice, closing_id=closed.id, reason="Answers came late", now=NOW)
    assert (opened.is_closed, opened.reason) == (False, "Answers came late")
    with pytest.raises(CannotClose, match="open already"):
        open_period(actor=told.alice, closing_id=closed.id, reason="again", now=NOW)
    again = close_period(actor=told.alice, period=QUARTER, now=NOW)
    assert (again.number, Closing.objects.get(number=2).previous) == (2, closed.digest)
    assert checked_seal(Closing.objects.get(number=2)).is_whole
    deeds = AuditEntry.objects.order_by("at", "id").values_list("deed", flat=True)
    assert list(deeds) == ["period.closed", "period.opened", "period.closed"]


@pytest.mark.parametrize(
    "how", ["a count", "a figure", "a tally gone", "a tally and its digest", "the one before"]
)
def test_alteration_is_seen(told: Told, how: str) -> None:
    close_period(actor=told.alice, period=Period(Step.QUARTER, date(2026, 4, 1)), now=NOW)
    close_period(actor=told.alice, period=QUARTER, now=NOW)
    closing = Closing.objects.get(number=2)
    tally = SealedTally.objects.filter(closing=closing, unit=told.world.brno.id, scale="nps_0_10").get()
    if how == "a count":
        tally.counts[0][1] += 1
    elif how == "a figure":
        tally.figures["nps"]["value"] = 99.0
    elif how == "a tally and its digest":
        tally.n, tally.digest = 51, "0" * 64
    tally.save()
    if how == "a tally gone":
        tally.delete()
    if how == "the one before":
        Closing.objects.filter(number=1).update(digest="1" * 64)
    assert not checked_seal(closing).is_whole


def test_only_managers_of_everything_close(told: Told) -> None:
    for user in (told.world.bob, told.world.carol):
        with pytest.raises(Forbidden):
            close_period(actor=actor_for(user, "sova"), period=QUARTER, now=NOW)


def test_others_neither_see_nor_open(told: Told) -> None:
    closed = close_period(actor=told.alice, period=QUARTER, now=NOW)
    mallory = actor_for(told.world.mallory, "jinde")
    assert not closings_for(mallory).exists()
    with pytest.raises(NotHere):
        open_period(actor=mallory, closing_id=closed.id, reason="x", now=NOW)


def test_bob_reads_the_seal_of_his_branch_alone(told: Told) -> None:
    close_period(actor=told.alice, period=QUARTER, now=NOW)
    assert set(shown(told, told.bob)) == {told.world.prague.id}


def test_a_figure_knows_what_was_sealed_of_it(told: Told) -> None:
    close_period(actor=told.alice, period=QUARTER, now=NOW)
    told.tell(12, {"nps": 10}, unit=told.world.brno, at=SUMMER)
    brno = {"unit": (str(told.world.brno.id),)}
    ask = ask_for(told.alice, NPS, "nps_0_10", brno, QUARTER.window)
    sealed = sealed_figure(ask)
    assert sealed is not None
    assert (sealed.figure.value, sealed.figure.n, sealed.closed_at) == (-20, 50, NOW)
    other = [
        ask_for(told.alice, NPS, "nps_0_10", brno, Window(date(2026, 7, 1), date(2026, 9, 30))),
        ask_for(told.alice, NPS, "nps_0_10", {"channel": ("web",)}, QUARTER.window),
        ask_for(told.bob, NPS, "nps_0_10", {}, QUARTER.window),
    ]
    assert [sealed_figure(one) for one in other] == [None, None, None]
