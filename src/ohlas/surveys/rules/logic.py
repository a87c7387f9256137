"""Who is asked what: the path through a questionnaire, given the answers so far and the circumstances."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

from ohlas.surveys.rules.conditions import Answers, Facts, holds
from ohlas.surveys.rules.definition import Choice, Definition, End, Item, Question, Row, Section, items_of
from ohlas.surveys.rules.types import NOT_APPLICABLE

Part = TypeVar("Part", Choice, Row)


@dataclass(frozen=True)
class Step:
    """A section with those of its questions that are asked, each with what it offers."""

    section: Section
    questions: tuple[Question, ...]


@dataclass(frozen=True)
class Path:
    """What one respondent is asked, in order; sections without a question to ask are left out.

    `answers` are those given to questions on the path; `hidden` names the others.
    """

    steps: tuple[Step, ...]
    answers: Mapping[str, object]
    hidden: tuple[str, ...]
    end: End | None

    @property
    def questions(self) -> tuple[Question, ...]:
        return tuple(question for step in self.steps for question in step.questions)

    @property
    def items(self) -> tuple[Item, ...]:
        """Every answer that may be given."""
        return tuple(item for question in self.questions for item in items_of(question))

    @property
    def unanswered(self) -> tuple[Item, ...]:
        """Required and not answered yet."""
        return tuple(item for item in self.items if item.is_required and item.id not in self.answers)


def visible(definition: Definition, answers: Answers, facts: Facts) -> Path:
    """The path of these answers.

    Read from the beginning: an answer to a question that is not asked counts as not given, so what follows
    from it is not asked either.
    """
    if not definition.has_logic:
        return _whole(definition, answers, facts)
    walk = _Walk(definition, answers, facts)
    steps = tuple(step for section in definition.sections if (step := walk.through(section)).questions)
    hidden = tuple(name for name in answers if name not in walk.counted)
    return Path(steps, walk.counted, hidden, _end(definition, walk.counted, facts))


def _whole(definition: Definition, answers: Answers, facts: Facts) -> Path:
    """Where everybody is asked everything."""
    counted = {name: answers[name] for name in definition.asked_items if answers.get(name) not in (None, "")}
    hidden = tuple(name for name in answers if name not in counted)
    steps = tuple(Step(section, questions) for section, questions in definition.asked_of_all)
    return Path(steps, counted, hidden, _end(definition, counted, facts))


class _Walk:
    """From the first question to the last, remembering which answers count."""

    def __init__(self, definition: Definition, answers: Answers, facts: Facts) -> None:
        self.definition = definition
        self.given = answers
        self.facts = facts
        self.counted: dict[str, object] = {}
        self.target: str | None = None

    def through(self, section: Section) -> Step:
        if self.target == section.id:
            self.target = None
        is_shown = holds(section.show_if, self.counted, self.facts)
        asked = [
            question
            for name in section.questions
            if name in self.definition.by_id
            and (question := self._ask(self.definition.by_id[name], is_shown=is_shown))
        ]
        return Step(section, tuple(asked))

    def _ask(self, question: Question, *, is_shown: bool) -> Question | None:
        """The question as offered, or None when this respondent is not asked it."""
        if self.target == question.id:
            self.target = None
        if self.target or not is_shown or not holds(question.show_if, self.counted, self.facts):
            return None
        whole = offered(self.definition, question, self.counted)
        if not whole.can_be_asked:
            return None  # nothing was carried over: there is nothing to ask
        self.counted.update(
            {item.id: self.given[item.id] for item in items_of(whole) if _has(self.given, item)}
        )
        self.target = next(
            (skip.to for skip in question.skip_to if holds(skip.when, self.counted, self.facts)), None
        )
        return whole


def offered(definition: Definition, question: Question, answers: Answers) -> Question:
    """The question with the choices or rows this respondent is offered."""
    source = definition.by_id.get(question.carry_from.question) if question.carry_from else None
    if source is None or question.carry_from is None:
        return question
    chosen = _chosen(answers.get(source.id))
    left_out = {
        choice.id
        for choice in source.choices
        if (choice.id in chosen) is (question.carry_from.which == "not_chosen")
    }
    if not chosen:  # who chose nothing said nothing about what was left either
        left_out = {choice.id for choice in source.choices}
    own_words = _own_words(source, answers)
    choices = tuple(_named(choice, own_words) for choice in question.choices if choice.id not in left_out)
    rows = tuple(_named(row, own_words) for row in question.rows if row.id not in left_out)
    return replace(question, choices=choices, rows=rows)


def next_section(path: Path, section_id: str | None = None) -> Section | None:
    """The section after this one (None: the first); None when it was the last."""
    sections = [step.section for step in path.steps]
    ids = [section.id for section in sections]
    after = ids.index(section_id) + 1 if section_id in ids else 0
    return sections[after] if after < len(sections) else None


def next_question(path: Path, question_id: str | None = None) -> Question | None:
    """The question after this one (None: the first); None when it was the last."""
    ids = [question.id for question in path.questions]
    after = ids.index(question_id) + 1 if question_id in ids else 0
    return path.questions[after] if after < len(ids) else None


def _end(definition: Definition, answers: Answers, facts: Facts) -> End | None:
    return next((end for end in definition.ends if holds(end.when, answers, facts)), None)


def _has(answers: Answers, item: Item) -> bool:
    return answers.get(item.id) not in (None, "")


def _chosen(given: object) -> frozenset[str]:
    if isinstance(given, list):
        return frozenset(str(one) for one in given)
    return frozenset() if given in (None, "", NOT_APPLICABLE) else frozenset({str(given)})


def _own_words(source: Question, answers: Answers) -> dict[str, str]:
    """What the respondent wrote beside "other", by the choice it belongs to."""
    other = source.other_choice
    words = answers.get(f"{source.id}.other") if other else None
    return {other.id: str(words)} if other and words else {}


def _named(part: Part, words: Mapping[str, str]) -> Part:
    """In the respondent's own words, whatever language the page has."""
    return replace(part, text=dict.fromkeys((*part.text, ""), words[part.id])) if part.id in words else part
