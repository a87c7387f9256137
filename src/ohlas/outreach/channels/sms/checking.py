"""How the way out for text messages stands, with the cure of each fault."""

from urllib.parse import urlsplit

from ohlas.lib.config import config
from ohlas.lib.fetching import NotReached, RefusedAddress, resolved
from ohlas.outreach.channels.sms.settings import SmsSettings, read_settings
from ohlas.outreach.errors import BadSetting
from ohlas.outreach.rules.sending import Check, Light, SenderView


def sms_checks(sender: SenderView | None) -> list[Check]:
    """The settings, and where they lead."""
    if sender is None:
        return [
            Check("settings", Light.RED, "No gateway is set up.", "Fill in a gateway or an SMSC and save it.")
        ]
    try:
        settings = read_settings(sender.settings)
    except BadSetting as wrong:
        return [
            Check("settings", Light.RED, f"The settings cannot be used: {wrong}", "Mend that field and save.")
        ]
    return [
        Check("settings", Light.GREEN, "The settings can be used."),
        _place(settings),
        _sealed(settings),
        _name(settings),
    ]


def _place(settings: SmsSettings) -> Check:
    host, port = _where(settings)
    try:
        resolved(host, port, config().private_gateways)
    except RefusedAddress as refused:
        return Check("place", Light.RED, str(refused), "Use the gateway's public address.")
    except NotReached:
        return Check(
            "place", Light.RED, f"There is no host {host}.", "Mend the name of the host.", is_unanswered=True
        )
    return Check("place", Light.GREEN, f"{host} can be found.")


def _where(settings: SmsSettings) -> tuple[str, int]:
    if settings.smpp is not None:
        return settings.smpp.host, settings.smpp.port
    parts = urlsplit(settings.gateway.url if settings.gateway else "")
    return parts.hostname or "", parts.port or 443


def _sealed(settings: SmsSettings) -> Check:
    url = settings.gateway.url if settings.gateway else ""
    if url.startswith("https://") or (settings.smpp is not None and settings.smpp.is_sealed):
        return Check("sealed", Light.GREEN, "Numbers and words travel encrypted to the provider.")
    return Check(
        "sealed",
        Light.AMBER,
        "Numbers and words travel to the provider as plain text.",
        "Use https, or TLS over SMPP, unless a private line leads there.",
    )


def _name(settings: SmsSettings) -> Check:
    if settings.sender:
        return Check("sender", Light.GREEN, f"People see {settings.sender} as the sender.")
    return Check(
        "sender",
        Light.AMBER,
        "No sender is named, so the provider chooses one.",
        "Name a number that takes replies; a name such as “Sova” cannot be answered.",
    )
