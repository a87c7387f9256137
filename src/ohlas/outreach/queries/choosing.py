"""How far people chosen by hand have come."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from ohlas.outreach.models import Choosing
from ohlas.outreach.rules import ChoosingState
from ohlas.outreach.rules.choosing import left_s


@dataclass(frozen=True)
class ChoosingView:
    """`name` is the segment's, empty for contacts named one by one; `left_s` None where it cannot be told."""

    id: UUID
    name: str
    state: ChoosingState
    total: int
    looked: int
    fresh: int
    percent: int
    left_s: int | None
    begun_at: datetime

    @property
    def is_running(self) -> bool:
        return self.state is ChoosingState.RUNNING


def newest_choosing(programme_id: UUID, now: datetime) -> ChoosingView | None:
    """The last people chosen by hand for this programme."""
    row = Choosing.objects.filter(programme_id=programme_id).order_by("-begun_at", "-id").first()
    if row is None:
        return None
    total = max(row.total, row.looked)
    return ChoosingView(
        id=row.id,
        name=row.name,
        state=ChoosingState(row.state),
        total=total,
        looked=row.looked,
        fresh=row.fresh,
        percent=100 * row.looked // total if total else 100,
        left_s=left_s(total, row.looked, (now - row.begun_at).total_seconds()),
        begun_at=row.begun_at,
    )
