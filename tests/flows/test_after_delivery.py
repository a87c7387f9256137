"""Five hundred people from a file, a delivery told by a program, one mail, one click: seen on the dashboard."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from ohlas.accounts.access import system_actor
from ohlas.accounts.actions import issue_api_key
from ohlas.accounts.rules import Permission
from ohlas.customers.models import Contact
from ohlas.feedback.models import Response
from ohlas.feedback.sources.email.tests.scene import fields_of
from ohlas.lib.config import config
from ohlas.outbox.relay import relay_once
from ohlas.outreach.actions.sending import Shift, send_due
from ohlas.outreach.channels.email.tests.mailbox import mail_server
from ohlas.outreach.models import Invitation
from ohlas.outreach.rules import Carrier
from ohlas.outreach.tests.scene import a_survey
from tests.world import World

PEOPLE = 500
ROLES = ("given", "family", "email", "key", "language", "consent")
SETTINGS = {
    "occasion": {"kind": "event", "event": "delivery", "delay_hours": 0},
    "hours": {"quiet_from": "00:00", "quiet_to": "00:00", "keeps_holidays": False},
}


@pytest.fixture
def key(world: World, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    monkeypatch.setenv("OHLAS_PUBLIC_URL", "https://ohlas.example.com")
    config.cache_clear()
    rights = [
        Permission.EDIT_CONTACTS, Permission.RUN_PROGRAMMES, Permission.SEE_PROGRAMMES, Permission.SEE_FIGURES
    ]  # fmt: skip
    issued = issue_api_key(
        actor=system_actor(world.organisation.id), name="shop", scopes=rights, now=timezone.now()
    )
    return {"authorization": f"Bearer {issued.secret}"}


def a_file() -> bytes:
    rows = [f"Žaneta;Černá;zaneta{n}@example.test;C{n};cs;ano" for n in range(PEOPLE)]
    return "\r\n".join(["Jméno;Příjmení;E-mail;Zákazník;Jazyk;Souhlas", *rows]).encode("cp1250")


def rest() -> None:
    """The relay does what is due until nothing is left."""
    while relay_once(timezone.now() + timedelta(seconds=1), worker="test"):
        pass


def import_people(client: Client) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    file = SimpleUploadedFile("zakaznici.csv", a_file())
    columns = client.post("/o/sova/contacts/imports/", {"kind": "contacts", "file": file})["Location"]
    assert "Žaneta" not in client.get("/o/sova/contacts/").content.decode(), "nothing before it is started"
    assert "Černá" in client.get(columns).content.decode(), "cp1250 is told by itself"
    chosen = {f"{n}-role": role for n, role in enumerate(ROLES)}
    chosen |= {"source": "import", "5-purpose": "surveys", "5-channel": "email"}
    one = client.post(columns, chosen)["Location"]
    client.post(f"{one}start/")
    rest()


def set_up_mail(client: Client, port: int) -> None:
    given = {"from_address": "sova@sova.test", "host": "127.0.0.1", "port": port, "security": "none"}
    client.post("/o/sova/channels/email/", given)
    client.post("/o/sova/channels/email/test/", {"address": "alice@example.com"})
    client.post("/o/sova/channels/email/arrived/")


def start_programme(program: Client, survey: object) -> None:
    body = {"name": "After delivery", "survey": str(survey), "settings": SETTINGS}
    made = program.post("/api/v1/programmes", body, "application/json").json()
    assert program.post(f"/api/v1/programmes/{made['id']}/state?state=running").status_code == 200


def tell_delivery(program: Client, number: int) -> None:
    body = {
        "client_id": f"order-{number}",
        "kind": "delivery",
        "source": "import",
        "key": f"C{number}",
        "at": timezone.now().isoformat(),
    }
    assert program.post("/api/v1/contacts/events", body, "application/json").status_code in {200, 201}
    rest()


def test_a_delivery_becomes_a_score_on_the_dashboard(world: World, key: dict[str, str]) -> None:
    alice, program = world.signed_in(world.alice), Client(headers=key)
    survey = a_survey(system_actor(world.organisation.id))
    with mail_server() as mailbox:
        set_up_mail(alice, mailbox.port)
        import_people(alice)
        assert Contact.objects.count() == PEOPLE
        start_programme(program, survey)
        for number in range(4):
            tell_delivery(program, number)
        assert Invitation.objects.count() == 4
        assert send_due(Carrier.EMAIL, Shift("w", lambda: timezone.now() + timedelta(seconds=5))) == 4
        letters = {
            address: letter for (address, _), letter in zip(mailbox.taken, mailbox.letters(), strict=True)
        }
    assert set(letters) == {"alice@example.com", *(f"zaneta{n}@example.test" for n in range(4))}
    letter = letters["zaneta0@example.test"]
    text = letter.get_body(("plain",)).get_content()
    nine = re.search(
        r"https://ohlas\.example\.com(/s/[^/\s]+/a/9)\b", letter.get_body(("html",)).get_content()
    )
    assert "Vážená paní Černá," in text
    assert nine
    page = Client().get(nine[1]).content.decode()
    assert not Response.objects.exists(), "looking is no answer"
    form = nine[1].removesuffix("/a/9")
    sent = Client().post(form, {**fields_of(page), "q:nps": "9", "go": "next"})
    assert sent.status_code == 303
    rest()
    figure = program.get("/api/v1/metrics/nps").json()
    assert (figure["value"], figure["n"]) == (100.0, 1)
    assert Invitation.objects.filter(state="complete").count() == 1
    # one completed, three silent: by hand 1/(1 + 3)
    report = program.get("/api/v1/outreach/field").json()
    assert report["total"]["rates"]["rr1"]["value"] == pytest.approx(0.25)
    assert report["total"]["rates"]["rr5"]["value"] == pytest.approx(0.25)
