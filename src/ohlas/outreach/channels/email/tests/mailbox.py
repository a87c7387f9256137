"""A real SMTP server on loopback: what it does with each letter is decided by a function of the test."""
# ruff: noqa: ARG002, N802 - the names and arguments are aiosmtpd's

import socket
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from threading import Event

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

Decide = Callable[[str, int, str], str | None]
"""(address, how often it came, where) → the reply; None takes the letter, `TEAR` ends the connection."""
TEAR, TEAR_TAKEN = "451 torn", "451 torn when it was taken"


@dataclass
class Mailbox:
    """What arrived, how often each address was tried, and in how many connections."""

    decide: Decide = lambda *_: None
    taken: list[tuple[str, bytes]] = field(default_factory=list)
    tries: Counter[str] = field(default_factory=Counter)
    connections: int = 0
    let_go: Event = field(default_factory=Event)
    port: int = 0

    async def handle_EHLO(self, server, session: Session, envelope, hostname, responses):
        self.connections += 1
        session.host_name = hostname
        return responses

    async def handle_RCPT(self, server, session, envelope: Envelope, address: str, options):
        self.tries[address] += 1
        said = self.decide(address, self.tries[address], "RCPT")
        if said:
            return said
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session, envelope: Envelope):
        (address,) = envelope.rcpt_tos
        said = self.decide(address, self.tries[address], "DATA")
        if said in {None, TEAR_TAKEN}:
            self.taken.append((address, envelope.original_content))
        if said in {TEAR, TEAR_TAKEN}:
            server.transport.abort()
        return said or "250 taken"

    def letters(self) -> list[EmailMessage]:
        return [message_from_bytes(content, policy=default) for _, content in self.taken]


@contextmanager
def mail_server(mailbox: Mailbox | None = None, **options: object) -> Iterator[Mailbox]:
    """The server; `mailbox.port` is where it listens."""
    mailbox = mailbox or Mailbox()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        mailbox.port = probe.getsockname()[1]
    controller = Controller(mailbox, hostname="127.0.0.1", port=mailbox.port, **options)
    controller.start()
    try:
        yield mailbox
    finally:
        controller.stop()
