"""Kiosks set up, changed, given a new address, switched off; and what a tablet says of itself."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from ohlas.accounts.access import Actor
from ohlas.accounts.actions import write_audit
from ohlas.accounts.queries import unit_by_code
from ohlas.feedback.access import kiosk_for
from ohlas.feedback.errors import BadKiosk
from ohlas.feedback.models import Kiosk
from ohlas.feedback.queries.kiosks import KioskView, kiosk_versions
from ohlas.feedback.rules.kiosks import IDLE_S, THANKS_S, is_pin, new_salt, obstacles_to_kiosk, pin_hash
from ohlas.feedback.rules.links import key_hash, new_token
from ohlas.lib.database import one_writer
from ohlas.lib.ids import new_id
from ohlas.surveys.access import survey_for
from ohlas.surveys.queries import Version

MOST_COUNTED = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class KioskWish:
    """How a kiosk shall be; `unit` by code, an empty `pin` keeps the one there is."""

    name: str
    languages: tuple[str, ...] = ()
    idle_s: int = 45
    thanks_s: int = 6
    pin: str = ""


@dataclass(frozen=True, slots=True)
class MadeKiosk:
    """A kiosk's new address: shown now and never again."""

    id: UUID
    path: str


def make_kiosk(*, actor: Actor, survey_id: UUID, unit: str, wish: KioskWish, now: datetime) -> MadeKiosk:
    """A kiosk for a published survey at a unit.

    Errors: `NotHere`, `Forbidden`; `BadKiosk` for what cannot be.
    """
    survey = survey_for(actor, survey_id)
    version = _running(actor, survey.id)
    unit_id = _unit(actor, unit)
    _check(wish, version, needs_pin=True)
    token, salt = new_token(), new_salt()
    with transaction.atomic():
        row = Kiosk.objects.create(
            id=new_id(),
            organisation_id=actor.organisation.id,
            survey_id=survey.id,
            unit_id=unit_id,
            name=wish.name,
            languages=list(wish.languages),
            idle_s=wish.idle_s,
            thanks_s=wish.thanks_s,
            pin_salt=salt,
            pin_hash=pin_hash(wish.pin, salt),
            key_hash=key_hash(token),
            created_at=now,
        )
        write_audit(actor, "make_kiosk", "kiosk", row.id, now)
    return MadeKiosk(row.id, f"/k/{token}/")


def change_kiosk(*, actor: Actor, kiosk_id: UUID, wish: KioskWish, now: datetime) -> None:
    """Other settings; the tablet takes them over as soon as nobody is answering. Errors: as `make_kiosk`."""
    with transaction.atomic():
        row = kiosk_for(actor, kiosk_id)
        _check(wish, _running(actor, row.survey_id), needs_pin=False)
        row.name, row.languages = wish.name, list(wish.languages)
        row.idle_s, row.thanks_s = wish.idle_s, wish.thanks_s
        if wish.pin:
            row.pin_salt = new_salt()
            row.pin_hash = pin_hash(wish.pin, row.pin_salt)
        row.save(update_fields=["name", "languages", "idle_s", "thanks_s", "pin_salt", "pin_hash"])
        write_audit(actor, "change_kiosk", "kiosk", row.id, now)


def renew_kiosk(*, actor: Actor, kiosk_id: UUID, now: datetime) -> MadeKiosk:
    """A new address; the old one opens nothing from now on. A kiosk that was off is on again.

    Errors: `NotHere`, `Forbidden`.
    """
    token = new_token()
    with transaction.atomic():
        row = kiosk_for(actor, kiosk_id)
        row.key_hash, row.closed_at = key_hash(token), None
        row.save(update_fields=["key_hash", "closed_at"])
        write_audit(actor, "renew_kiosk", "kiosk", row.id, now)
    return MadeKiosk(kiosk_id, f"/k/{token}/")


def close_kiosk(*, actor: Actor, kiosk_id: UUID, now: datetime) -> None:
    """The tablet asks nobody and delivers nothing from now on. Errors: `NotHere`, `Forbidden`."""
    with transaction.atomic():
        row = kiosk_for(actor, kiosk_id)
        row.closed_at = now
        row.save(update_fields=["closed_at"])
        write_audit(actor, "close_kiosk", "kiosk", row.id, now)


def note_kiosk(kiosk: KioskView, *, waiting: int, refused: int, now: datetime) -> None:
    """The tablet was heard of, with what it still holds."""
    counted = {
        "waiting": min(max(waiting, 0), MOST_COUNTED),
        "refused": min(max(refused, 0), MOST_COUNTED),
    }
    with one_writer():
        Kiosk.objects.filter(id=kiosk.id).update(seen_at=now, **counted)


def _running(actor: Actor, survey_id: UUID) -> Version:
    version, newest = kiosk_versions(actor.organisation.id, survey_id)
    if newest is None:
        raise BadKiosk("survey", "not_published")
    if version is None:
        raise BadKiosk("survey", *obstacles_to_kiosk(newest.definition))
    return version


def _unit(actor: Actor, code: str) -> UUID | None:
    if not code and actor.scope is None:
        return None
    unit = unit_by_code(actor.organisation.id, code) if code else None
    if unit is None or not actor.sees_unit(unit.id):
        raise BadKiosk("unit", "unknown_unit")
    return unit.id


def _check(wish: KioskWish, version: Version, *, needs_pin: bool) -> None:
    if (wish.pin or needs_pin) and not is_pin(wish.pin):
        raise BadKiosk("pin", "bad_pin")
    if not wish.name.strip():
        raise BadKiosk("name", "no_name")
    if not set(wish.languages) <= set(version.definition.languages):
        raise BadKiosk("languages", "unknown_language")
    for name, value, (least, most) in (
        ("idle_s", wish.idle_s, IDLE_S),
        ("thanks_s", wish.thanks_s, THANKS_S),
    ):
        if not least <= value <= most:
            raise BadKiosk(name, "out_of_bounds")
