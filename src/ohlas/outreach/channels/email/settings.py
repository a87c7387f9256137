"""An organisation's mail settings as the channel reads them; what is absent comes from the installation."""

from collections.abc import Mapping
from dataclasses import dataclass
from email.utils import parseaddr

from ohlas.lib.config import config
from ohlas.outreach.channels.email.smtp import Server, server_of
from ohlas.outreach.errors import ProviderAway
from ohlas.outreach.rules.sending import SenderView

PROVIDERS: Mapping[str, tuple[str, tuple[str, ...], tuple[str, ...]]] = {
    "brevo": ("Brevo", ("api_key",), ()),
    "mailersend": ("MailerSend", ("api_token",), ()),
    "mailgun": ("Mailgun", ("api_key", "webhook_signing_key"), ("sender_domain", "api_url")),
    "mailjet": ("Mailjet", ("api_key", "secret_key"), ()),
    "mailtrap": ("Mailtrap", ("api_token",), ()),
    "mandrill": ("Mandrill", ("api_key", "webhook_key"), ("webhook_url",)),
    "postal": ("Postal", ("api_key",), ("api_url",)),
    "postmark": ("Postmark", ("server_token",), ()),
    "resend": ("Resend", ("api_key", "signing_secret"), ()),
    "scaleway": ("Scaleway", ("secret_key",), ("project_id", "region")),
    "sendgrid": ("SendGrid", ("api_key",), ()),
    "sparkpost": ("SparkPost", ("api_key",), ("api_url",)),
    "unisender_go": ("Unisender Go", ("api_key",), ("api_url",)),
}
"""Providers django-anymail speaks to: name, secrets, and plain settings of each."""


@dataclass(frozen=True, slots=True)
class MailSettings:
    """Who writes, and by which way: `provider` is empty for SMTP."""

    from_address: str
    from_name: str
    reply_to: str
    return_path: str
    provider: str
    server: Server | None
    options: Mapping[str, str]

    @property
    def domain(self) -> str:
        return self.from_address.rpartition("@")[2]


def mail_settings(sender: SenderView | None) -> MailSettings:
    """The settings; without a sender of its own those of the installation."""
    given = {key: str(value) for key, value in (sender.settings if sender else {}).items() if value}
    secrets = sender.secrets if sender else {}
    name, address = parseaddr(config().mail_from)
    provider = given.get("provider", "")
    from_address = given.get("from_address") or address
    _, keys, plain = PROVIDERS.get(provider, ("", (), ()))
    return MailSettings(
        from_address=from_address,
        from_name=given.get("from_name") or name,
        reply_to=given.get("reply_to", ""),
        return_path=given.get("return_path") or from_address,
        provider=provider,
        server=None if provider else _server(given, secrets),
        options={key: secrets[key] for key in keys if key in secrets}
        | {key: given[key] for key in plain if key in given},
    )


def server_for(settings: MailSettings) -> Server:
    """The SMTP server.

    Errors: `ProviderAway` when neither the organisation nor the installation has one.
    """
    if settings.server is None:
        raise ProviderAway("No mail server is set up: neither for this organisation nor as OHLAS_MAIL_URL.")
    return settings.server


def _server(given: Mapping[str, str], secrets: Mapping[str, str]) -> Server | None:
    if not given.get("host"):
        return server_of(config().mail_url)
    return Server(
        given["host"],
        int(given.get("port") or 587),
        given.get("security", "starttls"),
        given.get("user", ""),
        secrets.get("password", ""),
    )
