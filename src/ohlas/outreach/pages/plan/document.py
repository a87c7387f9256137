"""The plan as the API gives it."""

from ohlas.accounts.access import Actor
from ohlas.outreach.pages.plan.overview import ReasonLine, cells_of, plan_view
from ohlas.outreach.queries.planning import Plan


def plan_document(plan: Plan, actor: Actor) -> dict[str, object]:
    """The plan as the API gives it: counts by day, programme, channel and unit, and reasons; no people."""
    view = plan_view(plan, actor)
    return {
        "first": view.first.isoformat(),
        "last": view.last.isoformat(),
        "contacts": view.contacts,
        "asked": view.asked,
        "people": view.people,
        "days": [
            {
                "day": one.day.isoformat(),
                "programme": one.programme,
                "channel": one.carrier,
                "unit": one.unit,
                "people": one.count,
            }
            for one in cells_of(plan, actor)
        ],
        "skipped": [_reason_document(one) for one in view.skips],
        "waiting": [_reason_document(one) for one in view.waits],
    }


def _reason_document(line: ReasonLine) -> dict[str, object]:
    return {
        "programme": line.programme,
        "reason": str(line.reason),
        "words": line.words,
        "occasions": line.count,
    }
