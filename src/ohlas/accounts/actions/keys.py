"""API keys: issued with a secret that is shown once, and revoked."""

import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from ohlas.accounts.access import Actor, forget_key, hash_of, key_for, require
from ohlas.accounts.actions.audit import write_audit
from ohlas.accounts.actions.words import tidy_name
from ohlas.accounts.errors import Refused
from ohlas.accounts.models import ApiKey
from ohlas.accounts.rules import KEY_PERMISSIONS, KEY_PREFIX, Permission

SECRET_BYTES = 32
SHOWN_LETTERS = 12


@dataclass(frozen=True)
class IssuedKey:
    """A new key; `secret` is to be shown now, it is kept nowhere."""

    id: UUID
    secret: str
    prefix: str


def issue_api_key(
    *,
    actor: Actor,
    name: str,
    scopes: Collection[Permission],
    now: datetime,
    expires_at: datetime | None = None,
) -> IssuedKey:
    """A key for a program with these rights, never more than the issuer's own.

    Errors: `Forbidden`; `Refused` for no rights, rights beyond one's own, a scoped issuer or a past expiry.
    """
    require(actor, Permission.MANAGE_KEYS)
    tidied = tidy_name(name)
    _check(actor, frozenset(scopes), expires_at, now)
    secret = KEY_PREFIX + secrets.token_urlsafe(SECRET_BYTES)
    with transaction.atomic():
        key = ApiKey.objects.create(
            organisation_id=actor.organisation.id,
            name=tidied,
            prefix=secret[:SHOWN_LETTERS],
            hash=hash_of(secret),
            scopes=sorted(scope.value for scope in scopes),
            created_by_id=actor.user_id,
            created_at=now,
            expires_at=expires_at,
        )
        details = {"scopes": key.scopes, "expires_at": expires_at.isoformat() if expires_at else None}
        write_audit(actor, "issue_api_key", "api_key", key.id, now, details)
    return IssuedKey(key.id, secret, key.prefix)


def revoke_api_key(*, actor: Actor, key_id: UUID, now: datetime) -> None:
    """The key opens nothing any more: here at once, in other processes within five seconds.

    Errors: `NotHere`, `Forbidden`. Revoking twice changes nothing.
    """
    require(actor, Permission.MANAGE_KEYS)
    with transaction.atomic():
        key = key_for(actor, key_id)
        revoked = ApiKey.objects.filter(id=key.id, revoked_at__isnull=True).update(revoked_at=now)
        if revoked:
            write_audit(actor, "revoke_api_key", "api_key", key.id, now)
    forget_key(key.hash)


def _check(actor: Actor, scopes: frozenset[Permission], expires_at: datetime | None, now: datetime) -> None:
    if actor.scope is not None:
        raise Refused(_("A key sees all units, so only somebody who sees all units can issue one."))
    if not scopes:
        raise Refused(_("Choose at least one right."), field="scopes")
    beyond = sorted(scope.value for scope in scopes - (KEY_PERMISSIONS & actor.permissions))
    if beyond:
        raise Refused(
            _("These rights cannot be given to a key by you: %(rights)s.") % {"rights": ", ".join(beyond)},
            field="scopes",
        )
    if expires_at is not None and expires_at <= now:
        raise Refused(_("The last day lies in the past."), field="expires")
