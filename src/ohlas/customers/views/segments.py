"""Segments: the list with live counts, and a small builder that works without script."""

from collections.abc import Mapping, Sequence
from typing import Any  # a condition is a JSON tree that `rules.conditions` reads
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from ohlas.accounts.access import Actor, staff
from ohlas.accounts.rules import Permission
from ohlas.customers import actions
from ohlas.customers.access import segment_for
from ohlas.customers.errors import BadCondition, BadContact, SegmentInUse
from ohlas.customers.forms import GROUPS, SegmentForm, SegmentLine
from ohlas.customers.pages import one_segment_page, segments_page
from ohlas.customers.queries import segment_fields, segment_view
from ohlas.customers.rules import EventKind, Op, Purpose, is_everybody

LINES = 4
MOST_PARTS = 50
TOO_DEEP = gettext_lazy(
    "This condition goes deeper than the form can show; change it through the API. It is counted as it is."
)

NOBODY_CHOSEN = gettext_lazy(
    "Without a condition this segment is everybody. Add a condition, or tick that everybody is meant."
)


@require_GET
@staff(Permission.SEE_CONTACTS)
def segments(request: HttpRequest, actor: Actor) -> HttpResponse:
    return TemplateResponse(
        request, "customers/segments.html", {"page": segments_page(actor, timezone.now())}
    )


@staff(Permission.EDIT_CONTACTS)
def new_segment(request: HttpRequest, actor: Actor) -> HttpResponse:
    return _built(request, actor, None, "", {"all": []})


@staff(Permission.EDIT_CONTACTS)
def segment(request: HttpRequest, actor: Actor, segment_id: UUID) -> HttpResponse:
    view = segment_view(segment_for(actor, segment_id, Permission.EDIT_CONTACTS))
    return _built(request, actor, segment_id, view.name, view.condition)


@require_POST
@staff(Permission.EDIT_CONTACTS)
def delete_segment(request: HttpRequest, actor: Actor, segment_id: UUID) -> HttpResponse:
    try:
        actions.delete_segment(actor=actor, segment_id=segment_id, now=timezone.now())
    except SegmentInUse as used:
        words = _("The segment stays: these programmes ask by it: %(names)s. Give them another one first.")
        messages.error(request, words % {"names": ", ".join(used.names)})
        return redirect("customers:segment", slug=actor.organisation.slug, segment_id=segment_id)
    messages.success(request, _("The segment is gone; its contacts are not."))
    return redirect("customers:segments", slug=actor.organisation.slug)


def _built(
    request: HttpRequest, actor: Actor, segment_id: UUID | None, name: str, saved: Mapping[str, Any]
) -> HttpResponse:
    sent = request.POST if request.method == "POST" else None
    joined = "any" if "any" in saved else "all"
    form = SegmentForm(
        sent,
        initial={
            "name": name,
            "joined": joined,
            "everybody": segment_id is not None and is_everybody(saved),
        },
    )
    shown = _shown_lines(joined, saved.get(joined, [saved]))
    lines = _lines(actor, sent, shown or [])
    condition = saved if sent is None or shown is None else _condition(form, lines)
    fault = str(TOO_DEEP) if shown is None else _unsaid(form, condition)
    if sent is not None and "save" in sent and not fault and form.is_valid():
        try:
            given = form.cleaned_data["name"]
            actions.save_segment(
                actor=actor, name=given, condition=condition, now=timezone.now(), segment_id=segment_id
            )
            return redirect("customers:segments", slug=actor.organisation.slug)
        except (BadContact, BadCondition) as refused:
            fault = str(refused)
    page = one_segment_page(actor, form, lines, condition, now=timezone.now(), fault=fault)
    return TemplateResponse(
        request, "customers/segment.html", {"page": page}, status=422 if fault and sent is not None else 200
    )


