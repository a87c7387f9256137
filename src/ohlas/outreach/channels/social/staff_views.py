"""Staff pages about polls of networks: parse, access, one deed or one read, answer."""

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
from ohlas.outreach.access import poll_for
from ohlas.outreach.actions.polls import change_poll, record_poll, remove_poll
from ohlas.outreach.channels.social.forms import PollForm
from ohlas.outreach.channels.social.pages import poll_page, polls_page
from ohlas.outreach.errors import BadPoll
from ohlas.outreach.queries.polls import PollView, poll_view


@require_GET
@staff(Permission.SEE_PROGRAMMES)
def polls(request: HttpRequest, actor: Actor) -> HttpResponse:
    return TemplateResponse(request, "outreach/social/polls.html", {"page": polls_page(actor)})


@require_http_methods(["GET", "POST"])
@staff(Permission.RUN_PROGRAMMES)
def new_poll(request: HttpRequest, actor: Actor) -> HttpResponse:
    return _edit(request, actor, None)


@require_http_methods(["GET", "POST"])
@staff(Permission.RUN_PROGRAMMES)
def poll(request: HttpRequest, actor: Actor, poll_id: UUID) -> HttpResponse:
    return _edit(request, actor, poll_view(poll_for(actor, poll_id, Permission.RUN_PROGRAMMES)))


@require_POST
@staff(Permission.RUN_PROGRAMMES)
def remove(request: HttpRequest, actor: Actor, poll_id: UUID) -> HttpResponse:
    remove_poll(actor=actor, poll_id=poll_id, now=timezone.now())
    messages.success(request, _("The poll is removed."))
    return redirect("outreach:polls", slug=actor.organisation.slug)


def _edit(request: HttpRequest, actor: Actor, view: PollView | None) -> HttpResponse:
    form = PollForm(request.POST) if request.method == "POST" else None
    if form is not None and form.is_valid() and form.poll is not None:
        try:
            if view is None:
                record_poll(actor=actor, poll=form.poll, now=timezone.now())
            else:
                change_poll(actor=actor, poll_id=view.id, poll=form.poll, now=timezone.now())
        except BadPoll as error:
            form.add_error(error.place if error.place in form.fields else None, str(error))
        else:
            messages.success(request, _("The poll is kept."))
            return redirect("outreach:polls", slug=actor.organisation.slug)
    page = poll_page(view, form)
    status = 200 if form is None else 422
    return TemplateResponse(request, "outreach/social/poll.html", {"page": page}, status=status)
