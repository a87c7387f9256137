"""A day's limited questions: probabilities known before the draw, kept by it, and stored with the answer's weight."""

from datetime import timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.world import World

from ohlas.accounts.access import Actor, system_actor
from ohlas.outreach.actions.deciding import decide_due
from ohlas.outreach.models import Invitation, Occasion, Programme
from ohlas.outreach.queries.planning import Outcome, make_plan
from ohlas.outreach.rules.spending import drawn, inclusions
from ohlas.outreach.tests.scene import NOW, a_contact, a_survey

WIDTHS = np.array([0.1] * 60 + [0.4] * 30 + [1.0] * 10)


@given(
    st.lists(st.sampled_from([0.1, 0.2, 0.5, 1.0]), min_size=1, max_size=80),
    st.integers(1, 90),
    st.floats(0.05, 1.0),
)
def test_probabilities_sum_to_what_is_asked_and_never_fall_below_the_random_part(
    widths: list[float], per_day: int, share: float
) -> None:
    found = inclusions(np.array(widths), per_day, share)
    most = min(per_day, len(widths))
    assert found.sum() == pytest.approx(most)
    assert (found >= share * most / len(widths) - 1e-9).all()
    assert (found <= 1).all()


def test_the_widest_are_filled_first() -> None:
    found = inclusions(WIDTHS, 40, 0.5)
    assert found[-1] == 1
    assert found[60] == pytest.approx(0.2 + 0.8 * 12 / 24)
    assert found[0] == pytest.approx(0.2)


def test_each_draw_has_the_size_and_each_person_their_probability_over_many_draws() -> None:
    keys = np.arange(1, 101, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15)
    shares = inclusions(WIDTHS, 40, 0.5)
    hits = np.zeros(100)
    for n in range(4000):
        chosen = drawn(keys, shares, f"day {n}")
        assert chosen.sum() == 40
        hits += chosen
    spread = np.sqrt(shares * (1 - shares) / 4000)
    assert (abs(hits / 4000 - shares) <= 5 * spread + 1e-12).all()


def test_weighting_by_the_inverse_hits_the_mean_that_a_plain_mean_misses() -> None:
    keys = np.arange(1, 101, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15)
    shares, answers = inclusions(WIDTHS, 40, 0.5), 9 - 6 * WIDTHS
    weighted, plain = [], []
    for n in range(2000):
        chosen = drawn(keys, shares, f"day {n}")
        weighted.append((answers[chosen] / shares[chosen]).sum() / 100)
        plain.append(answers[chosen].mean())
    assert np.mean(weighted) == pytest.approx(answers.mean(), abs=0.03)
    assert abs(np.mean(plain) - answers.mean()) > 0.5


def test_the_same_people_are_drawn_in_whatever_order_they_stand() -> None:
    keys = np.arange(1, 101, dtype=np.uint64)
    shares, order = inclusions(WIDTHS, 40, 0.5), np.arange(100)[::-1]
    one, other = drawn(keys, shares, "x"), drawn(keys[order], shares[order], "x")
    assert (one[order] == other).all()


@pytest.fixture
def actor(world: World) -> Actor:
    return system_actor(world.organisation.id)


def test_a_draw_is_made_once_a_day_as_planned_and_leaves_probability_and_weight(actor: Actor) -> None:
    for n in range(10):
        a_contact(actor, f"p{n}@example.test")
    programme = Programme.objects.create(
        organisation_id=actor.organisation.id,
        survey_id=a_survey(actor),
        name="P",
        state="running",
        settings={"occasion": {"kind": "rhythm", "starts_on": "2026-11-20"}, "spending": {"per_day": 4}},
        created_at=NOW,
        started_at=NOW,
    )
    plan = make_plan(actor.organisation.id, NOW).programmes[0]
    said = make_plan(actor.organisation.id, NOW)
    asked = {said.id_at(int(row)) for row in plan.row[plan.outcome == Outcome.ASKED]}
    assert decide_due(organisation_id=actor.organisation.id, now=NOW) == 4
    assert set(Invitation.objects.values_list("contact_id", flat=True)) == asked
    assert set(Invitation.objects.values_list("weight", flat=True)) == {2.5}
    assert set(Occasion.objects.values_list("inclusion", flat=True)) == {0.4}
    assert Occasion.objects.filter(reason="not_sampled").count() == 6
    late = a_contact(actor, "late@example.test")
    Occasion.objects.create(
        organisation_id=actor.organisation.id,
        programme=programme,
        contact=late,
        key="by hand",
        due_at=NOW,
        expires_at=NOW + timedelta(days=3),
    )
    assert decide_due(organisation_id=actor.organisation.id, now=NOW + timedelta(hours=1)) == 0
    assert decide_due(organisation_id=actor.organisation.id, now=NOW + timedelta(days=1)) == 1
