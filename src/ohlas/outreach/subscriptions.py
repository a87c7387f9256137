"""What this room hears, and its part of a privacy request."""

from ohlas.customers.rules import PrivacyPart, register_privacy_part
from ohlas.outreach.actions import export_outreach_of, forget_outreach_of

OURS = ("Occasion", "Invitation", "Touch", "Hold", "CallTask")


def listen() -> None:
    """Called once, when Django has started."""
    register_privacy_part(
        PrivacyPart(
            room="outreach",
            models=frozenset(map("outreach.{}".format, OURS)),
            export=export_outreach_of,
            erase=forget_outreach_of,
        )
    )
