"""Many people to write to, and a sender process that can be killed over them.

Run as `python -m tests.flows.mail_crowd fill|kill PORT …`; OHLAS_HOME says where.
"""

import os
import random
import signal
import sys
import time
from datetime import datetime, timedelta
from uuid import UUID

PER_LIFE = timedelta(minutes=3)
"""Each life's clock is so much later: leases of the one before are over, without anybody waiting."""


def fill(organisation_id: UUID, number: int, port: int, now: datetime) -> None:
    """So many people who agreed, each with an invitation that is due, and a sender."""
    from ohlas.customers.models import Contact, ContactIdentity
    from ohlas.customers.rules import Channel, Purpose, consent_bit
    from ohlas.outreach.actions.inviting import Asking, invite_many
    from ohlas.outreach.models import Sender
    from ohlas.outreach.rules import Carrier
    from ohlas.surveys.models import Survey

    survey = Survey.objects.create(organisation_id=organisation_id, name="x", state="running", created_at=now)
    settings = {"host": "127.0.0.1", "port": port, "security": "none", "from_address": "sova@example.com"}
    Sender.objects.create(
        organisation_id=organisation_id, carrier="email", settings=settings, changed_at=now, tested_at=now
    )
    bit = consent_bit(Purpose.SURVEYS, Channel.EMAIL)
    people = Contact.objects.bulk_create(
        Contact(
            organisation_id=organisation_id, name=f"Jana {n}", language="cs", consents=bit, created_at=now
        )
        for n in range(number)
    )
    ContactIdentity.objects.bulk_create(
        ContactIdentity(organisation_id=organisation_id, contact=one, kind="email", value=f"p{n}@example.com")
        for n, one in enumerate(people)
    )
    askings = [
        Asking(
            survey_id=survey.id,
            contact_id=one.id,
            carrier=Carrier.EMAIL,
            language="cs",
            expires_at=now + timedelta(days=365),
            not_before=now,
        )
        for one in people
    ]
    invite_many(organisation_id=organisation_id, askings=askings, now=now)


def _fill_here(port: int, number: int) -> None:
    from django.core.management import call_command
    from django.utils import timezone

    from ohlas.accounts.actions import found_organisation

    call_command("migrate", verbosity=0)
    now = timezone.now()
    fill(found_organisation(name="Sova", now=now).id, number, port, now)


def _kill(kills: int, first: int) -> None:
    """A sender process after the other, each killed in the midst; the last one may finish."""
    chance = random.Random(first)  # noqa: S311 - when to kill is no secret
    for life in range(first, first + kills + 1):
        child = os.fork()
        if child == 0:
            _send(life)
            os._exit(0)
        if life < first + kills:
            time.sleep(chance.uniform(0.05, 0.6))
            os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)


def _send(life: int) -> None:
    from ohlas.lib.database import database_now
    from ohlas.outreach.actions.sending import Shift, send_due
    from ohlas.outreach.rules import Carrier

    shift = Shift(f"life {life}", lambda: database_now() + life * PER_LIFE)
    while send_due(Carrier.EMAIL, shift):
        pass


def _send_again() -> None:
    """What a person does on the page, for every message in doubt."""
    from django.utils import timezone

    from ohlas.accounts.access import system_actor
    from ohlas.outreach.actions.doubts import send_again
    from ohlas.outreach.models import Message

    for row in Message.objects.filter(state="in_doubt", settled_by=""):
        send_again(actor=system_actor(row.organisation_id), message_id=row.id, now=timezone.now())


def main(deed: str, *numbers: str) -> None:
    import django

    django.setup()
    {"fill": _fill_here, "kill": _kill, "again": _send_again}[deed](*map(int, numbers))


if __name__ == "__main__":
    main(*sys.argv[1:])
