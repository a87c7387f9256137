"""Looking at a programme's messages, and writing one's own."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_GET, require_http_methods

from ohlas.accounts.access import Actor, require, staff
from ohlas.accounts.rules import Permission
from ohlas.outreach.access import programme_for
from ohlas.outreach.actions.wordings import write_wording
from ohlas.outreach.errors import BadMessage
from ohlas.outreach.forms.senders import WordingForm
from ohlas.outreach.pages.previews import preview_page, shown_of, wish_of
from ohlas.outreach.queries.wordings import own_wording
from ohlas.surveys.queries import standing

FRAMED = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; form-action 'none'; base-uri 'none'; "
    "frame-ancestors 'self'; sandbox"
)
"""A mail carries its styles inside; nothing in it runs, leads away or sends."""


@require_http_methods(["GET", "POST"])
@staff(Permission.SEE_PROGRAMMES)
def preview(request: HttpRequest, actor: Actor, programme_id: UUID) -> HttpResponse:
    """A message as a made-up person gets it, and the words it is made from."""
    programme = programme_for(actor, programme_id)
    languages = _languages(actor, programme.survey_id)
    wish = wish_of(request.GET.dict(), languages)
    own = own_wording(programme.id, wish.carrier, wish.kind, wish.language) or ("", "")
    initial = {"subject": own[0], "body": own[1]}
    form, fault = WordingForm(carrier=wish.carrier, initial=initial), ""
    if request.method == "POST":
        require(actor, Permission.RUN_PROGRAMMES)
        form = WordingForm(request.POST, carrier=wish.carrier)
    if request.method == "POST" and request.POST.get("do") != "count":
        given = {name: request.POST.get(name, "") for name in ("subject", "body")}
        try:
            write_wording(
                actor=actor,
                programme_id=programme.id,
                carrier=wish.carrier,
                kind=wish.kind,
                language=wish.language,
                now=timezone.now(),
                **given,
            )
        except BadMessage as refused:
            fault = str(refused)
        else:
            messages.success(request, _("Saved. This is how it looks now."))
            address = reverse(
                "outreach:preview", kwargs={"slug": actor.organisation.slug, "programme_id": programme.id}
            )
            return redirect(f"{address}?{wish.query()}")
    page = preview_page(programme, actor.organisation.name, wish, languages, form=form, fault=fault)
    return TemplateResponse(request, "outreach/preview.html", {"page": page}, status=422 if fault else 200)


@require_GET
@xframe_options_sameorigin
@staff(Permission.SEE_PROGRAMMES)
def preview_inside(request: HttpRequest, actor: Actor, programme_id: UUID) -> HttpResponse:
    """The mail itself, for the frame of `preview`."""
    programme = programme_for(actor, programme_id)
    wish = wish_of(request.GET.dict(), _languages(actor, programme.survey_id))
    shown = shown_of(programme, actor.organisation.name, wish)
    if shown is None or not shown.html:
        raise Http404
    return HttpResponse(shown.html, headers={"Content-Security-Policy": FRAMED})


def _languages(actor: Actor, survey_id: UUID) -> tuple[str, ...]:
    found = standing(actor.organisation.id, str(survey_id), timezone.now())
    known = found.version.definition.languages if found and found.version else actor.organisation.languages
    return tuple(known) or ("en",)
