"""Verdicts on change that were already given."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from ohlas.insight.models import Verdict


@dataclass(frozen=True, slots=True)
class KnownVerdict:
    difference: float | None
    p: float | None
    is_change: bool


def known_verdicts(organisation_id: UUID, figures: Collection[str], period: str) -> dict[str, KnownVerdict]:
    """Per figure, what was decided about this period."""
    rows = Verdict.objects.filter(organisation_id=organisation_id, figure__in=figures, period=period)
    return {row.figure: KnownVerdict(row.difference, row.p_value, row.is_change) for row in rows}
