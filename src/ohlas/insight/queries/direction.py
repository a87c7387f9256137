"""Reads of direction: the vision and its readers, the strategy with live figures, the self-check's results."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from ohlas.accounts.access import Actor
from ohlas.accounts.queries import employees_of, members_of
from ohlas.accounts.rules import Permission
from ohlas.insight.models import (
    ReadReceipt,
    SelfCheck,
    SelfCheckAnswer,
    VisionEdition,
)
from ohlas.insight.rules.maturity import AreaResult, results


@dataclass(frozen=True)
class Edition:
    """One edition of the vision; `published_at` is None while it is a draft."""

    id: UUID
    number: int
    promise: str
    principles: tuple[str, ...]
    changes: str
    published_at: datetime | None
    reminded_at: datetime | None


@dataclass(frozen=True)
class Reader:
    """A member and when they confirmed; None: not yet."""

    name: str
    email: str
    read_at: datetime | None


@dataclass(frozen=True)
class Readers:
    """`members` are named only to whoever may; `without_sign_in` employees cannot confirm here."""

    read: int
    of: int
    without_sign_in: int
    members: tuple[Reader, ...]


@dataclass(frozen=True)
class VisionFound:
    """The edition shown, the newest one, what came before, and whether this person has read the newest."""

    shown: Edition | None
    current: Edition | None
    draft: Edition | None
    history: tuple[Edition, ...]
    read_at: datetime | None
    readers: Readers


@dataclass(frozen=True)
class CheckFound:
    """A year's self-check: its areas beside the year before, and whether this person has answered."""

    id: UUID
    year: int
    is_open: bool
    people: int
    areas: tuple[AreaResult, ...]
    own: dict[str, int]
    year_before: int | None
    years: tuple[tuple[UUID, int], ...]


def vision_found(actor: Actor, edition_id: UUID | None, now: datetime) -> VisionFound | None:
    """The vision as this person may see it; None for an edition that is not there."""
    mine = [_edition(row) for row in VisionEdition.objects.filter(organisation_id=actor.organisation.id)]
    published = [one for one in mine if one.published_at is not None]
    current = published[0] if published else None
    shown = next((one for one in published if one.id == edition_id), None) if edition_id else current
    if edition_id and shown is None:
        return None
    draft = next((one for one in mine if one.published_at is None), None)
    receipts = _receipts(current)
    return VisionFound(
        shown=shown,
        current=current,
        draft=draft if actor.may(Permission.EDIT_SURVEYS) else None,
        history=tuple(published),
        read_at=receipts.get(actor.user_id) if actor.user_id else None,
        readers=_readers(actor, receipts, now),
    )


def reading_wanted(actor: Actor) -> int | None:
    """The edition this person was reminded of and has not read; None for everybody else. Two quick looks."""
    if actor.user_id is None:
        return None
    published = VisionEdition.objects.filter(
        organisation_id=actor.organisation.id, published_at__isnull=False
    )
    current = published.order_by("-number").values_list("id", "number", "reminded_at").first()
    if current is None or current[2] is None:
        return None
    has_read = ReadReceipt.objects.filter(edition_id=current[0], user_id=actor.user_id).exists()
    return None if has_read else int(current[1])


def check_found(actor: Actor, check_id: UUID | None) -> CheckFound | None:
    """A year's self-check, the newest where none is named; None where there is none."""
    checks = list(SelfCheck.objects.filter(organisation_id=actor.organisation.id))
    shown = next((one for one in checks if check_id is None or one.id == check_id), None)
    if shown is None:
        return None
    earlier = next((one for one in checks if one.year < shown.year), None)
    answers = list(SelfCheckAnswer.objects.filter(check_of=shown))
    before = SelfCheckAnswer.objects.filter(check_of=earlier) if earlier else ()
    return CheckFound(
        shown.id,
        shown.year,
        shown.closed_at is None,
        len(answers),
        results([one.levels for one in answers], [one.levels for one in before]),
        next((one.levels for one in answers if one.user_id == actor.user_id), {}),
        earlier.year if earlier else None,
        tuple((one.id, one.year) for one in checks),
    )


def today_of(actor: Actor, now: datetime) -> date:
    return now.astimezone(ZoneInfo(actor.organisation.zone)).date()


def _edition(row: VisionEdition) -> Edition:
    return Edition(
        row.id,
        row.number,
        row.promise,
        tuple(map(str, row.principles)),
        row.changes,
        row.published_at,
        row.reminded_at,
    )


def _receipts(edition: Edition | None) -> dict[UUID, datetime]:
    if edition is None:
        return {}
    return dict(ReadReceipt.objects.filter(edition_id=edition.id).values_list("user_id", "read_at"))


def _readers(actor: Actor, receipts: dict[UUID, datetime], now: datetime) -> Readers:
    """Counts for everybody; names for whoever may change the vision and see everybody."""
    members = [one for one in members_of(actor.organisation.id) if one.has_accepted]
    signs_in = {one.email.casefold() for one in members}
    today = today_of(actor, now)
    without = [
        one
        for one in employees_of(actor.organisation.id)
        if not one.is_gone(today) and one.email.casefold() not in signs_in
    ]
    listed = [Reader(one.name, one.email, receipts.get(one.user_id)) for one in members]
    return Readers(
        read=sum(one.read_at is not None for one in listed),
        of=len(listed),
        without_sign_in=len(without),
        members=tuple(
            sorted(listed, key=lambda one: (one.read_at is not None, one.name.casefold(), one.email))
        )
        if actor.may(Permission.EDIT_SURVEYS)
        else (),
    )
