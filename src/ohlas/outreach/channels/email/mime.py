"""Letters as bytes (RFC 5322, MIME). The standard library's own classes take ten times as long for one."""

from binascii import b2a_qp
from datetime import UTC, datetime
from email.header import Header
from email.utils import format_datetime
from functools import lru_cache

from ohlas.outreach.channels.email.letter import Letter
from ohlas.outreach.rules.words import one_line

BOUNDARY = "=_ohlas_{}"
LINE = 60
SAFE = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 -_")


def wire(letter: Letter, now: datetime | None = None) -> bytes:
    """The letter with CRLF line ends, 7 bits only."""
    boundary = BOUNDARY.format(letter.message_id.strip("<>").partition("@")[0].replace("-", ""))
    lines = [
        f"Message-ID: {letter.message_id}",
        f"Date: {format_datetime(now or datetime.now(UTC))}",
        f"From: {mailbox(letter.from_name, letter.from_address)}",
        f"To: {mailbox(letter.to_name, letter.to_address)}",
        f"Subject: {heading(letter.subject)}",
        *([f"Reply-To: {one_line(letter.reply_to)}"] if letter.reply_to else []),
        *(f"{name}: {one_line(value)}" for name, value in letter.headers),
        "MIME-Version: 1.0",
        f'Content-Type: multipart/alternative; boundary="{boundary}"',
    ]
    head = "\r\n".join(lines).encode()
    return b"".join(
        (
            head,
            b"\r\n\r\n",
            _part(boundary, "plain", letter.text),
            _part(boundary, "html", letter.html),
            f"--{boundary}--\r\n".encode(),
        )
    )


@lru_cache(maxsize=4096)
def mailbox(name: str, address: str) -> str:
    """A name with its address, on one line whatever the name holds."""
    name, address = one_line(name), one_line(address).replace("<", "").replace(">", "").replace(" ", "")
    if not name:
        return address
    return f"{name if SAFE.issuperset(name) else _encoded(name, 'From: ')} <{address}>"


@lru_cache(maxsize=4096)
def heading(text: str) -> str:
    """The text as a header's value; long ones are folded, and no line begins a header of its own."""
    text = one_line(text)
    if text.isascii() and len(text) <= LINE and "=?" not in text:
        return text
    return _encoded(text, "Subject: ")


def _encoded(text: str, begun: str) -> str:
    return Header(text, "utf-8", header_name=begun[:-2]).encode(linesep="\r\n")


def _part(boundary: str, kind: str, text: str) -> bytes:
    head = (
        f'--{boundary}\r\nContent-Type: text/{kind}; charset="utf-8"\r\n'
        "Content-Transfer-Encoding: quoted-printable\r\n\r\n"
    )
    body = b2a_qp(text.replace("\r\n", "\n").encode(), istext=True)
    return head.encode() + body.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n") + b"\r\n"
