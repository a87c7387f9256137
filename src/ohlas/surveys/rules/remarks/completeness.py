"""What is missing: questions, choices, words, translations, and ways that lead anywhere."""

from collections.abc import Iterator

from ohlas.surveys.rules.definition import Definition, Question, Texts
from ohlas.surveys.rules.reach import unreachable
from ohlas.surveys.rules.remarks.remark import Remark, named
from ohlas.surveys.rules.saying import Term, said, said_of

FEWEST_CHOICES = 2
"""One choice is no choice; a question that takes over what was chosen before may have any number."""


def emptiness(definition: Definition) -> Iterator[Remark]:
    if not definition.questions:
        yield Remark("empty", "", said("The survey asks nothing yet."), said("Add a question."), stops=True)
    for question in definition.questions:
        yield from _empty(definition, question)


def _empty(definition: Definition, question: Question) -> Iterator[Remark]:
    name = named(definition, question)
    fewest = FEWEST_CHOICES if question.carry_from is None else 1
    if question.type.has_choices and len(question.choices) < fewest:
        sentence = said_of(
            len(question.choices),
            "“%(question)s” offers one choice, so it asks nothing.",
            "“%(question)s” offers no choices.",
            question=name,
        )
        yield Remark("no_choices", question.id, sentence, said("Add at least two choices."), stops=True)
    if question.type.rows and not question.rows:
        sentence = said("“%(question)s” has no rows.", question=name)
        yield Remark("no_rows", question.id, sentence, said("Add what is to be rated."), stops=True)
    if not question.text.get(definition.default_language, "").strip():
        sentence = said(
            "The question “%(question)s” has no text in the default language, %(language)s.",
            question=name,
            language=Term("language", definition.default_language),
        )
        yield Remark("no_text", question.id, sentence, said("Write the question."), stops=True)


def dead_ends(definition: Definition) -> Iterator[Remark]:
    for question in unreachable(definition):
        yield Remark(
            "unreachable",
            question.id,
            said("“%(question)s” can never be asked.", question=named(definition, question)),
            said("Change its condition or the jump over it, or remove it."),
            stops=True,
        )


def translations(definition: Definition) -> Iterator[Remark]:
    for language in definition.languages:
        if language != definition.default_language:
            for where, sentence, text in _untranslated(definition, language):
                names = {
                    "text": text,
                    "language": Term("language", language),
                    "default": Term("language", definition.default_language),
                }
                yield Remark(
                    "missing_translation",
                    where,
                    said(sentence, **names),
                    said("Translate it, or take the language away."),
                )


def _untranslated(definition: Definition, language: str) -> Iterator[tuple[str, str, str]]:
    for where, sentence, texts in _all_texts(definition):
        if any(text.strip() for text in texts.values()) and not texts.get(language, "").strip():
            yield where, sentence, definition.words(texts, definition.default_language)[:60]


TITLE = said("The title “%(text)s” is not translated to %(language)s; respondents see %(default)s.").words
QUESTION = said(
    "The question “%(text)s” is not translated to %(language)s; respondents see %(default)s."
).words
HELP = said(
    "The explanation “%(text)s” is not translated to %(language)s; respondents see %(default)s."
).words
LABEL = said("The words “%(text)s” at the end of the scale are not translated to %(language)s; "
             "respondents see %(default)s.").words  # fmt: skip
CHOICE = said("The choice “%(text)s” is not translated to %(language)s; respondents see %(default)s.").words
ROW = said("The row “%(text)s” is not translated to %(language)s; respondents see %(default)s.").words
END = said("“%(text)s” on a last page is not translated to %(language)s; respondents see %(default)s.").words

FULL = said("“%(text)s”, told when a quota is full, is not translated to %(language)s; "
            "respondents see %(default)s.").words  # fmt: skip


def _all_texts(definition: Definition) -> Iterator[tuple[str, str, Texts]]:
    for section in definition.sections:
        yield section.id, TITLE, section.title
    for question in definition.questions:
        carried = question.carry_from is not None
        yield question.id, QUESTION, question.text
        yield question.id, HELP, question.help
        yield question.id, LABEL, question.low_label
        yield question.id, LABEL, question.high_label
        if not carried:
            yield from ((question.id, CHOICE, choice.text) for choice in question.choices)
            yield from ((question.id, ROW, row.text) for row in question.rows)
    for end in definition.ends:
        yield end.id, END, end.title
        yield end.id, END, end.text
    for quota in definition.quotas:
        yield quota.id, FULL, quota.text
