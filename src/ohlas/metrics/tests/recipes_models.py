"""Golden values of indices, rates, weights, leagues, funnels, drivers, customer value and survival."""

from __future__ import annotations

from datetime import datetime

import numpy as np

from ohlas.metrics import NpsTally, counts_of_answers, kish, nps, nps_tally, nps_variance
from ohlas.metrics.acsi import acsi
from ohlas.metrics.crossproducts import correlations, cross_products
from ohlas.metrics.csi import csi
from ohlas.metrics.drivers import importance
from ohlas.metrics.funnel import INNER, OUTER, Funnel
from ohlas.metrics.league import nps_league
from ohlas.metrics.lifetime_value import (
    BgNbd,
    Histories,
    bg_nbd_log_likelihood,
    fit_bg_nbd,
    fit_gamma_gamma,
)
from ohlas.metrics.moments import linearised_se
from ohlas.metrics.orders import order_histories
from ohlas.metrics.penalty_reward import penalty_reward
from ohlas.metrics.raking import Margin, calibrated_se, rake
from ohlas.metrics.relative_weights import johnson_shares
from ohlas.metrics.response import Dispositions, response_rates
from ohlas.metrics.survival import kaplan_meier
from ohlas.metrics.tests.golden import DATA, airport_nps_rows, read
from ohlas.metrics.tests.shelf import recipe

DRIVERS_4 = ("Online boarding", "Inflight entertainment", "Seat comfort", "Cleanliness")
DRIVERS_14 = (
    "Inflight wifi service", "Departure/Arrival time convenient", "Ease of Online booking", "Gate location",
    "Food and drink", "Online boarding", "Seat comfort", "Inflight entertainment", "On-board service",
    "Leg room service", "Baggage handling", "Checkin service", "Inflight service", "Cleanliness",
)  # fmt: skip


def mobi(*columns):
    rows = read("business/ecsi_mobi/mobi.csv")
    return np.array([[float(row[column]) for column in columns] for row in rows])


@recipe
def acsi_of_mobi():
    items = mobi("CUSA1", "CUSA2", "CUSA3")
    equal = acsi(items).figure
    weighted = acsi(items, item_weights=(0.5, 0.6, 0.7), weights_from="given")
    return {
        "acsi": equal.value,
        "acsi_low": equal.low,
        "acsi_high": equal.high,
        "acsi_w": weighted.figure.value,
    }


def csi_of_mobi():
    names = ("IMAG1", "IMAG2", "IMAG3", "IMAG4")
    performance = mobi("PERQ1", "PERQ2", "PERQ3", "PERQ4")
    return csi(names, mobi(*names), performance, scale=(1, 10), rng=np.random.default_rng(5))


@recipe
def csi_arithmetic():
    found = csi_of_mobi()
    values = {"csi": found.value, "csi_se_delta": found.se}
    for number, item in enumerate(found.items, start=1):
        values |= {f"csi_w{number}": item.weight, f"csi_head{number}": item.could_add}
    return values


@recipe
def penalties_and_rewards():
    x = mobi("PERQ2", "PERQ4", "CUSA1")
    found = penalty_reward(("PERQ2", "PERQ4"), x[:, :2], x[:, 2], low_until=6, high_from=9)
    values = {"pr_const": found.constant}
    for item in found.items:
        values |= {f"pr_{item.name}_low": item.penalty.value, f"pr_{item.name}_high": item.reward.value}
    return values


def passengers(names):
    """Ratings above 0 for all of `names`, and 1 for the satisfied, as the last column."""
    rows = read("business/airline_satisfaction/airline_passenger_satisfaction_test.csv")
    table = np.array(
        [[float(r[name]) for name in names] + [float(r["satisfaction"] == "satisfied")] for r in rows]
    )
    return table[(table[:, :-1] > 0).all(axis=1)]


@recipe
def drivers_of_satisfaction():
    table = passengers(DRIVERS_4)
    correlation = correlations(cross_products(table, np.ones(len(table))).covariances)[None]
    lmg, johnson = importance(correlation)[0], johnson_shares(correlation)[0]
    values = {"lmg4_n": len(table), "lmg4_r2": lmg.sum()}
    for j, name in enumerate(DRIVERS_4):
        label = name.replace(" ", "_")
        values |= {f"lmg4_{label}": lmg[j], f"johnson4_{label}": johnson[j]}
    table = passengers(DRIVERS_14)
    lmg = importance(correlations(cross_products(table, np.ones(len(table))).covariances)[None])[0]
    return values | {
        "lmg14_n": len(table),
        "lmg14_r2": lmg.sum(),
        "lmg14_online_boarding": lmg[DRIVERS_14.index("Online boarding")],
        "lmg14_gate_location": lmg[DRIVERS_14.index("Gate location")],
    }


AGES = {"1": 1, "2": 1, "3": 2, "4": 3, "5": 4, "6": 5, "7": 5}
MARGINS = {"gender": {"1": 0.5, "2": 0.5}, "age": {1: 0.15, 2: 0.20, 3: 0.20, 4: 0.20, 5: 0.25}}


def raking_rows():
    return [r for r in airport_nps_rows() if r["Q20GENDER"].strip() in "12" and r["Q19AGE"].strip() in AGES
            and r["Q20GENDER"].strip()]  # fmt: skip


