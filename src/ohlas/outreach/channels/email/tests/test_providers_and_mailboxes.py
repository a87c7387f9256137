"""Mail by a provider's own interface, and bounces fetched from a mailbox, each spoken to on loopback."""

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs

import imap_tools
import pytest
from tests.world import World

from ohlas.accounts.access import Actor, system_actor
from ohlas.lib.sealing import sealed
from ohlas.outreach.actions.sending import Shift, send_due
from ohlas.outreach.channels.email import register
from ohlas.outreach.channels.email.inbox import read_inboxes_of_mail
from ohlas.outreach.channels.email.tests.test_what_comes_back import BOUNCE
from ohlas.outreach.models import Invitation, Message, Sender
from ohlas.outreach.rules import Carrier
from ohlas.outreach.tests.scene import NOW, a_contact, a_sender, a_survey, an_invitation


@pytest.fixture
def actor(world: World) -> Actor:
    register()
    return system_actor(world.organisation.id)


class Provider(ThreadingHTTPServer):
    """A provider that keeps what it got and answers as it is told."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Answers)
        self.got: list[tuple[str, bytes]] = []
        self.status, self.said = 200, b'{"id": "<abc@mg.example.com>", "message": "Queued"}'


class _Answers(BaseHTTPRequestHandler):
    server: Provider

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        self.server.got.append((self.path, body))
        self.send_response(self.server.status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(self.server.said)))
        self.end_headers()
        self.wfile.write(self.server.said)

    def log_message(self, *_: object) -> None:
        """Quiet."""


@contextmanager
def running(server: socketserver.BaseServer) -> Iterator[socketserver.BaseServer]:
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture
def provider() -> Iterator[Provider]:
    server = Provider()
    with running(server):
        yield server


@pytest.fixture
def asked(actor: Actor, provider: Provider) -> Invitation:
    sender = a_sender(
        actor,
        provider="mailgun",
        from_address="sova@mg.example.com",
        sender_domain="mg.example.com",
        api_url=f"http://127.0.0.1:{provider.server_port}/v3",
    )
    Sender.objects.filter(id=sender.id).update(sealed=sealed('{"api_key": "key-1"}'))
    return an_invitation(actor, a_contact(actor), a_survey(actor))


def _send() -> int:
    return send_due(Carrier.EMAIL, Shift("w", lambda: NOW))


def test_a_provider_takes_a_letter_with_both_bodies_and_its_id_is_kept(
    asked: Invitation, provider: Provider
) -> None:
    assert _send() == 1
    ((path, body),) = provider.got
    assert path == "/v3/mg.example.com/messages"
    letter = parse_qs(body.decode())
    assert "jana@example.test" in letter["to"][0]
    assert "Vážená paní" in letter["text"][0]
    assert "</html>" in letter["html"][0]
    assert letter["h:List-Unsubscribe-Post"] == ["List-Unsubscribe=One-Click"]
    assert Message.objects.get().provider_id == "<abc@mg.example.com>"
    asked.refresh_from_db()
    assert asked.state == "sent"


@pytest.mark.parametrize(
    ("status", "state"),
    [(400, "failed"), (429, "queued"), (503, "queued"), (401, "queued"), (500, "in_doubt")],
)
def test_what_a_provider_says_no_to_is_told_apart(
    asked: Invitation, provider: Provider, status: int, state: str
) -> None:
    provider.status, provider.said = status, b'{"message": "no"}'
    assert _send() == 0
    row = Message.objects.get()
    assert row.state == state
    assert row.error


class Mailbox(socketserver.ThreadingTCPServer):
    """An IMAP server with one mailbox of unseen mails, as much of RFC 9051 as a reader of bounces needs."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, mails: list[bytes]) -> None:
        super().__init__(("127.0.0.1", 0), _Imap)
        self.mails, self.seen = mails, set[int]()
        self.users: list[bytes] = []


class _Imap(socketserver.StreamRequestHandler):
    server: Mailbox

    def handle(self) -> None:
        self._say(b"* OK ready")
        for line in self.rfile:
            tag, _, rest = line.strip().partition(b" ")
            word, _, given = rest.partition(b" ")
            is_by_uid = word.upper() == b"UID"
            if is_by_uid:
                word, _, given = given.partition(b" ")
            self._act(word.upper(), given)
            self._say(tag + b" OK done")
            if word.upper() == b"LOGOUT":
                return

    def _act(self, word: bytes, given: bytes) -> None:
        if word == b"CAPABILITY":
            self._say(b"* CAPABILITY IMAP4rev1")
        elif word == b"LOGIN":
            self.server.users.append(given)
        elif word in {b"SELECT", b"EXAMINE"}:
            self._say(b"* %d EXISTS" % len(self.server.mails))
        elif word == b"SEARCH":
            unseen = [n for n in range(1, len(self.server.mails) + 1) if n not in self.server.seen]
            self._say(b"* SEARCH " + b" ".join(b"%d" % n for n in unseen))
        elif word == b"FETCH":
            for n in map(int, given.split(b" ")[0].split(b",")):
                content = self.server.mails[n - 1]
                head = b"* %d FETCH (UID %d FLAGS () RFC822.SIZE %d BODY[] {%d}" % (
                    n,
                    n,
                    len(content),
                    len(content),
                )
                self._say(head)
                self.wfile.write(content + b")\r\n")
                if b"PEEK" not in given.upper():
                    self.server.seen.add(n)

    def _say(self, line: bytes) -> None:
        self.wfile.write(line + b"\r\n")


def test_bounces_are_fetched_from_the_mailbox_once(actor: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    # The way is encrypted in life; a certificate of loopback would prove nothing about it.
    monkeypatch.setattr(imap_tools, "MailBox", imap_tools.MailBoxUnencrypted)
    row = an_invitation(actor, a_contact(actor), a_survey(actor))
    Message.objects.update(state="sent", sent_at=NOW)
    Invitation.objects.update(state="sent", sent_at=NOW)
    bounce = BOUNCE.format(action="failed", status="5.1.1", id=Message.objects.get().id)
    server = Mailbox([bounce.replace("\n", "\r\n").encode(), b"Subject: holiday\r\n\r\nBack on Monday.\r\n"])
    sender = a_sender(
        actor, inbox_host="127.0.0.1", inbox_port=server.server_address[1], inbox_user="bounces"
    )
    Sender.objects.filter(id=sender.id).update(sealed=sealed('{"inbox_password": "pass"}'))
    with running(server):
        assert read_inboxes_of_mail(NOW) == 1
        assert read_inboxes_of_mail(NOW) == 0
    assert server.seen == {1, 2}
    assert b"bounces" in server.users[0]
    row.refresh_from_db()
    assert (Message.objects.get().state, row.state) == ("bounced", "bounced")


def test_a_mailbox_that_is_away_is_read_the_next_time(actor: Actor) -> None:
    a_sender(actor, inbox_host="127.0.0.1", inbox_port=9, inbox_user="bounces")
    assert read_inboxes_of_mail(NOW) == 0
