"""Golden values of scores, intervals, comparisons and sample sizes."""

from __future__ import annotations

import numpy as np

from ohlas.metrics import (
    NpsTally,
    ShareTally,
    clustered_nps,
    compare_nps,
    counts_of,
    counts_of_answers,
    enps_interval,
    kish,
    linearised_se,
    mean_tally,
    measure_of,
    nps,
    nps_interval,
    nps_tally,
    paired_nps,
    sample_size,
    sample_size_per_group,
    share_interval,
)
from ohlas.metrics.distributions import z_of
from ohlas.metrics.nps import adjusted, interval_on
from ohlas.metrics.panels import clustered_size
from ohlas.metrics.tests.golden import airport, airport_nps_rows, on_five
from ohlas.metrics.tests.shelf import recipe


@recipe
def nps_by_counts():
    found = {}
    for counts in ((200, 200, 100), (36, 40, 24), (52, 30, 18), (10, 3, 2), (5, 0, 0)):
        tally, name = NpsTally(*counts), "nps_" + "_".join(map(str, counts))
        low, high = nps_interval(tally)
        centre = 100 * adjusted(tally, tally.answers, z_of(0.95)).score
        found |= {f"{name}_centre": centre, f"{name}_low": low, f"{name}_high": high}
    return found


@recipe
def nps_compared_and_planned():
    compared = compare_nps(NpsTally(52, 30, 18), NpsTally(36, 40, 24))
    return {
        "nps_cmp_z": compared.z,
        "nps_cmp_p": compared.p,
        "nps_n_pm10": sample_size(0.6, 0.10),
        "nps_n_pm5": sample_size(0.6, 0.05),
        "nps_power_n": sample_size_per_group(0.6, 0.6, 0.10),
    }


@recipe
def wilson_intervals():
    some, all_ = share_interval(ShareTally(45, 5)), share_interval(ShareTally(5, 0))
    return {
        "wilson_45_50_low": some.low,
        "wilson_45_50_high": some.high,
        "wilson_5_5_low": all_.low,
        "wilson_5_5_high": all_.high,
    }


@recipe
def panels_and_teams():
    change = paired_nps([[30, 8, 2], [10, 20, 6], [4, 9, 11]])
    low, high = enps_interval(NpsTally(30, 20, 10), staff=120)
    return {
        "paired_diff": change.difference,
        "paired_low": change.low,
        "paired_high": change.high,
        "paired_t": change.z,
        "enps_fpc_low": low,
        "enps_fpc_high": high,
    }


def _tally(rows, weight=None):
    weights = [float(row[weight]) for row in rows] if weight else None
    return nps_tally(counts_of_answers([float(row["NETPRO"]) for row in rows], weights))


@recipe
def airport_unweighted():
    rows = airport_nps_rows()
    tally = _tally(rows)
    low, high = nps_interval(tally)
    return {
        "airport17_n": tally.answers,
        "airport17_promoters": tally.promoters,
        "airport17_passives": tally.passives,
        "airport17_detractors": tally.detractors,
        "airport17_excluded_blank": sum(row["NETPRO"].strip() == "11" for row in airport()),
        "airport17_excluded_empty": sum(not row["NETPRO"].strip() for row in airport()),
        "airport17_nps": nps(tally),
        "airport17_low": low,
        "airport17_high": high,
    }


@recipe
def airport_weighted():
    tally = _tally(airport_nps_rows(), "WEIGHT")
    spread, figure = tally.moments, measure_of("nps").score(_weighted_counts())
    everybody = counts_of_answers([1.0] * len(airport()), [float(row["WEIGHT"]) for row in airport()])
    by_kish = interval_on(tally, kish(spread), z_of(0.95))
    se, score = 100 * linearised_se(spread), nps(tally)
    return {
        "airport17_w_nps": figure.value,
        "airport17_kish_neff": figure.n_kish,
        "airport17_kish_neff_all": kish(mean_tally(everybody)),
        "airport17_w_kish_low": by_kish.low,
        "airport17_w_kish_high": by_kish.high,
        "airport17_w_lin_se": se,
        "airport17_w_lin_nstar": figure.n_star,
        "airport17_w_lin_low": figure.low,
        "airport17_w_lin_high": figure.high,
        "airport17_w_svymean_low": score - z_of(0.95) * se,
        "airport17_w_svymean_high": score + z_of(0.95) * se,
    }


