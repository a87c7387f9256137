"""The small form “[question] [is at least] [9]” as a comparison of a condition."""

from functools import partial

from django.http import QueryDict

from ohlas.surveys.errors import NotAllowed
from ohlas.surveys.rules import AnswerKind, Definition, Item, Op
from ohlas.surveys.rules.editing import Document, Operation, add_condition
from ohlas.surveys.rules.reading import read_document

WITHOUT_VALUE = frozenset({Op.ANSWERED, Op.NOT_ANSWERED})


def comparison(post: QueryDict, owner: str) -> Operation:
    """The condition of this owner with the comparison posted.

    Errors: `NotAllowed`, here or when it is done, for an unknown question or a value it cannot have.
    """
    try:
        op = Op(post.get("op", ""))
    except ValueError as error:
        raise NotAllowed("Choose how the answer is compared.") from error
    about, value = post.get("about", ""), post.get("value", "").strip()

    def add(document: Document) -> Document:
        item = _item(read_document(document).definition, about)
        written: Document = {"question": item.id, "op": op.value}
        if op not in WITHOUT_VALUE:
            written["value"] = _value(item, op, value)
        return add_condition(document, owner, written)

    return partial(add)


def _item(definition: Definition, name: str) -> Item:
    found = definition.item_by_id.get(name)
    if found is None:
        raise NotAllowed("Choose the question the condition is about.")
    return found


def _value(item: Item, op: Op, value: str) -> object:
    if not value:
        raise NotAllowed("Say what the answer is compared with.")
    if item.kind is AnswerKind.SCORE:
        return _number(value)
    if item.kind is AnswerKind.CONSENT:
        return value == "yes"
    return [value] if op is Op.IN else value


def _number(value: str) -> float:
    try:
        number = float(value.replace(",", "."))
    except ValueError as error:
        raise NotAllowed(f"“{value[:40]}” is no number.") from error
    return int(number) if number.is_integer() else number
