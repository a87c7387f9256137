"""A questionnaire as a document: read strictly, every mistake named at once.

{"questions": [{"id", "type", "scale", "touchpoint", "required", "text": {language: …},
                "choices": [{"id", "text": {…}}], "not_applicable"}],
 "languages": ["cs", "en"], "default_language": "cs"}
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import cast

from ohlas.surveys.errors import BadDefinition
from ohlas.surveys.rules.types import MAX_CHOICES, MAX_QUESTIONS, QUESTION_TYPES, AnswerKind, QuestionType

ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.\-]{0,59}")
LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,4})?")
MAX_QUESTION_TEXT = 2_000
_KNOWN = frozenset({"id", "type", "scale", "text", "touchpoint", "required", "choices", "not_applicable"})
_CHOICE_KINDS = frozenset({AnswerKind.SINGLE, AnswerKind.MULTIPLE})


@dataclass(frozen=True, slots=True)
class Choice:
    id: str
    text: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Question:
    """One question; `scale` is an id of `ohlas.metrics.SCALES`, None for those without a score."""

    id: str
    type: QuestionType
    scale: str | None
    text: Mapping[str, str]
    touchpoint: str | None = None
    required: bool = False
    choices: tuple[Choice, ...] = ()
    not_applicable: bool = False

    def title(self, language: str) -> str:
        """The wording in this language, else in any, else the id."""
        return self.text.get(language) or next(iter(self.text.values()), "") or self.id

    @property
    def choice_ids(self) -> frozenset[str]:
        return frozenset(choice.id for choice in self.choices)


@dataclass(frozen=True)
class Definition:
    questions: tuple[Question, ...]
    languages: tuple[str, ...]
    default_language: str
    by_id: Mapping[str, Question] = field(init=False, repr=False, compare=False)
    required_ids: frozenset[str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_id", {question.id: question for question in self.questions})
        object.__setattr__(self, "required_ids", frozenset(q.id for q in self.questions if q.required))


def parse_definition(document: object) -> Definition:
    """The questionnaire in a JSON document.

    Errors: `BadDefinition` with one line per mistake: where, what was given, what is allowed.
    """
    reader = _Reader()
    definition = reader.definition(document)
    if reader.problems:
        raise BadDefinition(reader.problems)
    return definition


class _Reader:
    """Collects mistakes while reading, so that an author sees all of them and not the first."""

    def __init__(self) -> None:
        self.problems: list[str] = []

    def definition(self, document: object) -> Definition:
        top = self._mapping("definition", document)
        listed = self._list("questions", top.get("questions"))
        if not 1 <= len(listed) <= MAX_QUESTIONS:
            self._say("questions", f"{len(listed)} questions", f"1 to {MAX_QUESTIONS}")
        questions = tuple(self._question(n, item) for n, item in enumerate(listed[:MAX_QUESTIONS]))
        self._once("questions", [question.id for question in questions])
        languages = self._languages(top, questions)
        default = self._text("default_language", top.get("default_language", languages[0]))
        if default not in languages:
            self._say("default_language", repr(default), f"one of {', '.join(languages)}")
        return Definition(questions, languages, default)

    def _languages(self, top: Mapping[str, object], questions: Sequence[Question]) -> tuple[str, ...]:
        spoken = dict.fromkeys(language for question in questions for language in question.text)
        given = self._list("languages", top.get("languages", list(spoken) or ["en"]))
        languages = tuple(self._text("languages", item) for item in given)
        for language in languages:
            if not LANGUAGE.fullmatch(language):
                self._say("languages", repr(language), "codes such as cs or en")
        return languages or ("en",)

    def _question(self, n: int, item: object) -> Question:
        place = f"questions[{n}]"
        given = self._mapping(place, item)
        for key in sorted(set(given) - _KNOWN):
            self._say(place, f"unknown field {key!r}", f"the fields {', '.join(sorted(_KNOWN))}")
        kind = self._type(place, given.get("type"))
        return Question(
            id=self._id(f"{place}.id", given.get("id")),
            type=kind,
            scale=self._scale(place, kind, given.get("scale")),
            text=self._texts(f"{place}.text", given.get("text", {})),
            touchpoint=self._touchpoint(place, given.get("touchpoint")),
            required=self._flag(f"{place}.required", given.get("required", False)),
            choices=self._choices(place, kind, given.get("choices")),
            not_applicable=self._flag(f"{place}.not_applicable", given.get("not_applicable", False)),
        )

    def _type(self, place: str, given: object) -> QuestionType:
        found = QUESTION_TYPES.get(given) if isinstance(given, str) else None
        if found is None:
            self._say(f"{place}.type", repr(given), ", ".join(QUESTION_TYPES))
        return found or QUESTION_TYPES["text"]

    def _scale(self, place: str, kind: QuestionType, given: object) -> str | None:
        if given is None:
            return kind.scales[0] if kind.scales else None
        if given not in kind.scales:
            allowed = ", ".join(kind.scales) or f"none, because a {kind.id} question has no score"
            self._say(f"{place}.scale", repr(given), allowed)
        return str(given)

    def _choices(self, place: str, kind: QuestionType, given: object) -> tuple[Choice, ...]:
        if kind.kind not in _CHOICE_KINDS:
            if given:
                self._say(f"{place}.choices", "choices", f"none for a {kind.id} question")
            return ()
        listed = self._list(f"{place}.choices", given)
        if not 1 <= len(listed) <= MAX_CHOICES:
            self._say(f"{place}.choices", f"{len(listed)} choices", f"1 to {MAX_CHOICES}")
        choices = tuple(
            self._choice(f"{place}.choices[{n}]", item) for n, item in enumerate(listed[:MAX_CHOICES])
        )
        self._once(f"{place}.choices", [choice.id for choice in choices])
        return choices

    def _choice(self, place: str, item: object) -> Choice:
        if isinstance(item, str):
            return Choice(item, {})
        given = self._mapping(place, item)
        return Choice(
            self._text(f"{place}.id", given.get("id")), self._texts(f"{place}.text", given.get("text", {}))
        )

    def _touchpoint(self, place: str, given: object) -> str | None:
        return None if given is None else self._id(f"{place}.touchpoint", given)

    def _texts(self, place: str, given: object) -> Mapping[str, str]:
        texts = self._mapping(place, given)
        return {language: self._text(f"{place}.{language}", text) for language, text in texts.items()}

    def _id(self, place: str, given: object) -> str:
        if not isinstance(given, str) or not ID.fullmatch(given):
            self._say(
                place, repr(given)[:80], "a letter or digit, then up to 59 letters, digits, '_', '-' or '.'"
            )
            return ""
        return given

    def _text(self, place: str, given: object) -> str:
        if not isinstance(given, str) or "\0" in given or len(given) > MAX_QUESTION_TEXT:
            self._say(place, repr(given)[:80], f"text of up to {MAX_QUESTION_TEXT} characters")
            return ""
        return given

    def _flag(self, place: str, given: object) -> bool:
        if not isinstance(given, bool):
            self._say(place, repr(given)[:80], "true or false")
        return given is True

    def _mapping(self, place: str, given: object) -> Mapping[str, object]:
        if not isinstance(given, Mapping):
            self._say(place, repr(given)[:80], "an object")
            return {}
        return cast("Mapping[str, object]", given)

    def _list(self, place: str, given: object) -> Sequence[object]:
        if not isinstance(given, list):
            self._say(place, repr(given)[:80], "a list")
            return []
        return cast("list[object]", given)

    def _once(self, place: str, ids: Sequence[str]) -> None:
        for twice in sorted({name for name in ids if name and ids.count(name) > 1}):
            self._say(place, f"the id {twice!r} twice", "each id once")

    def _say(self, place: str, given: str, allowed: str) -> None:
        self.problems.append(f"{place}: {given} was given; allowed: {allowed}")
