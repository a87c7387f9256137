"""A posted form of the builder as an operation on the draft.

Texts are posted as `text:<path>` in the language `in`, plain fields as `f:<path>`, and a button as
`do`, a word and its arguments with blanks between them. What was typed is saved before the button's deed.
"""

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from inspect import signature

from django.http import QueryDict

from ohlas.surveys.errors import NotAllowed
from ohlas.surveys.forms.comparisons import comparison
from ohlas.surveys.rules import editing
from ohlas.surveys.rules.editing import Document, Operation, in_turn
from ohlas.surveys.rules.library import library

FLAGS = frozenset({"required", "not_applicable", "shuffle", "other", "exclusive", "anonymous"})
NUMBERS = frozenset({"min", "max", "step", "score"})
WHOLES = frozenset({"max_length", "limit", "share", "edit_minutes"})
NAMES = {
    "min": "The lowest",
    "max": "The highest",
    "step": "The step",
    "score": "The score of a choice",
    "max_length": "The letters at most",
    "limit": "The limit of a quota",
    "share": "The share of a wording",
    "edit_minutes": "The minutes in which answers may be changed",
}
BEYOND = 10**15
"""Larger numbers are no longer whole in every program that reads the document."""


def operation_of(post: QueryDict) -> Operation:
    """Everything this form changes, as one change.

    Errors: `NotAllowed` for a deed that does not exist or lacks its arguments.
    """
    return in_turn([*_texts(post), *_fields(post), *_deed(post)])


def _texts(post: QueryDict) -> Iterator[Operation]:
    texts = {
        key.removeprefix("text:"): str(value).replace("\r\n", "\n")
        for key, value in post.items()
        if key.startswith("text:")
    }
    if texts:
        yield partial(editing.set_texts, texts=texts, language=post.get("in", ""))


def _fields(post: QueryDict) -> Iterator[Operation]:
    parts: dict[tuple[str, ...], dict[str, object]] = {}
    for key, value in post.items():
        if key.startswith("f:"):
            *owner, field = key.removeprefix("f:").split("/")
            parts.setdefault(tuple(owner), {})[field] = read_field(field, str(value).strip())
    for names, fields in parts.items():
        yield _setting(names, fields)


def _setting(names: tuple[str, ...], fields: dict[str, object]) -> Operation:
    match names:
        case ("survey",):
            address = fields.pop("address", None)
            steps = [partial(editing.set_settings, fields=fields)]
            if address:
                steps.append(partial(editing.set_address, address=_address(address)))
            return in_turn(steps)
        case ("questions", name):
            if "carry_question" in fields:
                fields["carry_from"] = _carried(fields)
            return partial(editing.set_question, name=name, fields=fields)
        case ("questions", name, ("choices" | "rows") as kind, inner):
            return partial(editing.set_choice, name=name, kind=kind, choice=inner, fields=fields)
        case (kind, name):
            return partial(editing.set_part, kind=kind, name=name, fields=fields)
        case _:
            raise NotAllowed("This cannot be changed here.")


def read_field(field: str, value: str) -> object:
    """What was typed as what the document holds.

    Errors: `NotAllowed` for what should be a number and is none.
    """
    if field in FLAGS:
        return value == "1"
    if field in NUMBERS | WHOLES and value:
        return read_number(value, whole=field in WHOLES, named=NAMES[field])
    return value or None


def read_number(value: str, *, whole: bool = False, named: str = "") -> float:
    where = f"{named}: " if named else ""
    try:
        number = float(value.replace(",", "."))
    except ValueError as error:
        raise NotAllowed(f"{where}“{value[:40]}” is no number. Write one such as 5.") from error
    if not abs(number) < BEYOND or (whole and not number.is_integer()):
        kind = "whole number" if whole else "number"
        raise NotAllowed(f"{where}“{value[:40]}” is no {kind}. Write one such as 5.")
    return int(number) if number.is_integer() else number


def _carried(fields: dict[str, object]) -> Document | None:
    source, rest = fields.pop("carry_question"), fields.pop("carry_rest", None)
    return {"question": source, "which": "not_chosen" if rest else "chosen"} if source else None


def _address(value: object) -> "editing.Address":
    return "informal" if value == "informal" else "formal"


def _deed(post: QueryDict) -> Iterator[Operation]:
    words = post.get("do", "").split()
    if not words or words[0] == "save":
        return
    make = DEEDS.get(words[0])
    if make is None:
        raise NotAllowed(f"There is no deed “{words[0][:40]}”.")
    try:
        yield make(post, *words[1:])
    except TypeError as error:
        raise NotAllowed(f"“{words[0]}” does not say what to change.") from error


