"""Replies to text messages: a score and words become an answer, STOP ends it, and what is unclear is not guessed."""

from importlib import import_module

from ohlas.outbox import subscribe
from ohlas.outreach.events import ReplyReceived


def listen() -> None:
    """Called once, when Django has started."""
    taking = import_module(f"{__name__}.taking")
    # It may say a sentence back over a foreign network: outside a transaction, each step safe to repeat.
    subscribe(ReplyReceived, "feedback.text_replies", taking.hear_reply, transactional=False)
