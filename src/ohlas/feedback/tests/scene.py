"""What the tests of this room share: one running survey and programs that send answers to it."""

import json
from dataclasses import dataclass
from uuid import UUID

from django.test import Client

from ohlas.accounts.access import Actor, system_actor
from ohlas.accounts.actions import issue_api_key
from ohlas.accounts.models import Organisation
from ohlas.accounts.rules import Permission
from ohlas.surveys.actions import create_survey

DEFINITION = {
    "questions": [
        {"id": "nps", "type": "nps", "required": True, "text": {"en": "Recommend?", "cs": "Doporučíte?"}},
        {"id": "clean", "type": "csat", "touchpoint": "cleanliness", "text": {"en": "Clean?"}},
        {"id": "why", "type": "text", "text": {"en": "Why?"}},
        {"id": "drink", "type": "single", "choices": [{"id": "tea", "text": {"en": "Tea"}}, "coffee"]},
    ],
    "languages": ["cs", "en"],
    "default_language": "cs",
}


@dataclass(frozen=True)
class Program:
    """A program with a key of one organisation."""

    actor: Actor
    secret: str

    def post(self, path, body, **headers):
        given = body if isinstance(body, bytes) else json.dumps(body)
        return Client().post(
            f"/api/v1{path}", given, content_type="application/json", headers=self._with(headers)
        )

    def get(self, path):
        return Client().get(f"/api/v1{path}", headers=self._with({}))

    def _with(self, headers):
        return {
            "Authorization": f"Bearer {self.secret}",
            **{k.replace("_", "-"): v for k, v in headers.items()},
        }


def program_of(organisation: Organisation, now, *scopes: Permission) -> Program:
    actor = system_actor(organisation.id)
    scopes = scopes or (Permission.RECORD_ANSWERS, Permission.SEE_ANSWERS, Permission.EDIT_SURVEYS)
    return Program(actor, issue_api_key(actor=actor, name="till", scopes=scopes, now=now).secret)


def running_survey(actor: Actor, now, name: str = "After a visit") -> UUID:
    return create_survey(actor=actor, name=name, definition=DEFINITION, now=now, publish=True)
