"""What is missing: questions, choices, words, translations, and ways that lead anywhere."""

from collections.abc import Iterator

from ohlas.surveys.rules.definition import Definition, Texts
from ohlas.surveys.rules.reach import unreachable
from ohlas.surveys.rules.remarks.remark import Remark, named


def emptiness(definition: Definition) -> Iterator[Remark]:
    if not definition.questions:
        yield Remark("empty", "", "The survey asks nothing yet.", "Add a question.", stops=True)
    for question in definition.questions:
        if question.type.has_choices and not question.choices:
            yield Remark(
                "no_choices",
                question.id,
                f"{named(definition, question)} offers no choices.",
                "Add at least two choices.",
                stops=True,
            )
        if question.type.rows and not question.rows:
            yield Remark(
                "no_rows",
                question.id,
                f"{named(definition, question)} has no rows.",
                "Add what is to be rated.",
                stops=True,
            )
        if not question.text.get(definition.default_language, "").strip():
            yield Remark(
                "no_text",
                question.id,
                f"The question {question.id} has no text in {definition.default_language}, the first language.",
                "Write the question.",
                stops=True,
            )


def dead_ends(definition: Definition) -> Iterator[Remark]:
    for question in unreachable(definition):
        yield Remark(
            "unreachable",
            question.id,
            f"{named(definition, question)} can never be asked.",
            "Change its condition or the jump over it, or remove it.",
            stops=True,
        )


def translations(definition: Definition) -> Iterator[Remark]:
    for language in definition.languages:
        if language != definition.default_language:
            for where, missing in _untranslated(definition, language):
                sentence = (
                    f"{missing} not translated to {language}; respondents see {definition.default_language}."
                )
                yield Remark(
                    "missing_translation", where, sentence, "Translate it, or take the language away."
                )


def _untranslated(definition: Definition, language: str) -> Iterator[tuple[str, str]]:
    for where, name, texts in _all_texts(definition):
        if any(text.strip() for text in texts.values()) and not texts.get(language, "").strip():
            yield where, f"{name} “{definition.words(texts, definition.default_language)[:60]}” is"


def _all_texts(definition: Definition) -> Iterator[tuple[str, str, Texts]]:
    for section in definition.sections:
        yield section.id, "The title", section.title
    for question in definition.questions:
        carried = question.carry_from is not None
        yield question.id, "The question", question.text
        yield question.id, "The help", question.help
        yield question.id, "The label", question.low_label
        yield question.id, "The label", question.high_label
        if not carried:
            yield from ((question.id, "The choice", choice.text) for choice in question.choices)
            yield from ((question.id, "The row", row.text) for row in question.rows)
    for end in definition.ends:
        yield end.id, "The last page", end.title
        yield end.id, "The last page", end.text
