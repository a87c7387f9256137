"""Which wishes of lower rooms this room obeys: its part of a privacy request."""

from ohlas.customers.rules import PrivacyPart, register_privacy_part
from ohlas.feedback.actions import export_responses_of, forget_responses_of


def listen() -> None:
    """Called once, when Django has started."""
    register_privacy_part(
        PrivacyPart(
            room="feedback",
            models=frozenset({"feedback.Response", "feedback.Link"}),
            export=export_responses_of,
            erase=forget_responses_of,
        )
    )
