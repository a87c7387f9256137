"""The public board: ideas with their votes and what became of them, and the presses around a vote."""

from dataclasses import dataclass, replace
from datetime import datetime
from types import MappingProxyType
from typing import ClassVar
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest
from django.utils.safestring import mark_safe
from django.utils.translation import npgettext, override, pgettext, pgettext_lazy

from ohlas.feedback.queries.ideas import IdeaView, idea_views, ideas_on, voted_for
from ohlas.feedback.queries.links import LinkView
from ohlas.feedback.rules.robots import Seal
from ohlas.feedback.rules.spontaneous import IdeaStatus
from ohlas.feedback.sources.form.sending import new_nonce
from ohlas.feedback.sources.form.words import lead_about
from ohlas.surveys.pages import LANGUAGE_NAMES, PageBrand, PageLanguage, RespondPage, page_brand
from ohlas.surveys.queries import standing
from ohlas.surveys.rules.library import LANGUAGES

AT_ONCE = 20
"""Ideas of one page: it stays below 14 kB and is read to its end."""
STATUS_WORDS = MappingProxyType(
    {
        IdeaStatus.NEW: pgettext_lazy("respondent", "New"),
        IdeaStatus.CONSIDERED: pgettext_lazy("respondent", "Under consideration"),
        IdeaStatus.PLANNED: pgettext_lazy("respondent", "Planned"),
        IdeaStatus.DONE: pgettext_lazy("respondent", "Done"),
        IdeaStatus.DECLINED: pgettext_lazy("respondent", "Declined"),
    }
)
STYLE = (
    ".idea{display:grid;gap:.5rem}.idea p{margin:0}.idea .text{font-size:1.125rem;line-height:1.4}"
    ".idea .about{display:flex;flex-wrap:wrap;gap:.35rem 1rem;font-size:.9rem;color:var(--soft)}"
    ".idea .about b{color:var(--ink)}.idea .n{font-weight:600}"
    ".idea .answer{padding-inline-start:.8rem;border-inline-start:3px solid var(--brand)}"
    ".idea form{margin:.25rem 0 0;display:flex;flex-wrap:wrap;gap:.75rem 1rem;align-items:center}"
    ".lang{display:flex;flex-wrap:wrap;gap:.25rem}"
    ".lang a{display:inline-flex;align-items:center;min-height:44px;padding:0 .8rem}"
    ".lang [aria-current]{color:var(--ink);font-weight:600;text-decoration:none}"
    "header+.idea,header+.end,.note+.idea{margin-top:1.25rem}"
    "@media print{.idea form .send,.idea form .back{display:none}.idea{break-inside:avoid}}"
)


@dataclass(frozen=True, slots=True)
class Guest:
    """Who looks at a board: at which page's, in which language, and as which voters they are known."""

    link: LinkView
    language: str
    voters: frozenset[str]
    now: datetime


@dataclass(frozen=True, slots=True)
class BoardIdea:
    """One idea as visitors see it."""

    id: UUID
    text: str
    language: str
    about: str
    status: str
    note: str
    votes: str
    is_open: bool
    is_mine: bool


@dataclass(frozen=True, kw_only=True)
class BoardPage(RespondPage):
    """`feedback/spontaneous/board.html`; `mine` goes back with a vote that is taken back from elsewhere."""

    body: ClassVar[str] = "feedback/spontaneous/board.html"
    ideas: tuple[BoardIdea, ...]
    action: str
    stamp: str
    mine: str
    suggest: str
    more: str
    note: str
    languages: tuple[PageLanguage, ...]


@dataclass(frozen=True, kw_only=True)
class PressPage(RespondPage):
    """`feedback/spontaneous/press.html`: one more press, for whoever voted as quickly as a robot would."""

    body: ClassVar[str] = "feedback/spontaneous/press.html"
    action: str
    idea: UUID
    confirmed: str


def board_page(request: HttpRequest, guest: Guest, note: str = "") -> BoardPage:
    link, language = guest.link, guest.language
    start = _start(request.GET.get("from", ""))
    shown = idea_views(ideas_on(link))
    here = shown[start : start + AT_ONCE]
    mine = voted_for([one.id for one in here], guest.voters)
    kept = request.GET.get("mine", "") or request.POST.get("mine", "")
    more = f"?lang={language}&from={start + AT_ONCE}" if len(shown) > start + AT_ONCE else ""
    with override(language):
        return BoardPage(
            brand=brand_of(guest),
            language=language,
            title=pgettext("respondent", "Ideas"),
            lead=lead_about(link) or pgettext("respondent", "What people suggested, and what became of it."),
            nonce=new_nonce(),
            ideas=tuple(_idea(one, link, is_mine=one.id in mine) for one in here),
            action=request.path,
            stamp=seal_of(link).stamp(guest.now),
            mine=kept[:64],
            suggest=f"/p/{link.code}",
            more=more,
            note=note,
            languages=tuple(PageLanguage(code, LANGUAGE_NAMES[code], code == language) for code in LANGUAGES),
        )


def press_page(request: HttpRequest, guest: Guest, idea: UUID) -> PressPage:
    with override(guest.language):
        return PressPage(
            brand=brand_of(guest),
            language=guest.language,
            title=pgettext("respondent", "Nearly there"),
            nonce=new_nonce(),
            action=request.path,
            idea=idea,
            confirmed=seal_of(guest.link).confirmation(guest.now),
        )


def seal_of(link: LinkView) -> Seal:
    return Seal(settings.SECRET_KEY, link.id, "ideas")


def brand_of(guest: Guest) -> PageBrand:
    """The same as the page beside it, with what the board needs more."""
    link = guest.link
    found = standing(link.organisation_id, str(link.survey_id), guest.now)
    brand = found.version.definition.brand if found and found.version else None
    page = page_brand(link.organisation, brand.colour if brand else None, brand.logo if brand else None)
    return replace(page, style=mark_safe(page.style + STYLE))  # noqa: S308 - our own style


def _idea(one: IdeaView, link: LinkView, *, is_mine: bool) -> BoardIdea:
    return BoardIdea(
        id=one.id,
        text=one.text,
        language=one.language,
        about=one.unit if link.unit.id is None else "",
        status=str(STATUS_WORDS[one.status]),
        note=one.note,
        votes=npgettext("respondent", "%(count)d vote", "%(count)d votes", one.votes) % {"count": one.votes},
        is_open=one.status.is_open,
        is_mine=is_mine,
    )


def _start(given: str) -> int:
    return int(given) if given.isascii() and given.isdigit() and len(given) < 6 else 0  # noqa: PLR2004 - no such page
