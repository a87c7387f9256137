"""Words of answers and circumstances inside texts: `{{q1}}`, `{{contact.name}}`, `{{q1|your visit}}`.

Plain text in, plain text out; whoever shows it escapes it. What is filled in is never filled in again.
"""

import re
from collections.abc import Iterator, Mapping

from ohlas.surveys.rules.conditions import Answers, Facts
from ohlas.surveys.rules.definition import Definition, Item
from ohlas.surveys.rules.types import NOT_APPLICABLE, AnswerKind

PIPE = re.compile(r"\{\{\s*([A-Za-z0-9][A-Za-z0-9_.\-]{0,199})\s*(?:\|([^{}|]{0,200}))?\}\}")
CIRCUMSTANCE = re.compile(
    r"contact\.(name|first_name|last_name|vocative)|unit|employee|product|organisation|language|channel|touchpoint"
    r"|a_[a-z][a-z0-9_]{0,39}"
)
MISSING = "…"
"""Stands where there is neither an answer nor words to stand in for it."""
MAX_PIPED = 200
"""Characters of an answer repeated in a question; the rest is an ellipsis."""


def names_piped(text: str) -> Iterator[str]:
    """The answers a text repeats; circumstances are left out."""
    return (name for name, _ in PIPE.findall(text) if not CIRCUMSTANCE.fullmatch(name))


def fill(text: str, words: Mapping[str, str]) -> str:
    """The text with every pipe replaced by its words, else by its fallback, else by an ellipsis."""
    if "{{" not in text:
        return text
    return PIPE.sub(lambda found: words.get(found[1]) or found[2] or MISSING, text)


def words_for(definition: Definition, answers: Answers, facts: Facts, language: str) -> dict[str, str]:
    """What each pipe says, in this language: answers by their names, and the circumstances."""
    words = {
        name: shortened(str(given)) for name, given in facts.items() if given and CIRCUMSTANCE.fullmatch(name)
    }
    for name, given in answers.items():
        item = definition.item_by_id.get(name)
        said = answer_words(definition, item, given, language, answers) if item else ""
        if said:
            words[name] = shortened(said)
    return words


def answer_words(
    definition: Definition, item: Item, given: object, language: str, answers: Answers | None = None
) -> str:
    """One answer as a person would say it; nothing for none or for "not applicable"."""
    if given is None or given == NOT_APPLICABLE or isinstance(given, bool):
        return ""
    if item.type.has_choices:
        chosen = given if isinstance(given, list) else [given]
        return ", ".join(_choice(definition, item, one, language, answers or {}) for one in chosen)
    if isinstance(given, float) and item.kind is AnswerKind.SCORE:
        return f"{given:g}"
    return str(given)


def _choice(definition: Definition, item: Item, given: object, language: str, answers: Answers) -> str:
    """The choice's text; the respondent's own words where the choice asked for them."""
    choice = next((one for one in item.question.choices if one.id == given), None)
    if choice is None:
        return str(given)
    own = answers.get(f"{item.question.id}.other") if choice.other else None
    return str(own) if own else definition.words(choice.text, language) or choice.id


def shortened(text: str) -> str:
    return text if len(text) <= MAX_PIPED else text[: MAX_PIPED - 1].rstrip() + "…"
