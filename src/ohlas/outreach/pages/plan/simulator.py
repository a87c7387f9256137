"""Two plans beside each other: as it is, and as it is tried."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.forms import Form

from ohlas.accounts.access import Actor
from ohlas.outreach.pages.plan.overview import PlanView, percent_of, plan_view
from ohlas.outreach.queries.planning import Plan
from ohlas.outreach.queries.plans_kept import Progress


@dataclass(frozen=True)
class SimulatorPage:
    """`outreach/programmes/simulator.html`; `after` is None until something is tried."""

    form: Form
    policy: Sequence[object]
    programmes: Sequence[tuple[str, Sequence[object]]]
    before: PlanView | None
    after: PlanView | None
    changes: Sequence[tuple[str, int, int]]
    percent: int | None


def simulator_page(
    actor: Actor, form: Form, before: Plan | Progress, after: Plan | Progress | None
) -> SimulatorPage:
    """Both plans, or how far the slower one came."""
    counting = [one for one in (before, after) if isinstance(one, Progress)]
    shown = [plan_view(one, actor) if isinstance(one, Plan) else None for one in (before, after)]
    names = list(form.fields)
    rows = []
    for k, one in enumerate(getattr(form, "programmes", ())):
        rows.append((one.name, [form[name] for name in names if name.startswith(f"p{k}_")]))
    return SimulatorPage(
        form,
        [form[name] for name in names if not name.startswith("p")],
        rows,
        shown[0],
        shown[1],
        _changes(*shown),
        min(percent_of(one) for one in counting) if counting else None,
    )


def _changes(before: PlanView | None, after: PlanView | None) -> list[tuple[str, int, int]]:
    if before is None or after is None:
        return []
    then = {programme_id: count for _name, programme_id, count in after.by_programme}
    known = {programme_id for _name, programme_id, _count in before.by_programme}
    lines = [(name, count, then.get(one, 0)) for name, one, count in before.by_programme]
    return lines + [(name, 0, count) for name, one, count in after.by_programme if one not in known]
