"""A visit becomes a page: the form, the confirming press, thanks, and what is said when nothing opens."""

import secrets
from collections import OrderedDict
from collections.abc import Mapping
from datetime import datetime, timedelta
from threading import Lock
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.templatetags.static import static
from django.utils.translation import get_language_from_request, override, pgettext

from ohlas.feedback.queries.links import LinkView
from ohlas.feedback.queries.quotas import full_quota_of, quota_in_the_way
from ohlas.feedback.rules.links import new_token
from ohlas.feedback.rules.robots import WORK_BITS, Seal
from ohlas.feedback.sources.form.framing import in_frame
from ohlas.feedback.sources.form.sending import html_of, new_nonce, send_html, send_page
from ohlas.feedback.sources.form.visit import Visit
from ohlas.feedback.sources.form.words import beside, is_unasked, lead_of, privacy_words, title_of
from ohlas.surveys.pages import (
    ConfirmPage,
    EndPage,
    FormPage,
    PageBrand,
    Part,
    asked_sections,
    page_brand,
    page_languages,
    page_problems,
    takes_files,
)

KEPT = timedelta(seconds=30)
"""How long a first page is kept ready; a renamed branch shows so much later."""
MOST_KEPT = 500
_NONCE, _RENDER, _STAMP = (f"@@{secrets.token_hex(12)}@@" for _ in range(3))

_ready: OrderedDict[tuple[str, UUID, str, bool], tuple[datetime, str]] = OrderedDict()
_lock = Lock()


def send_form(
    request: HttpRequest,
    visit: Visit,
    part: Part,
    now: datetime,
    *,
    problems: Mapping[str, str] | None = None,
    note: str = "",
    status: int = 200,
    action: str = "",
) -> HttpResponse:
    """The questions of this page with what was answered and what must be mended."""
    # A page that comes back to be mended keeps its first stamp: its reader is not as quick as it seems.
    stamp = request.POST.get("stamp", "")
    if visit.seal.age("page", stamp, now) is None:
        stamp = visit.seal.stamp(now)
    page = form_page(visit, part, action or request.path, stamp, problems or {}, note)
    return send_page(request, page, status)


def send_first(request: HttpRequest, visit: Visit, part: Part, now: datetime) -> HttpResponse:
    """The page everybody sees first, made once and then only stamped; chance and names forbid that."""
    render, nonce = new_token(), new_nonce()
    # By its path: one link may stand in many pages, each with its own.
    key = (request.path, visit.version.id, visit.language, "kiosk" in request.GET)
    kept = _ready.get(key)
    if kept is None or abs(now - kept[0]) >= KEPT:
        page = form_page(visit, part, request.path, _STAMP, {}, "", nonce=_NONCE, render=_RENDER)
        html = html_of(in_frame(request, page))
        kept = (now, html)
        with _lock:
            _ready[key] = kept
            if len(_ready) > MOST_KEPT:
                _ready.popitem(last=False)
    stamp = Seal(visit.seal.secret, visit.link.id, render).stamp(now)
    html = kept[1].replace(_NONCE, nonce).replace(_RENDER, render).replace(_STAMP, stamp)
    return send_html(request, html, nonce)


def form_page(  # noqa: PLR0917 - the parts of one page
    visit: Visit,
    part: Part,
    action: str,
    stamp: str,
    problems: Mapping[str, str],
    note: str,
    *,
    nonce: str = "",
    render: str = "",
) -> FormPage:
    with override(visit.language):
        voice = visit.voice(problems)
        sections = asked_sections(part, voice)
        is_last, unasked = part.after is None, is_unasked(visit.link)
        render = render or visit.render
        return FormPage(
            brand=brand_of(visit.link, visit),
            language=visit.language,
            title=title_of(visit, part, voice),
            nonce=nonce or new_nonce(),
            lead=lead_of(visit, part),
            script="" if unasked else static("surveys/respond.js"),
            part=part.number,
            parts=part.count,
            problems=page_problems(sections),
            sections=sections,
            languages=page_languages(voice),
            action=action,
            save_to=f"{action}/save",
            seen_to=f"{action}/seen" if visit.link.invitation_id else "",
            render=render,
            version=str(visit.version.id),
            stamp=stamp,
            work_bits=WORK_BITS if visit.link.is_open and not unasked else 0,
            at=part.at,
            next_word=pgettext("respondent", "Send answers") if is_last else pgettext("respondent", "Next"),
            has_back=part.before is not None,
            privacy=privacy_words(visit),
            resume="" if unasked else f"{action}?answer={render}" if visit.link.is_open else action,
            beside=beside(visit),
            note=note,
            takes_files=takes_files(part),
        )


