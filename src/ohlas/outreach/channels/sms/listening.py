"""Every minute: what waits for us at the SMSCs is fetched, whether or not we have anything to send."""

from datetime import timedelta
from importlib import import_module

from django_tasks import task

from ohlas.outbox.schedule import scheduled
from ohlas.outreach.channels.sms.settings import Way, read_settings
from ohlas.outreach.errors import BadSetting, ProviderAway
from ohlas.outreach.queries.outgoing import sender_of
from ohlas.outreach.queries.texting import smpp_organisations
from ohlas.outreach.rules import Carrier

IDLE_S = 1.0
"""An SMSC that has something delivers it right after the bind."""


@scheduled("outreach.hear_texts", every=timedelta(minutes=1))
@task(transactional=False)
def hear_texts() -> None:
    """Takes receipts and replies of every organisation that has an SMSC."""
    for organisation_id in smpp_organisations():
        sender = sender_of(organisation_id, Carrier.SMS)
        try:
            settings = read_settings(sender.settings) if sender else None
        except BadSetting:
            continue
        if sender is None or settings is None or settings.way is not Way.SMPP:
            continue
        if settings.smpp is None or not settings.smpp.hears:
            continue
        smpp = import_module("ohlas.outreach.channels.sms.smpp_way")
        way = smpp.SmppWay(settings, sender.secrets.get("secret", ""), organisation_id)
        try:
            way.open()
        except ProviderAway:
            continue  # the page of the sender shows it; the next minute comes
        try:
            way.listen(IDLE_S)
        finally:
            way.close()
