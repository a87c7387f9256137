"""Leaving: a page that asks for one press, the mail program's own button (RFC 8058), and a way back."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import ClassVar
from urllib.parse import quote

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import override, pgettext
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from ohlas.accounts.queries import organisation_settings
from ohlas.customers.rules import Channel
from ohlas.feedback.rules.links import key_hash
from ohlas.feedback.rules.robots import Seal
from ohlas.feedback.sources.form.limits import SAVES, is_too_fast
from ohlas.feedback.sources.form.sending import HEADERS, is_foreign, new_nonce, send_page
from ohlas.feedback.sources.form.showing import send_refusal
from ohlas.outreach.actions.leaving import is_asked, stay
from ohlas.outreach.actions.leaving import leave as leave_channel
from ohlas.outreach.queries.invited import Invited, invited_by
from ohlas.surveys.pages import LANGUAGE_NAMES, PageLanguage, RespondPage, page_brand
from ohlas.surveys.queries import standing
from ohlas.surveys.rules.library import LANGUAGES

UNDO_FOR = timedelta(hours=1)
"""How long the page that confirms takes it back; later the person agrees anew."""
ONE_CLICK = ("List-Unsubscribe", "One-Click")


@dataclass(frozen=True, kw_only=True)
class LeavePage(RespondPage):
    """`feedback/email/leave.html`: what will happen, or has; `press` names the deed of the button, if any."""

    body: ClassVar[str] = "feedback/email/leave.html"
    text: str
    action: str
    press: str = ""
    press_words: str = ""
    is_quiet: bool = False
    receipt: str = ""
    languages: tuple[PageLanguage, ...] = ()


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: HttpRequest, key: str) -> HttpResponse:
    """Looking changes nothing, whoever looks; pressing ends the questions on this channel."""
    asked = invited_by(key_hash(key))
    if asked is None or asked.channel is None or is_foreign(request):
        return send_refusal(request)
    if is_too_fast(request, SAVES):
        return HttpResponse(status=429, headers={**HEADERS, "Retry-After": "60"})
    now = timezone.now()
    if request.method == "POST":
        return _press(request, asked, now)
    return _show(request, asked, now)


def _press(request: HttpRequest, asked: Invited, now: datetime) -> HttpResponse:
    if request.POST.get(ONE_CLICK[0]) == ONE_CLICK[1]:
        leave_channel(asked, now, proof="one-click unsubscribe of the mail program (RFC 8058)")
        return HttpResponse("", content_type="text/plain", headers=HEADERS)
    go = request.POST.get("go", "")
    if go == "leave":
        had = leave_channel(asked, now, proof="unsubscribe page")
        return _to(request, left=_seal(asked).sign("left", now) if had else "")
    if go == "stay" and _is_fresh(request.POST.get("receipt", ""), asked, now):
        stay(asked, now, proof="unsubscribe page, taken back")
        return _to(request, left="")
    return _to(request, left="")


def _show(request: HttpRequest, asked: Invited, now: datetime) -> HttpResponse:
    language = _language(request, asked)
    receipt = request.GET.get("left", "")
    with override(language):
        page = _page(request, asked, language, receipt if _is_fresh(receipt, asked, now) else "", now)
    return send_page(request, page)


def _page(request: HttpRequest, asked: Invited, language: str, receipt: str, now: datetime) -> LeavePage:
    organisation = organisation_settings(asked.organisation_id).name
    known = standing(asked.organisation_id, str(asked.survey_id), now)
    brand = known.version.definition.brand if known and known.version else None
    on_asked = is_asked(asked)
    title, text, press = _words(asked.channel, organisation, is_asked=on_asked, may_stay=bool(receipt))
    return LeavePage(
        brand=page_brand(organisation, brand.colour if brand else None, brand.logo if brand else None),
        language=language,
        title=title,
        text=text,
        nonce=new_nonce(),
        action=request.path,
        press=("leave" if on_asked else "stay") if press else "",
        press_words=press,
        is_quiet=not on_asked,
        receipt=receipt,
        languages=tuple(PageLanguage(one, LANGUAGE_NAMES[one], one == language) for one in LANGUAGES),
    )


def _words(
    channel: Channel | None, organisation: str, *, is_asked: bool, may_stay: bool
) -> tuple[str, str, str]:
    """Title, text and what the button says; no button where nothing is left to press."""
    if is_asked:
        texts = {
            Channel.EMAIL: pgettext(
                "respondent",
                "Nothing has changed yet. Once the button is pressed, %(organisation)s sends no more questions by "
                "e-mail.",
            ),
            Channel.SMS: pgettext(
                "respondent",
                "Nothing has changed yet. Once the button is pressed, %(organisation)s sends no more questions by "
                "text message.",
            ),
        }
        text = texts.get(channel or Channel.EMAIL) or pgettext(
            "respondent",
            "Nothing has changed yet. Once the button is pressed, %(organisation)s asks no more questions by phone.",
        )
        title, press = pgettext("respondent", "Stop the questions?"), pgettext("respondent", "Unsubscribe")
        return title, text % {"organisation": organisation}, press
    title = pgettext("respondent", "Unsubscribed")
    text = pgettext("respondent", "%(organisation)s will ask no more questions this way.") % {
        "organisation": organisation
    }
    return title, text, pgettext("respondent", "Keep asking me") if may_stay else ""


def _is_fresh(receipt: str, asked: Invited, now: datetime) -> bool:
    age = _seal(asked).age("left", receipt, now) if receipt else None
    return age is not None and age <= UNDO_FOR


def _seal(asked: Invited) -> Seal:
    return Seal(settings.SECRET_KEY, asked.invitation_id, "leaving")


def _language(request: HttpRequest, asked: Invited) -> str:
    wished = request.GET.get("lang", "")
    return next((one for one in (wished, asked.language) if one in LANGUAGES), "en")


def _to(request: HttpRequest, *, left: str) -> HttpResponse:
    """See other: loading the page anew presses nothing again."""
    lang = request.POST.get("lang", "")
    query = "&".join(f"{name}={quote(one, safe='')}" for name, one in (("lang", lang), ("left", left)) if one)
    where = f"{request.path}?{query}" if query else request.path
    return HttpResponse(status=303, headers={**HEADERS, "Location": where})
