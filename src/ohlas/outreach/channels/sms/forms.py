"""Setting up text messages."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ohlas.outreach.channels.sms.settings import Way, read_settings
from ohlas.outreach.errors import BadSetting
from ohlas.outreach.forms.senders import SenderForm
from ohlas.outreach.rules.gateway import METHODS, BodyKind

HIGHEST_PORT = 65535
LONGEST_NAME = 11
"""Letters of a sender's name that networks take."""
EXAMPLE = '{"to": "{to}", "from": "{from}", "text": "{text}", "reference": "{id}"}'


class SmsForm(SenderForm):
    """A gateway over HTTP, or an SMSC; what is filled in for the other way is kept and not used."""

    secret_fields = ("secret",)
    field_order = ("way", "from", "user", "secret")
    groups = (
        (_("The gateway"), ("url", "method", "headings", "body_kind", "body")),
        (_("What the gateway answers"), ("id_at", "ok_at", "ok_values")),
        (_("The SMSC"), ("host", "port", "tls", "system_type", "hears")),
        (
            _("What is reported back: deliveries and replies"),
            ("cb_id", "cb_status", "cb_delivered", "cb_failed", "cb_from", "cb_text"),
        ),
        (_("Cost and manner"), ("price", "currency", "plain", "thanks", "per_second")),
    )
    way = forms.ChoiceField(
        label=_("Sent by"),
        choices=[(Way.HTTP.value, _("A gateway (HTTP)")), (Way.SMPP.value, _("An SMSC (SMPP)"))],
    )
    price = forms.FloatField(label=_("Price of one segment"), required=False, min_value=0, max_value=1000)
    currency = forms.CharField(label=_("Currency"), required=False, max_length=3)
    plain = forms.BooleanField(
        label=_("Write without accents where that saves segments (Czech, Slovak, Polish)"), required=False
    )
    thanks = forms.BooleanField(label=_("Thank for each reply; every thanks costs a message"), required=False)
    user = forms.CharField(label=_("User"), required=False, max_length=254)
    secret = forms.CharField(label=_("Password or key"), required=False, max_length=500)
    url = forms.CharField(label=_("Gateway: address"), required=False, max_length=1000)
    method = forms.ChoiceField(
        label=_("Gateway: method"), required=False, choices=[(one, one) for one in METHODS]
    )
    headings = forms.CharField(
        label=_("Gateway: headings"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "class": "form-control"}),
        help_text=_("One a line, such as Authorization: Bearer {secret} or Authorization: Basic {basic}."),
    )
    body_kind = forms.ChoiceField(
        label=_("Gateway: body"), required=False, choices=[(one.value, one.value.upper()) for one in BodyKind]
    )
    body = forms.CharField(
        label=_("Gateway: what is sent"),
        required=False,
        initial=EXAMPLE,
        widget=forms.Textarea(attrs={"rows": 4, "class": "form-control"}),
        help_text=_("JSON; the places are {to}, {digits}, {text}, {from}, {id}, {user} and {secret}."),
    )
    id_at = forms.CharField(
        label=_("Gateway: where its answer names the message"),
        required=False,
        max_length=200,
        help_text=_("A JSON pointer such as /messages/0/id."),
    )
    ok_at = forms.CharField(
        label=_("Gateway: where its answer says yes"),
        required=False,
        max_length=200,
        help_text=_("A JSON pointer such as /status; empty: every answer without an error is a yes."),
    )
    ok_values = forms.CharField(
        label=_("Gateway: words that mean yes"),
        required=False,
        max_length=200,
        help_text=_("With commas, such as ok, accepted."),
    )
    cb_id = forms.CharField(
        label=_("Reports: the message’s name"),
        required=False,
        max_length=200,
        help_text=_("The field of a report that holds it, such as id."),
    )
    cb_status = forms.CharField(
        label=_("Reports: the status"), required=False, max_length=200, help_text=_("Such as status.")
    )
    cb_from = forms.CharField(
        label=_("Replies: who wrote"), required=False, max_length=200, help_text=_("Such as from.")
    )
    cb_text = forms.CharField(
        label=_("Replies: what they wrote"), required=False, max_length=200, help_text=_("Such as text.")
    )
    cb_delivered = forms.CharField(
        label=_("Reports: words for delivered"),
        required=False,
        max_length=300,
        help_text=_("With commas, such as DELIVRD, delivered."),
    )
    cb_failed = forms.CharField(
        label=_("Reports: words for not delivered"),
        required=False,
        max_length=300,
        help_text=_("With commas, such as UNDELIV, REJECTD, EXPIRED."),
    )
    host = forms.CharField(label=_("SMSC: server"), required=False, max_length=253)
    port = forms.IntegerField(label=_("SMSC: port"), required=False, min_value=1, max_value=HIGHEST_PORT)
    tls = forms.BooleanField(label=_("SMSC: over TLS"), required=False)
    system_type = forms.CharField(label=_("SMSC: system type"), required=False, max_length=12)
    hears = forms.BooleanField(
        label=_("SMSC: delivers receipts and replies to us"), required=False, initial=True
    )

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        for field in self.fields.values():
            if isinstance(field.widget, forms.CheckboxInput):
                field.widget.attrs["class"] = "form-check-input"

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        given["from"] = self._sender(given)
        try:
            read_settings({name: one for name, one in given.items() if one is not None})
        except BadSetting as wrong:
            self.add_error(wrong.place if wrong.place in self.fields else None, str(wrong))
        return given

    def _sender(self, given: dict[str, Any]) -> str:
        name = str(given.get("from") or "").strip()
        digits = name.removeprefix("+")
        if (
            name
            and not digits.isdecimal()
            and (len(name) > LONGEST_NAME or not name.isascii() or not name.isprintable())
        ):
            self.add_error(
                "from", _("A number, a short code, or a name of up to 11 letters without accents.")
            )
        return name


# “from” is a word of the language, so the field cannot stand in the class.
SmsForm.base_fields["from"] = forms.CharField(
    label=_("Sender"),
    required=False,
    max_length=20,
    help_text=_(
        "A number that takes replies, a short code, or a name of up to 11 letters (nobody can reply to one)."
    ),
)
