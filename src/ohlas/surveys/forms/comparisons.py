"""The small form “[question] [is at least] [9]” as a comparison of a condition, alone or in a new group.

`about` names a question's item, or `field:` and a circumstance; `path` the group it comes into.
"""

from functools import partial

from django.http import QueryDict
from django.utils.translation import gettext as _

from ohlas.surveys.errors import NotAllowed
from ohlas.surveys.rules import AnswerKind, Definition, Item, Op
from ohlas.surveys.rules.editing import Document, Operation, add_condition
from ohlas.surveys.rules.reading import read_document

WITHOUT_VALUE = frozenset({Op.ANSWERED, Op.NOT_ANSWERED})
NUMBERS = frozenset({Op.AT_LEAST, Op.AT_MOST, Op.BETWEEN})
FIELD = "field:"
ATTRIBUTE = "a_"


def comparison(post: QueryDict, owner: str, path: str = "", apart: str = "") -> Operation:
    """The condition of this owner with the comparison posted; `apart` puts it in a new group of the path.

    Errors: `NotAllowed`, here or when it is done, for an unknown question or a value it cannot have.
    """
    try:
        op = Op(post.get("op", ""))
    except ValueError as error:
        raise NotAllowed(_("Choose how the answer is compared.")) from error
    about, value = post.get("about", ""), post.get("value", "").strip()
    path = "" if path == "-" else path  # a word between blanks cannot be empty

    def add(document: Document) -> Document:
        if about.startswith(FIELD):
            written = _field(about.removeprefix(FIELD), post.get("key", "").strip(), op, value)
        else:
            written = _answer(_item(read_document(document).definition, about), op, value)
        return add_condition(document, owner, written, path, apart=bool(apart))

    return partial(add)


def _answer(item: Item, op: Op, value: str) -> Document:
    written: Document = {"question": item.id, "op": op.value}
    return written if op in WITHOUT_VALUE else {**written, "value": _value(item, op, value)}


def _field(name: str, key: str, op: Op, value: str) -> Document:
    """A circumstance; an attribute not offered is named by its key."""
    name = f"{ATTRIBUTE}{key.removeprefix(ATTRIBUTE)}" if name == ATTRIBUTE else name
    if name == ATTRIBUTE:
        raise NotAllowed(_("Say which attribute is compared."))
    written: Document = {"field": name, "op": op.value}
    if op in WITHOUT_VALUE:
        return written
    if not value:
        raise NotAllowed(_("Say what it is compared with."))
    return {**written, "value": _number(value) if op in NUMBERS else value}


def _item(definition: Definition, name: str) -> Item:
    found = definition.item_by_id.get(name)
    if found is None:
        raise NotAllowed(_("Choose the question the condition is about."))
    return found


def _value(item: Item, op: Op, value: str) -> object:
    if not value:
        raise NotAllowed(_("Say what the answer is compared with."))
    if item.kind is AnswerKind.SCORE:
        return _number(value)
    if item.kind is AnswerKind.CONSENT:
        return value == "yes"
    return [value] if op is Op.IN else value


def _number(value: str) -> float:
    try:
        number = float(value.replace(",", "."))
    except ValueError as error:
        raise NotAllowed(_("“%(value)s” is no number.") % {"value": value[:40]}) from error
    return int(number) if number.is_integer() else number
