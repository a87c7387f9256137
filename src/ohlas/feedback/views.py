"""Staff pages about signals: parse, access, one read, answer."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET

from ohlas.accounts.access import Actor, staff
from ohlas.accounts.rules import Permission
from ohlas.feedback.access import file_for
from ohlas.feedback.forms import Place
from ohlas.feedback.pages import response_page, responses_page, texts_page

ATTACHED = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Cache-Control": "private, no-store",
    "Cross-Origin-Resource-Policy": "same-origin",
}


@require_GET
@staff(Permission.SEE_ANSWERS)
def responses(request: HttpRequest, actor: Actor) -> HttpResponse:
    form = Place({"offset": request.GET.get("from", "0")})
    offset = (form.cleaned_data["offset"] if form.is_valid() else None) or 0
    page = responses_page(actor, offset)
    return TemplateResponse(request, "feedback/responses.html", {"page": page})


@require_GET
@staff(Permission.SEE_ANSWERS)
def response(request: HttpRequest, actor: Actor, response_id: UUID) -> HttpResponse:
    page = response_page(actor, response_id)
    return TemplateResponse(request, "feedback/response.html", {"page": page})


@require_GET
@staff(Permission.SEE_ANSWERS)
def anonymous(request: HttpRequest, actor: Actor, survey_id: UUID) -> HttpResponse:
    return TemplateResponse(request, "feedback/anonymous.html", {"page": texts_page(actor, survey_id)})


@require_GET
@staff(Permission.SEE_CONTACTS)
def file(request: HttpRequest, actor: Actor, answer_file_id: UUID) -> HttpResponse:  # noqa: ARG001 - a door
    """The file as an attachment: nothing strangers sent is ever shown or run in our pages."""
    found = file_for(actor, answer_file_id)
    try:
        content = found.path.read_bytes()
    except FileNotFoundError as gone:
        raise Http404 from gone
    response = HttpResponse(content, content_type=found.media, headers=ATTACHED)
    response.headers["Content-Disposition"] = (
        content_disposition_header(as_attachment=True, filename=found.name) or "attachment"
    )
    return response
