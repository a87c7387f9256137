"""Telling one device's answers of one day apart from another's, and no more than that.

The mark is made from the network address and what the browser says of itself, with a salt that is thrown away:
afterwards nobody can find the device of a mark, or the same device on two days.
"""

import hashlib
import hmac
from datetime import timedelta
from uuid import UUID

KEPT = timedelta(days=14)
"""How long a mark stands beside its answer: long enough for the watch to look and a person to decide."""
SALT_LIVES = timedelta(days=1)
"""After the day itself; answers saved before midnight and sent after it are still marked by their own day."""
LENGTH = 16


def device_mark(salt: str, organisation_id: UUID, address: str, agent: str, accepts: str) -> str:
    """One word per device, organisation and day; empty where the address is not known."""
    if not address:
        return ""
    said = f"{organisation_id}\x1f{address}\x1f{agent[:400]}\x1f{accepts[:100]}"
    return hmac.new(salt.encode(), said.encode(errors="replace"), hashlib.sha256).hexdigest()[:LENGTH]
