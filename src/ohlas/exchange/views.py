"""Pages of moving in: upload, check the columns, try, import, undo."""

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
from ohlas.exchange import actions
from ohlas.exchange.access import import_for, imports_for
from ohlas.exchange.errors import BadMapping, ExchangeError, WrongState
from ohlas.exchange.forms import mapping_of, reading_of
from ohlas.exchange.pages import ImportsPage, columns_page, import_page, line_of
from ohlas.exchange.queries import ImportView, same_file
from ohlas.exchange.rules.states import EDITABLE, ImportState
from ohlas.lib.tables import TableError
from ohlas.surveys.queries import surveys_named, surveys_of


@require_GET
@staff(Permission.IMPORT)
def imports(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    """All imports, and the door for a new file."""
    return _imports(request, actor, "")


@require_http_methods(["GET", "POST"])
@staff(Permission.IMPORT)
def upload(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    """Takes a file and leads to its columns; an address kept from a refusal leads back to the list."""
    if request.method != "POST":
        return redirect("exchange:imports", slug=actor.organisation.slug)
    file = request.FILES.get("file")
    if file is None:
        return _imports(request, actor, _("No file came with the form. Choose a CSV, Excel or Parquet file."))
    try:
        view = actions.receive_file(
            actor=actor, name=file.name or "file", pieces=file.chunks(), now=timezone.now()
        )
    except TableError as problem:
        return _imports(request, actor, str(problem))
    return redirect("exchange:columns", slug=actor.organisation.slug, import_id=view.id)


def _imports(request: HttpRequest, actor: Actor, problem: str) -> HttpResponse:
    page = ImportsPage([line_of(view) for view in imports_for(actor)], problem)
    return render(request, "exchange/imports.html", {"page": page}, status=422 if problem else 200)


@staff(Permission.IMPORT)
def columns(request: HttpRequest, actor: Actor, import_id: UUID) -> HttpResponseBase:
    """What each column means: the guess, the person's choice, and every problem in a sentence."""
    view = import_for(actor, import_id)
    if view.state not in EDITABLE:
        return redirect("exchange:import", slug=actor.organisation.slug, import_id=view.id)
    if request.method != "POST":
        return _columns(request, actor, view, [])
    try:
        names = [column["name"] for column in view.findings["columns"]]
        mapping = mapping_of(request.POST, names)
        actions.save_mapping(actor=actor, import_id=view.id, mapping=mapping, now=timezone.now())
    except BadMapping as problem:
        return _columns(request, actor, import_for(actor, import_id), problem.problems)
    return redirect("exchange:import", slug=actor.organisation.slug, import_id=view.id)


def _columns(request: HttpRequest, actor: Actor, view: ImportView, problems: Sequence[str]) -> HttpResponse:
    page = columns_page(view, problems, [row.name for row in surveys_of(actor.organisation.id)])
    return render(request, "exchange/columns.html", {"page": page}, status=422 if problems else 200)


@require_POST
@staff(Permission.IMPORT)
def reread(request: HttpRequest, actor: Actor, import_id: UUID) -> HttpResponseBase:
    """Reads the file with another encoding, delimiter or sheet."""
    try:
        reading = reading_of(request.POST)
        actions.reread_file(actor=actor, import_id=import_id, reading=reading, now=timezone.now())
    except (TableError, WrongState, LookupError) as problem:
        messages.error(request, str(problem))
    return redirect("exchange:columns", slug=actor.organisation.slug, import_id=import_id)


@require_GET
@staff(Permission.IMPORT)
def one_import(request: HttpRequest, actor: Actor, import_id: UUID) -> HttpResponseBase:
    """One import: the trial before it, the progress during it, the outcome after it."""
    view = import_for(actor, import_id)
    if view.state is ImportState.UPLOADED:
        return redirect("exchange:columns", slug=actor.organisation.slug, import_id=view.id)
    return render(request, "exchange/import.html", {"page": _page(actor, view, with_trial=True)})


@require_GET
@staff(Permission.IMPORT)
def progress(request: HttpRequest, actor: Actor, import_id: UUID) -> HttpResponseBase:
    """The part of the page that changes while the import runs."""
    page = _page(actor, import_for(actor, import_id), with_trial=False)
    return render(request, "exchange/parts/outcome.html", {"page": page})


def _page(actor: Actor, view: ImportView, *, with_trial: bool) -> object:
    now = timezone.now()
    trial, problem = None, ""
    if with_trial and view.state is ImportState.CHECKED:
        try:
            trial = actions.try_import(actor=actor, import_id=view.id, now=now)
        except (BadMapping, TableError) as wrong:
            problem = str(wrong)
    name = view.mapping.survey
    return import_page(
        view,
        trial=trial,
        trial_problem=problem,
        earlier=same_file(actor.organisation.id, view.digest, view.id),
        survey_id=surveys_named(actor.organisation.id, [name]).get(name),
        now=now,
    )


@require_POST
@staff(Permission.IMPORT)
def start(request: HttpRequest, actor: Actor, import_id: UUID) -> HttpResponseBase:
    """Starts the import; it runs in the background and the page may be left."""
    try:
        actions.start_import(actor=actor, import_id=import_id, now=timezone.now())
    except FileNotFoundError:
        messages.error(request, _("The file was cleared away after its time. Upload it again."))
    except (ExchangeError, TableError) as problem:
        messages.error(request, str(problem))
    return redirect("exchange:import", slug=actor.organisation.slug, import_id=import_id)


@require_POST
@staff(Permission.IMPORT)
def undo(request: HttpRequest, actor: Actor, import_id: UUID) -> HttpResponseBase:
    """Takes everything back that this import brought."""
    try:
        actions.undo_import(actor=actor, import_id=import_id, now=timezone.now())
    except ExchangeError as problem:
        messages.error(request, str(problem))
    return redirect("exchange:import", slug=actor.organisation.slug, import_id=import_id)


@require_POST
@staff(Permission.IMPORT)
def forget(request: HttpRequest, actor: Actor, import_id: UUID) -> HttpResponseBase:
    """Drops an uploaded file that was never imported."""
    actions.forget_file(actor=actor, import_id=import_id, now=timezone.now())
    messages.success(request, _("The file was dropped; nothing had been imported from it."))
    return redirect("exchange:imports", slug=actor.organisation.slug)


@require_GET
@staff(Permission.IMPORT)
def losses(request: HttpRequest, actor: Actor, import_id: UUID) -> HttpResponseBase:  # noqa: ARG001 - Django's shape
    """The loss report: every row and cell left out, with the reason."""
    view = import_for(actor, import_id)
    if not view.losses_size or not view.losses_path.exists():
        raise Http404
    return FileResponse(view.losses_path.open("rb"), as_attachment=True, filename=f"losses-{view.id}.csv")
