"""What the pages about paper may show, and what may be filled in there."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from uuid import UUID
from zoneinfo import ZoneInfo

from django import forms
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from ohlas.accounts.access import Actor
from ohlas.accounts.queries import units_of
from ohlas.feedback.access import stack_for, stacks_for
from ohlas.feedback.actions.paper import CHANNEL, StackWish
from ohlas.feedback.errors import BadPaper
from ohlas.feedback.queries.paper import SheetView, StackView, last_sheets, stack_view
from ohlas.feedback.rules.paper import next_sheet, typed_for
from ohlas.feedback.sources.kiosk.making import dressed
from ohlas.feedback.sources.paper.sheet import PaperSection, paper_sections, paper_voice, with_typed
from ohlas.surveys.pages.respond import LANGUAGE_NAMES, direction_of
from ohlas.surveys.queries import Version, surveys_of
from ohlas.surveys.rules import SurveyState

REASONS: Mapping[str, Promise] = MappingProxyType(
    {
        "not_published": _("The survey has no published version yet."),
        "unknown_language": _("The survey does not have this language."),
        "bad_day": _("The day lies in the future, or more than five years back."),
        "unknown_unit": _("Choose one of your units."),
        "undone": _("This stack was taken back; open a new one."),
        "bad_sheet": _("A sheet number has up to 20 letters, digits, “/”, “.” or “-”."),
        "unknown_sheet": _("This sheet is not in this stack, so there is nothing to correct."),
    }
)
SHOWN = 60
MOST_COPIES = 200


class NewStack(forms.Form):
    """Where the forms come from."""

    survey = forms.TypedChoiceField(label=_("Survey"), coerce=UUID)
    unit = forms.ChoiceField(label=_("Unit"), required=False)
    language = forms.ChoiceField(label=_("Language of the forms"))
    day = forms.DateField(
        label=_("Day they were filled in"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, data: QueryDict | None = None, *, actor: Actor, now: datetime) -> None:
        today = now.astimezone(ZoneInfo(actor.organisation.zone)).date()
        super().__init__(data, initial={"day": today})
        rows = [row for row in surveys_of(actor.organisation.id) if row.state is SurveyState.RUNNING]
        known = dict.fromkeys(language for row in rows for language in row.languages)
        everywhere = [("", _("No unit"))] if actor.scope is None else []
        seen = [(one.code, one.name) for one in units_of(actor.organisation.id) if actor.sees_unit(one.id)]
        for name, choices in (
            ("survey", [(str(row.id), row.name) for row in rows]),
            ("unit", [*seen, *everywhere]),
            ("language", [(one, LANGUAGE_NAMES.get(one, one)) for one in known]),
        ):
            self.fields[name].choices = choices  # type: ignore[attr-defined]  # choice fields
        dressed(self)

    def wish(self) -> StackWish:
        own = self.cleaned_data
        return StackWish(survey_id=own["survey"], unit=own["unit"], language=own["language"], day=own["day"])

    def refuse(self, error: BadPaper) -> None:
        field = error.field if error.field in self.fields else None
        self.add_error(field, str(REASONS[error.reason]))


@dataclass(frozen=True)
class PaperPage:
    """`feedback/paper/stacks.html`."""

    stacks: tuple[StackView, ...]
    form: NewStack
    is_empty: bool
    surveys: tuple[tuple[UUID, str, tuple[tuple[str, str], ...]], ...]


@dataclass(frozen=True)
class Line:
    """A sheet typed before."""

    sheet: SheetView
    summary: str


@dataclass(frozen=True)
class EntryPage:
    """`feedback/paper/entry.html`; `told` is what became of the last press, `compared` the double entry's outcome."""

    stack: StackView
    sections: tuple[PaperSection, ...]
    direction: str
    sheet: str
    problem: str
    corrects: bool
    known_id: UUID | None
    compared: tuple[tuple[str, str, str], ...] | None
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class PrintPage:
    """`feedback/paper/print.html`: as many copies as asked for, each with its number."""

    survey: str
    organisation: str
    language: str
    direction: str
    sections: tuple[PaperSection, ...]
    sheets: tuple[str, ...]
    is_anonymous: bool
    style: str


def paper_page(actor: Actor, now: datetime, form: NewStack | None = None) -> PaperPage:
    shown = form or NewStack(actor=actor, now=now)
    rows = [row for row in surveys_of(actor.organisation.id) if row.state is SurveyState.RUNNING]
    return PaperPage(
        stacks=tuple(stack_view(row) for row in stacks_for(actor)[:SHOWN]),
        form=shown,
        is_empty=not rows,
        surveys=tuple((row.id, row.name, _named(row.languages)) for row in rows),
    )


def _named(languages: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    return tuple((one, LANGUAGE_NAMES.get(one, one)) for one in languages)


def entry_page(
    actor: Actor,
    stack_id: UUID,
    *,
    sheet: str = "",
    typed: Mapping[str, str] | None = None,
    wrong: Mapping[str, str] | None = None,
    problem: str = "",
    corrects: bool = False,
    known_id: UUID | None = None,
    compared: tuple[tuple[str, str, str], ...] | None = None,
) -> EntryPage:
    stack = stack_view(stack_for(actor, stack_id))
    definition = stack.version.definition
    circumstances = {"unit": stack.unit.name, "organisation": actor.organisation.name, "channel": CHANNEL}
    with override(stack.language):
        sections = paper_sections(definition, paper_voice(definition, stack.language, circumstances))
    sheets = last_sheets(stack.id)
    return EntryPage(
        stack=stack,
        sections=with_typed(sections, typed or {}, wrong or {}),
        direction=direction_of(stack.language),
        sheet=sheet or (next_sheet(sheets[0].sheet) if sheets else "1"),
        problem=problem,
        corrects=corrects,
        known_id=known_id,
        compared=compared,
        lines=tuple(Line(one, summary_of(stack.version, one)) for one in sheets),
    )


def summary_of(version: Version, sheet: SheetView) -> str:
    """What was typed, in one line."""
    items = version.definition.item_by_id
    typed = [typed_for(items[name], given) for name, given in sheet.answers.items() if name in items]
    return " · ".join(one if len(one) <= SHOWN else f"{one[: SHOWN - 1]}…" for one in typed if one)


def typed_again(version: Version, sheet: SheetView) -> dict[str, str]:
    """A sheet's answers as they are typed, to be corrected."""
    items = version.definition.item_by_id
    return {name: typed_for(items[name], given) for name, given in sheet.answers.items() if name in items}


def print_page(  # noqa: PLR0917 - the parts of one print
    actor: Actor, survey: str, version: Version, language: str, first: str, copies: int
) -> PrintPage:
    definition = version.definition
    sheets, number = [], first or "1"
    for _n in range(max(1, min(copies, MOST_COPIES))):
        sheets.append(number)
        number = next_sheet(number) or number
    with override(language):
        voice = paper_voice(
            definition, language, {"organisation": actor.organisation.name, "channel": CHANNEL}
        )
        sections = paper_sections(definition, voice)
    return PrintPage(
        survey=survey,
        organisation=actor.organisation.name,
        language=language,
        direction=direction_of(language),
        sections=sections,
        sheets=tuple(sheets),
        is_anonymous=definition.anonymous,
        style="feedback/paper/print.css",
    )
