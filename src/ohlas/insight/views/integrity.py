"""Doors of the integrity watch: the list of findings, one finding, and a person's word on it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from ohlas.accounts.access import Actor, staff
from ohlas.accounts.rules import Permission
from ohlas.feedback.queries.odd import how_many_left_out
from ohlas.insight.access import finding_for, findings_for
from ohlas.insight.actions.integrity import decide_finding
from ohlas.insight.errors import BadVerdict
from ohlas.insight.pages.integrity import TABS, finding_page, integrity_page
from ohlas.insight.queries.integrity import finding_lines, marked_answers, of_tab

SIZE = 50


@require_GET
@staff(Permission.SEE_ANSWERS)
def integrity(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    """What may not be customers' own answers, newest first."""
    wished = request.GET.get("show", "")
    tab = wished if wished in TABS else TABS[0]
    found = of_tab(findings_for(actor), tab)
    number = request.GET.get("page", "1")
    page = max(int(number), 1) if number.isdecimal() and len(number) <= len("99999") else 1
    lines = finding_lines(actor, found[(page - 1) * SIZE : page * SIZE])
    left_out = how_many_left_out(actor.organisation.id, actor.scope)
    shown = integrity_page(actor, lines, tab, left_out=left_out, page=page, total=found.count(), size=SIZE)
    return render(request, "insight/integrity.html", {"page": shown})


@require_GET
@staff(Permission.SEE_ANSWERS)
def finding(request: HttpRequest, actor: Actor, finding_id: UUID) -> HttpResponseBase:
    """One finding with its evidence and its answers."""
    return _shown(request, actor, finding_id)


@require_POST
@staff(Permission.EDIT_SURVEYS)
def decide(request: HttpRequest, actor: Actor, finding_id: UUID) -> HttpResponseBase:
    """Keeps the chosen answers or leaves them out; given anew, the last word holds."""
    form = request.POST
    chosen = frozenset(filter(None, map(_id, form.getlist("answer"))))
    try:
        changed = decide_finding(
            actor=actor,
            finding_id=finding_id,
            verdict=form.get("verdict", ""),
            chosen=chosen,
            reason=form.get("reason", ""),
            now=timezone.now(),
        )
    except BadVerdict as error:
        said = {"refusal": str(error), "reason": form.get("reason", ""), "verdict": form.get("verdict", "")}
        return _shown(request, actor, finding_id, chosen=chosen, status=422, **said)
    messages.success(
        request, gettext("Decided. %(n)s answers changed; figures follow in a moment.") % {"n": changed}
    )
    return redirect("insight:finding", slug=actor.organisation.slug, finding_id=finding_id)


def _shown(
    request: HttpRequest,
    actor: Actor,
    finding_id: UUID,
    *,
    chosen: frozenset[UUID] | None = None,
    status: int = 200,
    **said: str,
) -> HttpResponseBase:
    row = finding_for(actor, finding_id)
    (line,) = finding_lines(actor, findings_for(actor).filter(id=row.id))
    page = finding_page(actor, line, marked_answers(actor, row), chosen=chosen, **said)
    return render(request, "insight/integrity_finding.html", {"page": page}, status=status)


def _id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
