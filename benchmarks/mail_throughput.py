"""Personalised mails a second by one sender over SMTP, beside bare smtplib on one connection with the same bytes."""

from __future__ import annotations

import json
import os
import smtplib
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.scene import ROOT, environment, free_port

MAILS = 1000
ROUNDS = 3
SINK = """
import sys, time
from aiosmtpd.controller import Controller
class Sink:
    async def handle_DATA(self, server, session, envelope):
        return "250 taken"
Controller(Sink(), hostname="127.0.0.1", port=int(sys.argv[1])).start()
time.sleep(3600)
"""


def run() -> list[dict[str, object]]:
    with tempfile.TemporaryDirectory(prefix="ohlas-mail-") as home:
        port = free_port()
        sink = subprocess.Popen([sys.executable, "-c", SINK, str(port)])
        try:
            answer = subprocess.run(
                [sys.executable, "-m", "benchmarks.mail_throughput", str(port)],
                env={**environment(Path(home)), "OHLAS_PUBLIC_URL": "https://ohlas.example.com"},
                cwd=ROOT,
                check=True,
                stdout=subprocess.PIPE,
            )
        finally:
            sink.kill()
            sink.wait()
    return json.loads(answer.stdout.splitlines()[-1])


def _measure(port: int) -> list[dict[str, object]]:
    import django

    django.setup()
    from django.core.management import call_command
    from django.utils import timezone

    from ohlas.accounts.access import system_actor
    from ohlas.accounts.actions import found_organisation
    from ohlas.lib.config import config
    from ohlas.outreach.actions.sending import Shift, send_due
    from ohlas.outreach.models import Message
    from ohlas.outreach.rules import Carrier

    (config().home / "static").mkdir(parents=True, exist_ok=True)
    call_command("migrate", verbosity=0, interactive=False)
    now = timezone.now()
    actor = system_actor(found_organisation(name="Kavárna Sova", now=now).id)
    _fill(actor, port, now)
    letters = _letters(actor)
    ours, bare = [], []
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        sent = 0
        while sent < MAILS:
            sent += send_due(Carrier.EMAIL, Shift("bench"))
        ours.append(MAILS / (time.perf_counter() - begun))
        bare.append(_bare(port, letters))
        Message.objects.update(state="queued", lease_until=None, key_hash=None)
    value, reference = statistics.median(ours), statistics.median(bare)
    return [
        {
            "name": "mail_throughput: personalised mails by one sender",
            "value": round(value, 1),
            "unit": "mails/s",
            "reference": round(reference, 1),
            "ratio": round(value / reference, 3),
            "command": "python -m benchmarks mail_throughput",
        }
    ]


def _fill(actor, port: int, now) -> None:
    from datetime import timedelta

    from ohlas.customers.models import Consent, Contact, ContactIdentity
    from ohlas.customers.rules import Channel, Purpose, consent_bit
    from ohlas.outreach.actions.inviting import Asking, invite_many
    from ohlas.outreach.models import Sender
    from ohlas.outreach.rules import Carrier
    from ohlas.surveys.models import Survey, SurveyVersion

    organisation_id = actor.organisation.id
    survey = Survey.objects.create(
        organisation_id=organisation_id, name="Po nákupu", state="running", created_at=now
    )
    SurveyVersion.objects.create(
        organisation_id=organisation_id,
        survey=survey,
        number=1,
        definition={
            "schema": 2,
            "languages": ["cs"],
            "default_language": "cs",
            "questions": [{"id": "nps", "type": "nps", "text": {"cs": "Doporučíte nás?"}}],
        },
        published_at=now,
    )
    settings = {"host": "127.0.0.1", "port": port, "security": "none", "from_address": "sova@example.com"}
    Sender.objects.create(
        organisation_id=organisation_id, carrier="email", settings=settings, changed_at=now, tested_at=now
    )
    bit = consent_bit(Purpose.SURVEYS, Channel.EMAIL)
    people = Contact.objects.bulk_create(
        Contact(
            organisation_id=organisation_id,
            name=f"Jana {'ABCDEFGH'[n % 8]}ováková",
            language="cs",
            consents=bit,
            created_at=now,
        )
        for n in range(MAILS)
    )
    ContactIdentity.objects.bulk_create(
        ContactIdentity(
            organisation_id=organisation_id, contact=one, kind="email", value=f"jana.{n}@example.com"
        )
        for n, one in enumerate(people)
    )
    assert not Consent.objects.exists()
    invite_many(
        organisation_id=organisation_id,
        askings=[
            Asking(
                survey_id=survey.id,
                contact_id=one.id,
                carrier=Carrier.EMAIL,
                language="cs",
                expires_at=now + timedelta(days=14),
                not_before=now,
            )
            for one in people
        ],
        now=now,
    )


def _letters(actor) -> list[tuple[str, bytes]]:
    """The same bytes, made beforehand."""
    from django.utils import timezone

    from ohlas.outreach.channels.email.mime import wire
    from ohlas.outreach.channels.email.post import Composer, letter_of, mail_settings
    from ohlas.outreach.models import Message
    from ohlas.outreach.queries.outgoing import letters_for, sender_of
    from ohlas.outreach.rules import Carrier

    settings = mail_settings(sender_of(actor.organisation.id, Carrier.EMAIL))
    composer = Composer("https://ohlas.example.com")
    made = []
    for letter in letters_for(list(Message.objects.all()), timezone.now()):
        assert not isinstance(letter, str), letter
        made.append((letter.address, wire(letter_of(letter, settings, composer))))
    return made


def _bare(port: int, letters: list[tuple[str, bytes]]) -> float:
    begun = time.perf_counter()
    with smtplib.SMTP("127.0.0.1", port) as smtp:
        for address, content in letters:
            smtp.sendmail("sova@example.com", [address], content)
    return len(letters) / (time.perf_counter() - begun)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ohlas.site.settings")
    print(json.dumps(_measure(int(sys.argv[1]))))
