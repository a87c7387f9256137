"""A question's own name, changed everywhere it is referred to. Answers are kept by it: published ones stay."""

import re
from collections.abc import Mapping

from ohlas.surveys.errors import NotAllowed
from ohlas.surveys.rules.definition import END, items_of
from ohlas.surveys.rules.editing.parts import LISTS, Document, names_in, normal, question_of
from ohlas.surveys.rules.piping import CIRCUMSTANCE, PIPE
from ohlas.surveys.rules.reading import read_document
from ohlas.surveys.rules.reading.reader import ID

_TEXTS = ("text", "help", "low_label", "high_label", "title")


def rename_question(document: Document, name: str, to: str) -> Document:
    """The question under its new name, with every condition, jump, section, variant and text that names it.

    Errors: `NotAllowed` for a name that is none, or is taken.
    """
    to = to.strip()
    new = normal(document)
    question_of(new, name)
    if to == name:
        return document
    if not ID.fullmatch(to):
        raise NotAllowed(
            "A question’s name has up to 60 letters without accents, digits, “_”, “-” or “.”; "
            "it begins with a letter or digit."
        )
    if to in names_in(new) or to == END:
        raise NotAllowed(f"The name “{to}” is taken in this survey. Choose another one.")
    renamed: Document = _renamed(new, _names(new, name, to))
    for variant in renamed["variants"]:
        texts = variant.get("texts") or {}
        variant["texts"] = {to if one == name else one: words for one, words in texts.items()}
    return renamed


def _names(document: Document, name: str, to: str) -> dict[str, str]:
    """Old and new names of the question and of every answer it takes."""
    question = read_document(document).definition.by_id.get(name)
    items = items_of(question) if question else ()
    return {name: to, **{item.id: f"{to}{item.id.removeprefix(name)}" for item in items}}


def _renamed(document: Document, names: Mapping[str, str]) -> Document:
    return {**document, **{kind: [_part(one, names) for one in document[kind]] for kind in LISTS}}


def _part(part: Document, names: Mapping[str, str]) -> Document:
    """A section, question, end or quota with the new names in its own fields."""
    new = {**part, "id": names.get(part["id"], part["id"]) if "type" in part else part["id"]}
    if "questions" in new:
        new["questions"] = [names.get(one, one) for one in new["questions"]]
    for field in ("show_if", "when"):
        if new.get(field):
            new[field] = _condition(new[field], names)
    if new.get("skip_to"):
        new["skip_to"] = [_jump(skip, names) for skip in new["skip_to"]]
    if new.get("carry_from"):
        source = new["carry_from"].get("question")
        new["carry_from"] = {**new["carry_from"], "question": names.get(source, source)}
    for field in _TEXTS:
        if isinstance(new.get(field), Mapping):
            new[field] = {language: _piped(text, names) for language, text in new[field].items()}
    if new.get("texts"):
        new["texts"] = {
            one: {language: _piped(text, names) for language, text in words.items()}
            for one, words in new["texts"].items()
        }
    return new


def _jump(skip: Document, names: Mapping[str, str]) -> Document:
    when = skip.get("when")
    return {
        **skip,
        "to": names.get(skip["to"], skip["to"]),
        "when": _condition(when, names) if when else None,
    }


def _condition(condition: Document, names: Mapping[str, str]) -> Document:
    for joiner in ("all", "any"):
        if joiner in condition:
            return {joiner: [_condition(one, names) for one in condition[joiner]]}
    if "not" in condition:
        return {"not": _condition(condition["not"], names)}
    if "question" in condition:
        return {**condition, "question": names.get(condition["question"], condition["question"])}
    return condition


def _piped(text: str, names: Mapping[str, str]) -> str:
    def said(found: re.Match[str]) -> str:
        name = found[1]
        is_answer = name in names and not CIRCUMSTANCE.fullmatch(name)
        return found[0].replace(name, names[name], 1) if is_answer else found[0]

    return PIPE.sub(said, text)
