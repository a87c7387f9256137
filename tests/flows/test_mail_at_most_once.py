"""R4 and R5: against a real SMTP server that refuses, fails and tears, and a sender that is killed."""

import os
import sqlite3
import subprocess
import sys
from collections import Counter
from contextlib import closing
from datetime import timedelta
from hashlib import sha256
from pathlib import Path

import pytest

from ohlas.lib.config import config
from ohlas.outreach.actions.sending import Shift, send_due
from ohlas.outreach.channels.email.tests.mailbox import TEAR, TEAR_TAKEN, Mailbox, mail_server
from ohlas.outreach.models import Invitation, Message
from ohlas.outreach.rules import Carrier
from tests.flows.mail_crowd import fill
from tests.world import NOW, World

MAILS = 2000
KILLED_OVER, KILLS = 600, 25
ROOT = Path(__file__).resolve().parents[2]


def chance(*about: object) -> float:
    """A number from 0 to 1 that is the same in every run."""
    return int.from_bytes(sha256(repr(about).encode()).digest()[:6]) / 2**48


def is_bad(address: str) -> bool:
    return chance("5xx", address) < 0.05


def stumbles(address: str, times: int, place: str) -> str | None:
    """30 % of tries are refused for now, half of them before and half after the letter; 5 % of people for good."""
    if is_bad(address):
        return "550 no such user" if place == "RCPT" else None
    lot = chance(address, times)
    if lot >= 0.3:
        return None
    if place == "RCPT":
        return "450 busy" if lot < 0.15 else None
    return "451 come again" if lot >= 0.15 else None


@pytest.mark.slow
def test_with_a_server_that_stumbles_everybody_gets_one_letter_or_bounces_once(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OHLAS_PUBLIC_URL", "https://ohlas.example.com")
    config.cache_clear()
    clock = NOW
    with mail_server(Mailbox(stumbles)) as box:
        fill(world.organisation.id, MAILS, box.port, NOW)
        for _ in range(12):
            while send_due(Carrier.EMAIL, Shift("w", lambda: clock)):  # noqa: B023 - called at once
                pass
            clock += timedelta(hours=5)
    people = {f"p{n}@example.com" for n in range(MAILS)}
    good = {one for one in people if not is_bad(one)}
    assert Counter(to for to, _ in box.taken) == Counter(good), "every good one exactly once"
    assert {address: box.tries[address] for address in people - good} == dict.fromkeys(people - good, 1)
    assert Invitation.objects.filter(state="bounced").count() == len(people - good) > 50
    assert Message.objects.filter(state="sent").count() == len(good)
    assert sum(box.tries.values()) > 1.3 * len(good), "the server did stumble"


def tears(address: str, times: int, place: str) -> str | None:
    """5 % of connections end after the letter, half of them with the letter taken."""
    lot = chance("tear", address, times)
    if place != "DATA" or lot >= 0.05 or times > 1:
        return None
    return TEAR if lot < 0.025 else TEAR_TAKEN


@pytest.mark.slow
def test_a_killed_sender_sends_nothing_twice_and_what_is_missing_stands_on_the_list(tmp_path: Path) -> None:
    with mail_server(Mailbox(tears)) as box:
        _deed(tmp_path, "fill", box.port, KILLED_OVER)
        _deed(tmp_path, "kill", KILLS, 0)
        came = Counter(to for to, _ in box.taken)
        assert max(came.values()) == 1, "somebody got it twice"
        missing = {f"p{n}@example.com" for n in range(KILLED_OVER)} - set(came)
        doubtful = _in_doubt(tmp_path)
        assert missing <= doubtful
        assert len(missing) > 5
        assert len(doubtful) < KILLED_OVER / 2, "most of them are certain"
        box.decide = lambda *_: None
        _deed(tmp_path, "again")
        _deed(tmp_path, "kill", 0, KILLS + 1)
    assert _in_doubt(tmp_path) == set()
    assert {to for to, _ in box.taken} == {f"p{n}@example.com" for n in range(KILLED_OVER)}


def _deed(home: Path, *arguments: object) -> None:
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("OHLAS_") and name != "DATABASE_URL"
    }
    environ = {
        **kept,
        "OHLAS_HOME": str(home),
        "OHLAS_PUBLIC_URL": "https://ohlas.example.com",
        "DJANGO_SETTINGS_MODULE": "ohlas.site.settings",
        "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}",
    }
    command = [sys.executable, "-m", "tests.flows.mail_crowd", *map(str, arguments)]
    subprocess.run(command, env=environ, cwd=ROOT, check=True, timeout=120)


def _in_doubt(home: Path) -> set[str]:
    wanted = (
        "SELECT value FROM customers_contactidentity JOIN outreach_invitation USING (contact_id) "
        "JOIN outreach_message ON invitation_id = outreach_invitation.id "
        "WHERE outreach_message.state IN ('in_doubt', 'sending') AND settled_by = ''"
    )
    with closing(sqlite3.connect(home / "ohlas.sqlite3", timeout=20)) as connection:
        return {value for (value,) in connection.execute(wanted)}
