"""Pages about channels: set up, checked, tested, paused; and the list of what is in doubt."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ohlas.accounts.access import Actor, staff
from ohlas.accounts.rules import Permission
from ohlas.customers.errors import BadIdentity
from ohlas.customers.rules import IdentityKind, country_of_zone, identity_value
from ohlas.outreach.actions import senders
from ohlas.outreach.actions.doubts import let_be, send_again
from ohlas.outreach.errors import OutreachError, WrongState
from ohlas.outreach.forms.senders import SenderForm, TestForm, carriers_to_set_up, setup_form
from ohlas.outreach.pages.channels import channel_page, channels_page, doubts_page
from ohlas.outreach.queries.senders import SenderState, sender_states
from ohlas.outreach.queries.words import why_not_left
from ohlas.outreach.rules import Carrier


@require_GET
@staff(Permission.SET_CHANNELS)
def channels(request: HttpRequest, actor: Actor) -> HttpResponse:
    return TemplateResponse(
        request,
        "outreach/channels.html",
        {"page": channels_page(actor, carriers_to_set_up(), timezone.now())},
    )


@require_http_methods(["GET", "POST"])
@staff(Permission.SET_CHANNELS)
def channel(request: HttpRequest, actor: Actor, carrier: str) -> HttpResponse:
    """How the channel stands, and its settings."""
    chosen, state, form = _parts(actor, carrier, request.POST if request.method == "POST" else None)
    if form.is_valid():
        senders.set_up_sender(
            actor=actor, carrier=chosen, settings=form.settings(), secrets=form.secrets(), now=timezone.now()
        )
        is_tested = chosen is not Carrier.PHONE
        messages.success(request, _("Saved. Send a test to yourself now.") if is_tested else _("Saved."))
        return _back(actor, chosen)
    page = channel_page(chosen, state, form, _test_form(request, chosen))
    status = 422 if form.is_bound else 200
    return TemplateResponse(request, "outreach/channel.html", {"page": page}, status=status)


@require_POST
@staff(Permission.SET_CHANNELS)
def test_channel(request: HttpRequest, actor: Actor, carrier: str) -> HttpResponse:
    """A test to oneself, at once; what the provider said is shown as it said it."""
    chosen, state, form = _parts(actor, carrier, None)
    test, fault = TestForm(request.POST, carrier=chosen), ""
    if state is None:
        raise Http404
    if test.is_valid():
        try:
            address = _written(actor, chosen, test.cleaned_data["address"])
            senders.send_test(actor=actor, carrier=chosen, address=address, now=timezone.now())
        except OutreachError as refused:
            fault = why_not_left(str(refused))
        else:
            messages.success(request, _("The test is on its way. Has it arrived? Then say so below."))
            return _back(actor, chosen)
    page = channel_page(chosen, state, form, test, fault=fault)
    return TemplateResponse(request, "outreach/channel.html", {"page": page}, status=422)


@require_POST
@staff(Permission.SET_CHANNELS)
def change_channel(request: HttpRequest, actor: Actor, carrier: str, deed: str) -> HttpResponse:
    chosen = _carrier(carrier)
    act, said = DEEDS[deed]
    try:
        act(actor=actor, carrier=chosen, now=timezone.now())
    except WrongState as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, said())
    return _back(actor, chosen)


@require_POST
@staff(Permission.SET_CHANNELS)
def renew_hook(request: HttpRequest, actor: Actor, carrier: str) -> HttpResponse:
    """The address is in this answer and nowhere else."""
    chosen, state, form = _parts(actor, carrier, None)
    token = senders.renew_hook(actor=actor, carrier=chosen, now=timezone.now())
    page = channel_page(chosen, state, form, _test_form(request, chosen), hook=token)
    response = TemplateResponse(request, "outreach/channel.html", {"page": page})
    response.headers["Cache-Control"] = "no-store"
    return response


@require_GET
@staff(Permission.RUN_PROGRAMMES)
def doubts(request: HttpRequest, actor: Actor) -> HttpResponse:
    return TemplateResponse(request, "outreach/doubts.html", {"page": doubts_page(actor)})


@require_POST
@staff(Permission.RUN_PROGRAMMES)
def settle_doubt(request: HttpRequest, actor: Actor, message_id: UUID, deed: str) -> HttpResponse:
    act, said = SETTLINGS[deed]
    try:
        act(actor, message_id, timezone.now())
    except WrongState as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, said())
    return redirect("outreach:doubts", slug=actor.organisation.slug)


def _again(actor: Actor, message_id: UUID, now: datetime) -> None:
    send_again(actor=actor, message_id=message_id, now=now)


def _let_be(actor: Actor, message_id: UUID, now: datetime) -> None:
    let_be(actor=actor, message_id=message_id, now=now)


DEEDS: dict[str, tuple[Callable[..., None], Callable[[], str]]] = {
    "check": (senders.check_sender, lambda: _("Looked up anew.")),
    "arrived": (
        senders.note_test_arrived,
        lambda: _("Good. Messages may leave once nothing else is missing."),
    ),
    "pause": (senders.pause_sender, lambda: _("Paused. Nothing leaves until you resume.")),
    "resume": (senders.resume_sender, lambda: _("Resumed. What waited leaves now.")),
}
SETTLINGS: dict[str, tuple[Callable[[Actor, UUID, datetime], None], Callable[[], str]]] = {
    "again": (_again, lambda: _("A fresh message is on its way.")),
    "let-be": (_let_be, lambda: _("It counts as sent.")),
}


def _parts(actor: Actor, carrier: str, data: object) -> tuple[Carrier, SenderState | None, SenderForm]:
    chosen = _carrier(carrier)
    state = sender_states(actor.organisation.id, timezone.now()).get(chosen)
    form = setup_form(chosen)
    if form is None:
        raise Http404
    return (
        chosen,
        state,
        form(data, kept=state.settings if state else {}, has=state.secrets if state else frozenset()),
    )


def _test_form(request: HttpRequest, carrier: Carrier) -> TestForm:
    return TestForm(carrier=carrier, initial={"address": getattr(request.user, "email", "")})


def _written(actor: Actor, carrier: Carrier, address: str) -> str:
    """A number as it is dialled at home, with its country; what is none is judged by the channel."""
    if carrier is Carrier.EMAIL:
        return address
    try:
        return identity_value(IdentityKind.PHONE, address, country_of_zone(actor.organisation.zone))
    except BadIdentity:
        return address


def _carrier(given: str) -> Carrier:
    try:
        return Carrier(given)
    except ValueError as unknown:
        raise Http404 from unknown


def _back(actor: Actor, carrier: Carrier) -> HttpResponse:
    return redirect("outreach:channel", slug=actor.organisation.slug, carrier=carrier.value)
