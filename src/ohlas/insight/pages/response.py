"""One response, every answer beside its question."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext

from ohlas.feedback.queries import ResponseView
from ohlas.insight.pages import words
from ohlas.insight.pages.figures import ReceiptLine
from ohlas.insight.queries import Titles


@dataclass(frozen=True)
class AnswerWords:
    """A question and what was answered; `original` where broken letters were repaired."""

    question: str
    words: str
    is_comment: bool
    original: str


@dataclass(frozen=True)
class ResponsePage:
    """Everything one person answered, without the person."""

    survey: str
    answered_at: datetime
    zone: str
    answers: tuple[AnswerWords, ...]
    circumstances: tuple[ReceiptLine, ...]
    back_href: str


def response_page(view: ResponseView, titles: Titles, *, zone: str, back: str) -> ResponsePage:
    """The response in words."""
    return ResponsePage(
        survey=view.survey,
        answered_at=view.answered_at,
        zone=zone,
        answers=tuple(
            AnswerWords(answer.text, answer.shown, answer.is_comment, answer.original or "")
            for answer in view.answers
        ),
        circumstances=tuple(_circumstances(view, titles)),
        back_href=back,
    )


def _circumstances(view: ResponseView, titles: Titles) -> list[ReceiptLine]:
    lines = [
        ReceiptLine(gettext("Unit"), view.unit or gettext("not known")),
        ReceiptLine(gettext("Channel"), words.value_title(titles, "channel", view.channel)),
        ReceiptLine(gettext("Language"), words.value_title(titles, "language", view.language)),
    ]
    if view.weight is not None:
        lines.append(ReceiptLine(gettext("Weight"), words.number(view.weight, 3)))
    if not view.is_complete:
        lines.append(ReceiptLine(gettext("Complete"), gettext("no: broken off, and not counted in figures")))
    lines += [
        ReceiptLine(words.field_title(titles, f"a_{key}"), str(value))
        for key, value in view.attributes.items()
    ]
    return lines
