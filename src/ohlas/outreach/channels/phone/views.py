"""The list of calls for those who run programmes: how it stands, without names and numbers."""

from dataclasses import dataclass
from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from ohlas.accounts.access import Actor, staff
from ohlas.accounts.rules import Permission
from ohlas.outreach.queries.calls import CallCounts, CallLine, call_counts, call_lines, dispositions_since

SPAN = timedelta(days=30)
HOW: dict[str, Promise] = {
    "complete": _("Complete"),
    "broken_off": _("Broke off"),
    "call_back": _("Call back later"),
    "no_answer": _("No answer"),
    "busy": _("Busy"),
    "machine": _("Answering machine"),
    "refused": _("Refused"),
    "wrong_number": _("Wrong number"),
    "not_in_service": _("Number not in service"),
    "language": _("Speaks another language"),
    "no_consent": _("Not called: no agreement"),
    "held": _("Not called: left alone"),
    "no_number": _("Not called: no number"),
    "over": _("Not called: the invitation is over"),
}


@dataclass(frozen=True)
class CallListPage:
    """`outreach/calls.html`."""

    counts: CallCounts
    lines: tuple[tuple[CallLine, Promise | str], ...]
    ended: tuple[tuple[Promise | str, int], ...]


@require_GET
@staff(Permission.SEE_PROGRAMMES)
def call_list(request: HttpRequest, actor: Actor) -> HttpResponse:
    now = timezone.now()
    page = CallListPage(
        counts=call_counts(actor, now),
        lines=tuple((line, HOW.get(line.disposition, "")) for line in call_lines(actor, now)),
        ended=tuple((HOW.get(how, how), n) for how, n in dispositions_since(actor, now - SPAN)),
    )
    return TemplateResponse(request, "outreach/calls.html", {"page": page})
