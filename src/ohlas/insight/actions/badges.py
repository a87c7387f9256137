"""Switch a public score on and take it back."""

import secrets
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from ohlas.accounts.access import Actor, require
from ohlas.accounts.actions import write_audit
from ohlas.accounts.errors import NotHere
from ohlas.accounts.queries import units_of
from ohlas.accounts.rules import Permission
from ohlas.insight.errors import BadSchedule
from ohlas.insight.models import Badge
from ohlas.insight.queries.badges import BadgeSubject, badge_found
from ohlas.insight.rules.badges import LEAST_ANSWERS
from ohlas.metrics import MEASURES, measures_of

TOKEN_BYTES = 18


def badges_for(actor: Actor) -> Sequence[Badge]:
    """Those of the organisation about what this actor sees. Errors: `Forbidden`."""
    require(actor, Permission.EDIT_ORGANISATION)
    found = Badge.objects.filter(organisation_id=actor.organisation.id).select_related("unit")
    return [badge for badge in found if actor.scope is None or badge.unit_id in actor.scope]


def badge_for(actor: Actor, badge_id: UUID) -> Badge:
    """Errors: `NotHere`; `Forbidden`."""
    found = next((badge for badge in badges_for(actor) if badge.id == badge_id), None)
    if found is None:
        raise NotHere
    return found


def check_subject(actor: Actor, subject: BadgeSubject) -> None:
    """Errors: `BadSchedule` naming the part that cannot be shown, in plain words."""
    known = MEASURES.get(subject.measure)
    if (
        known is None
        or subject.scale == "number"
        or subject.measure not in {m.id for m in measures_of(subject.scale)}
    ):
        raise BadSchedule("measure", _("Choose a measure your customers have answered."))
    if subject.language not in dict(settings.LANGUAGES):
        raise BadSchedule("language", _("Choose one of the languages."))
    units = {unit.id for unit in units_of(actor.organisation.id)}
    if subject.unit_id is not None and subject.unit_id not in units:
        raise BadSchedule("unit", _("Choose the whole organisation or one of its units."))
    if not (actor.scope is None or subject.unit_id in actor.scope):
        raise BadSchedule("unit", _("Choose one of your own units."))


def make_badge(*, actor: Actor, subject: BadgeSubject, now: datetime) -> UUID:
    """A score everybody may see, from now on.

    Errors: `BadSchedule` for what cannot be shown, also for fewer than thirty answers; `Forbidden`.
    """
    require(actor, Permission.EDIT_ORGANISATION)
    check_subject(actor, subject)
    found = badge_found(subject, now)
    if found.withheld is not None:
        n = found.counted.figure.n if found.counted else 0
        said = _("Only %(n)s of the %(least)s answers needed are there in these months.")
        raise BadSchedule("measure", said % {"n": n, "least": LEAST_ANSWERS})
    with transaction.atomic():
        made = Badge.objects.create(
            organisation_id=actor.organisation.id,
            unit_id=subject.unit_id,
            measure=subject.measure,
            scale=subject.scale,
            period=subject.period.value,
            language=subject.language,
            token=secrets.token_urlsafe(TOKEN_BYTES),
            made_by_id=actor.user_id,
            created_at=now,
        )
        write_audit(actor, "badge.shown", "badge", made.id, now, {"measure": subject.measure})
    return made.id


def revoke_badge(*, actor: Actor, badge_id: UUID, now: datetime) -> None:
    """Its public address answers no more. Errors: `NotHere`; `Forbidden`."""
    badge = badge_for(actor, badge_id)
    with transaction.atomic():
        Badge.objects.filter(id=badge.id, revoked_at__isnull=True).update(revoked_at=now)
        write_audit(actor, "badge.revoked", "badge", badge.id, now)
