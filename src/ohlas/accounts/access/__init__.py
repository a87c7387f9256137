"""The only way in: who is asking, for which organisation, and what they may do and see there."""

from ohlas.accounts.access.actors import Actor, actor_for, key_actor, member_actor, require, system_actor
from ohlas.accounts.access.colleagues import Colleague, colleagues_of
from ohlas.accounts.access.keys import ApiKeyAuth, forget_key, hash_of, key_for_token
from ohlas.accounts.access.limits import DEFAULT_PER_MINUTE, LIMITS, Bucket, limit_of
from ohlas.accounts.access.objects import employee_for, key_for, member_for, unit_for
from ohlas.accounts.access.pages import staff
from ohlas.accounts.access.words import PERMISSION_NAMES, ROLE_NAMES, UNIT_KIND_NAMES
from ohlas.accounts.queries import OrganisationView

__all__ = [
    "DEFAULT_PER_MINUTE",
    "LIMITS",
    "PERMISSION_NAMES",
    "ROLE_NAMES",
    "UNIT_KIND_NAMES",
    "Actor",
    "ApiKeyAuth",
    "Bucket",
    "Colleague",
    "OrganisationView",
    "actor_for",
    "colleagues_of",
    "employee_for",
    "forget_key",
    "hash_of",
    "key_actor",
    "key_for",
    "key_for_token",
    "limit_of",
    "member_actor",
    "member_for",
    "require",
    "staff",
    "system_actor",
    "unit_for",
]