def brand_of(link: LinkView, visit: Visit | None) -> PageBrand:
    brand = visit.version.definition.brand if visit else None
    return page_brand(link.organisation, brand.colour if brand else None, brand.logo if brand else None)


def send_confirm(request: HttpRequest, visit: Visit, now: datetime) -> HttpResponse:
    with override(visit.language):
        page = ConfirmPage(
            brand=brand_of(visit.link, visit),
            language=visit.language,
            title=pgettext("respondent", "Nearly there"),
            nonce=new_nonce(),
            action=request.path,
            render=visit.render,
            stamp="",
            confirmation=visit.seal.confirmation(now),
            resume=f"{request.path}?answer={visit.render}",
        )
        return send_page(request, page)


def send_end(request: HttpRequest, visit: Visit, *, may_edit: bool) -> HttpResponse:
    """Thanks, in the words of the end that these answers lead to."""
    end = visit.path.end
    voice = visit.voice()
    edit = f"{request.path}?answer={visit.render}&edit=1" if visit.link.is_open else f"{request.path}?edit=1"
    with override(visit.language):
        page = EndPage(
            brand=brand_of(visit.link, visit),
            language=visit.language,
            title=(voice.say(end.title) if end else "") or pgettext("respondent", "Thank you"),
            text=(voice.say(end.text) if end else "") or _what_happens_next(visit),
            nonce=new_nonce(),
            review_link=(end.review_link or "") if end else "",
            edit=edit if may_edit else "",
            again=f"{request.path}?new=1" if visit.link.is_open else "",
            beside=beside(visit),
        )
        return send_page(request, page)


def _what_happens_next(visit: Visit) -> str:
    """Where the questionnaire says nothing of its own, no more than what is certain."""
    return pgettext(
        "respondent", "The answers have arrived at %(organisation)s. Nothing more needs to be done."
    ) % {"organisation": visit.link.organisation}


def send_closed(request: HttpRequest, visit: Visit) -> HttpResponse:
    with override(visit.language):
        page = EndPage(
            brand=brand_of(visit.link, visit),
            language=visit.language,
            title=pgettext("respondent", "This survey is closed"),
            text=pgettext("respondent", "It takes no more answers. Thank you for the interest."),
            nonce=new_nonce(),
        )
        return send_page(request, page, 410)


def send_full(request: HttpRequest, visit: Visit) -> HttpResponse:
    with override(visit.language):
        page = EndPage(
            brand=brand_of(visit.link, visit),
            language=visit.language,
            title=pgettext("respondent", "Thank you"),
            text=_of_the_quota(visit)
            or pgettext(
                "respondent", "Enough people have already answered here, so these answers are not needed."
            ),
            nonce=new_nonce(),
        )
        return send_page(request, page, 410)


def send_screened(request: HttpRequest, visit: Visit) -> HttpResponse:
    """An end of its own: the answers so far are kept, the rest is asked of others."""
    with override(visit.language):
        page = EndPage(
            brand=brand_of(visit.link, visit),
            language=visit.language,
            title=pgettext("respondent", "Thank you"),
            text=_of_the_quota(visit)
            or pgettext(
                "respondent",
                "Enough people with answers like these have taken part, so no more questions follow. The "
                "answers given so far are kept.",
            ),
            nonce=new_nonce(),
        )
        return send_page(request, page)


def _of_the_quota(visit: Visit) -> str:
    """What the questionnaire itself says where this quota is full."""
    over_all = quota_in_the_way(visit.version, visit.facts)
    quota = over_all or full_quota_of(visit.version, visit.path.answers, visit.facts)
    return visit.voice().say(quota.text) if quota else ""


def send_refusal(request: HttpRequest) -> HttpResponse:
    """The same for every link that does not open, whatever the reason."""
    language = request_language(request)
    with override(language):
        page = EndPage(
            brand=page_brand("", None),
            language=language,
            title=pgettext("respondent", "This link does not open a survey"),
            text=pgettext(
                "respondent",
                "It may have been used already, have expired, or be incomplete. Who has answered: thank you, "
                "the answers have arrived.",
            ),
            nonce=new_nonce(),
        )
        return send_page(request, page, 404)


def request_language(request: HttpRequest) -> str:
    return get_language_from_request(request)
