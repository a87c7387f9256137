"""What every page of the builder shares: the survey, its draft, the languages to work in."""

from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from django.utils.translation import gettext as _

from ohlas.surveys.models import Survey
from ohlas.surveys.pages.builder.sentences import Teller
from ohlas.surveys.pages.words import Pick, language_name
from ohlas.surveys.queries import Draft, draft_of
from ohlas.surveys.rules import Definition
from ohlas.surveys.rules.reading import read_document


@dataclass(frozen=True)
class Frame:
    """The survey and its draft; `tab` says which page of the builder this is."""

    id: UUID
    name: str
    tab: str
    revision: str
    state: str
    language: str
    languages: tuple[Pick, ...]
    can_undo: bool
    can_redo: bool
    open: str


@dataclass(frozen=True)
class Work:
    """What pages are made from: the draft, and as much of it as can be read."""

    survey: Survey
    draft: Draft
    definition: Definition
    language: str

    @cached_property
    def teller(self) -> Teller:
        return Teller(self.definition, self.language, self.survey.organisation_id)


@dataclass(frozen=True)
class Conflict:
    """Somebody else changed the draft: who, and what the person here had written."""

    who: str
    lost: tuple[str, ...]


@dataclass(frozen=True)
class Wish:
    """What the address asks for, and news to tell.

    The open card; whose condition, which group of it and what about; what to reword; which kind to change to.
    """

    open: str = ""
    owner: str = ""
    path: str = ""
    about: str = ""
    reword: str = ""
    kind: str = ""
    conflict: Conflict | None = None
    error: str = ""
    added: str = ""


def work_on(survey: Survey, language: str) -> Work:
    """The survey's draft in this language, or in its default one where it lacks it."""
    draft = draft_of(survey)
    definition = read_document(draft.document).definition
    spoken = language if language in definition.languages else definition.default_language
    return Work(survey, draft, definition, spoken)


def frame_of(work: Work, tab: str, open_id: str = "") -> Frame:
    languages = tuple(
        Pick(one, language_name(one), one == work.language) for one in work.definition.languages
    )
    return Frame(
        id=work.survey.id,
        name=work.survey.name,
        tab=tab,
        revision=work.draft.revision,
        state=_state(work.draft),
        language=work.language,
        languages=languages,
        can_undo=work.draft.can_undo,
        can_redo=work.draft.can_redo,
        open=open_id,
    )


def _state(draft: Draft) -> str:
    if draft.is_published:
        return _("Version %(number)d is published. The first change begins version %(next)d.") % {
            "number": draft.number,
            "next": draft.number + 1,
        }
    return _("Draft of version %(number)d, saved.") % {"number": draft.number}
