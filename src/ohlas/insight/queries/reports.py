"""Schedules of reports with their readers and sendings, as frozen dataclasses."""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import UUID

from ohlas.accounts.access import Colleague, colleagues_of
from ohlas.insight.models import ReportFile, ReportPolicy, ReportSchedule, ReportSending
from ohlas.insight.rules.reports import Format, Rhythm, State, When, Why
from ohlas.lib.config import config


@dataclass(frozen=True)
class ReaderView:
    """Who gets it; `has_left` for a colleague who is none any more."""

    name: str
    user_id: UUID | None
    language: str
    has_left: bool


@dataclass(frozen=True)
class ScheduleView:
    id: UUID
    board_id: UUID | None
    name: str
    address: str
    formats: tuple[Format, ...]
    when: When
    readers: tuple[ReaderView, ...]
    next_at: datetime | None
    is_paused: bool
    is_removed: bool
    is_board_gone: bool
    created_by: UUID | None


@dataclass(frozen=True)
class SendingView:
    id: UUID
    name: str
    to: str
    slot: str
    state: State
    why: Why | None
    changed_at: datetime
    tries: int


def when_of(schedule: ReportSchedule) -> When:
    return When(Rhythm(schedule.rhythm), schedule.day, schedule.at, schedule.zone)


def schedule_view(schedule: ReportSchedule, colleagues: dict[UUID, Colleague]) -> ScheduleView:
    board = schedule.board
    return ScheduleView(
        id=schedule.id,
        board_id=board.id if board else None,
        name=board.name if board else schedule.name,
        address=schedule.address,
        formats=tuple(kind for kind in Format if kind.value in schedule.formats),
        when=when_of(schedule),
        readers=tuple(
            ReaderView(
                name=reader.email or _named(reader.user_id, colleagues),
                user_id=reader.user_id,
                language=reader.language,
                has_left=bool(reader.user_id) and reader.user_id not in colleagues,
            )
            for reader in schedule.readers.all()
        ),
        next_at=schedule.next_at,
        is_paused=schedule.paused_at is not None,
        is_removed=schedule.removed_at is not None,
        is_board_gone=board is None or board.archived_at is not None,
        created_by=schedule.created_by_id,
    )


def sendings_of(organisation_id: UUID, schedules: AbstractSet[UUID], *, most: int = 100) -> list[SendingView]:
    """Of these schedules, the latest first."""
    found = ReportSending.objects.filter(
        organisation_id=organisation_id, schedule_id__in=schedules
    ).select_related("reader", "schedule")
    colleagues = colleagues_by_id(organisation_id)
    return [
        SendingView(
            id=row.id,
            name=row.schedule.name,
            to=row.reader.email if row.reader and row.reader.email else _named(row.user_id, colleagues),
            slot=row.slot,
            state=State(row.state),
            why=Why(row.reason) if row.reason else None,
            changed_at=row.changed_at,
            tries=row.tries,
        )
        for row in found[:most]
    ]


def colleagues_by_id(organisation_id: UUID) -> dict[UUID, Colleague]:
    return {one.user_id: one for one in colleagues_of(organisation_id)}


def outside_allowed(organisation_id: UUID) -> bool:
    """Whether reports may leave to addresses that are no colleague's; nobody may until it is switched on."""
    return ReportPolicy.objects.filter(organisation_id=organisation_id, outside_allowed=True).exists()


def file_wanted(file_id: UUID) -> ReportFile | None:
    """A long report that is still to be made."""
    return (
        ReportFile.objects.select_related("board", "organisation", "user")
        .filter(id=file_id, made_at__isnull=True)
        .first()
    )


def path_of(file_id: UUID) -> Path:
    """Where a long report lies, once it is made."""
    return config().home / "reports" / str(file_id)


def _named(user_id: UUID | None, colleagues: dict[UUID, Colleague]) -> str:
    found = colleagues.get(user_id) if user_id else None
    return found.called if found else ""
