"""Reading questions with their choices, rows, jumps and what they carry over."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Literal, cast

from ohlas.surveys.rules.definition import CarryFrom, Choice, Question, Row, SkipTo
from ohlas.surveys.rules.reading.conditions import read_condition
from ohlas.surveys.rules.reading.reader import Reader, shown
from ohlas.surveys.rules.types import ENTRIES, MAX_CHOICES, MAX_ROWS, MAX_TEXT, QUESTION_TYPES, QuestionType

FIELDS = (
    "id", "type", "scale", "text", "help", "touchpoint", "required", "not_applicable", "low_label",
    "high_label", "choices", "rows", "shuffle", "min", "max", "step", "max_length", "entry", "show_if",
    "skip_to", "carry_from", "quota",
)  # fmt: skip
CHOICE_FIELDS = ("id", "text", "exclusive", "other", "score")
ROW_FIELDS = ("id", "text", "touchpoint")
MAX_SKIPS = 20


def read_question(reader: Reader, place: str, item: object, *, schema: int) -> Question:
    given = reader.mapping(place, item, FIELDS)
    kind = _type(reader, place, given.get("type"))
    if given.get("quota") is not None:
        reader.say(f"{place}.quota", shown(given["quota"]), "null; quotas stand beside the questions")
    return Question(
        id=reader.identifier(f"{place}.id", given.get("id")),
        type=kind,
        scale=_scale(reader, place, kind, given.get("scale")),
        text=reader.texts(f"{place}.text", given.get("text", {})),
        touchpoint=_touchpoint(reader, place, given.get("touchpoint")),
        required=reader.flag(f"{place}.required", given.get("required", False)),
        choices=_choices(reader, place, kind, given.get("choices"), schema),
        not_applicable=reader.flag(f"{place}.not_applicable", given.get("not_applicable", False)),
        help=reader.texts(f"{place}.help", given.get("help")),
        low_label=reader.texts(f"{place}.low_label", given.get("low_label")),
        high_label=reader.texts(f"{place}.high_label", given.get("high_label")),
        rows=_rows(reader, place, kind, given.get("rows")),
        shuffle=reader.flag(f"{place}.shuffle", given.get("shuffle", False)),
        min=reader.number(f"{place}.min", given.get("min")),
        max=reader.number(f"{place}.max", given.get("max")),
        step=reader.number(f"{place}.step", given.get("step")),
        max_length=_max_length(reader, place, given.get("max_length")),
        entry=_entry(reader, place, given.get("entry")),
        show_if=read_condition(reader, f"{place}.show_if", given.get("show_if")),
        skip_to=_skips(reader, place, given.get("skip_to")),
        carry_from=_carry(reader, f"{place}.carry_from", given.get("carry_from")),
    )


def _type(reader: Reader, place: str, given: object) -> QuestionType:
    found = QUESTION_TYPES.get(given) if isinstance(given, str) else None
    if found is None:
        reader.say(f"{place}.type", shown(given), ", ".join(QUESTION_TYPES))
    return found or QUESTION_TYPES["text"]


def _scale(reader: Reader, place: str, kind: QuestionType, given: object) -> str | None:
    if isinstance(given, str) and given in kind.scales:
        return given
    if given is not None:
        allowed = ", ".join(kind.scales) or f"none, because a {kind.id} question has no score"
        reader.say(f"{place}.scale", shown(given), allowed)
    return kind.scales[0] if kind.scales else None


def _touchpoint(reader: Reader, place: str, given: object) -> str | None:
    return None if given is None else reader.identifier(f"{place}.touchpoint", given)


def _choices(
    reader: Reader, place: str, kind: QuestionType, given: object, schema: int
) -> tuple[Choice, ...]:
    where = f"{place}.choices"
    if not kind.has_choices:
        if given not in (None, []):
            reader.say(where, "choices", f"none for a {kind.id} question")
        return ()
    listed = given if given is not None or schema == 1 else []
    least = 1 if schema == 1 else 0  # a draft may wait for its choices; publishing may not
    choices = reader.listed(
        where, listed, lambda at, item: _choice(reader, at, item, schema), MAX_CHOICES, least
    )
    reader.once(where, [choice.id for choice in choices])
    return choices


def _choice(reader: Reader, place: str, item: object, schema: int) -> Choice:
    if schema == 1 and isinstance(item, str):
        return Choice(reader.text(place, item), {})
    given = reader.mapping(place, item, CHOICE_FIELDS)
    name = given.get("id")
    return Choice(
        id=reader.text(f"{place}.id", name) if schema == 1 else reader.identifier(f"{place}.id", name),
        text=reader.texts(f"{place}.text", given.get("text", {})),
        exclusive=reader.flag(f"{place}.exclusive", given.get("exclusive", False)),
        other=reader.flag(f"{place}.other", given.get("other", False)),
        score=reader.number(f"{place}.score", given.get("score")),
    )


def _rows(reader: Reader, place: str, kind: QuestionType, given: object) -> tuple[Row, ...]:
    where = f"{place}.rows"
    if not kind.rows:
        if given not in (None, []):
            reader.say(where, "rows", f"none for a {kind.id} question")
        return ()
    rows = reader.listed(
        where, [] if given is None else given, lambda at, item: _row(reader, at, item), MAX_ROWS
    )
    reader.once(where, [row.id for row in rows])
    return rows


def _row(reader: Reader, place: str, item: object) -> Row:
    given = reader.mapping(place, item, ROW_FIELDS)
    return Row(
        id=reader.identifier(f"{place}.id", given.get("id")),
        text=reader.texts(f"{place}.text", given.get("text", {})),
        touchpoint=_touchpoint(reader, place, given.get("touchpoint")),
    )


def _max_length(reader: Reader, place: str, given: object) -> int | None:
    return None if given is None else reader.whole(f"{place}.max_length", given, 1, MAX_TEXT)


def _entry(reader: Reader, place: str, given: object) -> str | None:
    return None if given is None else reader.one_of(f"{place}.entry", given, tuple(ENTRIES))


def _skips(reader: Reader, place: str, given: object) -> tuple[SkipTo, ...]:
    listed = [] if given is None else given
    return reader.listed(f"{place}.skip_to", listed, lambda at, item: _skip(reader, at, item), MAX_SKIPS)


def _skip(reader: Reader, place: str, item: object) -> SkipTo:
    given = reader.mapping(place, item, ("when", "to"))
    when = read_condition(reader, f"{place}.when", given.get("when"))
    return SkipTo(when, reader.identifier(f"{place}.to", given.get("to")))


def _carry(reader: Reader, place: str, item: object) -> CarryFrom | None:
    if item is None:
        return None
    given = reader.mapping(place, item, ("question", "which"))
    which = reader.one_of(f"{place}.which", given.get("which", "chosen"), ("chosen", "not_chosen"))
    source = reader.identifier(f"{place}.question", given.get("question"))
    return CarryFrom(source, cast("Literal['chosen', 'not_chosen']", which))


def carried_choices(source: Question) -> tuple[Choice, ...]:
    """What may be carried over: all the source offers, without what binds its own answer."""
    return tuple(Choice(choice.id, choice.text, score=choice.score) for choice in source.choices)


def with_carried(question: Question, by_id: Mapping[str, Question]) -> Question:
    """The question with everything it may ever offer."""
    source = by_id.get(question.carry_from.question) if question.carry_from else None
    if source is None:
        return question
    carried = carried_choices(source)
    if question.type.rows:
        rows = tuple(Row(choice.id, choice.text) for choice in carried)
        return replace(question, rows=(*rows, *question.rows))
    return replace(question, choices=(*carried, *question.choices))
