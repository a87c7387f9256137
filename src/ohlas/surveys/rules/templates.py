"""Questionnaires to begin with, worded in every language customers are addressed in."""

import json
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from ohlas.surveys.errors import BadDefinition

FALLBACK = "en"


def template_ids() -> tuple[str, ...]:
    """The templates there are, in the order they are offered."""
    return tuple(_book()["templates"])


def template_definition(template: str, languages: Sequence[str]) -> dict[str, object]:
    """The template's questions in these languages, as a document; English where none of them is known.

    Errors: `BadDefinition` for an unknown template.
    """
    book = _book()
    if template not in book["templates"]:
        raise BadDefinition([f"template: {template!r} was given; allowed: {', '.join(book['templates'])}"])
    asked = [book["questions"][name] for name in book["templates"][template]]
    spoken = [language for language in languages if language in asked[0]["text"]] or [FALLBACK]
    questions = [
        {**question, "id": name, "text": {language: question["text"][language] for language in spoken}}
        for name, question in zip(book["templates"][template], asked, strict=True)
    ]
    return {"questions": questions, "languages": spoken, "default_language": spoken[0]}


@cache
def _book() -> Mapping[str, dict[str, Any]]:  # our own file, in the shape its test demands
    text = (files("ohlas.surveys") / "data" / "templates.json").read_text(encoding="utf-8")
    book: Mapping[str, dict[str, Any]] = json.loads(text)
    return book
