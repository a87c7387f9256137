"""A kiosk at Prague and the tablet that opens its address."""

import json
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client

from ohlas.accounts.access import system_actor
from ohlas.feedback.actions.kiosks import KioskWish, make_kiosk
from ohlas.feedback.sources.form.limits import forget_addresses
from ohlas.feedback.sources.form.tests.scene import survey_of
from ohlas.surveys.queries import standing
from ohlas.surveys.tests.questionnaire import asked, questionnaire

SHORT = questionnaire(
    asked("nps", required=True),
    asked("sorry", "text", show_if={"question": "nps", "op": "at_most", "value": 6}),
    languages=["en", "cs"],
    default_language="en",
)
SENT_MS = 1_800_000_000_000


@dataclass
class Tablet:
    """A device that knows one address."""

    kiosk: UUID
    survey: UUID
    path: str
    version: str
    client: Client = field(default_factory=lambda: Client(enforce_csrf_checks=True))

    def open(self) -> Any:
        return self.client.get(self.path)

    def beat(self, **held: int) -> Any:
        return self._post("beat", held)

    def answer(self, seen: str = "nps", **given: Any) -> dict[str, Any]:
        """One person's form; `at` is how many seconds ago."""
        ago, id_, version = (
            given.pop("ago", 0),
            given.pop("id", str(uuid4())),
            given.pop("version", self.version),
        )
        return {
            "id": id_,
            "version": version,
            "language": given.pop("language", "en"),
            "at": SENT_MS - 1000 * ago,
            "seen": seen.split(),
            "fields": [[f"q:{name}", str(value)] for name, value in given.items()],
        }

    def deliver(self, *answers: dict[str, Any]) -> Any:
        return self._post("answers", {"sent": SENT_MS, "answers": list(answers)})

    def _post(self, where: str, what: object) -> Any:
        return self.client.post(self.path + where, json.dumps(what), content_type="application/json")


@pytest.fixture
def tablet(world):
    """`tablet(definition, pin="2468")` sets a kiosk up and opens its address."""
    forget_addresses()

    def set_up(definition=SHORT, unit="praha", **wish):
        survey = survey_of(world.organisation, world.now, definition, f"Survey {uuid4()}")
        own = KioskWish(**{"name": "Door", "pin": "2468", **wish})
        actor = system_actor(world.organisation.id)
        made = make_kiosk(actor=actor, survey_id=survey, unit=unit, wish=own, now=world.now)
        found = standing(world.organisation.id, str(survey), world.now)
        return Tablet(made.id, survey, made.path, str(found.version.id))

    return set_up
