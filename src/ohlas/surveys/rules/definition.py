"""A questionnaire once read: what it holds, and what each of its answers is called.

The document it comes from is described in `docs/reference/survey-definition.md`; `reading` reads it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from ohlas.surveys.rules.conditions import Condition
from ohlas.surveys.rules.types import IMPORTANCE, IMPORTANCE_SCALES, QUESTION_TYPES, AnswerKind, QuestionType
from ohlas.surveys.rules.words import ASKED_WORDS

Texts = Mapping[str, str]
Layout = Literal["page", "sections", "single"]
Address = Literal["formal", "informal"]
END = "end"
"""Where skip-to goes to leave the questionnaire; no question or section may be called so."""
OTHER = "other"
"""`<question>.other` holds the words beside a choice that asks for them."""


def text_in(texts: Texts, language: str, *others: str) -> str:
    """The text in the first of these languages that has one, else in any, else nothing."""
    for one in (language, *others):
        if texts.get(one):
            return texts[one]
    return next((text for text in texts.values() if text), "")


@dataclass(frozen=True, slots=True)
class Choice:
    id: str
    text: Texts
    exclusive: bool = False
    other: bool = False
    score: float | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a grid, or a thing whose importance and performance are asked."""

    id: str
    text: Texts
    touchpoint: str | None = None


@dataclass(frozen=True, slots=True)
class SkipTo:
    """Where to go after the question when it holds (None: always): a later question, section or `end`."""

    when: Condition | None
    to: str


@dataclass(frozen=True, slots=True)
class CarryFrom:
    """Choices or rows taken from an earlier question's choices: those chosen, or those not."""

    question: str
    which: Literal["chosen", "not_chosen"] = "chosen"


@dataclass(frozen=True, slots=True)
class Question:
    """One question; `scale` is an id of `ohlas.metrics.SCALES`, None for those without a score.

    `choices` and `rows` hold all that can ever be offered, carried ones first; `logic.offered` says which are.
    """

    id: str
    type: QuestionType
    scale: str | None
    text: Texts
    touchpoint: str | None = None
    required: bool = False
    choices: tuple[Choice, ...] = ()
    not_applicable: bool = False
    help: Texts = field(default_factory=dict)
    low_label: Texts = field(default_factory=dict)
    high_label: Texts = field(default_factory=dict)
    rows: tuple[Row, ...] = ()
    shuffle: bool = False
    min: float | None = None
    max: float | None = None
    step: float | None = None
    max_length: int | None = None
    entry: str | None = None
    show_if: Condition | None = None
    skip_to: tuple[SkipTo, ...] = ()
    carry_from: CarryFrom | None = None

    def title(self, language: str, *others: str) -> str:
        """The wording in this language, else in the next ones, else in any, else the id."""
        return text_in(self.text, language, *others) or self.id

    @property
    def choice_ids(self) -> frozenset[str]:
        return frozenset(choice.id for choice in self.choices)

    @property
    def can_be_asked(self) -> bool:
        """Whether there is something to choose or to rate, where the type needs that."""
        return bool((self.choices or not self.type.has_choices) and (self.rows or not self.type.rows))

    @property
    def other_choice(self) -> Choice | None:
        return next((choice for choice in self.choices if choice.other), None)


@dataclass(frozen=True, slots=True)
class Item:
    """One answer a response may hold, under its own name: a plain question, or one row of a grid."""

    id: str
    question: Question
    type: QuestionType
    scale: str | None
    touchpoint: str | None
    label: Texts
    row: str | None = None
    asked: str | None = None

    @property
    def kind(self) -> AnswerKind:
        return self.type.kind

    @property
    def is_required(self) -> bool:
        """The words beside "other" are never required."""
        return self.question.required and (self.row is not None or self.id == self.question.id)

    def title(self, language: str, *others: str) -> str:
        return text_in(self.label, language, *others) or self.id


@dataclass(frozen=True, slots=True)
class Section:
    id: str
    title: Texts
    questions: tuple[str, ...]
    show_if: Condition | None = None
    shuffle: bool = False


NOWHERE = Section("", {}, ())
"""Where questions of a draft stand that no section asks."""


@dataclass(frozen=True, slots=True)
class Quota:
    """At most `limit` complete responses for which `when` holds (None: all); then the action.

    `text` is what people are told then; without one the page has words of its own.
    """

    id: str
    when: Condition | None
    limit: int
    action: Literal["close", "screen_out"] = "close"
    text: Texts = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class End:
    """A last page: the first one whose condition holds."""

    id: str
    when: Condition | None
    title: Texts
    text: Texts
    review_link: str | None = None


