"""Telling people from robots without asking them riddles: a signed stamp, time, a trap, a little work.

Nothing here turns a person away: who fails the silent tests is asked for one more press.
"""

import hmac
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from hashlib import sha256
from uuid import UUID

WORK_BITS = 12
"""Zero bits the script must find: some 4,000 hashes, a tenth of a second on a phone, dear in bulk."""
SHORTEST = timedelta(seconds=2)
"""Nobody reads and answers a page faster."""
SHORTEST_PRESS = timedelta(seconds=1)
LONGEST = timedelta(days=30)
"""A tab left open over a holiday still sends."""
_CUT = 24


class Verdict(StrEnum):
    PERSON = "person"
    UNSURE = "unsure"
    ROBOT = "robot"


@dataclass(frozen=True, slots=True)
class Signs:
    """What a submitted form tells about who sent it."""

    stamp: str
    work: str
    trap: str
    confirmed: str


@dataclass(frozen=True, slots=True)
class Seal:
    """What signs the moments of one rendering of a link."""

    secret: str
    link_id: UUID
    render: str

    def stamp(self, now: datetime) -> str:
        """When the form was made, signed."""
        return self.sign("page", now)

    def confirmation(self, now: datetime) -> str:
        """When the confirming page was made, signed; no stamp of a form can stand for it."""
        return self.sign("confirm", now)

    def receipt(self, now: datetime) -> str:
        """When the answer was taken, signed."""
        return self.sign("sent", now)

    def sign(self, purpose: str, now: datetime) -> str:
        made = f"{int(now.timestamp()):x}"
        return f"{made}.{self._signature(purpose, made)}"

    def age(self, purpose: str, given: str, now: datetime) -> timedelta | None:
        """How long ago this was signed; None when it was not signed here for this."""
        made, _, signature = given.partition(".")
        if not hmac.compare_digest(signature.encode(), self._signature(purpose, made).encode()):
            return None
        return now - datetime.fromtimestamp(int(made, 16), tz=UTC)

    def _signature(self, purpose: str, made: str) -> str:
        text = f"{purpose}|{self.link_id}|{self.render}|{made}".encode(errors="replace")
        return hmac.new(self.secret.encode(), text, sha256).hexdigest()[:_CUT]


def verdict(signs: Signs, seal: Seal, now: datetime) -> Verdict:
    """Who sent the form: a person, perhaps a person (let them confirm), or a robot."""
    if signs.confirmed:
        age = seal.age("confirm", signs.confirmed, now)
        is_person = age is not None and SHORTEST_PRESS <= age <= LONGEST and not signs.trap
        return Verdict.PERSON if is_person else Verdict.ROBOT
    age = seal.age("page", signs.stamp, now)
    if age is None:
        return Verdict.UNSURE
    did_work = not signs.trap and SHORTEST <= age <= LONGEST and is_worked(signs.stamp, signs.work)
    return Verdict.PERSON if did_work else Verdict.UNSURE


def is_worked(stamp: str, work: str) -> bool:
    """Whether the hash of stamp and work begins with enough zero bits."""
    if not work or len(work) > _CUT:
        return False
    digest = sha256(f"{stamp}{work}".encode(errors="replace")).digest()
    return int.from_bytes(digest[:4], "big") >> (32 - WORK_BITS) == 0


def do_work(stamp: str) -> str:
    """What the script does, for tests and benchmarks."""
    return next(str(n) for n in range(1 << 24) if is_worked(stamp, str(n)))
