"""Mail over SMTP: one connection for a round, and for each refusal the right word."""

import smtplib
import socket
import ssl
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from ohlas.outreach.channels.email.letter import Letter
from ohlas.outreach.channels.email.mime import wire
from ohlas.outreach.errors import BadAddress, ProviderAway, SendDelayed, SendDoubtful, SendFailed
from ohlas.outreach.rules.troubles import Trouble, trouble

CONNECT_S = 10.0
ANSWER_S = 15.0
"""How long one command may take; a server that hangs holds up its own organisation's round only."""
TAKEN_S = 60.0
"""After the whole message a server may look at it for a while; ending here leaves it in doubt."""
START_MAIL, CLOSING = 354, 421
OK, FOR_NOW, FOR_GOOD = 200, 400, 500
FORWARDED = 251


@dataclass(frozen=True, slots=True)
class Server:
    """Where mail is handed over; `security` is starttls, ssl or none."""

    host: str
    port: int
    security: str = "none"
    user: str = ""
    password: str = ""
    answer_s: float = ANSWER_S
    taken_s: float = TAKEN_S


def server_of(url: str) -> Server | None:
    """The server in an address as OHLAS_MAIL_URL has it: smtp, smtp+tls or smtps."""
    parts = urlsplit(url)
    if not parts.hostname:
        return None
    security = {"smtps": "ssl", "smtp+tls": "starttls"}.get(parts.scheme, "none")
    return Server(
        parts.hostname,
        parts.port or {"ssl": 465, "starttls": 587}.get(security, 25),
        security,
        unquote(parts.username or ""),
        unquote(parts.password or ""),
    )


class SmtpWay:
    """A connection, opened anew when the server closed it between two messages."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self._smtp: smtplib.SMTP | None = None

    def open(self) -> smtplib.SMTP:
        """The connection.

        Errors: `ProviderAway`.
        """
        if self._smtp is None:
            try:
                self._smtp = _connected(self._server)
            except (OSError, smtplib.SMTPException, ValueError) as torn:
                where = f"{self._server.host}:{self._server.port}"
                raise ProviderAway(f"The mail server {where} does not take us: {_said(torn)}") from torn
        return self._smtp

    def hand_over(self, letter: Letter) -> str:
        """The letter's Message-ID, once the server has taken it.

        Errors: `SendFailed`, `SendDelayed`, `SendDoubtful`, `ProviderAway`, `BadAddress`.
        """
        smtp = self.open()
        try:
            self._envelope(smtp, letter)
            self._content(smtp, wire(letter))
        except (OSError, smtplib.SMTPException) as torn:
            self.drop()
            raise ProviderAway(f"The mail server ended the talk: {_said(torn)}") from torn
        except (SendDelayed, SendFailed):
            _quietly_reset(smtp)
            raise
        return letter.message_id

    def drop(self) -> None:
        """Forgets a connection that can no longer be talked on."""
        if self._smtp is not None:
            self._smtp.close()
            self._smtp = None

    def close(self) -> None:
        """Says goodbye, where anybody listens."""
        if self._smtp is not None:
            try:
                self._smtp.quit()
            except (OSError, smtplib.SMTPException):
                self._smtp.close()
            self._smtp = None

    def _envelope(self, smtp: smtplib.SMTP, letter: Letter) -> None:
        if not letter.to_address.isascii() and not smtp.has_extn("smtputf8"):
            raise BadAddress(trouble(Trouble.UNWRITABLE, letter.to_address))
        options = ["SMTPUTF8", "BODY=8BITMIME"] if not letter.to_address.isascii() else []
        code, reply = smtp.mail(letter.return_path, options)
        if code >= FOR_NOW:
            # It is us who are refused, not whom we write to: nobody bounces for it.
            if code == CLOSING or code >= FOR_GOOD:
                self.drop()
                raise ProviderAway(f"The mail server refuses our sender: {_words(code, reply)}")
            raise SendDelayed(_words(code, reply))
        code, reply = smtp.rcpt(letter.to_address)
        self._refused(code, reply)
        code, reply = smtp.docmd("DATA")
        if code != START_MAIL:
            self._refused(max(code, FOR_NOW), reply)

    def _content(self, smtp: smtplib.SMTP, content: bytes) -> None:
        smtp.send(_dotted(content))
        # From the closing dot on the server may have it, whatever we hear.
        try:
            if smtp.sock is not None:
                smtp.sock.settimeout(self._server.taken_s)
            smtp.send(b".\r\n")
            code, reply = smtp.getreply()
        except (OSError, smtplib.SMTPException) as torn:
            self.drop()
            raise SendDoubtful(trouble(Trouble.TORN, _said(torn))) from torn
        if smtp.sock is not None:
            smtp.sock.settimeout(self._server.answer_s)
        self._refused(code, reply)

    def _refused(self, code: int, reply: bytes) -> None:
        if code < FOR_NOW:
            return
        if code == CLOSING:
            self.drop()
            raise SendDelayed(_words(code, reply))
        if code < FOR_GOOD:
            raise SendDelayed(_words(code, reply))
        raise SendFailed(_words(code, reply))


def _connected(server: Server) -> smtplib.SMTP:
    if server.security == "ssl":
        smtp: smtplib.SMTP = smtplib.SMTP_SSL(
            server.host,
            server.port,
            timeout=min(CONNECT_S, server.answer_s),
            context=ssl.create_default_context(),
        )
    else:
        smtp = smtplib.SMTP(server.host, server.port, timeout=min(CONNECT_S, server.answer_s))
    try:
        smtp.ehlo_or_helo_if_needed()
        if server.security == "starttls":
            smtp.starttls(context=ssl.create_default_context())
            smtp.ehlo()
        if server.user:
            smtp.login(server.user, server.password)
        if smtp.sock is not None:
            smtp.sock.settimeout(server.answer_s)
            # The closing dot leaves alone; without this it would wait 40 ms for the receipt of what went before.
            smtp.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    except BaseException:
        smtp.close()
        raise
    return smtp


def _dotted(content: bytes) -> bytes:
    """Lines that begin with a dot get one more, and the last line is ended (RFC 5321, 4.5.2)."""
    content = content.replace(b"\n.", b"\n..")
    if content.startswith(b"."):
        content = b"." + content
    return content if content.endswith(b"\r\n") else content + b"\r\n"


def _quietly_reset(smtp: smtplib.SMTP) -> None:
    try:
        if smtp.sock is not None:
            smtp.rset()
    except (OSError, smtplib.SMTPException):
        smtp.close()


def _words(code: int, reply: bytes) -> str:
    return f"{code} {' '.join(reply.decode('utf-8', 'replace').split())}"[:280]


def _said(trouble: Exception) -> str:
    if isinstance(trouble, smtplib.SMTPResponseException):
        given = trouble.smtp_error
        return _words(trouble.smtp_code, given if isinstance(given, bytes) else str(given).encode())
    return " ".join(str(trouble).split())[:200] or type(trouble).__name__
