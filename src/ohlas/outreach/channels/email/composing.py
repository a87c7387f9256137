"""From words to a letter: the frame is made once per programme and language, then filled for each person."""

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import css_inline
from django.template.loader import render_to_string
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from ohlas.outreach.channels.email.wording import Phrases, Wording, our_wording, phrases
from ohlas.outreach.queries.wordings import MailQuestion, mail_question, own_wording
from ohlas.outreach.rules import Carrier
from ohlas.outreach.rules.sending import Outgoing
from ohlas.outreach.rules.words import PLACEHOLDERS, filled, one_line
from ohlas.surveys.pages.brand import OURS
from ohlas.surveys.rules.contrast import AGAINST_WHITE, readable

if TYPE_CHECKING:
    from uuid import UUID

NIGHT = "#1b2329"
NPS = tuple(range(11))
LOGO_HIGH = 48
"""Pixels a logo is shown high at most."""
_PLACES = re.compile(r"\{(" + "|".join((*PLACEHOLDERS, "leave")) + r")\}")
_INLINER = css_inline.CSSInliner(keep_at_rules=True, load_remote_stylesheets=False)


@dataclass(frozen=True, slots=True)
class ShownLogo:
    address: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class LetterPage:
    """`outreach/email/letter.html`: everything that is the same for everybody; places stay in braces."""

    language: str
    organisation: str
    subject: str
    paragraphs: tuple[SafeString, ...]
    question: str
    scores: tuple[int, ...]
    low: str
    high: str
    why: str
    phrases: Phrases
    day: str
    night: str
    logo: ShownLogo | None


@dataclass(frozen=True)
class Frame:
    """A letter with its places open."""

    subject: str
    text: str
    html: str

    @cached_property
    def _pieces(self) -> list[str]:
        return _PLACES.split(self.html)

    def filled_for(self, values: Mapping[str, str]) -> tuple[str, str, str]:
        """Subject, plain text and HTML for one person; names are text in all three."""
        pieces = list(self._pieces)
        for place in range(1, len(pieces), 2):
            pieces[place] = html.escape(values[pieces[place]])
        return one_line(filled(self.subject, values)), filled(self.text, values), "".join(pieces)


class Composer:
    """Letters of one organisation in one round; remembers its frames."""

    def __init__(self, base: str) -> None:
        self._base = base
        self._frames: dict[tuple[UUID | None, UUID, str, bool], Frame] = {}

    def compose(self, message: Outgoing) -> tuple[str, str, str]:
        """Subject, plain text and HTML."""
        key = (message.programme_id, message.survey_id, message.language, message.is_reminder)
        if key not in self._frames:
            self._frames[key] = self._frame(message)
        return self._frames[key].filled_for(values_of(message))

    def _frame(self, message: Outgoing) -> Frame:
        kind = "reminder" if message.is_reminder else "invitation"
        own = own_wording(message.programme_id, Carrier.EMAIL, kind, message.language)
        wording = Wording(*own) if own else our_wording(kind, message.language)
        question = mail_question(message.organisation_id, message.survey_id, message.language)
        return frame_of(message.organisation, message.language, wording, question, self._base)


def values_of(message: Outgoing) -> dict[str, str]:
    """What goes into the places of this person's letter."""
    return {
        "greeting": message.greeting,
        "name": message.name,
        "organisation": message.organisation,
        "unit": message.facts.get("unit", ""),
        "employee": message.facts.get("employee", ""),
        "survey": message.facts.get("survey", ""),
        "link": message.link,
        "leave": leave_address(message),
    }


def leave_address(message: Outgoing) -> str:
    """Where a person says no more of these, and a mail program does so for them (RFC 8058)."""
    return f"{message.link.removesuffix(f'/s/{message.token}')}/u/{message.token}"


def frame_of(
    organisation: str, language: str, wording: Wording, question: MailQuestion | None, base: str
) -> Frame:
    """The letter with open places; styles inlined once, so that a thousand letters cost what one does."""
    said = phrases(language)
    page = _page(organisation, language, wording, question, base)
    source = render_to_string("outreach/email/letter.html", {"letter": page})
    lines = [wording.body]
    if question is not None:
        lines.append(question.text)
    lines += [f"{said.cannot_see} {{link}}", "-- ", said.why, f"{said.leave}: {{leave}}"]
    return Frame(wording.subject, "\n\n".join(lines) + "\n", _INLINER.inline(source))


def _page(
    organisation: str, language: str, wording: Wording, question: MailQuestion | None, base: str
) -> LetterPage:
    said = phrases(language)
    colour = (question.colour if question else None) or OURS
    return LetterPage(
        language=language,
        organisation=organisation,
        subject=organisation,
        paragraphs=tuple(_paragraph(one) for one in re.split(r"\n\s*\n", wording.body) if one.strip()),
        question=question.text if question else "",
        scores=NPS if question and question.is_nps else (),
        low=(question.low if question else "") or said.unlikely,
        high=(question.high if question else "") or said.likely,
        why=said.why,
        phrases=said,
        day=readable(colour, AGAINST_WHITE),
        night=readable(colour, NIGHT),
        logo=_logo(question, base),
    )


def _paragraph(text: str) -> SafeString:
    """Plain text as HTML: line breaks stay, an address to answer at becomes a link."""
    lines = escape(text.strip()).replace("\n", "<br>")
    return mark_safe(lines.replace("{link}", '<a href="{link}">{link}</a>'))  # noqa: S308 - escaped above


def _logo(question: MailQuestion | None, base: str) -> ShownLogo | None:
    if question is None or question.logo is None or not base:
        return None
    size = question.logo.size
    height = min(LOGO_HIGH, size.height)
    return ShownLogo(f"{base}{question.logo.address}", round(size.width * height / size.height), height)
