"""One-time links: made, and used up."""

import secrets
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from ohlas.accounts.access import hash_of
from ohlas.accounts.errors import LinkRefused
from ohlas.accounts.models import SignInLink, User
from ohlas.accounts.rules import LINK_LIVES, LinkPurpose

TOKEN_BYTES = 32
"""256 random bits: beyond guessing, so that a plain hash is enough to keep."""


@dataclass(frozen=True)
class OneTimeLink:
    """A link to hand over now: it is kept nowhere."""

    token: str
    expires_at: datetime

    @property
    def path(self) -> str:
        return f"/start/{self.token}"


def sign_in_link(*, user_id: UUID, now: datetime, purpose: LinkPurpose = LinkPurpose.SIGN_IN) -> OneTimeLink:
    """A link that signs this user in once; earlier unused ones stop working.

    It lives 15 minutes; 24 hours for the first start, 72 for an invitation.
    """
    link = OneTimeLink(secrets.token_urlsafe(TOKEN_BYTES), now + LINK_LIVES[purpose])
    with transaction.atomic():
        SignInLink.objects.filter(user_id=user_id, used_at__isnull=True).delete()
        SignInLink.objects.create(
            user_id=user_id,
            hash=hash_of(link.token),
            purpose=purpose,
            created_at=now,
            expires_at=link.expires_at,
        )
    return link


def redeem_link(*, token: str, now: datetime) -> User:
    """The user whom the link signs in; from now on the link is used up.

    Errors: `LinkRefused`, the same for unknown, used and expired links and switched-off users.
    """
    hashed = hash_of(token)
    with transaction.atomic():
        claimed = SignInLink.objects.filter(
            hash=hashed, used_at__isnull=True, expires_at__gt=now, user__is_active=True
        ).update(used_at=now)
        if claimed != 1:
            raise LinkRefused
        return SignInLink.objects.select_related("user").get(hash=hashed).user
