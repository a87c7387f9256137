"""Deeds of direction: editions of the vision and who has read them, aims of the strategy, the yearly self-check."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Max

from ohlas.accounts.access import Actor, require
from ohlas.accounts.actions import write_audit
from ohlas.accounts.errors import NotHere, Refused
from ohlas.accounts.queries import employees_of, members_of, units_of
from ohlas.accounts.rules import Permission
from ohlas.insight.models import (
    BusinessAim,
    ExperienceAim,
    ReadReceipt,
    SelfCheck,
    SelfCheckAnswer,
    VisionEdition,
)
from ohlas.insight.queries.strategy import refuse_unfit_question
from ohlas.insight.rules.direction import AimWish, VisionWish, read_title
from ohlas.insight.rules.maturity import read_levels


def draft_vision(*, actor: Actor, wish: VisionWish, now: datetime) -> UUID:
    """The next edition as a draft; the one draft there is is changed, published editions never are."""
    require(actor, Permission.EDIT_SURVEYS)
    mine = VisionEdition.objects.filter(organisation_id=actor.organisation.id)
    with transaction.atomic():
        draft = mine.filter(published_at__isnull=True).select_for_update().first()
        if draft is None:
            number = (mine.aggregate(last=Max("number"))["last"] or 0) + 1
            draft = VisionEdition(organisation_id=actor.organisation.id, number=number)
        draft.promise, draft.principles, draft.changes = wish.promise, list(wish.principles), wish.changes
        draft.changed_at = now
        try:
            with transaction.atomic():
                draft.save()
        except IntegrityError as error:  # somebody else began the same edition at this moment
            raise Refused(
                "Somebody else has just begun this edition; look at it before you write."
            ) from error
        write_audit(actor, "vision.drafted", "vision", draft.id, now, {"number": draft.number})
    return draft.id


def publish_vision(*, actor: Actor, now: datetime) -> int:
    """The draft becomes the edition everybody reads; its number.

    Errors: `Refused` without a draft.
    """
    require(actor, Permission.EDIT_SURVEYS)
    with transaction.atomic():
        drafts = VisionEdition.objects.filter(
            organisation_id=actor.organisation.id, published_at__isnull=True
        )
        draft = drafts.select_for_update().first()
        if draft is None:
            raise Refused("There is no draft to publish; write the next edition first.")
        draft.published_at = now
        draft.save(update_fields=["published_at"])
        write_audit(actor, "vision.published", "vision", draft.id, now, {"number": draft.number})
    return draft.number


def confirm_reading(*, actor: Actor, edition_id: UUID, now: datetime) -> None:
    """The actor has read this edition; twice is the same as once.

    Errors: `NotHere` for a draft or another's; `Refused` for programs, which do not read.
    """
    if actor.user_id is None:
        raise Refused("Only people confirm that they have read.")
    edition = _edition(actor, edition_id)
    with transaction.atomic():
        _, is_new = ReadReceipt.objects.get_or_create(
            edition=edition,
            user_id=actor.user_id,
            defaults={"organisation_id": actor.organisation.id, "read_at": now},
        )
        if is_new:
            write_audit(actor, "vision.read", "vision", edition.id, now, {"number": edition.number})


def remind_readers(*, actor: Actor, edition_id: UUID, now: datetime) -> None:
    """Whoever has not read this edition sees it on every page until they have.

    Errors: `NotHere`; `Forbidden`.
    """
    require(actor, Permission.EDIT_SURVEYS)
    with transaction.atomic():
        edition = _edition(actor, edition_id)
        edition.reminded_at = now
        edition.save(update_fields=["reminded_at"])
        write_audit(actor, "vision.readers_reminded", "vision", edition.id, now, {"number": edition.number})


def add_business_aim(*, actor: Actor, title: str, now: datetime) -> UUID:
    """Errors: `Refused`; `Forbidden`."""
    require(actor, Permission.EDIT_SURVEYS)
    mine = BusinessAim.objects.filter(organisation_id=actor.organisation.id)
    with transaction.atomic():
        made = BusinessAim.objects.create(
            organisation_id=actor.organisation.id,
            title=read_title(title),
            position=mine.count(),
            created_at=now,
        )
        write_audit(actor, "aim.added", "business_aim", made.id, now)
    return made.id


def settle_business_aim(*, actor: Actor, business_id: UUID, title: str, now: datetime) -> None:
    """Errors: `Refused`; `NotHere`."""
    with transaction.atomic():
        row = business_to_change(actor, business_id)
        row.title = read_title(title)
        row.save(update_fields=["title"])
        write_audit(actor, "aim.changed", "business_aim", row.id, now)


def remove_business_aim(*, actor: Actor, business_id: UUID, now: datetime, is_back: bool = False) -> None:
    """Out of the map with its experience aims; `is_back` takes that back."""
    with transaction.atomic():
        row = business_to_change(actor, business_id)
        row.removed_at = None if is_back else now
        row.save(update_fields=["removed_at"])
        write_audit(actor, "aim.restored" if is_back else "aim.removed", "business_aim", row.id, now)


def add_experience_aim(*, actor: Actor, business_id: UUID, wish: AimWish, now: datetime) -> UUID:
    """Errors: `Refused` for an owner who left or a unit that is not here; `NotHere`."""
    business = business_to_change(actor, business_id)
    _expect_here(actor, wish, now)
    refuse_unfit_question(actor, wish)
    with transaction.atomic():
        made = ExperienceAim.objects.create(
            organisation_id=actor.organisation.id,
            business_aim=business,
            position=business.aims.count(),
            created_at=now,
            **_columns(wish),
        )
        write_audit(actor, "aim.added", "experience_aim", made.id, now, {"measure": wish.measure})
    return made.id


def settle_experience_aim(*, actor: Actor, aim_id: UUID, wish: AimWish, now: datetime) -> None:
    """Errors: as `add_experience_aim`; an owner who has left meanwhile must be replaced."""
    with transaction.atomic():
        row = aim_to_change(actor, aim_id)
        _expect_here(actor, wish, now)
        refuse_unfit_question(actor, wish, row.question if row.measure == wish.measure else "")
        for name, value in _columns(wish).items():
            setattr(row, name, value)
        row.save()
        write_audit(actor, "aim.changed", "experience_aim", row.id, now, {"measure": wish.measure})


def remove_experience_aim(*, actor: Actor, aim_id: UUID, now: datetime, is_back: bool = False) -> None:
    with transaction.atomic():
        row = aim_to_change(actor, aim_id)
        row.removed_at = None if is_back else now
        row.save(update_fields=["removed_at"])
        write_audit(actor, "aim.restored" if is_back else "aim.removed", "experience_aim", row.id, now)


def open_self_check(*, actor: Actor, year: int, now: datetime) -> UUID:
    """This year's self-check; opened again where it was closed."""
    require(actor, Permission.EDIT_SURVEYS)
    with transaction.atomic():
        check, _ = SelfCheck.objects.get_or_create(
            organisation_id=actor.organisation.id, year=year, defaults={"opened_at": now}
        )
        if check.closed_at is not None:
            check.closed_at = None
            check.save(update_fields=["closed_at"])
        write_audit(actor, "self_check.opened", "self_check", check.id, now, {"year": year})
    return check.id


