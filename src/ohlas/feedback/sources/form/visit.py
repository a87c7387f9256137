"""One respondent at one link: what is asked, in which language and order, and what was answered so far."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.utils.functional import cached_property
from django.utils.translation.trans_real import parse_accept_lang_header

from ohlas.feedback.actions import GivenAnswers
from ohlas.feedback.queries.links import Given, LinkView, given_on
from ohlas.feedback.queries.uploads import files_of
from ohlas.feedback.rules import facts_of
from ohlas.feedback.rules.links import client_id_for, new_token
from ohlas.feedback.rules.robots import Seal
from ohlas.surveys.pages import Part, Voice, parts_of
from ohlas.surveys.queries import Version
from ohlas.surveys.rules import (
    AnswerProblem,
    Checked,
    Definition,
    Path,
    check_answers,
    order,
    variant_for,
    visible,
    with_variant,
    words_for,
)


@dataclass(frozen=True)
class Visit:
    link: LinkView
    version: Version
    language: str
    render: str
    answers: Mapping[str, object]
    is_sent: bool = False

    @cached_property
    def seed(self) -> str:
        return self.render or str(self.link.id)

    @cached_property
    def variant(self) -> str:
        chosen = variant_for(self.version.definition, self.seed)
        return chosen.id if chosen else ""

    @cached_property
    def definition(self) -> Definition:
        """As this respondent sees it: their variant, their order."""
        if not self.has_chance:
            return self.version.definition
        return order(with_variant(self.version.definition, self.variant or None), self.seed)

    @cached_property
    def client_id(self) -> UUID:
        return client_id_for(self.link.id, self.render)

    @cached_property
    def seal(self) -> Seal:
        return Seal(settings.SECRET_KEY, self.link.id, self.render)

    @cached_property
    def facts(self) -> Mapping[str, object]:
        link = self.link
        return facts_of(
            link.unit.code or None, link.employee.code or None, self.language, link.channel, self._attributes
        )

    @cached_property
    def checked(self) -> Checked:
        return check_answers(self.definition, self.answers, facts=self.facts)

    @cached_property
    def path(self) -> Path:
        return visible(self.definition, self.checked.answers, self.facts)

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        return parts_of(self.path, self.definition.layout)

    @property
    def edit_for(self) -> timedelta:
        return timedelta(minutes=self.version.definition.edit_minutes)

    def part(self, at: str) -> Part | None:
        """The page of this name; the first one for an unknown name, None when nothing is asked."""
        return next((part for part in self.parts if part.at == at), self.parts[0] if self.parts else None)

    def problems_in(self, part: Part) -> tuple[AnswerProblem, ...]:
        """What must be mended before going on from this page."""
        own = {question.id for step in part.steps for question in step.questions}
        items = self.definition.item_by_id
        return tuple(
            problem
            for problem in self.checked.problems
            if (item := items.get(problem.field.removeprefix("answers."))) and item.question.id in own
        )

    def voice(self, problems: Mapping[str, str] | None = None) -> Voice:
        link = self.link
        circumstances = {
            **self.facts,
            "unit": link.unit.name,
            "employee": link.employee.name,
            "organisation": link.organisation,
            "contact.name": link.contact,
            "contact.first_name": link.contact.split(" ")[0],
        }
        words = words_for(self.definition, self.checked.answers, circumstances, self.language)
        return Voice(self.definition, self.language, self.answers, words, problems or {}, self._file_names())

    def _file_names(self) -> Mapping[str, str]:
        """Of what this respondent has sent, with sizes, by id."""
        if not self.definition.has_files:
            return {}
        sent = files_of(self.link.organisation_id, [self.client_id]).get(self.client_id, ())
        return {str(one.id): f"{one.name} ({one.size_words})" for one in sent}

    def given(self, answers: Mapping[str, object] | None = None) -> GivenAnswers:
        """What is saved or sent."""
        return GivenAnswers(
            link=self.link,
            client_id=self.client_id,
            version_id=self.version.id,
            language=self.language,
            answers=self.answers if answers is None else answers,
            attributes=self._attributes,
        )

    @property
    def _attributes(self) -> Mapping[str, str]:
        """With the link's own: where it stands is known now, and not when a draft is settled."""
        return {**self.link.attributes, **({"variant": self.variant} if self.variant else {})}

    @cached_property
    def has_chance(self) -> bool:
        """Whether two people see different pages."""
        whole = self.version.definition
        shuffles = [part.shuffle for part in whole.sections] + [part.shuffle for part in whole.questions]
        return bool(whole.variants) or any(shuffles)

    def rendered(self) -> "Visit":
        """A first visit to an open link, named: from here on it is this respondent's."""
        return replace(self, render=new_token())

    def with_answers(self, answers: Mapping[str, object]) -> "Visit":
        """The same visit with these answers over the earlier ones; None takes one away."""
        both = {name: one for name, one in {**self.answers, **answers}.items() if one is not None}
        found = replace(self, answers=both)
        found.__dict__.update({name: self.__dict__[name] for name in _LASTING if name in self.__dict__})
        return found

    def may_edit(self, sent_at: datetime, now: datetime) -> bool:
        return now < sent_at + self.edit_for


_LASTING = ("variant", "definition", "client_id", "seal", "facts", "has_chance")
"""What does not depend on the answers is not found out again when they come."""


def known_answers(link: LinkView, render: str) -> Given | None:
    return given_on(link, client_id_for(link.id, render))


def language_for(definition: Definition, wished: str, link: LinkView, accepted: str) -> str:
    """The language wished for, else the link's, else the browser's, else the questionnaire's own."""
    known = definition.languages
    for one in (wished, link.language):
        if one in known:
            return one
    for code, _ in parse_accept_lang_header(accepted[:500]):
        found = next(
            (one for one in known if one.lower() == code or one.split("-")[0] == code.split("-")[0]), None
        )
        if found:
            return found
    return definition.default_language
