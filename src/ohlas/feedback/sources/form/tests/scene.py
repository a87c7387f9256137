"""What the tests of the form share: a running survey with a link, and a person who answers on it."""

import re
from dataclasses import dataclass, field
from html import unescape

from django.test import Client

from ohlas.accounts.access import system_actor
from ohlas.feedback.actions import LinkWish, create_link
from ohlas.feedback.rules.links import LinkKind
from ohlas.feedback.rules.robots import do_work
from ohlas.surveys.actions import create_survey

HIDDEN = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)">')


def survey_of(organisation, now, definition, name="After a visit"):
    actor = system_actor(organisation.id)
    return create_survey(actor=actor, name=name, definition=definition, now=now, publish=True)


def link_to(organisation, survey, now, kind=LinkKind.OPEN, **wish) -> str:
    actor = system_actor(organisation.id)
    return create_link(actor=actor, survey_id=survey, wish=LinkWish(kind=kind, **wish), now=now).path


@dataclass
class Person:
    """Someone with a browser; `works` is whether a script runs in it."""

    path: str
    works: bool = True
    client: Client = field(default_factory=Client)
    page: str = ""
    status: int = 0
    headers: dict = field(default_factory=dict)

    def open(self, query="", **headers):
        return self._see(self.client.get(self.path + query, headers=headers))

    def send(self, go="next", *, follow=True, **answers):
        """The form of the page last seen, with these answers (`a.b` as `a__b`)."""
        form = dict(HIDDEN.findall(self.page))
        form = {name: unescape(value) for name, value in form.items()}
        if self.works and form.get("stamp") and go == "next":
            form["work"] = do_work(form["stamp"])
        form |= {("q:" + name.replace("__", ".")): value for name, value in answers.items()}
        answer = self.client.post(self.path, {**form, "go": go})
        if follow and answer.status_code == 303:
            answer = self.client.get(answer["Location"])
        return self._see(answer)

    def _see(self, answer):
        self.page, self.status, self.headers = answer.content.decode(), answer.status_code, answer.headers
        return self
