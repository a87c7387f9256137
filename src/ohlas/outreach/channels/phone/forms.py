"""Setting up calls, and the address at which a voice system hands over keypad scores."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ohlas.outreach.errors import BadSetting
from ohlas.outreach.forms.senders import SenderForm
from ohlas.outreach.rules.calls import MOST_ATTEMPTS, RETRY_HOURS, read_calls
from ohlas.outreach.rules.keypad import TENS, read_keypad


class PhoneForm(SenderForm):
    """How often people are tried; `ivr_` fields are for a voice system."""

    secret_fields = ("ivr_secret",)
    per_second = None  # type: ignore[assignment]  # Django's way to leave a field out: people keep their own pace
    groups = (
        (
            _("Scores from a voice system"),
            ("ivr_survey", "ivr_unit", "ivr_ten", "ivr_secret", "ivr_call", "ivr_from", "ivr_digits"),
        ),
    )
    attempts = forms.IntegerField(
        label=_("Attempts per person, at most"), min_value=1, max_value=20, initial=MOST_ATTEMPTS
    )
    retry_hours = forms.FloatField(
        label=_("Hours to the next attempt when nobody answers"),
        min_value=0.25,
        max_value=168,
        initial=RETRY_HOURS,
        help_text=_("After a busy line a quarter of it."),
    )
    ivr_survey = forms.CharField(
        label=_("Keypad: survey for callers nobody has invited"),
        required=False,
        max_length=80,
        help_text=_("Its name or id; empty: only invited people are counted."),
    )
    ivr_unit = forms.CharField(label=_("Keypad: unit of such callers"), required=False, max_length=60)
    ivr_ten = forms.ChoiceField(label=_("Keypad: how ten is pressed"), required=False, choices=TENS)
    ivr_secret = forms.CharField(
        label=_("Keypad: secret of the signature"),
        required=False,
        max_length=500,
        help_text=_("Where one is kept, only calls signed with it are taken."),
    )
    ivr_call = forms.CharField(
        label=_("Keypad: field of the call’s id"),
        required=False,
        max_length=200,
        help_text=_("Empty: call_id."),
    )
    ivr_from = forms.CharField(
        label=_("Keypad: field of the number"), required=False, max_length=200, help_text=_("Empty: from.")
    )
    ivr_digits = forms.CharField(
        label=_("Keypad: field of the keys"), required=False, max_length=200, help_text=_("Empty: digits.")
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        try:
            read_calls({name: one for name, one in given.items() if one is not None})
            read_keypad(given)
        except BadSetting as wrong:
            self.add_error(wrong.place if wrong.place in self.fields else None, str(wrong))
        return given