def _unsaid(form: SegmentForm, condition: object) -> str:
    """Everybody is chosen by saying so, never by leaving a form empty."""
    is_said = not is_everybody(condition) or (form.is_valid() and form.cleaned_data["everybody"])
    is_saving = form.is_bound and "save" in form.data
    return str(NOBODY_CHOSEN) if is_saving and not is_said else ""


def _lines(actor: Actor, sent: Any, shown: Sequence[dict[str, str]]) -> Sequence[SegmentLine]:
    fields = [(name, name) for name in segment_fields(actor.organisation.id)]
    fields += [(f"event:{kind.value}", kind.value.replace("_", " ")) for kind in EventKind]
    fields += [(f"consent:{one.value}", f"consent {one.value}") for one in Purpose]
    n = max(LINES, len(shown) + 1, _sent_lines(sent))
    initial = [*shown, *({} for _ in range(n - len(shown)))]
    return [SegmentLine(sent, prefix=f"c{i}", initial=initial[i], fields=fields) for i in range(n)]


def _sent_lines(sent: Any) -> int:
    """How many lines came with the form: a refused one is shown as long as it was sent."""
    return next((n for n in range(MOST_PARTS, 0, -1) if sent and f"c{n - 1}-field" in sent), 0)


def _shown_lines(joined: str, parts: object) -> list[dict[str, str]] | None:
    """The condition as lines, those of a nested group with its letter; None where it goes deeper."""
    inner, letters = _inner(joined), iter(GROUPS)
    lines: list[dict[str, str]] = []
    for part in parts if isinstance(parts, list) else []:
        is_group = isinstance(part, dict) and inner in part
        letter = next(letters, None) if is_group else ""
        some = [_shown(one) for one in part[inner]] if is_group else [_shown(part)]
        if letter is None or not all(some):
            return None
        lines += [{**one, "group": letter} for one in some]
    return lines


def _inner(joined: str) -> str:
    return "any" if joined == "all" else "all"


def _shown(part: object) -> dict[str, str]:
    """One line of the form; empty where a line cannot say it."""
    if not isinstance(part, dict) or part.keys() & {"all", "any", "not"} or part.get("at_least", 1) != 1:
        return {}
    if "event" in part:
        return {
            "field": f"event:{part['event']}",
            "op": Op.AT_MOST,
            "value": str(part.get("within_days", "")),
        }
    if "consent" in part:
        return {
            "field": f"consent:{part['consent']}",
            "op": Op.IS,
            "value": str(part.get("channel", "email")),
        }
    value = part.get("value", "")
    words = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
    return {"field": str(part.get("field", "")), "op": str(part.get("op", "is")), "value": words}


def _condition(form: SegmentForm, lines: Sequence[SegmentLine]) -> dict[str, Any]:
    joined = form.cleaned_data["joined"] if form.is_valid() else "all"
    given = [line.cleaned_data for line in lines if line.is_valid() and line.cleaned_data["field"]]
    parts: list[dict[str, Any]] = []
    groups: dict[str, list[dict[str, Any]]] = {}
    for line in given:
        part = _part(line["field"], line["op"] or "is", line["value"].strip())
        letter = line["group"]
        if letter and letter not in groups:
            groups[letter] = []
            parts.append({_inner(joined): groups[letter]})
        (groups[letter] if letter else parts).append(part)
    return {joined: parts} if parts else {"all": []}


def _part(field: str, op: str, value: str) -> dict[str, Any]:
    kind, _colon, name = field.partition(":")
    if kind == "event":
        days = int(value) if value.isascii() and value.isdigit() else value
        return {"event": name} | ({"within_days": days} if value else {})
    if kind == "consent":
        return {"consent": name, "channel": value or "email"}
    if op in {Op.KNOWN, Op.UNKNOWN}:
        return {"field": field, "op": op}
    values = [one.strip() for one in value.split(",")] if op == Op.IN else value
    return {"field": field, "op": op, "value": values}
