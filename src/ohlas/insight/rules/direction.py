"""What a vision and a strategy may hold."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from ohlas.accounts.errors import Refused
from ohlas.metrics import MEASURES

LONGEST_PROMISE, LONGEST_TITLE = 500, 200
MOST_PRINCIPLES = 12


@dataclass(frozen=True)
class VisionWish:
    """A promise, its principles and what is new in this edition."""

    promise: str
    principles: tuple[str, ...] = ()
    changes: str = ""


@dataclass(frozen=True)
class AimWish:
    """An experience aim; the owner is a user or an employee, never both."""

    title: str
    measure: str = ""
    question: str = ""
    unit_id: UUID | None = None
    owner_user_id: UUID | None = None
    owner_employee_id: UUID | None = None


def read_vision(promise: str, principles: str, changes: str) -> VisionWish:
    """A vision as it was typed, one principle a line.

    Errors: `Refused` naming the field.
    """
    said = " ".join(promise.replace("\0", "").split())
    if not said:
        raise Refused("Write the promise: what may customers expect of you?", field="promise")
    if len(said) > LONGEST_PROMISE:
        raise Refused(
            f"A promise has up to {LONGEST_PROMISE} characters; shorter ones are remembered.", field="promise"
        )
    lines = tuple(
        line for one in principles.replace("\0", "").splitlines() if (line := " ".join(one.split()))
    )
    if len(lines) > MOST_PRINCIPLES or any(len(line) > LONGEST_PROMISE for line in lines):
        raise Refused(
            f"Up to {MOST_PRINCIPLES} principles of {LONGEST_PROMISE} characters are kept, one a line.",
            field="principles",
        )
    return VisionWish(said, lines, " ".join(changes.replace("\0", "").split())[:LONGEST_PROMISE])


def read_title(given: str) -> str:
    """Errors: `Refused` for no words, or too many."""
    title = " ".join(given.replace("\0", "").split())
    if not title or len(title) > LONGEST_TITLE:
        raise Refused(f"An aim is said in 1 to {LONGEST_TITLE} characters.", field="title")
    return title


def read_aim(title: str, measure: str, question: str, unit: str, owner: str) -> AimWish:
    """An aim as a form tells it; the owner as `user:<id>` or `employee:<id>`.

    Errors: `Refused` naming the field.
    """
    if measure and measure not in MEASURES:
        raise Refused(f"“{measure[:40]}” is no measure; there are {', '.join(MEASURES)}.", field="measure")
    kind, _, key = owner.partition(":")
    if owner and kind not in {"user", "employee"}:
        raise Refused("Choose an owner from the list.", field="owner")
    owner_id = _id(key, "owner") if owner else None
    return AimWish(
        title=read_title(title),
        measure=measure,
        question=question[:80] if measure else "",
        unit_id=_id(unit, "unit") if unit else None,
        owner_user_id=owner_id if kind == "user" else None,
        owner_employee_id=owner_id if kind == "employee" else None,
    )


def principle_lines(principles: Sequence[str]) -> str:
    return "\n".join(principles)


def _id(given: str, field: str) -> UUID:
    try:
        return UUID(given)
    except ValueError as error:
        raise Refused("Choose from the list.", field=field) from error
