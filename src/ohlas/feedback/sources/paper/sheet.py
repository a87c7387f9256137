"""A questionnaire as it lies on paper: numbered questions, each answer with the number that is typed for it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.utils.translation import pgettext

from ohlas.surveys.pages import Voice, asked_question
from ohlas.surveys.pages.asking import ASKED, tiles_of
from ohlas.surveys.pages.controls import field_name, html_id
from ohlas.surveys.rules import AnswerKind, Definition, Item, Question, words_for
from ohlas.surveys.rules.definition import OTHER, items_of


@dataclass(frozen=True, slots=True)
class Mark:
    """One answer to mark: what is typed for it, and what it says."""

    code: str
    label: str


@dataclass(frozen=True, slots=True)
class Blank:
    """One answer on the sheet: a field to type into, or a place to write on."""

    id: str
    name: str
    anchor: str
    label: str
    marks: tuple[Mark, ...]
    is_words: bool
    allows_none: bool
    kind: str
    value: str = ""
    problem: str = ""

    @property
    def codes(self) -> str:
        """What may be typed, where the list is short enough to jump to the next field by itself."""
        is_one = self.kind in {AnswerKind.SCORE, AnswerKind.SINGLE, AnswerKind.CONSENT}
        none = ["-"] if self.allows_none else []
        return " ".join([*(mark.code for mark in self.marks), *none]) if is_one and self.marks else ""


@dataclass(frozen=True, slots=True)
class PaperQuestion:
    number: int
    text: str
    help: str
    note: str
    low: str
    high: str
    blanks: tuple[Blank, ...]
    is_grid: bool
    is_scale: bool


@dataclass(frozen=True, slots=True)
class PaperSection:
    title: str
    questions: tuple[PaperQuestion, ...]


def paper_voice(definition: Definition, language: str, circumstances: Mapping[str, object]) -> Voice:
    """Words of answers cannot be known on paper: a pipe shows what stands in for them."""
    return Voice(definition, language, words=words_for(definition, {}, circumstances, language))


def paper_sections(definition: Definition, voice: Voice) -> tuple[PaperSection, ...]:
    """Every question in its order; what only some are asked carries a note. Files cannot be written down."""
    number, sections = 0, []
    for section in definition.sections:
        shown = []
        for name in section.questions:
            question = definition.by_id.get(name)
            if question is not None and question.type.kind is not AnswerKind.FILE:
                number += 1
                is_for_some = section.show_if is not None or question.show_if is not None
                shown.append(_question(question, number, voice, is_for_some=is_for_some))
        if shown:
            sections.append(PaperSection(voice.say(section.title), tuple(shown)))
    return tuple(sections)


def with_typed(
    sections: tuple[PaperSection, ...], typed: Mapping[str, str], wrong: Mapping[str, str]
) -> tuple[PaperSection, ...]:
    """The same sheet with what was typed on it and what is wrong with that."""
    return tuple(
        replace(
            section,
            questions=tuple(
                replace(
                    question,
                    blanks=tuple(
                        replace(one, value=typed.get(one.id, ""), problem=wrong.get(one.id, ""))
                        for one in question.blanks
                    ),
                )
                for question in section.questions
            ),
        )
        for section in sections
    )


def _question(question: Question, number: int, voice: Voice, *, is_for_some: bool) -> PaperQuestion:
    asked = asked_question(question, voice)
    items = items_of(question)
    blanks = tuple(_blank(item, voice) for item in items)
    notes = [_how(question)]
    if is_for_some:
        notes.append(pgettext("respondent", "Only if it fits the answers above; otherwise leave it empty."))
    return PaperQuestion(
        number=number,
        text=asked.text,
        help=asked.help,
        note=" ".join(note for note in notes if note),
        low=asked.low,
        high=asked.high,
        blanks=blanks,
        is_grid=bool(question.type.rows),
        is_scale=question.type.kind is AnswerKind.SCORE and bool(blanks and blanks[0].marks),
    )


def _how(question: Question) -> str:
    if question.type.kind is AnswerKind.MULTIPLE:
        return pgettext("respondent", "Several answers are possible.")
    if question.type.kind is AnswerKind.RANKING:
        return pgettext("respondent", "Write a number beside each: 1 for the first place.")
    return ""


def _blank(item: Item, voice: Voice) -> Blank:
    return Blank(
        id=item.id,
        name=field_name(item.id),
        anchor=html_id(item.id),
        label=_label(item, voice),
        marks=_marks(item, voice),
        is_words=item.kind is AnswerKind.TEXT,
        allows_none=item.question.not_applicable and item.kind is not AnswerKind.TEXT,
        kind=item.kind.value,
    )


def _label(item: Item, voice: Voice) -> str:
    """Of a row, or of the words beside "other"; a plain question has its text already."""
    if item.row is not None:
        row = next((one for one in item.question.rows if one.id == item.row), None)
        named = voice.say(row.text) if row else item.row
        return f"{named} – {ASKED[item.asked]()}" if item.asked else named
    return pgettext("respondent", "In your own words") if item.id.endswith(f".{OTHER}") else ""


def _marks(item: Item, voice: Voice) -> tuple[Mark, ...]:
    if item.kind is AnswerKind.SCORE:
        return tuple(Mark(value, value) for value in tiles_of(item))
    if item.kind is AnswerKind.CONSENT:
        return (Mark("1", pgettext("respondent", "I agree")),)
    if item.type.has_choices:
        choices = enumerate(item.question.choices, start=1)
        return tuple(Mark(str(n), voice.say(choice.text) or choice.id) for n, choice in choices)
    return ()
