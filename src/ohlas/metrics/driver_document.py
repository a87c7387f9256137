"""A study of drivers as plain values, the same for a program, a command and a file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ohlas.metrics.subsets import MOST_EXACT

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ohlas.metrics.driver_study import Gain, Study
    from ohlas.metrics.drivers import Driver
    from ohlas.metrics.priority_map import Quadrant
    from ohlas.metrics.regression import Coefficient

CAVEAT = "association, not proof"


def document(found: Study) -> dict[str, Any]:
    """Everything a study says, in full precision.

    Shape:  a study in; dicts, lists, texts and finite numbers out (an infinite VIF is null).
    Errors: exact.
    Source: metrics.md, "Drivers".
    """
    report = found.report
    quadrants = {place.name: place.quadrant for place in found.places.places}
    effects = dict(_effects(found))
    return {
        "caveat": CAVEAT,
        "r2": report.r2,
        "n": report.n,
        "method": report.method,
        "exact_until": MOST_EXACT,
        "bootstraps": report.bootstraps,
        "seed": found.seed,
        "rows_with_gaps": report.lost,
        "gaps_filled": any(remark.name == "IMPUTED" for remark in report.remarks),
        "without_any_driver": found.silent,
        "sampled_from": found.sampled_from,
        "drivers": [
            _driver(one, gain, quadrants[one.name], effects.get(one.name))
            for one, gain in zip(report.drivers, found.gains, strict=True)
        ],
        "without_evidence": list(found.without_evidence),
        "unanswered": list(found.unanswered),
        "rarely_answered": list(found.rarely),
        "without_penalty_and_reward": list(found.no_effects),
        "remarks": [
            {"remark": remark.value, "drivers": list(named)} for remark, named in report.remarks.items()
        ],
        "map": {"importance_at": found.places.importance_at, "performance_at": found.places.performance_at},
    }


def _driver(
    one: Driver, gain: Gain | None, quadrant: Quadrant, effects: Mapping[str, Any] | None
) -> dict[str, Any]:
    return {
        "name": one.name,
        "importance": one.importance,
        "low": one.low,
        "high": one.high,
        "coefficient": one.coefficient,
        "coefficient_low": one.coefficient_low,
        "coefficient_high": one.coefficient_high,
        "correlation": one.correlation,
        "mean": one.mean,
        "vif": one.vif if one.vif != float("inf") else None,
        "evidence": one.has_evidence,
        "gain": None
        if gain is None
        else {"step": gain.step, "value": gain.value, "low": gain.low, "high": gain.high},
        "quadrant": quadrant.value,
        "penalty_reward": effects,
    }


def _effects(found: Study) -> Iterator[tuple[str, dict[str, Any]]]:
    for item in found.effects.items if found.effects else ():
        yield (
            item.name,
            {
                "kind": item.kind.value,
                "penalty": _coefficient(item.penalty),
                "reward": _coefficient(item.reward),
            },
        )


def _coefficient(one: Coefficient) -> dict[str, float]:
    return {"value": one.value, "low": one.low, "high": one.high}
