"""Raking, weighted means and clusters agree with R's survey package, regressions with R and statsmodels, to 1e-6.

Runs where R and its survey package are installed (Debian: r-cran-survey); elsewhere it says that it was skipped.
"""

from __future__ import annotations

import csv
import json
import shutil
import subprocess
from functools import cache

import numpy as np
import pytest
import statsmodels.api as sm

from ohlas.metrics import counts_of_answers, linearised_se, mean_tally, nps_tally
from ohlas.metrics.panels import clustered_size
from ohlas.metrics.raking import Margin, calibrated_se, rake
from ohlas.metrics.regression import least_squares

TO = {"rel": 1e-6, "abs": 1e-6}
SCRIPT = r"""
suppressMessages(library(survey))
options(digits = 17, survey.lonely.psu = "fail")
d <- read.csv(commandArgs(TRUE)[1], stringsAsFactors = TRUE)
say <- function(name, value) cat(sprintf("\"%s\": %.15g,\n", name, as.numeric(value)))
cat("{")
w <- svydesign(ids = ~1, weights = ~weight, data = d)
m <- svymean(~score, w); say("mean", m); say("mean_se", SE(m))
d$net <- ifelse(d$score >= 9, 1, ifelse(d$score <= 6, -1, 0))
w <- svydesign(ids = ~1, weights = ~weight, data = d)
m <- svymean(~net, w); say("nps", m); say("nps_se", SE(m))
k <- svydesign(ids = ~person, weights = ~weight, data = d)
m <- svymean(~net, k); say("clustered", m); say("clustered_se", SE(m))
n <- nrow(d)
plain <- svydesign(ids = ~1, weights = rep(1, n), data = d)
sex <- data.frame(sex = c("f", "m"), Freq = n * c(0.55, 0.45))
age <- data.frame(age = c("old", "young", "middle"), Freq = n * c(0.3, 0.3, 0.4))
r <- rake(plain, list(~sex, ~age), list(sex, age), control = list(maxit = 2000, epsilon = 1e-13, verbose = FALSE))
m <- svymean(~score, r); say("raked", m); say("raked_se", SE(m))
for (i in c(1, 2, 50, 400)) say(paste0("weight_", i), weights(r)[i])
f <- coef(lm(score ~ x1 + x2 + x3, data = d))
for (i in 1:4) say(paste0("lm_", i), f[i])
cat("\"end\": 0}")
"""


@cache
def people() -> dict[str, list]:
    rng = np.random.default_rng(20260101)
    n = 600
    x = rng.normal(size=(n, 3))
    score = np.clip(np.round(7 + 1.2 * x[:, 0] - 0.6 * x[:, 1] + rng.normal(size=n)), 0, 10)
    return {
        "score": score.tolist(),
        "weight": rng.uniform(0.3, 3.0, n).tolist(),
        "sex": rng.choice(["f", "m"], n, p=[0.4, 0.6]).tolist(),
        "age": rng.choice(["young", "middle", "old"], n, p=[0.5, 0.3, 0.2]).tolist(),
        "person": (np.arange(n) // 3).tolist(),
        **{f"x{place + 1}": x[:, place].tolist() for place in range(3)},
    }


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, float]:
    """What R says of the same people."""
    program = shutil.which("Rscript")
    if program is None:
        pytest.skip("R is not on this machine; with r-cran-survey installed this test compares with it")
    folder = tmp_path_factory.mktemp("r")
    table, script = folder / "people.csv", folder / "compare.R"
    columns = people()
    with table.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(columns)
        writer.writerows(
            [
                [repr(v) if isinstance(v, float) else v for v in row]
                for row in zip(*columns.values(), strict=True)
            ]
        )
    script.write_text(SCRIPT, encoding="utf-8")
    done = subprocess.run(  # noqa: S603 - R, by its full path, on files of our own
        [program, "--vanilla", str(script), str(table)], capture_output=True, text=True, check=False
    )
    if "there is no package called" in done.stderr:
        pytest.skip("R is here without its survey package (r-cran-survey)")
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_weighted_means_and_their_errors_agree(told):
    known = people()
    tally = mean_tally(counts_of_answers(known["score"], known["weight"]))
    assert tally.mean == pytest.approx(told["mean"], **TO)
    assert linearised_se(tally) == pytest.approx(told["mean_se"], **TO)


def test_a_weighted_recommendation_score_agrees(told):
    known = people()
    moments = nps_tally(counts_of_answers(known["score"], known["weight"], "nps_0_10")).moments
    assert moments.mean == pytest.approx(told["nps"], **TO)
    assert linearised_se(moments) == pytest.approx(told["nps_se"], **TO)


def test_answers_of_one_person_kept_together_agree(told):
    known = people()
    tallies = []
    for start in range(0, len(known["score"]), 3):
        part = slice(start, start + 3)
        tallies.append(nps_tally(counts_of_answers(known["score"][part], known["weight"][part], "nps_0_10")))
    found = clustered_size(tallies)
    assert found is not None
    assert found.se == pytest.approx(told["clustered_se"], **TO)


def test_raking_agrees_weight_by_weight(told):
    known = people()
    raked = rake(
        [
            Margin("sex", known["sex"], {"f": 0.55, "m": 0.45}),
            Margin("age", known["age"], {"old": 0.3, "young": 0.3, "middle": 0.4}),
        ],
        bounds=None,
    )
    for place in (1, 2, 50, 400):
        assert raked.weights[place - 1] == pytest.approx(told[f"weight_{place}"], **TO)
    assert np.average(known["score"], weights=raked.weights) == pytest.approx(told["raked"], **TO)
    assert calibrated_se(known["score"], raked) == pytest.approx(told["raked_se"], **TO)


def test_regressions_agree_with_both(told):
    known = people()
    x = np.column_stack([known[f"x{place}"] for place in (1, 2, 3)])
    x = np.column_stack([np.ones(len(x)), x])
    ours = least_squares(["constant", "x1", "x2", "x3"], x, np.array(known["score"]))
    theirs = sm.OLS(np.array(known["score"]), x).fit()
    assert ours.r2 == pytest.approx(theirs.rsquared, **TO)
    for place, one in enumerate(ours.coefficients):
        assert one.value == pytest.approx(theirs.params[place], **TO)
        assert one.value == pytest.approx(told[f"lm_{place + 1}"], **TO)
