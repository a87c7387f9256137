"""How many to ask: a calculator that needs no answers yet."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from ohlas.insight.errors import BadAddress
from ohlas.insight.pages import words
from ohlas.insight.pages.filters import Option
from ohlas.insight.pages.studies.parts import Block, Body, Head, Line, Table
from ohlas.insight.rules.studies import Studied, number
from ohlas.metrics import power, sample_size, sample_size_per_group

HALVES = {
    "nps": (1, 2, 3, 5, 7.5, 10, 15),
    "share": (0.5, 1, 2, 3, 5, 7.5, 10),
    "mean": (0.05, 0.1, 0.15, 0.2, 0.3, 0.5),
}
SPREAD = {"nps": 0.6, "mean": 1.0}
"""Variance of one answer of an NPS where nothing is known yet (that of a usual distribution); spread of a grade."""
_UNIT = {"nps": 100.0, "share": 100.0, "mean": 1.0}


@dataclass(frozen=True)
class PlanForm:
    """The calculator's fields as they stand in the address or by default."""

    kinds: tuple[Option, ...]
    kind: str
    expected: str
    spread: str
    half: str
    difference: str
    per_group: str
    power: str
    confidence: str
    rate: str


@dataclass(frozen=True)
class Plan:
    """The numbers meant: variance and half-width in one unit, shares 0–1."""

    kind: str
    variance: float
    half: float
    difference: float
    per_group: float
    power: float
    confidence: float
    rate: float


def plan_of(studied: Studied) -> Plan:
    """Errors: `BadAddress` saying what is allowed."""
    kind = studied.one("kind") or "nps"
    if kind not in HALVES:
        raise BadAddress("kind", kind[:60], f"one of {', '.join(HALVES)} is allowed")
    unit = _UNIT[kind]

    def given(name: str, usual: float, low: float, high: float) -> float:
        text = studied.one(name)
        return number(name, text, low, high) if text else usual

    most = 100.0 if kind != "mean" else 10.0
    return Plan(
        kind=kind,
        variance=_variance(kind, given),
        half=given("half", 5.0 if kind != "mean" else 0.2, 0.01, most) / unit,
        difference=given("difference", 10.0 if kind != "mean" else 0.3, 0.01, 2 * most) / unit,
        per_group=given("per_group", 200.0, 2, 1e7),
        power=given("power", 80.0, 50, 99.9) / 100,
        confidence=given("confidence", 95.0, 50, 99.9) / 100,
        rate=given("rate", 20.0, 0.1, 100) / 100,
    )


def _variance(kind: str, given: Callable[[str, float, float, float], float]) -> float:
    if kind == "share":
        share = given("expected", 50.0, 0.1, 99.9) / 100
        return share * (1 - share)
    if kind == "mean":
        return float(given("spread", SPREAD["mean"], 0.01, 5.0) ** 2)
    return float(given("spread", SPREAD["nps"], 0.01, 1.0))


def plan_form(studied: Studied) -> PlanForm:
    kind = studied.one("kind") or "nps"
    kind = kind if kind in HALVES else "nps"
    names = {
        "nps": _("Net Promoter Score"),
        "share": _("A share, as satisfied customers"),
        "mean": _("A mean grade"),
    }

    def shown(name: str, usual: str) -> str:
        return studied.one(name) or usual

    is_mean = kind == "mean"
    return PlanForm(
        kinds=tuple(Option(one, said, one == kind) for one, said in names.items()),
        kind=kind,
        expected=shown("expected", "50"),
        spread=shown("spread", "1" if is_mean else "0.6"),
        half=shown("half", "0.2" if is_mean else "5"),
        difference=shown("difference", "0.3" if is_mean else "10"),
        per_group=shown("per_group", "200"),
        power=shown("power", "80"),
        confidence=shown("confidence", "95"),
        rate=shown("rate", "20"),
    )


def plan_body(plan: Plan) -> Body:
    n = sample_size(plan.variance, plan.half, plan.confidence)
    groups = sample_size_per_group(plan.variance, plan.variance, plan.difference, plan.confidence, plan.power)
    found = power(plan.variance, plan.variance, plan.difference, plan.per_group, plan.confidence)
    single = Block(
        _("For one figure"),
        words=(
            _("%(n)s answers give a margin of ± %(half)s; at a response rate of %(rate)s ask %(ask)s people.")
            % {
                "n": words.number(n, 0),
                "half": _amount(plan, plan.half),
                "rate": words.percent(plan.rate, 1),
                "ask": words.number(-(-n // plan.rate), 0),
            },
        ),
        tables=(_table(plan),),
    )
    two = Block(
        _("For a difference"),
        words=(
            _(
                "%(n)s answers in each of two groups show a true difference of %(difference)s with a chance of "
                "%(power)s."
            )
            % {
                "n": words.number(groups, 0),
                "difference": _amount(plan, plan.difference),
                "power": words.percent(plan.power, 1),
            },
            _("With %(n)s in each group the chance is %(power)s.")
            % {"n": words.number(plan.per_group, 0), "power": words.percent(found, 1)},
        ),
        notes=(
            _(
                "Two-sided, confidence %(confidence)s. Half of a small difference takes four times the answers."
            )
            % {"confidence": words.percent(plan.confidence, 1)},
        ),
    )
    return Body((single, two))


def _table(plan: Plan) -> Table:
    unit = _UNIT[plan.kind]
    lines = []
    for half in HALVES[plan.kind]:
        n = sample_size(plan.variance, half / unit, plan.confidence)
        lines.append(
            Line(f"± {_amount(plan, half / unit)}", (words.number(n, 0), words.number(-(-n // plan.rate), 0)))
        )
    return Table(_("Margins"), _("Margin"), (Head(_("Answers")), Head(_("To ask"))), tuple(lines))


def _amount(plan: Plan, value: float) -> str:
    shown = value * _UNIT[plan.kind]
    digits = 2 if plan.kind == "mean" else 1
    text = words.number(shown, digits)
    if plan.kind == "share":
        return _("%(number)s pp") % {"number": text}
    return (
        _("%(number)s points") % {"number": text}
        if plan.kind == "nps"
        else _("%(number)s grades") % {"number": text}
    )
