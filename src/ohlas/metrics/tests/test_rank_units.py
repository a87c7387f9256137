"""League tables and funnels: luck is not rewarded, and difference is not hidden."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import gammaln

from ohlas.metrics import BadSetting, NpsTally, ShareTally, nps
from ohlas.metrics.errors import CannotFit
from ohlas.metrics.funnel import INNER, OUTER, Funnel, overdispersion
from ohlas.metrics.league import fit_prior, nps_league, share_league


def rng():
    return np.random.default_rng(8)


def branches(spread, units=40, n=60):
    draw = np.random.default_rng(2)
    shares = draw.beta(20, 10, units) if spread else np.full(units, 2 / 3)
    return {
        f"b{i}": NpsTally(*draw.multinomial(n, [p * 0.8, 0.2, 0.8 - p * 0.8])) for i, p in enumerate(shares)
    }


def test_units_are_drawn_towards_what_all_share():
    units = branches(spread=True)
    mean = np.mean([nps(t) for t in units.values()])
    league = nps_league(units, rng())
    assert league.prior.p_equal < 0.001
    for row in league.rows:
        assert min(row.raw, mean) - 3 <= row.score <= max(row.raw, mean) + 3
        assert row.low < row.score < row.high
        assert 1 <= row.rank_low <= row.rank_high <= len(units)
    assert [row.score for row in league.rows] == sorted((row.score for row in league.rows), reverse=True)


def test_a_lucky_small_unit_does_not_lead():
    units = branches(spread=True) | {"tiny": NpsTally(3, 0, 0)}
    league = nps_league(units, rng())
    tiny = next(row for row in league.rows if row.unit == "tiny")
    assert tiny.raw == 100
    assert tiny.score < league.rows[0].score
    assert tiny.rank_high - tiny.rank_low > 20


def test_equal_units_share_one_score():
    alike = {f"b{i}": NpsTally(30, 20, 10) for i in range(12)}
    league = nps_league(alike, rng())
    assert max(r.score for r in league.rows) - min(r.score for r in league.rows) < 0.1
    assert league.prior.strength > 1e4
    assert league.prior.p_equal > 0.3


def likelihood(alphas, counts):
    """The textbook's formula, one gamma function after the other."""
    total = alphas.sum()
    each = (gammaln(row + alphas).sum() - gammaln(total + row.sum()) for row in counts)
    return sum(each) + len(counts) * (gammaln(total) - gammaln(alphas).sum())


@pytest.mark.parametrize("strength", [0.5, 8, 60, 2_000])
@pytest.mark.parametrize("n", [3, 40, 5_000])
def test_no_prior_near_the_fitted_one_is_likelier(strength, n):
    draw = np.random.default_rng(5)
    shares = draw.dirichlet(np.array([0.5, 0.3, 0.2]) * strength, 30)
    counts = np.array([draw.multinomial(n, share) for share in shares], dtype=float)
    prior = fit_prior(counts)
    best = likelihood(np.array(prior.alphas), counts)
    assert prior.log_likelihood == pytest.approx(best, abs=1e-6)
    for factors in itertools.product((0.9, 1, 1.1), repeat=3):
        near = np.minimum(np.array(prior.alphas) * factors, 1e6)
        assert likelihood(near, counts) <= best + 1e-9 * abs(best)


def test_a_unit_nobody_rated_gets_the_common_score_and_no_raw_one():
    league = nps_league(branches(spread=True) | {"new": NpsTally(0, 0, 0)}, rng())
    new = next(row for row in league.rows if row.unit == "new")
    assert new.raw is None
    assert new.n == 0


def test_shares_have_a_league_too():
    units = {f"u{i}": ShareTally(40 + i, 20 - i) for i in range(15)}
    league = share_league(units, rng())
    assert league.rows[0].unit == "u14"
    assert all(0 <= row.low <= row.score <= row.high <= 1 for row in league.rows)


def test_the_true_score_lies_in_nine_of_ten_intervals():
    draw = np.random.default_rng(9)
    truths = draw.dirichlet([12, 8, 5], 200)
    units = {f"u{i}": NpsTally(*draw.multinomial(40, p)) for i, p in enumerate(truths)}
    rows = {row.unit: row for row in nps_league(units, rng(), draws=200).rows}
    inside = [rows[f"u{i}"].low <= 100 * (p[0] - p[2]) <= rows[f"u{i}"].high for i, p in enumerate(truths)]
    assert 0.91 <= np.mean(inside) <= 0.99


def test_few_units_make_no_league():
    with pytest.raises(CannotFit, match="9 units"):
        nps_league({f"b{i}": NpsTally(3, 2, 1) for i in range(9)}, rng())


@given(st.floats(-100, 100), st.floats(1, 1e6))
def test_a_funnel_narrows_with_size(target, n):
    funnel = Funnel(target, variance=6000)
    narrow, wide = funnel.limits(4 * n), funnel.limits(n)
    assert -100 <= wide.low <= narrow.low <= target <= narrow.high <= wide.high <= 100
    assert funnel.limits(n, OUTER).low <= funnel.limits(n, INNER).low


def test_a_unit_without_answers_has_no_funnel():
    with pytest.raises(BadSetting):
        Funnel(20, 6000).limits(0)


def test_overdispersion_is_one_for_chance_and_more_for_real_difference():
    for spread, expected in ((False, lambda phi: phi == 1), (True, lambda phi: phi > 1.5)):
        units = branches(spread=spread)
        scores = [nps(t) for t in units.values()]
        assert expected(overdispersion(scores, [60] * 40, float(np.mean(scores)), 7000 if spread else 7500))


def test_one_extreme_unit_does_not_set_the_yardstick():
    scores, sizes = [20.0 + (-1) ** i for i in range(20)], [100.0] * 20
    assert (
        overdispersion(scores, sizes, 20, 6000) == overdispersion([*scores[:-1], -90.0], sizes, 20, 6000) == 1
    )


def test_overdispersion_of_few_units_is_refused():
    with pytest.raises(CannotFit):
        overdispersion([1.0] * 9, [10.0] * 9, 0, 1)