def _weighted_counts():
    rows = airport_nps_rows()
    return counts_of_answers(
        [float(row["NETPRO"]) for row in rows], [float(row["WEIGHT"]) for row in rows], "nps_0_10"
    )


@recipe
def airport_by_flight():
    flights = {}
    for row in airport_nps_rows():
        flights.setdefault(row["RUNID"], []).append(row)
    tallies = {flight: _tally(rows, "WEIGHT") for flight, rows in flights.items()}
    size, figure = clustered_size(tallies), clustered_nps(tallies)
    return {
        "airport17_w_clu_se": 100 * size.se,
        "airport17_w_clu_nstar": size.n_star,
        "airport17_w_clu_low": figure.low,
        "airport17_w_clu_high": figure.high,
    }


@recipe
def airport_bootstrapped():
    """An independent check of the intervals: resampling persons, and resampling flights."""
    rows = airport_nps_rows()
    score = np.array([float(r["NETPRO"]) for r in rows])
    weight = np.array([float(r["WEIGHT"]) for r in rows])
    sign = (score >= 9).astype(float) - (score <= 6)
    _, flight = np.unique([r["RUNID"] for r in rows], return_inverse=True)
    by_person = _percentiles(weight * sign, weight)
    by_flight = _percentiles(np.bincount(flight, weight * sign), np.bincount(flight, weight))
    return {
        "airport17_w_boot_low": by_person[0],
        "airport17_w_boot_high": by_person[1],
        "airport17_w_bootclu_low": by_flight[0],
        "airport17_w_bootclu_high": by_flight[1],
    }


def _percentiles(top, bottom):
    rng, scores = np.random.default_rng(1), []
    for _ in range(10_000):
        drawn = rng.integers(0, len(top), len(top))
        scores.append(100 * top[drawn].sum() / bottom[drawn].sum())
    return np.percentile(scores, [2.5, 97.5])


def _peaks(column, accept):
    groups = {}
    for row in accept:
        groups.setdefault(row["PEAK"].strip(), []).append(float(row[column]))
    return groups["1"], groups["3"]


@recipe
def airport_peaks():
    first, third = _peaks("NETPRO", airport_nps_rows())
    scores = measure_of("nps").compare(counts_of_answers(first), counts_of_answers(third))
    first, third = (counts_of_answers(values) for values in _peaks("Q9ALL", on_five("Q9ALL")))
    shares = measure_of("csat").compare(first, third)
    means = measure_of("csat_mean").compare(first, third)
    return {
        "airport17_peak1v3_z": scores.z,
        "airport17_peak1v3_p": scores.p,
        "csat_diff_low": shares.low,
        "csat_diff_high": shares.high,
        "mean_diff_welch_t": means.z,
        "mean_diff_welch_p": means.p,
    }


def _figure(name, figure):
    return {name: figure.value, f"{name}_low": figure.low, f"{name}_high": figure.high}


@recipe
def satisfaction():
    rows = on_five("Q9ALL")
    answers, weights = [float(r["Q9ALL"]) for r in rows], [float(r["WEIGHT"]) for r in rows]
    plain, weighted = counts_of_answers(answers), counts_of_answers(answers, weights)
    return (
        _figure("csat_q9all", measure_of("csat").score(plain))
        | _figure("mean_q9all", measure_of("csat_mean").score(plain))
        | _figure("csat_q9all_w", measure_of("csat").score(weighted))
    )


@recipe
def effort():
    ease = counts_of_answers([float(row["Q14FIND"]) for row in on_five("Q14FIND")])
    ces1 = counts_of(dict(zip(range(1, 6), [40, 30, 15, 10, 5], strict=True)))
    ces2 = counts_of(dict(zip(range(1, 8), [2, 3, 5, 10, 20, 35, 25], strict=True)))
    mean = measure_of("ease5").score(ease)
    return (
        {"ease_q14_mean": mean.value, "ease_q14_low": mean.low, "ease_q14_high": mean.high}
        | _figure("ease_q14_easy", measure_of("ease5_easy").score(ease))
        | _figure("ces1_mean", measure_of("ces1").score(ces1))
        | _figure("ces1_easy", measure_of("ces1_easy").score(ces1))
        | _figure("ces2_mean", measure_of("ces2").score(ces2))
        | _figure("ces2_easy", measure_of("ces2_easy").score(ces2))
    )