def close_self_check(*, actor: Actor, check_id: UUID, now: datetime) -> None:
    """Nobody answers any more; the result stands.

    Errors: `NotHere`; `Forbidden`.
    """
    require(actor, Permission.EDIT_SURVEYS)
    with transaction.atomic():
        check = _check(actor, check_id)
        check.closed_at = check.closed_at or now
        check.save(update_fields=["closed_at"])
        write_audit(actor, "self_check.closed", "self_check", check.id, now, {"year": check.year})


def answer_self_check(*, actor: Actor, check_id: UUID, given: Mapping[str, str], now: datetime) -> None:
    """The actor's levels, in place of earlier ones.

    Errors: `Refused` for no level at all, a wrong one, or a closed check; `NotHere`.
    """
    if actor.user_id is None:
        raise Refused("Only people answer the self-check.")
    check = _check(actor, check_id)
    if check.closed_at is not None:
        raise Refused(f"The self-check of {check.year} is closed.")
    levels = read_levels(given)
    with transaction.atomic():
        answer, _ = SelfCheckAnswer.objects.update_or_create(
            check_of=check,
            user_id=actor.user_id,
            defaults={"organisation_id": actor.organisation.id, "levels": levels, "answered_at": now},
        )
        write_audit(actor, "self_check.answered", "self_check", answer.check_of_id, now, {"year": check.year})


def business_to_change(actor: Actor, business_id: UUID) -> BusinessAim:
    """Errors: `NotHere`; `Forbidden`."""
    require(actor, Permission.EDIT_SURVEYS)
    found = BusinessAim.objects.filter(organisation_id=actor.organisation.id, id=business_id).first()
    if found is None:
        raise NotHere
    return found


def aim_to_change(actor: Actor, aim_id: UUID) -> ExperienceAim:
    """Errors: `NotHere`; `Forbidden`."""
    require(actor, Permission.EDIT_SURVEYS)
    mine = ExperienceAim.objects.filter(organisation_id=actor.organisation.id, id=aim_id)
    found = mine.select_related("business_aim").first()
    if found is None:
        raise NotHere
    return found


def _edition(actor: Actor, edition_id: UUID) -> VisionEdition:
    mine = VisionEdition.objects.filter(organisation_id=actor.organisation.id, published_at__isnull=False)
    found = mine.filter(id=edition_id).first()
    if found is None:
        raise NotHere
    return found


def _check(actor: Actor, check_id: UUID) -> SelfCheck:
    found = SelfCheck.objects.filter(organisation_id=actor.organisation.id, id=check_id).first()
    if found is None:
        raise NotHere
    return found


def _expect_here(actor: Actor, wish: AimWish, now: datetime) -> None:
    """Unit and owner belong here today."""
    organisation = actor.organisation.id
    if wish.unit_id is not None and wish.unit_id not in {unit.id for unit in units_of(organisation)}:
        raise Refused("Choose a unit from the list.", field="unit")
    members = {member.user_id for member in members_of(organisation) if member.has_accepted}
    if wish.owner_user_id is not None and wish.owner_user_id not in members:
        raise Refused("This person no longer works with Ohlas here; choose another owner.", field="owner")
    if wish.owner_employee_id is None:
        return
    known = {one.id: one for one in employees_of(organisation)}
    owner = known.get(wish.owner_employee_id)
    if owner is None or owner.is_gone(now.date()):
        raise Refused("This employee has left; choose another owner.", field="owner")


def _columns(wish: AimWish) -> dict[str, object]:
    return {
        "title": wish.title,
        "measure": wish.measure,
        "question": wish.question,
        "unit_id": wish.unit_id,
        "owner_user_id": wish.owner_user_id,
        "owner_employee_id": wish.owner_employee_id,
    }
