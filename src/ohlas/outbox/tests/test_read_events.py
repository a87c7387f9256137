from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import ClassVar, NewType
from uuid import UUID

import pytest

from ohlas.outbox.errors import EventShapeError
from ohlas.outbox.events import decode, encode

SurveyId = NewType("SurveyId", UUID)


class Door(StrEnum):
    FRONT = "front"


@dataclass(frozen=True)
class Everything:
    name: ClassVar[str] = "tests.everything"
    survey: SurveyId
    at: datetime
    day: date
    many: tuple[UUID, ...]
    perhaps: UUID | None
    door: Door
    count: int = 3


FULL = Everything(
    survey=SurveyId(UUID(int=5)),
    at=datetime(2026, 3, 29, 1, 30, tzinfo=UTC),
    day=date(2026, 3, 29),
    many=(UUID(int=1), UUID(int=2)),
    perhaps=None,
    door=Door.FRONT,
)


def test_an_event_comes_back_as_it_was() -> None:
    assert decode(Everything, encode(FULL)) == FULL
    assert decode(Everything, encode(FULL) | {"perhaps": str(UUID(int=9))}).perhaps == UUID(int=9)


def test_an_event_saved_by_an_older_version_takes_defaults_for_new_fields() -> None:
    older = {key: value for key, value in encode(FULL).items() if key != "count"}
    assert decode(Everything, older).count == 3


def test_an_event_saved_by_a_newer_version_loses_only_unknown_fields() -> None:
    assert decode(Everything, encode(FULL) | {"colour": "red"}) == FULL


def test_an_event_without_a_needed_field_is_refused_by_name() -> None:
    with pytest.raises(EventShapeError, match="without day"):
        decode(Everything, {key: value for key, value in encode(FULL).items() if key != "day"})
