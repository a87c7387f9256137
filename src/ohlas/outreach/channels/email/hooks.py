"""Where mail providers report: each organisation's own secret address, read by django-anymail."""

from collections.abc import Mapping
from importlib import import_module
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBadRequest
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from ohlas.outreach.actions.reports import note_report, sender_of_hook
from ohlas.outreach.channels.email.settings import mail_settings
from ohlas.outreach.queries.outgoing import sender_of
from ohlas.outreach.rules import Carrier
from ohlas.outreach.rules.reports import Report, ReportKind, own_id

VIEWS: Mapping[str, str] = {
    "brevo": "BrevoTrackingWebhookView",
    "mailersend": "MailerSendTrackingWebhookView",
    "mailgun": "MailgunTrackingWebhookView",
    "mailjet": "MailjetTrackingWebhookView",
    "mailtrap": "MailtrapTrackingWebhookView",
    "mandrill": "MandrillCombinedWebhookView",
    "postal": "PostalTrackingWebhookView",
    "postmark": "PostmarkTrackingWebhookView",
    "resend": "ResendTrackingWebhookView",
    "sendgrid": "SendGridTrackingWebhookView",
    "sparkpost": "SparkPostTrackingWebhookView",
    "unisender_go": "UnisenderGoTrackingWebhookView",
}
KINDS: Mapping[str, ReportKind] = {
    "delivered": ReportKind.DELIVERED,
    "bounced": ReportKind.BOUNCED,
    "rejected": ReportKind.BOUNCED,
    "failed": ReportKind.BOUNCED,
    "complained": ReportKind.COMPLAINED,
    "unsubscribed": ReportKind.LEFT,
}
"""What anymail calls it; everything else (queued, deferred, opened, clicked) says nothing we count."""


@csrf_exempt
@require_http_methods(["POST", "HEAD"])
def mail_report(request: HttpRequest, token: str) -> HttpResponse:
    """Takes reports for the organisation whose token stands in the address."""
    found = sender_of_hook(token)
    if found is None or found[1] is not Carrier.EMAIL:
        raise Http404
    if request.method == "HEAD":
        return HttpResponse()
    organisation_id = found[0]
    settings = mail_settings(sender_of(organisation_id, Carrier.EMAIL))
    view = _reader(settings.provider, settings.options)
    try:
        view.run_validators(request)
        events = view.parse_events(request)
    except (ValueError, KeyError, TypeError):
        return HttpResponseBadRequest("This is no report of the provider that is set up.")
    for event in events:
        report = _report(event)
        if report is not None:
            note_report(organisation_id, report, timezone.now())
    return HttpResponse()


def _reader(provider: str, options: Mapping[str, str]) -> Any:
    """The library's own reader of this provider's reports; the token in the address stands for its basic auth."""
    if provider not in VIEWS:
        raise Http404
    module = import_module(f"anymail.webhooks.{provider}")
    cls = getattr(module, VIEWS[provider])
    keys = {
        name: options[name]
        for name in ("webhook_signing_key", "webhook_key", "signing_secret")
        if name in options
    }
    known = {name: value for name, value in keys.items() if hasattr(cls, name)}
    reader = type(cls.__name__, (cls,), {"warn_if_no_basic_auth": False})
    return reader(**known)


def _report(event: Any) -> Report | None:
    kind = KINDS.get(str(event.event_type))
    if kind is None:
        return None
    metadata = event.metadata or {}
    named = own_id(f"{metadata.get('message', '')}@") or own_id(str(event.message_id or ""))
    why = " ".join(str(event.mta_response or event.description or event.reject_reason or "").split())
    return Report(kind=kind, message_id=named, provider_id=str(event.message_id or "")[:200], why=why[:280])
