"""Staff pages about widgets: parse, access, one deed or one read, answer."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ohlas.accounts.access import Actor, staff
from ohlas.accounts.rules import Permission
from ohlas.lib.config import config
from ohlas.outreach.access import widget_for
from ohlas.outreach.actions.widgets import change_widget, close_widget, make_widget, reopen_widget
from ohlas.outreach.channels.widget.forms import WidgetForm, said
from ohlas.outreach.channels.widget.pages import try_page, widget_page, widgets_page
from ohlas.outreach.errors import BadWidget
from ohlas.outreach.queries.widgets import widget_view

DEEDS = {"close": close_widget, "reopen": reopen_widget}
TEMPLATE = "outreach/widget/widget.html"


@require_GET
@staff(Permission.SEE_PROGRAMMES)
def widgets(request: HttpRequest, actor: Actor) -> HttpResponse:
    return TemplateResponse(request, "outreach/widget/widgets.html", {"page": widgets_page(actor)})


@require_http_methods(["GET", "POST"])
@staff(Permission.RUN_PROGRAMMES)
def new_widget(request: HttpRequest, actor: Actor) -> HttpResponse:
    form = WidgetForm(request.POST if request.method == "POST" else None, actor=actor)
    if form.is_valid() and form.settings is not None:
        try:
            made = make_widget(
                actor=actor,
                survey_id=form.survey_id,
                name=form.cleaned_data["name"],
                settings=form.settings,
                now=timezone.now(),
            )
        except BadWidget as error:
            form.add_error(error.place if error.place in form.fields else None, said(error))
        else:
            messages.success(request, _("The widget is ready. Try it, then put its line into your pages."))
            return redirect("outreach:widget", slug=actor.organisation.slug, widget_id=made)
    page = widget_page(actor, _base(request), form=form)
    status = 422 if request.method == "POST" else 200
    return TemplateResponse(request, TEMPLATE, {"page": page}, status=status)


@require_http_methods(["GET", "POST"])
@staff(Permission.SEE_PROGRAMMES)
def widget(request: HttpRequest, actor: Actor, widget_id: UUID) -> HttpResponse:
    view = widget_view(widget_for(actor, widget_id))
    if request.method != "POST":
        return TemplateResponse(request, TEMPLATE, {"page": widget_page(actor, _base(request), view)})
    form = WidgetForm(request.POST, actor=actor, is_new=False)
    if form.is_valid() and form.settings is not None:
        change_widget(
            actor=actor,
            widget_id=widget_id,
            name=form.cleaned_data["name"],
            settings=form.settings,
            now=timezone.now(),
        )
        messages.success(request, _("Saved. Pages that carry it follow within five minutes."))
        return redirect("outreach:widget", slug=actor.organisation.slug, widget_id=widget_id)
    page = widget_page(actor, _base(request), view, form)
    return TemplateResponse(request, TEMPLATE, {"page": page}, status=422)


@require_POST
@staff(Permission.RUN_PROGRAMMES)
def change(request: HttpRequest, actor: Actor, widget_id: UUID, deed: str) -> HttpResponse:
    DEEDS[deed](actor=actor, widget_id=widget_id, now=timezone.now())
    messages.success(
        request, _("The widget is closed.") if deed == "close" else _("The widget is open again.")
    )
    return redirect("outreach:widgets", slug=actor.organisation.slug)


@require_GET
@staff(Permission.SEE_PROGRAMMES)
def try_out(request: HttpRequest, actor: Actor, widget_id: UUID) -> HttpResponse:
    """The widget at work on a page of ours; what is shown in it is the preview, so nothing is counted."""
    page = try_page(widget_view(widget_for(actor, widget_id)))
    return TemplateResponse(request, "outreach/widget/try.html", {"page": page})


def _base(request: HttpRequest) -> str:
    """The address people reach Ohlas under."""
    return config().public_url or f"{request.scheme}://{request.get_host()}"
