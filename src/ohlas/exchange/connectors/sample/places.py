"""The tree of units with its history: regions, branches, and the departments of the head office."""

from datetime import date

from ohlas.exchange.connectors.sample.shapes import Placement, SampleUnit
from ohlas.exchange.connectors.sample.sources import Branch, branches, company
from ohlas.exchange.connectors.sample.story import Story

FOUNDED = date(2014, 3, 1)
HEAD_OFFICE = "head-office"
ZONE = "Europe/Prague"


def units(plot: Story) -> tuple[SampleUnit, ...]:
    """All units, parents before children."""
    regions = [
        SampleUnit(
            row["key"],
            row["name"],
            "region",
            ZONE,
            (Placement(None, _day(plot, row.get("since")) or FOUNDED, _day(plot, row.get("until"))),),
        )
        for row in company()["regions"]
    ]
    office = SampleUnit(HEAD_OFFICE, "Head office", "department", ZONE, (Placement(None, FOUNDED),))
    departments = [
        SampleUnit(row["key"], row["name"], "department", ZONE, (Placement(HEAD_OFFICE, FOUNDED),))
        for row in company()["departments"]
    ]
    placed = [SampleUnit(b.key, b.name, "branch", b.zone, _placements(plot, b)) for b in branches()]
    return (*regions, office, *placed, *departments)


def _placements(plot: Story, branch: Branch) -> tuple[Placement, ...]:
    since = branch.opened or _day(plot, branch.since) or FOUNDED
    until = _day(plot, branch.until)
    if branch.was is None:
        return (Placement(branch.region, since, until),)
    return (
        Placement(branch.was, since, plot.opened_on),
        Placement(branch.region, plot.opened_on, until),
    )


def _day(plot: Story, word: str | None) -> date | None:
    return {"opened": plot.opened_on, "closed": plot.closed_on}[word] if word else None
