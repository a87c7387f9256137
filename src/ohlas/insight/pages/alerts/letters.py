"""The letters people get of alerts and briefs: in their language, with addresses that open."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from ohlas.accounts.access import Actor, Colleague
from ohlas.accounts.rules import Permission
from ohlas.insight.access import brief_for
from ohlas.insight.pages import words
from ohlas.insight.pages.alerts.briefs import BriefPage, Frame, brief_page
from ohlas.insight.pages.alerts.lists import AlertPlaces, NoticeLine, notice_line
from ohlas.insight.queries.briefs import brief_view
from ohlas.insight.queries.catalogue import catalogue_of, topic_titles
from ohlas.insight.queries.notices import NoticeView
from ohlas.lib.config import config
from ohlas.lib.letters import Letter


@dataclass(frozen=True)
class LetterPage:
    """What both forms of a letter are made of."""

    organisation: str
    lines: tuple[NoticeLine, ...]
    briefs: tuple[BriefPage, ...]
    more: int
    notices: str
    settings: str
    language: str


def write_letter(person: Colleague, notices: Sequence[NoticeView], more: int) -> Letter:
    """One letter with everything that is due for one person."""
    with override(person.language):
        page = letter_page(person, notices, more)
        subject = _subject(page)
        return Letter(
            to=person.email,
            subject=subject,
            text=render_to_string("insight/mail/notices.txt", {"page": page}),
            html=render_to_string("insight/mail/notices.html", {"page": page, "subject": subject}),
            id=str(notices[0].id),
        )


def letter_page(person: Colleague, notices: Sequence[NoticeView], more: int) -> LetterPage:
    actor, now = person.actor, timezone.now()
    places = places_for(actor, home=_home())
    questions = question_titles(actor)
    zone = actor.organisation.zone
    lines = [notice_line(one, zone, questions, places, now) for one in notices if one.alert]
    frame = frame_for(actor, places)
    briefs = [
        brief_page(brief_view(brief_for(actor, one.brief_id)), frame) for one in notices if one.brief_id
    ]
    return LetterPage(
        organisation=actor.organisation.name,
        lines=tuple(lines),
        briefs=tuple(briefs),
        more=more,
        notices=places.notices,
        settings=f"{places.notices}settings/",
        language=person.language,
    )


def places_for(actor: Actor, home: str = "") -> AlertPlaces:
    """Addresses this actor may open; in letters with the installation's own before them."""
    may = actor.may
    known = AlertPlaces(
        alerts=_place(actor, "insight:alerts", True),
        notices=_place(actor, "insight:notices", True),
        dashboard=_place(actor, "insight:dashboard", may(Permission.SEE_FIGURES)),
        comments=_place(actor, "insight:comments", may(Permission.SEE_ANSWERS)),
        responses=_place(actor, "feedback:responses", may(Permission.SEE_ANSWERS)),
        channels=_place(actor, "outreach:channels", may(Permission.SET_CHANNELS)),
        kiosks=_place(actor, "feedback:kiosks", may(Permission.RUN_KIOSKS)),
        health=_place(actor, "site:health", may(Permission.RUN_SYSTEM)),
        briefs=_place(actor, "insight:briefs", may(Permission.SEE_FIGURES)),
        rates=_place(actor, "insight:field", may(Permission.SEE_PROGRAMMES)),
    )
    if not home:
        return known
    listed = {name: getattr(known, name) for name in known.__dataclass_fields__}
    return replace(known, **{name: f"{home}{one}" for name, one in listed.items() if one})


def frame_for(actor: Actor, places: AlertPlaces) -> Frame:
    home = places.notices.removesuffix(reverse("insight:notices", args=[actor.organisation.slug]))
    drivers = _place(actor, "insight:drivers", actor.may(Permission.SEE_FIGURES))
    return Frame(
        zone=actor.organisation.zone,
        topics=topic_titles(actor.organisation.id),
        places=places,
        drivers=f"{home}{drivers}" if drivers else "",
    )


def question_titles(actor: Actor) -> Mapping[str, str]:
    return {one.id: one.title for one in catalogue_of(actor).questions}


def _subject(page: LetterPage) -> str:
    n = len(page.lines) + page.more
    names = {"organisation": page.organisation, "n": words.number(n, 0)}
    if page.briefs:
        return _("%(organisation)s: what is most worth doing this week") % names
    if len(page.lines) == 1 and not page.more:
        return f"{page.organisation}: {page.lines[0].title}"
    return ngettext("%(organisation)s: %(n)s alert", "%(organisation)s: %(n)s alerts", n) % names


def _place(actor: Actor, name: str, is_open: bool) -> str:  # noqa: FBT001 - a right, not a switch
    return reverse(name, args=[actor.organisation.slug]) if is_open else ""


def _home() -> str:
    """Where people reach this installation."""
    known = config().public_url
    if known and urlsplit(known).hostname:
        return known
    return f"http://{config().host}:{config().port}"
