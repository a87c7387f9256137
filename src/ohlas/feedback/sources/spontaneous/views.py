"""The public pages below /p/: what people tell unasked, and the board of ideas. No cookie, no script."""

from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import override, pgettext
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from ohlas.feedback.actions import count_refusal
from ohlas.feedback.actions.ideas import take_vote_back, vote_for
from ohlas.feedback.queries.links import LinkView
from ohlas.feedback.rules import RefusalReason
from ohlas.feedback.rules.robots import SHORTEST, Signs, Verdict, verdict
from ohlas.feedback.rules.spontaneous import CHANNEL, voter
from ohlas.feedback.sources.form.limits import SUBMITS, address_of, is_too_fast
from ohlas.feedback.sources.form.opening import Shut, link_for
from ohlas.feedback.sources.form.sending import HEADERS, is_foreign, send_page
from ohlas.feedback.sources.form.showing import send_refusal
from ohlas.feedback.sources.form.views import answer
from ohlas.feedback.sources.form.visit import language_for
from ohlas.feedback.sources.spontaneous.board import Guest, board_page, press_page, seal_of
from ohlas.surveys.queries import standing

GONE = 409
"""The idea was decided or withdrawn while the page was open."""


@csrf_exempt
def tell(request: HttpRequest, key: str) -> HttpResponse:
    """A compliment, a complaint or an idea: the survey page of a link that people come to by themselves."""
    link = link_for(key, timezone.now())
    if isinstance(link, Shut) or link.channel != CHANNEL:
        return send_refusal(request)
    return answer(request, key)


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def ideas(request: HttpRequest, key: str) -> HttpResponse:
    """The board beside a page; a vote is a press here."""
    now = timezone.now()
    link = link_for(key, now)
    if isinstance(link, Shut) or link.channel != CHANNEL or not link.is_open or is_foreign(request):
        return send_refusal(request)
    language = _language(request, link, now)
    if language is None:
        return send_refusal(request)
    guest = Guest(link, language, _voters(request, link), now)
    if request.method == "POST":
        return _vote(request, guest)
    note = _words(request.GET.get("done", ""), language)
    return send_page(request, board_page(request, guest, note))


def _vote(request: HttpRequest, guest: Guest) -> HttpResponse:
    link, idea = guest.link, _uuid(request.POST.get("idea", ""))
    if idea is None:
        return send_refusal(request)
    if is_too_fast(request, SUBMITS):
        count_refusal(link.organisation_id, RefusalReason.TOO_FAST, guest.now)
        response = _again(request, guest, "slow", 429)
        response.headers["Retry-After"] = "60"
        return response
    if request.POST.get("go") == "back":
        is_taken = take_vote_back(link=link, idea_id=idea, voters=guest.voters)
        return _to(request, guest, "back") if is_taken else _again(request, guest, "over", GONE)
    judged = _judge(request, link, guest.now)
    if judged is Verdict.ROBOT:
        count_refusal(link.organisation_id, RefusalReason.ROBOT, guest.now)
        return send_refusal(request)
    if judged is Verdict.UNSURE:
        return send_page(request, press_page(request, guest, idea))
    mine = _voter(request, link)
    is_counted = vote_for(link=link, idea_id=idea, voter=mine, now=guest.now)
    return _to(request, guest, "vote", mine) if is_counted else _again(request, guest, "over", GONE)


def _judge(request: HttpRequest, link: LinkView, now: datetime) -> Verdict:
    """A vote is light: who took the time to read and left the trap alone needs no second press."""
    form, seal = request.POST, seal_of(link)
    if form.get("confirmed"):
        return verdict(Signs("", "", form.get("url", ""), form["confirmed"]), seal, now)
    age = seal.age("page", form.get("stamp", ""), now)
    is_calm = age is not None and age >= SHORTEST and not form.get("url")
    return Verdict.PERSON if is_calm else Verdict.UNSURE


def _to(request: HttpRequest, guest: Guest, done: str, mine: str = "") -> HttpResponse:
    """See other: loading anew votes for nothing. The address can take the vote back from elsewhere."""
    kept = f"&mine={mine}" if mine else ""
    response = HttpResponseRedirect(f"{request.path}?lang={guest.language}&done={done}{kept}")
    response.status_code = 303
    for name, value in HEADERS.items():
        response.headers[name] = value
    return response


def _again(request: HttpRequest, guest: Guest, why: str, status: int) -> HttpResponse:
    return send_page(request, board_page(request, guest, _words(why, guest.language)), status)


def _words(what: str, language: str) -> str:
    with override(language):
        return {
            "vote": pgettext(
                "respondent",
                "The vote counts. With the address of this page it can be taken back from anywhere.",
            ),
            "back": pgettext("respondent", "The vote is taken back."),
            "over": pgettext("respondent", "This idea takes no votes any more."),
            "slow": pgettext(
                "respondent", "Too many answers come from this network now. Please send again in a minute."
            ),
        }.get(what, "")


def _voter(request: HttpRequest, link: LinkView) -> str:
    browser = request.headers.get("User-Agent", "")
    return voter(settings.SECRET_KEY, link.organisation_id, address_of(request), browser)


def _voters(request: HttpRequest, link: LinkView) -> frozenset[str]:
    """Whoever asks, and whoever they were when they voted, by the address that vote led to."""
    kept = request.POST.get("mine", "") or request.GET.get("mine", "")
    return frozenset({_voter(request, link), kept[:64]} - {""})


def _language(request: HttpRequest, link: LinkView, now: datetime) -> str | None:
    found = standing(link.organisation_id, str(link.survey_id), now)
    if found is None or found.version is None:
        return None
    wished = request.POST.get("lang", "") or request.GET.get("lang", "")
    return language_for(found.version.definition, wished, link, request.headers.get("Accept-Language", ""))


def _uuid(given: str) -> UUID | None:
    try:
        return UUID(given)
    except ValueError:
        return None
