"""What happens to signals. Single answers and imports are told apart: history opens no cases."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from uuid import UUID


@dataclass(frozen=True)
class ResponseRecorded:
    """A person has just answered; by which personal link, where the answer is not anonymous."""

    name: ClassVar[str] = "feedback.response_recorded"
    response_id: UUID
    link_id: UUID | None = None


@dataclass(frozen=True)
class InvitationAnswered:
    """Somebody who was invited has answered, all or in part; the last question answered is a name of ours.

    It names no response: whose answers are anonymous is told by nothing here.
    """

    name: ClassVar[str] = "feedback.invitation_answered"
    invitation_id: UUID
    at: datetime
    is_complete: bool
    last_question: str = ""


@dataclass(frozen=True)
class ResponseChanged:
    """Something about a stored response is different now: a label, a unit, a weight."""

    name: ClassVar[str] = "feedback.response_changed"
    response_id: UUID


@dataclass(frozen=True)
class TextsRead:
    """Some written answers of the organisation were read, for the first time or anew."""

    name: ClassVar[str] = "feedback.texts_read"
    count: int


@dataclass(frozen=True)
class ResponseErased:
    """A response is gone from the record."""

    name: ClassVar[str] = "feedback.response_erased"
    response_id: UUID


@dataclass(frozen=True)
class BatchImported:
    """Up to 1,000 rows of an import are stored; for facts and enrichment only."""

    name: ClassVar[str] = "feedback.batch_imported"
    batch_id: UUID
    first_id: UUID
    last_id: UUID
    count: int


@dataclass(frozen=True)
class BatchUndone:
    """An import was taken back with all its rows."""

    name: ClassVar[str] = "feedback.batch_undone"
    batch_id: UUID
    count: int


@dataclass(frozen=True)
class SignalsForgotten:
    """Every signal of the organisation is gone, as when the sample company is removed."""

    name: ClassVar[str] = "feedback.signals_forgotten"
    count: int


@dataclass(frozen=True)
class AttributeDeclared:
    """An attribute becomes a column of the facts, for answers stored before too."""

    name: ClassVar[str] = "feedback.attribute_declared"
    attribute_id: UUID


@dataclass(frozen=True)
class UrgentSaid:
    """Somebody has just written what asks to act, such as going to law; never of anonymous surveys or imports."""

    name: ClassVar[str] = "feedback.urgent_said"
    response_id: UUID
