"""Wordings that bend answers, and colours that cannot be read."""

from collections.abc import Iterator

from ohlas.surveys.rules.contrast import READABLE, contrast, is_readable, readable
from ohlas.surveys.rules.definition import Definition, Question
from ohlas.surveys.rules.piping import PIPE
from ohlas.surveys.rules.remarks.remark import Remark, named
from ohlas.surveys.rules.saying import said
from ohlas.surveys.rules.types import AnswerKind
from ohlas.surveys.rules.wording import joined, leading


def wordings(definition: Definition) -> Iterator[Remark]:
    for question in definition.questions:
        for language, text in question.text.items():
            word = leading(text, language)
            if word:
                yield Remark(
                    "leading",
                    question.id,
                    said("“%(word)s” in “%(text)s” tells people what to answer.", word=word, text=text),
                    said("Ask neutrally: how satisfied, how easy, how likely."),
                )
        for language, text in _rated(question):
            word = joined(text, language)
            if word:
                yield Remark(
                    "double_barrelled",
                    question.id,
                    said("“%(text)s” asks about two things at once (“%(word)s”).", word=word, text=text),
                    said("Make two questions of it, or name the one that matters."),
                )


def _rated(question: Question) -> Iterator[tuple[str, str]]:
    """The words one score is given to."""
    if question.type.kind is not AnswerKind.SCORE:
        return
    for texts in [row.text for row in question.rows] if question.type.rows else [question.text]:
        yield from texts.items()


def bare_pipes(definition: Definition) -> Iterator[Remark]:
    """Repeated answers that may be missing, with no words to stand in."""
    for question in definition.questions:
        yield from _bare_pipes(definition, question)


def _bare_pipes(definition: Definition, question: Question) -> Iterator[Remark]:
    for name, fallback in {pair for text in question.text.values() for pair in PIPE.findall(text)}:
        item = definition.item_by_id.get(name)
        if item is not None and not fallback and not item.is_required:
            yield Remark(
                "pipe_without_words",
                question.id,
                said(
                    "“%(question)s” repeats the answer to %(name)s, which may be missing.",
                    question=named(definition, question),
                    name=name,
                ),
                said("Give words that stand in: %(pipe)s.", pipe=f"{{{{{name}|…}}}}"),
            )


def brand(definition: Definition) -> Iterator[Remark]:
    colour = definition.brand.colour
    if colour is not None and not is_readable(colour):
        ratio = contrast(colour, "#ffffff")
        yield Remark(
            "contrast",
            "",
            said(
                "White on %(colour)s has a contrast of %(ratio)s; reading needs %(needed)s.",
                colour=colour,
                ratio=f"{ratio:.1f}",
                needed=READABLE,
            ),
            said("Use %(shade)s; the pages do so until you change it.", shade=readable(colour)),
        )