def margins_of(rows):
    gender = Margin("gender", [r["Q20GENDER"].strip() for r in rows], MARGINS["gender"])
    return [gender, Margin("age", [AGES[r["Q19AGE"].strip()] for r in rows], MARGINS["age"])]


@recipe
def raked_airport():
    rows, values = raking_rows(), {}
    margins = margins_of(rows)
    scores = [float(r["NETPRO"]) for r in rows]
    for label, start in (("base1", None), ("baseW", [float(r["WEIGHT"]) for r in rows])):
        raked = rake(margins, start, bounds=None)
        tally = nps_tally(counts_of_answers(scores, raked.weights))
        values |= {f"rake_{label}_nps": nps(tally), f"rake_{label}_kish": kish(tally.moments)}
        if label == "base1":
            sign = [(s >= 9) - (s <= 6) for s in scores]
            values["rake_base1_se_R"] = 100 * calibrated_se(sign, raked)
            values["rake_base1_se_fixed"] = 100 * linearised_se(tally.moments)
            for age, gender, weight in zip(
                margins[1].categories, margins[0].categories, raked.weights, strict=True
            ):
                values[f"rake_w_age{age}_g{gender}"] = weight
    return values


@recipe
def aapor():
    counts = Dispositions(400, 40, 120, 300, 20, 100, 50, 60)
    rates = response_rates(counts)
    return {
        f"aapor_{name}": getattr(rates, name)
        for name in ("e", "rr1", "rr2", "rr3", "rr4", "rr5", "rr6", "coop1")
    }


def airlines():
    scores = {}
    for row in airport_nps_rows():
        scores.setdefault(row["AIRLINE_CODE"].strip(), []).append(float(row["NETPRO"]))
    return {airline: nps_tally(counts_of_answers(found)) for airline, found in scores.items()}


@recipe
def league_of_airlines():
    league = nps_league(airlines(), np.random.default_rng(3))
    values = dict(zip(("eb_alpha_P", "eb_alpha_N", "eb_alpha_D"), league.prior.alphas, strict=True))
    values["eb_ll"] = league.prior.log_likelihood
    for row in league.rows:
        if row.unit in {"29", "24", "32"}:
            values |= {f"eb_airline{row.unit}_nps": row.score, f"eb_airline{row.unit}_low": row.low}
    return values


@recipe
def funnel_of_airlines():
    pooled = sum(airlines().values(), start=NpsTally(0, 0, 0))
    funnel = Funnel(target=nps(pooled), variance=100**2 * nps_variance(pooled))
    inner, outer = funnel.limits(170, INNER), funnel.limits(170, OUTER)
    return {
        "funnel_95_n170_low": inner.low,
        "funnel_95_n170_high": inner.high,
        "funnel_998_n170_low": outer.low,
        "funnel_998_n170_high": outer.high,
    }


def cdnow_summary():
    rows = read("business/cdnow/cdnow_customers_summary.csv")
    return np.array([[float(row[name]) for name in ("frequency", "recency", "T")] for row in rows]).T


@recipe
def purchases():
    frequency, recency, age = cdnow_summary()
    weeks, days = Histories.of(frequency, recency, age), Histories.of(frequency, recency * 7, age * 7)
    found = fit_bg_nbd(weeks)
    published = BgNbd(0.243, 4.414, 0.793, 2.426, 0.0)
    return {
        "bgnbd_r": found.r,
        "bgnbd_alpha_weeks": found.alpha,
        "bgnbd_a": found.a,
        "bgnbd_b": found.b,
        "bgnbd_ll": found.log_likelihood,
        "bgnbd_ll_published": bg_nbd_log_likelihood(published, weeks),
        "bgnbd_alpha_days": fit_bg_nbd(days).alpha,
    }


def cdnow_orders():
    read("business/cdnow/cdnow_customers_summary.csv")
    for line in (DATA / "business/cdnow/CDNOW_sample.txt").read_text(encoding="ascii").splitlines():
        if line.split():
            _, customer, day, _, value = line.split()
            yield customer, datetime.strptime(day + "+0000", "%Y%m%d%z").date(), float(value)


@recipe
def purchases_from_raw_orders():
    found = order_histories(cdnow_orders(), datetime.fromisoformat("1997-09-30").date())
    model = fit_bg_nbd(
        Histories.of(
            [h.repeats for h in found], [h.recency_weeks for h in found], [h.age_weeks for h in found]
        )
    )
    back = [h for h in found if h.repeats]
    assert len(back) == 946
    spend = fit_gamma_gamma([h.repeats for h in back], [h.mean_repeat_value for h in back])
    return {
        "bgnbd_raw_ll": model.log_likelihood,
        "bgnbd_raw_alpha": model.alpha,
        "gg_p": spend.p,
        "gg_q": spend.q,
        "gg_gamma": spend.gamma,
        "gg_ll": spend.log_likelihood,
    }


@recipe
def contracts():
    rows = read("business/telco_churn_ibm/Telco-Customer-Churn.csv")
    found = kaplan_meier([float(r["tenure"]) for r in rows], [r["Churn"] == "Yes" for r in rows])
    step = found.at(24)
    return {"km_24": step.survival, "km_24_low": step.low, "km_24_high": step.high}
