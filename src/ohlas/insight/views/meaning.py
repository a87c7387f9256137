"""Doors to search by meaning: have comments prepared for it, or have what was prepared removed."""

from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from ohlas.accounts.access import Actor, staff
from ohlas.accounts.rules import Permission
from ohlas.feedback.actions.meanings import forget_meanings, want_meanings
from ohlas.insight.errors import BadAddress
from ohlas.insight.views.parts import place, speaks_plainly

DEEDS = {"want": want_meanings, "forget": forget_meanings}


@require_POST
@staff(Permission.EDIT_SURVEYS)
@speaks_plainly("insight:comments")
def change_meaning(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    given = request.POST.get("deed", "")
    if given not in DEEDS:
        raise BadAddress("deed", given[:40], f"one of {', '.join(DEEDS)} is allowed")
    DEEDS[given](actor=actor, now=timezone.now())
    said = {
        "want": gettext("Comments are being prepared for search by meaning."),
        "forget": gettext("Search by meaning is off; what was prepared for it is removed."),
    }
    messages.success(request, said[given])
    back = request.POST.get("back", "")
    is_ours = given == "want" and url_has_allowed_host_and_scheme(back, allowed_hosts=None)
    return redirect(back if is_ours else place(actor, "insight:comments"))
