"""Where gateways report what became of messages, and hand over what people wrote back."""

import json
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from ohlas.outreach.actions.texting import SentBack, is_sending, note_status, take_reply
from ohlas.outreach.queries.texting import Hook, hook_of
from ohlas.outreach.rules import Carrier
from ohlas.outreach.rules.gateway import Told, read_callback, told_by

MOST_BYTES = 64_000


@csrf_exempt
@require_http_methods(["GET", "POST"])
def hook(request: HttpRequest, token: str) -> HttpResponse:
    """The token in the address is the key; gateways report by GET too, so both are taken, each report once."""
    found = hook_of(token, Carrier.SMS)
    if found is None:
        return HttpResponse(status=404)
    if int(request.META.get("CONTENT_LENGTH") or 0) > MOST_BYTES or len(request.body) > MOST_BYTES:
        return HttpResponse(status=413)
    try:
        document = _document(request)
    except ValueError:
        return HttpResponse("This is no report we can read.", status=400, content_type="text/plain")
    told = [told_by(read_callback(found.settings), one) for one in document]
    outcomes = [_heard(found, one) for one in told]  # every one is heard, whatever became of the one before
    is_known = all(outcomes)
    # A report that came before the name of its message was written: the gateway brings it again.
    return HttpResponse("OK" if is_known else "", status=200 if is_known else 503, content_type="text/plain")


def _heard(found: Hook, told: Told) -> bool:
    now = timezone.now()
    if told.is_delivered or told.is_failed:
        is_known = note_status(
            found.organisation_id, told.provider_id, is_delivered=told.is_delivered, now=now
        )
        return is_known or not is_sending(found.organisation_id)
    if told.is_reply and told.provider_id:
        number = (
            told.address
            if told.address.startswith("+") or not told.address.isdecimal()
            else f"+{told.address}"
        )
        came = SentBack(
            organisation_id=found.organisation_id,
            provider_id=f"http:{told.provider_id}",
            address=number.replace(" ", ""),
            text=told.text,
        )
        take_reply(came, now)
    return True


def _document(request: HttpRequest) -> list[Any]:
    """The report as JSON, form or query; a list of them as each."""
    if request.content_type == "application/json" and request.body:
        found = json.loads(request.body)
        return found[:200] if isinstance(found, list) else [found]
    fields = request.POST if request.method == "POST" and request.POST else request.GET
    return [{name: fields.get(name, "") for name in fields}]
