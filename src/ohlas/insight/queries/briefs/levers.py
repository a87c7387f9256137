"""What the score goes with most, as far as the better branches show that it can be reached."""

from collections.abc import Iterator
from datetime import datetime
from statistics import quantiles

from ohlas.accounts.access import Actor
from ohlas.engine import FactStore
from ohlas.insight.queries.drivers import DriversFound, drivers_found
from ohlas.insight.queries.facts import Ask, ask_for
from ohlas.insight.queries.figures import breakdown, counted
from ohlas.insight.rules import Preset, Selection, Window
from ohlas.insight.rules.briefs import Item, ItemKind
from ohlas.insight.rules.driven import SAMPLES, Driven
from ohlas.metrics import MEASURES, SCALES

LEAST_UNITS = 4
"""Units below which there is no better quarter; a quarter of a grade stands for it then."""
QUARTER_GRADE = 0.25


def driver_items(store: FactStore, actor: Actor, ask: Ask, now: datetime) -> Iterator[Item]:
    """Drivers whose evidence stands, each lifted to where the best quarter of the units is already.

    Only those who answered the driver can be lifted by it: the gain counts for their part of all answers.
    """
    driven = Driven(Selection(measure=ask.measure.id, preset=Preset.MONTHS_12), samples=SAMPLES[0])
    found = drivers_found(store, actor, driven, now)
    if found.study is None or found.asked is None or found.score is None:
        return
    everybody = counted(store, ask.over(found.asked.ask.window)).counts.n
    studied = found.study.sampled_from or found.study.report.n
    part = min(1.0, studied / everybody) if everybody else 0.0
    titles = {one.id: one.title for one in found.asked.drivers}
    for driver, gain in zip(found.study.report.drivers, found.study.gains, strict=True):
        if gain is None or gain.low <= 0 or not driver.has_evidence or not gain.step:
            continue
        reached = _reached(store, actor, found, driver.name, driver.mean)
        step = QUARTER_GRADE if reached is None else reached
        times = part * min(step, gain.step) / gain.step
        if times <= 0:
            continue
        evidence = {
            "question": driver.name,
            "title": titles.get(driver.name, driver.name),
            "outcome": found.asked.outcome.id,
            "mean": driver.mean,
            "step": min(step, gain.step),
            "reached": reached is not None,
            "share": driver.importance / (found.study.report.r2 or 1.0),
            "part": part,
        }
        yield Item(
            f"driver:{driver.name}",
            ItemKind.DRIVER,
            evidence,
            gain.value * times,
            gain.low * times,
            gain.high * times,
            found.study.report.n,
        )


def _reached(store: FactStore, actor: Actor, found: DriversFound, question: str, mean: float) -> float | None:
    """How far the best quarter of the units lies from the mean, in grades in the good direction; None of few."""
    asked = found.asked
    scale = next((one.scale for one in asked.drivers if one.id == question), "") if asked else ""
    if not scale or asked is None:
        return None
    filters = {**asked.ask.filters, "question": (question,)}
    window: Window = asked.ask.window
    groups = breakdown(store, ask_for(actor, MEASURES["mean"], scale, filters, window), "unit").groups
    means = [
        one.figure.value for one in groups if one.figure.value is not None and not one.figure.is_indicative
    ]
    if len(means) < LEAST_UNITS:
        return None
    low, _, high = quantiles(means, n=4, method="inclusive")
    return max(0.0, mean - low if SCALES[scale].direction == "lower" else high - mean)
