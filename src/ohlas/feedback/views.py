"""Staff pages about signals: parse, access, one read, answer."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_GET

from ohlas.accounts.access import Actor, staff
from ohlas.accounts.rules import Permission
from ohlas.feedback.forms import Place
from ohlas.feedback.pages import response_page, responses_page


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
