"""The shell's own pages: where to begin, leaving the sample, and whether this process is well."""

from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from django.views.i18n import set_language

from ohlas.accounts.access import ROLE_NAMES, Actor, staff
from ohlas.accounts.actions import accept_invitation, decline_invitation, remove_organisation, speak
from ohlas.accounts.errors import NotHere, Refused
from ohlas.accounts.queries import (
    InvitationView,
    MembershipView,
    deeds_of_people,
    invitations_of,
    organisations_of,
)
from ohlas.accounts.rules import Permission
from ohlas.exchange.access import imports_for
from ohlas.exchange.rules.states import ImportState
from ohlas.site.handbook import contents, file_at, page_at
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


@dataclass(frozen=True)
class LeavePage:
    """What would go with the sample: files imported into it, and the number of deeds of people."""

    files: tuple[str, ...]
    deeds: int


@require_GET
def home(request: HttpRequest) -> HttpResponseBase:
    """Leads to the sign-in page, the user's organisation, or the assistant."""
    if not request.user.is_authenticated:
        return redirect(settings.LOGIN_URL)
    own, waiting = organisations_of(request.user.id), invitations_of(request.user.id)
    if waiting:
        return redirect("organisations")
    if not own:
        return redirect("start_mine")
    if len(own) == 1:
        return redirect("insight:today", slug=own[0].organisation.slug)
    return redirect("organisations")


def choose_language(request: HttpRequest) -> HttpResponseBase:
    """Pages in another language from now on; for somebody signed in letters too."""
    answer: HttpResponse = set_language(request)
    wanted = request.POST.get("language", "")
    if request.method == "POST" and request.user.is_authenticated and wanted in dict(settings.LANGUAGES):
        speak(user_id=request.user.id, language=wanted)
    return answer


@dataclass(frozen=True)
class OrganisationsPage:
    """Where a person works, and who waits for their answer, each with the words for the role."""

    memberships: list[MembershipView]
    invitations: list[tuple[InvitationView, Promise]]


@require_http_methods(["GET", "POST"])
@login_required
def organisations(request: HttpRequest) -> HttpResponseBase:
    """Where this person works, what they are invited to, and the door to one more organisation."""
    user_id: UUID = request.user.pk  # type: ignore[assignment]  # signed in: never None
    if request.method == "POST":
        return _answer(request, user_id)
    waiting = [(each, ROLE_NAMES[each.role]) for each in invitations_of(user_id)]
    page = OrganisationsPage(organisations_of(user_id), waiting)
    return render(request, "site/organisations.html", {"page": page})


def _answer(request: HttpRequest, user_id: UUID) -> HttpResponseBase:
    """The person's yes or no to an invitation."""
    now = timezone.now()
    try:
        member_id = UUID(request.POST.get("invitation", ""))
        if "decline" in request.POST:
            decline_invitation(user_id=user_id, member_id=member_id, now=now)
            messages.success(request, _("Declined. They were told nothing else about you."))
            return redirect("organisations")
        organisation = accept_invitation(user_id=user_id, member_id=member_id, now=now)
    except (ValueError, NotHere):
        messages.error(request, _("This invitation waits no longer: it was answered or withdrawn."))
        return redirect("organisations")
    return redirect("insight:today", slug=organisation.slug)


@login_required
def start_mine(request: HttpRequest) -> HttpResponseBase:
    """Asks for name, line of business, units, time zone and languages; founds the organisation."""
    if request.method != "POST" or isinstance(request.user, AnonymousUser):
        return _assistant(request, None, {})
    if "sample" in request.POST:
        return _to_sample(request.user.pk)
    wish, problems = read_form(request.POST)
    if problems:
        return _assistant(request, wish, problems)
    try:
        organisation = begin(user=request.user, wish=wish, now=timezone.now())
    except Refused as refused:
        return _assistant(request, wish, {refused.field or "name": str(refused)})
    return redirect("insight:today", slug=organisation.slug)


def _to_sample(user_id: UUID) -> HttpResponseBase:
    """To the sample company, which is made if this person has none."""
    from ohlas.exchange.connectors.sample.load import sample_for

    organisation = sample_for(user_id=user_id, now=timezone.now())
    return redirect("insight:dashboard", slug=organisation.slug)


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


@require_http_methods(["GET", "POST"])
@staff(Permission.EDIT_ORGANISATION)
def sample(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    """The sample company beside this organisation: what it is, and the button that makes it or goes there."""
    if request.method != "POST" or actor.user_id is None:
        return render(request, "site/sample.html", {"page": None})
    return _to_sample(actor.user_id)


@require_POST
@staff(Permission.EDIT_ORGANISATION)
def leave_sample(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    """Removes the sample company and leads to the assistant; never removes a real organisation.

    What somebody did or imported in the sample would go with it, so then it asks first.
    """
    if not actor.organisation.is_sample:
        return redirect("start_mine")
    own = [line for line in imports_for(actor) if line.state is ImportState.DONE]
    deeds = deeds_of_people(actor.organisation.id)
    if (own or deeds) and "sure" not in request.POST:
        page = LeavePage(tuple(line.file_name for line in own), deeds)
        return render(request, "site/leave_sample.html", {"page": page})
    remove_organisation(actor=actor, now=timezone.now())
    return redirect("start_mine")


@require_GET
def health(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - Django's shape
    """For a load balancer: 200 when this process reaches its database."""
    connection.ensure_connection()
    return JsonResponse({"status": "ok"})


@require_GET
def handbook_contents(request: HttpRequest) -> HttpResponse:
    """The manual's contents."""
    return render(request, "site/help.html", {"page": contents()})


@require_GET
def handbook_page(request: HttpRequest, page: str) -> HttpResponse:
    """One page of the manual."""
    found = page_at(page)
    if found is None:
        raise Http404
    return render(request, "site/help_page.html", {"page": found})


@require_GET
def handbook_file(request: HttpRequest, name: str) -> HttpResponseBase:  # noqa: ARG001 - Django's shape
    """A picture or schema of the manual."""
    file = file_at(name)
    if file is None:
        raise Http404
    return FileResponse(file.open("rb"))
