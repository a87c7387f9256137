"""Setting up mail."""

import re
from typing import Any

from django import forms
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from ohlas.outreach.channels.email.settings import PROVIDERS
from ohlas.outreach.forms.senders import SenderForm

HIGHEST_PORT = 65535
SECRETS = tuple(dict.fromkeys(key for _name, keys, _plain in PROVIDERS.values() for key in keys))
SECURITY = (
    ("starttls", _("STARTTLS, usually port 587")),
    ("ssl", _("TLS, usually port 465")),
    ("none", _("None")),
)


class MailForm(SenderForm):
    """A server of one's own, or a provider; without either the installation's server sends."""

    secret_fields = ("password", "inbox_password", *SECRETS)
    field_order = (
        "from_name", "from_address", "reply_to", "provider", "host", "port", "security", "user", "password",
    )  # fmt: skip
    from_name = forms.CharField(label=_("Sender's name"), required=False, max_length=80)
    from_address = forms.EmailField(label=_("Sender's address"), help_text=_("Of a domain that is yours."))
    reply_to = forms.EmailField(label=_("Replies go to"), required=False)
    provider = forms.ChoiceField(
        label=_("Sent by"),
        required=False,
        choices=[("", _("A mail server (SMTP)")), *((key, one[0]) for key, one in PROVIDERS.items())],
    )
    host = forms.CharField(
        label=_("Server"),
        required=False,
        max_length=253,
        help_text=_("Empty: the installation's own (OHLAS_MAIL_URL)."),
    )
    port = forms.IntegerField(label=_("Port"), required=False, min_value=1, max_value=HIGHEST_PORT)
    security = forms.ChoiceField(label=_("Encryption"), required=False, choices=SECURITY)
    user = forms.CharField(label=_("User"), required=False, max_length=254)
    password = forms.CharField(label=_("Password"), required=False, max_length=500)
    dkim_selector = forms.CharField(
        label=_("DKIM selector"),
        required=False,
        max_length=63,
        help_text=_("The name your server or provider signs with, for example “mail”; used to look it up."),
    )
    return_path = forms.EmailField(
        label=_("Bounces come back to"), required=False, help_text=_("Empty: to the sender's address.")
    )
    inbox_host = forms.CharField(label=_("Mailbox of bounces: server (IMAP)"), required=False, max_length=253)
    inbox_port = forms.IntegerField(
        label=_("Mailbox of bounces: port"), required=False, min_value=1, max_value=HIGHEST_PORT
    )
    inbox_user = forms.CharField(label=_("Mailbox of bounces: user"), required=False, max_length=254)
    inbox_password = forms.CharField(label=_("Mailbox of bounces: password"), required=False, max_length=500)
    api_key = forms.CharField(label=_("Provider: API key"), required=False, max_length=500)
    api_token = forms.CharField(label=_("Provider: API token"), required=False, max_length=500)
    server_token = forms.CharField(label=_("Provider: server token"), required=False, max_length=500)
    secret_key = forms.CharField(label=_("Provider: secret key"), required=False, max_length=500)
    webhook_signing_key = forms.CharField(label=_("Provider: signing key of reports"), required=False)
    webhook_key = forms.CharField(label=_("Provider: key of reports"), required=False, max_length=500)
    signing_secret = forms.CharField(label=_("Provider: signing secret of reports"), required=False)
    sender_domain = forms.CharField(label=_("Provider: domain"), required=False, max_length=253)
    api_url = forms.URLField(label=_("Provider: API address"), required=False, assume_scheme="https")
    project_id = forms.CharField(label=_("Provider: project"), required=False, max_length=100)
    region = forms.CharField(label=_("Provider: region"), required=False, max_length=40)
    webhook_url = forms.URLField(
        label=_("Provider: address of reports"), required=False, assume_scheme="https"
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        for name in ("host", "inbox_host", "dkim_selector"):
            if given.get(name) and not re.fullmatch(r"[A-Za-z0-9._:\-\[\]]+", given[name]):
                self.add_error(name, _("Letters, digits, dots and hyphens are allowed."))
        if any(sign in str(given.get("from_name", "")) for sign in "\r\n<>"):
            self.add_error("from_name", _("A name on one line, without angle brackets."))
        if given.get("from_address"):
            validate_email(given["from_address"])
        return given
