"""What no schema can say: names that must exist and come earlier, jumps that must go forward."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ohlas.surveys.rules.conditions import AnswerIs, Condition, leaves
from ohlas.surveys.rules.definition import END, Definition, Question, items_of
from ohlas.surveys.rules.piping import names_piped
from ohlas.surveys.rules.reading.comparisons import check_comparison
from ohlas.surveys.rules.reading.reader import Reader
from ohlas.surveys.rules.types import AnswerKind

AFTER_ALL = 10**6
_EARLIER = "questions asked before this"


def check_sense(reader: Reader, definition: Definition) -> None:
    """Notes every doubt about a definition whose parts have been read."""
    flow = Flow.of(definition)
    _check_sections(reader, definition, flow)
    for n, question in enumerate(definition.questions):
        _check_question(reader, f"questions[{n}]", question, flow)
    _check_around(reader, definition, flow)


@dataclass(frozen=True)
class Flow:
    """When everything is asked; the questions of a shuffled section are asked at the same time."""

    definition: Definition
    questions: Mapping[str, int] = field(default_factory=dict)
    sections: Mapping[str, int] = field(default_factory=dict)

    @classmethod
    def of(cls, definition: Definition) -> "Flow":
        questions: dict[str, int] = {}
        sections: dict[str, int] = {}
        now = 0
        for section in definition.sections:
            sections[section.id] = now
            for name in section.questions:
                questions.setdefault(name, now)
                now += 0 if section.shuffle else 1
            now += 1
        return cls(definition, questions, sections)

    def at(self, question: str) -> int:
        return self.questions.get(question, AFTER_ALL)

    def is_earlier(self, question: str, than: int) -> bool:
        return self.at(question) < than

    def target(self, name: str) -> int | None:
        return self.sections.get(name, self.questions.get(name))


def _check_sections(reader: Reader, definition: Definition, flow: Flow) -> None:
    """Every question in exactly one section; no name means two things."""
    reader.once("sections", [section.id for section in definition.sections])
    named = [name for section in definition.sections for name in section.questions]
    if len(definition.by_id) == len(definition.questions):
        reader.once("sections", named)
    questions, sections = set(definition.by_id), {section.id for section in definition.sections}
    for name in sorted(set(named) - questions - {""}):
        reader.doubt("sections", f"the question {name!r}", "ids of the questions")
    for name in sorted(questions - set(named) - {""}):
        reader.doubt("sections", f"no section with the question {name!r}", "each question in one section")
    for name in sorted(questions & sections - {""}):
        reader.doubt("sections", f"the id {name!r}", "an id that no question has")
    if definition.schema > 1 and END in questions | sections:
        reader.doubt("questions", f"the id {END!r}", "another id; this one means the end")
    for n, section in enumerate(definition.sections):
        _check_condition(reader, f"sections[{n}].show_if", section.show_if, flow, flow.sections[section.id])


def _check_question(reader: Reader, place: str, question: Question, flow: Flow) -> None:
    here = flow.at(question.id)
    _check_condition(reader, f"{place}.show_if", question.show_if, flow, here)
    for n, skip in enumerate(question.skip_to):
        at = f"{place}.skip_to[{n}]"
        _check_condition(reader, f"{at}.when", skip.when, flow, here, own=question.id)
        _check_jump(reader, f"{at}.to", skip.to, question, flow)
    _check_carry(reader, f"{place}.carry_from", question, flow)
    _check_bounds(reader, place, question)
    _check_pipes(reader, place, question, flow)
    if len([choice for choice in question.choices if choice.other]) > 1:
        reader.doubt(f"{place}.choices", "two choices for other words", "one")


def _check_condition(  # noqa: PLR0917 - one order everywhere: what, where, and when it is asked
    reader: Reader, place: str, condition: Condition | None, flow: Flow, here: int, own: str | None = None
) -> None:
    """Every item it names exists, is asked before, and can be answered as compared with."""
    for leaf in leaves(condition):
        if not isinstance(leaf, AnswerIs) or not leaf.question:
            continue
        item = flow.definition.item_by_id.get(leaf.question)
        if item is None:
            known = ", ".join(list(flow.definition.item_by_id)[:20])
            reader.doubt(place, f"the question {leaf.question!r}", f"the questions {known}")
        elif item.question.id != own and not flow.is_earlier(item.question.id, here):
            reader.doubt(place, f"{leaf.question!r}, which is not asked earlier", _EARLIER)
        else:
            check_comparison(reader, place, leaf, item)


def _check_jump(reader: Reader, place: str, target: str, question: Question, flow: Flow) -> None:
    """Only forward, and never into the middle of a shuffled section: so no loop can be written."""
    if target in {END, ""}:
        return
    there = flow.target(target)
    if there is None or there <= flow.at(question.id):
        why = "" if there is None else f", which does not come later than {question.id!r}"
        reader.doubt(place, f"{target!r}{why}", f"a later question or section, or {END!r}")
    elif target in flow.questions and flow.definition.section_of[target].shuffle:
        reader.doubt(place, f"{target!r} in a shuffled section", "the section itself")


def _check_carry(reader: Reader, place: str, question: Question, flow: Flow) -> None:
    if question.carry_from is None:
        return
    source = flow.definition.by_id.get(question.carry_from.question)
    if not (question.type.has_choices or question.type.rows):
        reader.doubt(place, f"a {question.type.id} question", "questions with choices or rows")
    if source is None or not source.type.has_choices:
        reader.doubt(
            place, f"the question {question.carry_from.question!r}", "an earlier question with choices"
        )
    elif not flow.is_earlier(source.id, flow.at(question.id)):
        reader.doubt(place, f"{source.id!r}, which is not asked earlier", _EARLIER)
    else:
        parts: Sequence[str] = [part.id for part in question.choices or question.rows]
        reader.once(place, parts)


def _check_bounds(reader: Reader, place: str, question: Question) -> None:
    bounds = {"min": question.min, "max": question.max, "step": question.step}
    for name, given in bounds.items():
        if given is not None and not question.type.has_bounds:
            allowed = "bounds of numbers, sliders and of how many are chosen"
            reader.doubt(f"{place}.{name}", f"a bound of a {question.type.id} question", allowed)
    if question.min is not None and question.max is not None and question.min > question.max:
        reader.doubt(f"{place}.min", f"{question.min:g}", f"at most the highest, {question.max:g}")
    if question.step is not None and question.step <= 0:
        reader.doubt(f"{place}.step", f"{question.step:g}", "a step above 0")
    for name, length in {"max_length": question.max_length, "entry": question.entry}.items():
        if length is not None and question.type.kind is not AnswerKind.TEXT:
            reader.doubt(f"{place}.{name}", f"a {question.type.id} question", "text questions")


def _check_pipes(reader: Reader, place: str, question: Question, flow: Flow) -> None:
    """Answers are repeated only after they were given; in schema 1 braces are plain text."""
    if flow.definition.schema == 1:
        return
    wordings = [*question.text.values(), *question.help.values()]
    for name in dict.fromkeys(name for text in wordings for name in names_piped(text)):
        item = flow.definition.item_by_id.get(name)
        if item is None or not flow.is_earlier(item.question.id, flow.at(question.id)):
            allowed = "an earlier question, contact.name, unit or a_ and an attribute's key"
            reader.doubt(place, f"the pipe {{{{{name}}}}}", allowed)


def _check_around(reader: Reader, definition: Definition, flow: Flow) -> None:
    if not reader.doubts:  # one id twice would be told again for each answer it names
        reader.once(
            "questions", [item.id for question in definition.questions for item in items_of(question)]
        )
    conditions = {
        "quotas": [(quota.id, quota.when) for quota in definition.quotas],
        "ends": [(end.id, end.when) for end in definition.ends],
    }
    for kind, parts in conditions.items():
        reader.once(kind, [name for name, _ in parts])
        for n, (_, when) in enumerate(parts):
            _check_condition(reader, f"{kind}[{n}].when", when, flow, AFTER_ALL)
    reader.once("variants", [variant.id for variant in definition.variants])
    if len(definition.variants) == 1:
        reader.doubt("variants", "one variant", "none, or at least two")
    for n, variant in enumerate(definition.variants):
        for name in sorted(set(variant.texts) - set(definition.by_id) - {""}):
            reader.doubt(f"variants[{n}].texts", f"the question {name!r}", "ids of the questions")
