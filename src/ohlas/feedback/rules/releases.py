"""When the answers to an anonymous survey are counted, and how its people are told apart."""

import hashlib
import hmac
from datetime import datetime, timedelta

WAITING = 0
"""The release of an answer that nobody sees yet."""
LEAST = 5
"""Distinct people without whom nothing is released; as the engine's own least group."""
AT_ONCE = 25
"""New people with whom a release closes at once: enough that units can be told apart, few enough to be soon."""
AFTER = timedelta(days=1)
"""When fewer have come, they wait this long for others."""
MOST = 2_000
"""People in one release: what may be shown of it is found in a second or two."""
LEAST_TEXTS = 10
"""People whose words are shown together; fewer could be known by how they write."""


def pseudonym(secret: str, survey: str, source: str, key: str) -> str:
    """One word per person within one survey, which only the installation's secret leads back from."""
    said = f"anonymous\x1f{survey}\x1f{source}\x1f{key}"
    return hmac.new(secret.encode(), said.encode(), hashlib.sha256).hexdigest()[:32]


def is_due(people: int, oldest: datetime, now: datetime) -> bool:
    """Whether those who wait are released now."""
    return people >= AT_ONCE or (people >= LEAST and now - oldest >= AFTER)
