"""Pages of importing people: upload, check the columns, try, import, undo."""

from collections.abc import Sequence
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ohlas.accounts.access import Actor, staff
from ohlas.accounts.rules import Permission
from ohlas.customers.rules import country_of_zone
from ohlas.exchange.access import people_import_for, people_imports_for
from ohlas.exchange.actions import forget_file, people
from ohlas.exchange.connectors.people.forms import meaning_of
from ohlas.exchange.connectors.people.pages import (
    people_columns_page,
    people_import_page,
    people_imports_page,
)
from ohlas.exchange.errors import BadMapping, ExchangeError, WrongState
from ohlas.exchange.forms import reading_of
from ohlas.exchange.queries import ImportView, same_file
from ohlas.exchange.rules.people import PeopleKind
from ohlas.exchange.rules.states import EDITABLE, ImportState
from ohlas.lib.tables import TableError


@require_http_methods(["GET", "POST"])
@staff(Permission.EDIT_CONTACTS)
def people_imports(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    """All imports of people, and the door for a new file."""
    views = people_imports_for(actor)
    if request.method != "POST":
        return _list(request, views, request.GET.get("kind", ""), "")
    chosen, file = request.POST.get("kind", ""), request.FILES.get("file")
    if file is None or chosen not in set(PeopleKind):
        return _list(request, views, chosen, _("No file came with the form. Choose a CSV or Excel file."))
    try:
        view = people.receive_people(
            actor=actor,
            kind=PeopleKind(chosen),
            name=file.name or "file",
            pieces=file.chunks(),
            now=timezone.now(),
        )
    except TableError as problem:
        return _list(request, views, chosen, str(problem))
    return redirect("exchange:people_columns", slug=actor.organisation.slug, file_id=view.id)


def _list(request: HttpRequest, views: Sequence[ImportView], chosen: str, problem: str) -> HttpResponse:
    page = people_imports_page(views, chosen if chosen in set(PeopleKind) else "contacts", problem)
    return render(request, "exchange/people/list.html", {"page": page}, status=422 if problem else 200)


@require_http_methods(["GET", "POST"])
@staff(Permission.EDIT_CONTACTS)
def people_columns(request: HttpRequest, actor: Actor, file_id: UUID) -> HttpResponseBase:
    """What each column means: the guess, the person's choice, and every problem in a sentence."""
    view = people_import_for(actor, file_id)
    if view.state not in EDITABLE:
        return redirect("exchange:people_import", slug=actor.organisation.slug, file_id=view.id)
    if request.method != "POST":
        return _columns(request, actor, view, [])
    names = [column["name"] for column in view.findings["columns"]]
    meaning = meaning_of(request.POST, PeopleKind(view.kind), names)
    try:
        people.save_meaning(actor=actor, import_id=view.id, meaning=meaning, now=timezone.now())
    except BadMapping as problem:
        return _columns(request, actor, people_import_for(actor, file_id), problem.problems)
    return redirect("exchange:people_import", slug=actor.organisation.slug, file_id=view.id)


def _columns(request: HttpRequest, actor: Actor, view: ImportView, problems: Sequence[str]) -> HttpResponse:
    page = people_columns_page(view, problems, country_of_zone(actor.organisation.zone))
    return render(request, "exchange/people/columns.html", {"page": page}, status=422 if problems else 200)


@require_POST
@staff(Permission.EDIT_CONTACTS)
def people_reread(request: HttpRequest, actor: Actor, file_id: UUID) -> HttpResponseBase:
    """Reads the file with another encoding, delimiter or sheet."""
    try:
        reading = reading_of(request.POST)
        people.reread_people(actor=actor, import_id=file_id, reading=reading, now=timezone.now())
    except (TableError, WrongState, LookupError) as problem:
        messages.error(request, str(problem))
    return redirect("exchange:people_columns", slug=actor.organisation.slug, file_id=file_id)


@require_GET
@staff(Permission.EDIT_CONTACTS)
def people_import(request: HttpRequest, actor: Actor, file_id: UUID) -> HttpResponseBase:
    """One import: the trial before it, the progress during it, the outcome after it."""
    view = people_import_for(actor, file_id)
    if view.state is ImportState.UPLOADED:
        return redirect("exchange:people_columns", slug=actor.organisation.slug, file_id=view.id)
    return render(request, "exchange/people/import.html", {"page": _page(actor, view, with_trial=True)})


@require_GET
@staff(Permission.EDIT_CONTACTS)
def people_progress(request: HttpRequest, actor: Actor, file_id: UUID) -> HttpResponseBase:
    """The part of the page that changes while the import runs."""
    page = _page(actor, people_import_for(actor, file_id), with_trial=False)
    return render(request, "exchange/people/outcome.html", {"page": page})


def _page(actor: Actor, view: ImportView, *, with_trial: bool) -> object:
    now = timezone.now()
    trial, problem = None, ""
    if with_trial and view.state is ImportState.CHECKED:
        try:
            trial = people.try_people(actor=actor, import_id=view.id, now=now)
        except (BadMapping, TableError) as wrong:
            problem = str(wrong)
    earlier = same_file(actor.organisation.id, view.digest, view.id)
    return people_import_page(view, trial=trial, trial_problem=problem, earlier=earlier, now=now)


@require_POST
@staff(Permission.EDIT_CONTACTS)
def people_start(request: HttpRequest, actor: Actor, file_id: UUID) -> HttpResponseBase:
    """Starts the import; it runs in the background and the page may be left."""
    try:
        people.start_people(actor=actor, import_id=file_id, now=timezone.now())
    except (ExchangeError, TableError) as problem:
        messages.error(request, str(problem))
    return redirect("exchange:people_import", slug=actor.organisation.slug, file_id=file_id)


@require_POST
@staff(Permission.EDIT_CONTACTS)
def people_undo(request: HttpRequest, actor: Actor, file_id: UUID) -> HttpResponseBase:
    """Takes everything back that this import brought and changed."""
    try:
        people.undo_people(actor=actor, import_id=file_id, now=timezone.now())
    except ExchangeError as problem:
        messages.error(request, str(problem))
    return redirect("exchange:people_import", slug=actor.organisation.slug, file_id=file_id)


@require_POST
@staff(Permission.EDIT_CONTACTS)
def people_forget(request: HttpRequest, actor: Actor, file_id: UUID) -> HttpResponseBase:
    """Drops an uploaded file that was never imported."""
    forget_file(actor=actor, import_id=people_import_for(actor, file_id).id, now=timezone.now())
    messages.success(request, _("The file was dropped; nothing had been imported from it."))
    return redirect("exchange:people_imports", slug=actor.organisation.slug)


@require_GET
@staff(Permission.EDIT_CONTACTS)
def people_losses(request: HttpRequest, actor: Actor, file_id: UUID) -> HttpResponseBase:  # noqa: ARG001 - Django's shape
    """The loss report: every row and cell left out, with the reason."""
    view = people_import_for(actor, file_id)
    if not view.losses_size or not view.losses_path.exists():
        raise Http404
    return FileResponse(view.losses_path.open("rb"), as_attachment=True, filename=f"losses-{view.id}.csv")
