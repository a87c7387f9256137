"""Doors to the reader of sentiment: look at it, retrain it, use what was made, go back."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from ohlas.accounts.access import Actor, staff
from ohlas.accounts.rules import Permission
from ohlas.feedback.actions.readers import retrain, use_reader, use_shipped_reader
from ohlas.feedback.queries.readers import corrected_sentiments, own_readers
from ohlas.feedback.queries.texts import relabelling_of
from ohlas.insight.errors import BadAddress
from ohlas.insight.pages.reader import reader_page
from ohlas.insight.views.parts import place, speaks_plainly

DEEDS = ("retrain", "use", "shipped")
_plainly = speaks_plainly("insight:reader")


@require_GET
@staff(Permission.SEE_ANSWERS)
@_plainly
def reader(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    """What it could learn from, and how it did."""
    owner = actor.organisation.id
    page = reader_page(
        own_readers(owner),
        corrected_sentiments(owner),
        may_edit=actor.may(Permission.EDIT_SURVEYS),
        change=place(actor, "insight:change_reader"),
        back=place(actor, "insight:topics"),
        explorer=place(actor, "insight:comments"),
        relabelling=relabelling_of(owner),
    )
    return render(request, "insight/reader.html", {"page": page})


@require_POST
@staff(Permission.EDIT_SURVEYS)
@_plainly
def change_reader(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    """One deed."""
    given, now = request.POST.get("deed", ""), timezone.now()
    if given == "retrain":
        retrain(actor=actor, now=now)
        messages.success(
            request, gettext("A reader of your own is being made. Nothing changes until you use it.")
        )
    elif given == "use":
        use_reader(actor=actor, reader_id=_id(request), now=now)
        messages.success(
            request, gettext("Comments are read with your own reader. Older ones are being read again.")
        )
    elif given == "shipped":
        use_shipped_reader(actor=actor, now=now)
        messages.success(
            request, gettext("Comments are read with the shipped reader. Older ones are being read again.")
        )
    else:
        raise BadAddress("deed", given[:40], f"one of {', '.join(DEEDS)} is allowed")
    return redirect("insight:reader", slug=actor.organisation.slug)


def _id(request: HttpRequest) -> UUID:
    try:
        return UUID(request.POST.get("reader", ""))
    except ValueError as error:
        raise Http404 from error
