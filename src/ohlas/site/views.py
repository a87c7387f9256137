"""The shell's own pages: where to begin, leaving the sample, and whether this process is well."""

from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.views.decorators.http import require_GET, require_POST

from ohlas.accounts.access import Actor, staff
from ohlas.accounts.actions import remove_organisation
from ohlas.accounts.errors import Refused
from ohlas.accounts.queries import organisations_of
from ohlas.accounts.rules import Permission
from ohlas.site.start import Assistant, begin, read_form
from ohlas.site.start.assistant import LINES, ZONES


@dataclass(frozen=True)
class StartPage:
    """What the assistant's page shows."""

    wish: Assistant | None
    problems: dict[str, str]
    lines: list[tuple[str, Promise, str]]
    zones: tuple[str, ...]
    languages: list[tuple[str, str]]
    chosen_languages: tuple[str, ...]
    units: str


@require_GET
def home(request: HttpRequest) -> HttpResponseBase:
    """Leads to the sign-in page, the user's organisation, or the assistant."""
    if not request.user.is_authenticated:
        return redirect(settings.LOGIN_URL)
    own = organisations_of(request.user.id)
    if not own:
        return redirect("start_mine")
    if len(own) == 1:
        return redirect("insight:today", slug=own[0].organisation.slug)
    return render(request, "site/organisations.html", {"page": own})


@login_required
def start_mine(request: HttpRequest) -> HttpResponseBase:
    """Asks for name, line of business, units, time zone and languages; founds the organisation."""
    if request.method != "POST" or isinstance(request.user, AnonymousUser):
        return _assistant(request, None, {})
    wish, problems = read_form(request.POST)
    if problems:
        return _assistant(request, wish, problems)
    try:
        organisation = begin(user=request.user, wish=wish, now=timezone.now())
    except Refused as refused:
        return _assistant(request, wish, {refused.field or "name": str(refused)})
    return redirect("insight:today", slug=organisation.slug)


def _assistant(request: HttpRequest, wish: Assistant | None, problems: dict[str, str]) -> HttpResponse:
    page = StartPage(
        wish=wish,
        problems=problems,
        lines=[(line.value, *words) for line, words in LINES.items()],
        zones=ZONES,
        languages=list(settings.LANGUAGES),
        chosen_languages=wish.languages if wish else (request.LANGUAGE_CODE,),
        units="\n".join(wish.units) if wish else "",
    )
    return render(request, "site/start.html", {"page": page}, status=422 if problems else 200)


@require_POST
@staff(Permission.EDIT_ORGANISATION)
def leave_sample(request: HttpRequest, actor: Actor) -> HttpResponseBase:  # noqa: ARG001 - Django's shape
    """Removes the sample company and leads to the assistant; never removes a real organisation."""
    if actor.organisation.is_sample:
        remove_organisation(actor=actor, now=timezone.now())
    return redirect("start_mine")


@require_GET
def health(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - Django's shape
    """For a load balancer: 200 when this process reaches its database."""
    connection.ensure_connection()
    return JsonResponse({"status": "ok"})