def _new(add: Callable[..., tuple[Document, str]], *given: object) -> Operation:
    """The document alone; the deed finds out by itself what is new in it."""
    return lambda document: add(document, *given)[0]


def _add_blank(post: QueryDict) -> Operation:
    question = editing.blank_question(post.get("kind", ""))
    return _new(editing.add_question, question, post.get("after") or None)


def _add_library(post: QueryDict, name: str) -> Operation:
    known = library().questions.get(name)
    if known is None:
        raise NotAllowed(f"The library has no question “{name[:60]}”.")

    def add(document: Document) -> Document:
        languages = document.get("languages") or ["en"]
        question = known.document(languages, document.get("address", "formal"))
        return editing.add_question(document, question, post.get("after") or None)[0]

    return add


def _move(post: QueryDict, name: str = "") -> Operation:
    index = int(read_number(post.get("index", "0"), whole=True))
    return partial(
        editing.move_question,
        name=name or post.get("question", ""),
        section=post.get("section", ""),
        index=index,
    )


def _step(change: Callable[..., Document], by: int) -> Callable[..., Operation]:
    return lambda _post, *names: _given(change, *names, by)


def _plain(change: Callable[..., Document]) -> Callable[..., Operation]:
    return lambda _post, *names: _given(change, *names)


def _given(change: Callable[..., Document], *names: object) -> Operation:
    """The change with its arguments, counted now and not when it is too late."""
    signature(change).bind({}, *names)
    return lambda document: change(document, *names)


def _remove_numbered(change: Callable[..., Document]) -> Callable[..., Operation]:
    return lambda _post, name, index: (
        lambda document: change(document, name, int(read_number(index, whole=True)))
    )


def _add_choice(post: QueryDict, name: str, kind: str) -> Operation:
    return partial(editing.add_choice, name=name, kind=_listed(kind), text=_said(post, "new_choice"))


def _listed(kind: str) -> "editing.Listed":
    return "rows" if kind == "rows" else "choices"


def _add_section(post: QueryDict, after: str = "") -> Operation:
    return _new(editing.add_section, after or None, _said(post, "title"))


def _said(post: QueryDict, field: str) -> Mapping[str, str]:
    text = post.get(field, "").strip()
    return {post.get("in", ""): text} if text else {}


def _add_quota(post: QueryDict) -> Operation:
    return _new(editing.add_quota, int(read_number(post.get("limit") or "100", whole=True)))


DEEDS: Mapping[str, Callable[..., Operation]] = {
    "add_blank": _add_blank,
    "add_library": _add_library,
    "remove": _plain(editing.remove_question),
    "retype": lambda post, name: partial(editing.change_kind, name=name, kind=post.get("kind", "")),
    "copy": lambda _post, name: _new(editing.duplicate_question, name),
    "up": _step(editing.step_question, -1),
    "down": _step(editing.step_question, 1),
    "move": _move,
    "add_choice": _add_choice,
    "remove_choice": _plain(editing.remove_choice),
    "up_choice": _step(editing.move_choice, -1),
    "down_choice": _step(editing.move_choice, 1),
    "add_section": _add_section,
    "remove_section": _plain(editing.remove_section),
    "up_section": _step(editing.move_section, -1),
    "down_section": _step(editing.move_section, 1),
    "add_condition": comparison,
    "remove_condition": lambda _post, owner, path="": partial(
        editing.remove_condition, owner=owner, path=path
    ),
    "join": lambda post, owner, path="": partial(
        editing.join_conditions, owner=owner, joiner=post.get("joiner", ""), path=path
    ),
    "add_skip": lambda post, name: partial(editing.add_skip, name=name, to=post.get("to", "")),
    "remove_skip": _remove_numbered(editing.remove_skip),
    "add_language": lambda post: partial(editing.add_language, language=post.get("language", "")),
    "remove_language": _plain(editing.remove_language),
    "add_end": lambda _post: _new(editing.add_end),
    "add_quota": _add_quota,
    "add_variant": lambda _post: editing.add_variant,
    "remove_part": _plain(editing.remove_part),
    "up_part": _step(editing.move_part, -1),
    "down_part": _step(editing.move_part, 1),
    "reword": lambda _post, *_names: lambda document: document,
}
