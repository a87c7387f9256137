"""Pages about links to hand out and to print: parse, access, one deed or one read, answer."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from ohlas.accounts.access import Actor, staff
from ohlas.accounts.rules import Permission
from ohlas.feedback.access import handed_to
from ohlas.feedback.actions.many_links import create_links_of_units, create_marked_link
from ohlas.feedback.errors import BadLink
from ohlas.feedback.sources.form.staff_views import base_of
from ohlas.feedback.sources.poster.forms import Filter, NewLinks, PosterForm
from ohlas.feedback.sources.poster.sheets import file_name, sheets_of
from ohlas.feedback.sources.poster.staff_pages import links_page, links_to_print, poster_page


@require_GET
@staff(Permission.SEE_SURVEYS)
def links(request: HttpRequest, actor: Actor) -> HttpResponse:
    page = links_page(actor, request.GET, base_of(request))
    return TemplateResponse(request, "feedback/poster/links.html", {"page": page})


@require_POST
@staff(Permission.EDIT_SURVEYS)
def new_links(request: HttpRequest, actor: Actor) -> HttpResponse:
    form = NewLinks(request.POST, actor=actor)
    if form.is_valid():
        try:
            said = _make(actor, form)
        except BadLink as error:
            form.add_error(error.field if error.field in form.fields else None, str(error))
        else:
            messages.success(request, said)
            return redirect("feedback:links", slug=actor.organisation.slug)
    page = links_page(actor, request.GET, base_of(request), form)
    return TemplateResponse(request, "feedback/poster/links.html", {"page": page}, status=422)


@require_GET
@staff(Permission.SEE_SURVEYS)
def poster(request: HttpRequest, actor: Actor) -> HttpResponse:
    """How the sheets will look, with the first of them as a picture."""
    chosen = links_to_print(actor, request.GET)
    if not chosen:
        raise Http404
    total = (
        len(chosen)
        if request.GET.get("link")
        else handed_to(actor, Filter(request.GET, actor=actor).wanted()).count()
    )
    form = PosterForm(request.GET, language=_language(actor))
    page = poster_page(chosen, total, form, request.GET)
    status = 200 if page.is_good else 422
    return TemplateResponse(request, "feedback/poster/poster.html", {"page": page}, status=status)


@require_GET
@staff(Permission.SEE_SURVEYS)
def poster_file(request: HttpRequest, actor: Actor, kind: str) -> HttpResponse:
    """The sheets as PDF, or the first one as a picture."""
    chosen = links_to_print(actor, request.GET)
    form = PosterForm(request.GET, language=_language(actor))
    if not chosen or not form.is_valid() or kind not in {"pdf", "png"}:
        raise Http404
    now, wish = timezone.now(), form.wish()
    if kind == "png":
        picture = sheets_of(chosen[:1], wish, base_of(request), now).picture()
        return HttpResponse(
            picture, content_type="image/png", headers={"Cache-Control": "private, max-age=60"}
        )
    sheets = sheets_of(chosen, wish, base_of(request), now)
    headers = {"Content-Disposition": f'attachment; filename="{file_name(chosen, wish.size)}"'}
    return HttpResponse(sheets.pdf(now), content_type="application/pdf", headers=headers)


def _make(actor: Actor, form: NewLinks) -> str:
    now = timezone.now()
    if not form.is_for_every_branch:
        create_marked_link(actor=actor, survey_id=form.survey_id, wish=form.wish(), now=now)
        return _("The link is ready.")
    made = create_links_of_units(actor=actor, survey_id=form.survey_id, wish=form.wish(), now=now)
    words = ngettext("%(count)d link was made.", "%(count)d links were made.", made) % {"count": made}
    return words if made else _("Every branch has such a link already.")


def _language(actor: Actor) -> str:
    return next(iter(actor.organisation.languages), "en")
