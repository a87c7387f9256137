"""How an organisation's ways out stand."""

from ohlas.lib.config import config
from ohlas.outreach.models import Sender
from ohlas.outreach.rules import Carrier
from ohlas.outreach.rules.readiness import checks_before, checks_read
from ohlas.outreach.rules.sending import Check


def stands_of(sender: Sender) -> tuple[Check, ...]:
    """Every condition of sending by this sender; what the channel itself asks for is as it was last looked up."""
    if sender.carrier == Carrier.PHONE:
        return tuple(checks_read(sender.checks))  # nothing leaves: a list needs no address and no test
    return checks_before(config().public_url, checks_read(sender.checks), sender.tested_at, sender.changed_at)
