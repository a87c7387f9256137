"""Pages about reaching people, and what people reached see: axe content, nothing sideways, counting while writing."""

import os
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from django.utils import timezone

from ohlas.accounts.access import system_actor
from ohlas.feedback.sources.email.tests.scene import mailed
from ohlas.outreach.actions.holding import hold_contact
from ohlas.outreach.models import Invitation, Message, Programme
from ohlas.outreach.tests.scene import a_contact, a_survey, an_invitation
from tests.world import World

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SHOTS = os.environ.get("SHOTS", "")
"""A folder for pictures of the pages, for whoever wants to look at them."""
LOOKS = ((390, "light"), (1280, "dark"))


@pytest.fixture
def told(transactional_db: None, world: World) -> dict[str, str]:
    """The addresses of the pages, each with something on it."""
    actor, now = system_actor(world.organisation.id), timezone.now()
    survey = a_survey(actor)
    programme = Programme.objects.create(
        organisation=world.organisation,
        survey_id=survey,
        name="Po nákupu",
        state="running",
        settings={"occasion": {"kind": "rhythm", "starts_on": str(now.date() + timedelta(days=2))}},
        created_at=now,
        started_at=now,
    )
    for number, (state, why) in enumerate((("failed", "552 mailbox full"), ("in_doubt", "torn after DATA"))):
        row = an_invitation(actor, a_contact(actor, f"p{number}@example.test"), survey)
        Message.objects.filter(invitation=row).update(state=state, error=why)
        Invitation.objects.filter(id=row.id).update(
            state="bounced" if state == "failed" else "queued", programme=programme
        )
    hold_contact(actor=actor, contact_id=row.contact_id, reason="complaint", until=None, now=now)
    letter = mailed(world, now=now)

    def page(name: str, **more: object) -> str:
        return reverse(f"outreach:{name}", kwargs={"slug": "sova", **more})

    return {
        "leave": letter.leave,
        "score": letter.score(9),
        "channels": page("channels"),
        "doubts": page("doubts"),
        "failed": page("failed"),
        "invitations": page("invitations"),
        "rates": reverse("insight:field", kwargs={"slug": "sova"}),
        "simulator": page("simulator"),
        "programmes": page("programmes"),
        "start": page("start_programme", programme_id=programme.id),
        "policy": page("policy"),
        "holds": page("holds"),
        "wording": f"{page('preview', programme_id=programme.id)}?carrier=sms&kind=invitation&in=cs",
        "contacts": reverse("customers:contacts", kwargs={"slug": "sova"}),
        "audit": reverse("accounts:audit", kwargs={"slug": "sova"}),
    }


def _problems(page: Any, name: str) -> list[str]:
    if SHOTS:
        page.screenshot(path=Path(SHOTS) / f"{name}.png", full_page=True)
    found = [f"console: {said}" for said in page.complaints]
    if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
        found.append("it scrolls sideways")
    violations = Axe().run(page).response["violations"]
    return found + [f"axe {one['id']}: {one['nodes'][0]['html'][:200]}" for one in violations]


@pytest.mark.parametrize(("width", "theme"), LOOKS)
def test_axe_finds_nothing(visit: Any, world: World, told: dict[str, str], width: int, theme: str) -> None:
    found = {}
    for name, address in told.items():
        page = visit(world.alice, address, width=width, theme=theme)
        if problems := _problems(page, f"{name}-{width}-{theme}"):
            found[name] = problems
        page.context.close()
    assert found == {}


def test_segments_are_counted_while_the_wording_is_written(
    visit: Any, world: World, told: dict[str, str]
) -> None:
    page = visit(world.alice, told["wording"])
    page.locator("#id_body").fill("Jak bylo? {link}")
    page.locator("#sms-size", has_text="GSM-7").wait_for()
    page.locator("#id_body").press_sequentially(" ěšč", delay=10)
    page.locator("#sms-size", has_text="UCS-2").wait_for()
    assert page.locator("#sms-size mark").all_inner_texts() == ["ě", "š", "č"]
    assert page.complaints == []
