"""A study says what it can and names what it cannot."""

import numpy as np
import pytest

from ohlas.metrics.driver_study import Candidate, study
from ohlas.metrics.drivers import Remark
from ohlas.metrics.errors import CannotFit

FIVE = (1.0, 5.0)


def people(n=400, seed=8):
    rng = np.random.default_rng(seed)
    x = rng.integers(1, 6, (n, 3)).astype(float)
    return x, 2 * x[:, 0] + x[:, 1] + rng.normal(size=n)


def named(*names, **more):
    return [Candidate(name, *FIVE, **more) for name in names]


def test_a_study_ranks_drivers_and_names_those_without_evidence():
    x, y = people()
    found = study(named("speed", "staff", "colour"), x, y, bootstraps=200)
    assert [one.name for one in found.report.drivers][:2] == ["speed", "staff"]
    assert found.without_evidence == ("colour",)
    assert found.gains[0].value == pytest.approx(2.0, abs=0.1)
    assert found.effects.n == 400
    assert found.effects.items[0].penalty.high < 0 < found.effects.items[0].reward.low


def test_a_step_never_leads_beyond_the_end_of_the_scale():
    x, y = people()
    x[:, 0] = np.where(np.arange(len(x)) % 10 == 0, 4, 5)
    y = 2 * x[:, 0] + x[:, 1]
    found = study(named("speed", "staff"), x[:, :2], y, bootstraps=100)
    speed = next(i for i, one in enumerate(found.report.drivers) if one.name == "speed")
    assert found.gains[speed].step == pytest.approx(0.1)
    assert found.gains[speed].value == pytest.approx(0.2)


def test_less_effort_is_a_gain_where_lower_is_better():
    x, y = people()
    found = study(named("effort", lower_is_better=True), x[:, :1], -y, bootstraps=100)
    assert found.report.drivers[0].coefficient < 0
    assert found.gains[0].value > 0
    upward = study(named("effort", lower_is_better=True), x[:, :1], y, bootstraps=100)
    assert upward.gains == (None,)


def test_a_driver_nobody_answered_is_named_and_left_out():
    x, y = people()
    x[:, 2] = np.nan
    found = study(named("speed", "staff", "never"), x, y, bootstraps=100)
    assert found.unanswered == ("never",)
    assert found.report.n == 400


def test_a_driver_hardly_anybody_answered_is_not_guessed():
    x, y = people()
    x[40:, 2] = np.nan
    found = study(named("speed", "staff", "rare"), x, y, bootstraps=100)
    assert found.rarely == ("rare",)
    assert Remark.IMPUTED not in found.report.remarks


def test_people_who_answered_no_driver_are_counted_apart():
    x, y = people()
    x[:100] = np.nan
    found = study(named("speed", "staff", "colour"), x, y, bootstraps=100)
    assert found.silent == 100
    assert (found.report.n, found.report.lost) == (300, 0)


def test_drivers_that_say_the_same_share_their_importance_and_are_named():
    x, y = people()
    x[:, 1] = x[:, 0]
    found = study(named("speed", "pace", "colour"), x, y, bootstraps=100)
    assert set(found.report.remarks[Remark.COLLINEAR]) == {"speed", "pace"}
    assert found.effects is None
    assert found.no_effects == ("speed", "pace", "colour")


@pytest.mark.parametrize("spoil", ["outcome", "drivers", "few", "nobody"])
def test_what_cannot_be_explained_is_refused_in_words(spoil):
    x, y = people()
    if spoil == "outcome":
        y[:] = 7
    elif spoil == "drivers":
        x[:] = 3
    elif spoil == "few":
        x, y = x[:3], y[:3]
    else:
        y[:] = np.nan
    with pytest.raises(CannotFit):
        study(named("speed", "staff", "colour"), x, y, bootstraps=100)


def test_unlike_scales_meet_on_the_map_as_shares_of_their_scale():
    x, y = people()
    x[:, 1] *= 2
    found = study([Candidate("speed", 1, 5), Candidate("staff", 0, 10)], x[:, :2], y, bootstraps=100)
    assert not found.is_on_one_scale
    assert all(0 <= place.performance <= 1 for place in found.places.places)


def test_the_same_answers_give_the_same_intervals():
    x, y = people()
    once, again = (study(named("speed", "staff", "colour"), x, y, bootstraps=100) for _ in range(2))
    assert once == again