@dataclass(frozen=True, slots=True)
class Brand:
    """`colour` as #rrggbb; `logo` is the id of a file of the organisation."""

    colour: str | None = None
    logo: str | None = None


@dataclass(frozen=True, slots=True)
class Variant:
    """An arm of an A/B test: its own layout or wording over the same questions; without both, as it is."""

    id: str
    name: str
    share: int = 1
    layout: Layout | None = None
    texts: Mapping[str, Texts] = field(default_factory=dict)


@dataclass(frozen=True)
class Definition:
    """`questions` stand in the order they are asked, section by section.

    A definition from `parse_definition` makes sense; one that `read_document` could read only in part, such
    as a draft in the making, may name what is not there, and is taken as far as it goes.
    """

    questions: tuple[Question, ...]
    languages: tuple[str, ...]
    default_language: str
    schema: int = 2
    address: Address = "formal"
    anonymous: bool = False
    layout: Layout = "page"
    brand: Brand = Brand()
    sections: tuple[Section, ...] = ()
    quotas: tuple[Quota, ...] = ()
    ends: tuple[End, ...] = ()
    variants: tuple[Variant, ...] = ()
    closes_at: str | None = None
    edit_minutes: int = 0
    by_id: Mapping[str, Question] = field(init=False, repr=False, compare=False)
    required_ids: frozenset[str] = field(init=False, repr=False, compare=False)
    item_by_id: Mapping[str, Item] = field(init=False, repr=False, compare=False)
    section_of: Mapping[str, Section] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        derived = {
            "by_id": {question.id: question for question in self.questions},
            "required_ids": frozenset(q.id for q in self.questions if q.required),
            "item_by_id": {item.id: item for question in self.questions for item in items_of(question)},
            "section_of": {
                **dict.fromkeys((question.id for question in self.questions), NOWHERE),
                **{name: section for section in self.sections for name in section.questions},
            },
        }
        for name, value in derived.items():
            object.__setattr__(self, name, value)

    def items(self) -> tuple[Item, ...]:
        """Every answer a response may hold, in the order asked."""
        return tuple(self.item_by_id.values())

    def words(self, texts: Texts, language: str) -> str:
        """A text in this language, else in the default one, else in any."""
        return text_in(texts, language, self.default_language)

    @cached_property
    def has_logic(self) -> bool:
        """Whether who is asked what depends on answers or circumstances."""
        return any(section.show_if for section in self.sections) or any(
            question.show_if or question.skip_to or question.carry_from for question in self.questions
        )

    @cached_property
    def has_files(self) -> bool:
        """Whether a question asks for files, which come before the other answers."""
        return any(question.type.kind is AnswerKind.FILE for question in self.questions)

    @cached_property
    def asked_of_all(self) -> tuple[tuple[Section, tuple[Question, ...]], ...]:
        """Without logic: the sections, each with what it asks; those that ask nothing are left out."""
        found = (
            (
                section,
                tuple(q for name in section.questions if (q := self.by_id.get(name)) and q.can_be_asked),
            )
            for section in self.sections
        )
        return tuple((section, questions) for section, questions in found if questions)

    @cached_property
    def asked_items(self) -> tuple[str, ...]:
        """Of `asked_of_all`: the names of all answers, in order."""
        asked = (question for _, questions in self.asked_of_all for question in questions)
        return tuple(item.id for question in asked for item in items_of(question))


def items_of(question: Question) -> tuple[Item, ...]:
    """The answers this question may get."""
    if question.type.rows:
        asked = question.type.asked or (None,)
        return tuple(_row_item(question, row, one) for row in question.rows for one in asked)
    item = Item(question.id, question, question.type, question.scale, question.touchpoint, question.text)
    return (item, *_other_item(question))


def _other_item(question: Question) -> tuple[Item, ...]:
    choice = question.other_choice
    if choice is None:
        return ()
    text = QUESTION_TYPES["text"]
    name = f"{question.id}.{OTHER}"
    return (Item(name, question, text, None, question.touchpoint, choice.text),)


def _row_item(question: Question, row: Row, asked: str | None) -> Item:
    scale = question.scale
    label = row.text
    if asked is not None:
        label = {
            language: f"{text} – {ASKED_WORDS[asked].get(language, ASKED_WORDS[asked]['en'])}"
            for language, text in row.text.items()
            if text
        }
    if asked == IMPORTANCE and scale is not None:
        scale = IMPORTANCE_SCALES[scale]
    name = ".".join(part for part in (question.id, row.id, asked) if part)
    return Item(
        name, question, question.type, scale, row.touchpoint or question.touchpoint, label, row.id, asked
    )
