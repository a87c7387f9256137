"""The mailbox that bounces and complaints come back to, read over IMAP."""

from datetime import datetime
from email import message_from_bytes
from email.policy import default
from importlib import import_module
from typing import Any
from uuid import UUID

from ohlas.outreach.actions.reports import note_report
from ohlas.outreach.queries.outgoing import sender_of, senders_with
from ohlas.outreach.rules import Carrier
from ohlas.outreach.rules.reports import report_in
from ohlas.outreach.rules.sending import SenderView

AT_ONCE = 200
TIMEOUT_S = 20


def read_inboxes_of_mail(now: datetime) -> int:
    """Reads every organisation's mailbox that has one; how many reports were for messages of ours."""
    noted = 0
    for organisation_id in senders_with(Carrier.EMAIL, "inbox_host"):
        sender = sender_of(organisation_id, Carrier.EMAIL)
        if sender is not None:
            noted += _read(organisation_id, sender, now)
    return noted


def take_in(organisation_id: UUID, content: bytes, now: datetime) -> bool:
    """One mail as it came; whether it was a report about a message of ours."""
    mail = message_from_bytes(content, policy=default)
    report = report_in(mail)
    return report is not None and note_report(organisation_id, report, now)


def _read(organisation_id: UUID, sender: SenderView, now: datetime) -> int:
    """Unseen mails; a mailbox that is away is read the next time."""
    imap: Any = import_module("imap_tools")
    errors: Any = import_module("imap_tools.errors")
    given, noted = sender.settings, 0
    host, port = str(given["inbox_host"]), int(str(given.get("inbox_port") or 993))
    try:
        box = imap.MailBox(host, port, timeout=TIMEOUT_S)
        with box.login(
            str(given.get("inbox_user", "")), sender.secrets.get("inbox_password", "")
        ) as open_box:
            for mail in open_box.fetch(imap.AND(seen=False), limit=AT_ONCE, mark_seen=True):
                noted += take_in(organisation_id, bytes(mail.obj), now)
    except (OSError, errors.ImapToolsError):
        return noted
    return noted
