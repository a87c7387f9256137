"""What may stand in the address of the list of contacts, and before an erasure."""

from collections.abc import Sequence
from typing import Any  # what Django's own form takes

from django import forms
from django.utils.translation import gettext_lazy as _

from ohlas.customers.rules import Op
from ohlas.text.names import LANGUAGES


class ContactSearch(forms.Form):
    search = forms.CharField(required=False, max_length=100)
    offset = forms.IntegerField(required=False, min_value=0, max_value=10_000_000)


class Erasure(forms.Form):
    understood = forms.BooleanField(label=_("I understand that this cannot be undone."))


class PersonForm(forms.Form):
    """How a contact is addressed; empty fields are set empty."""

    name = forms.CharField(required=False, max_length=160, label=_("Name"))
    vocative = forms.CharField(required=False, max_length=160, label=_("As the name is said"))
    gender = forms.ChoiceField(
        required=False, label=_("Gender, to inflect"), choices=[("", "–"), ("f", _("She")), ("m", _("He"))]
    )
    address = forms.ChoiceField(
        required=False,
        label=_("Form of address"),
        choices=[("", _("As the survey says")), ("formal", _("Formal")), ("informal", _("Informal"))],
    )
    language = forms.ChoiceField(
        required=False, label=_("Language"), choices=[("", "–"), *((one, one) for one in LANGUAGES)]
    )
    zone = forms.CharField(required=False, max_length=64, label=_("Time zone"))
    company = forms.CharField(required=False, max_length=120, label=_("Company"))
    position = forms.CharField(required=False, max_length=120, label=_("Role there"))


class IdentityForm(forms.Form):
    kind = forms.ChoiceField(
        label=_("Kind"),
        choices=[("email", _("E-mail")), ("phone", _("Phone")), ("app", _("App id"))],
    )
    value = forms.CharField(max_length=254, label=_("Address, number or id"))


PURPOSES = [("surveys", _("Surveys")), ("newsletter", _("Newsletter")), ("offers", _("Offers"))]
CHANNELS = [("email", _("E-mail")), ("sms", _("SMS")), ("phone", _("Phone")), ("app", _("App"))]


class ConsentForm(forms.Form):
    """What a contact said, written down by staff."""

    granted = forms.ChoiceField(
        label=_("They said"), choices=[("yes", _("yes, you may")), ("no", _("no more, please"))]
    )
    purpose = forms.ChoiceField(label=_("To"), choices=PURPOSES)
    channel = forms.ChoiceField(label=_("By"), choices=CHANNELS)
    text_version = forms.CharField(required=False, max_length=60, label=_("Version of the text"))
    proof = forms.CharField(max_length=200, label=_("Where and how they said so"))
    at = forms.DateTimeField(
        required=False,
        label=_("When (now, if empty)"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )
    by_person = forms.BooleanField(
        required=False, label=_("They said it themselves: this lifts an earlier no")
    )


class MergeForm(forms.Form):
    """Which other contact is the same person: found by address, number, key or the end of its page's address."""

    other = forms.CharField(max_length=254, label=_("The other contact's e-mail, phone or customer id"))


IN_FIGURES = _("New answers carry it into the figures")


class AttributeForm(forms.Form):
    key = forms.CharField(max_length=40, label=_("Key"))
    title = forms.CharField(required=False, max_length=80, label=_("Label"))
    kind = forms.ChoiceField(
        label=_("Kind"),
        choices=[
            ("text", _("Text")),
            ("choice", _("Choice")),
            ("boolean", _("Yes or no")),
            ("number", _("Number")),
            ("date", _("Date")),
        ],
    )
    is_fact = forms.BooleanField(required=False, label=IN_FIGURES)


class AttributeChange(forms.Form):
    title = forms.CharField(max_length=80)
    is_fact = forms.BooleanField(required=False, label=IN_FIGURES)


class SuppressionForm(forms.Form):
    channel = forms.ChoiceField(label=_("Channel"), choices=CHANNELS)
    address = forms.CharField(max_length=254, label=_("Address, number or id"))
    purposes = forms.MultipleChoiceField(
        label=_("No more"), choices=PURPOSES, widget=forms.CheckboxSelectMultiple
    )
    reason = forms.CharField(required=False, max_length=120, label=_("Reason, without the address"))


GROUPS = "ABCD"


class SegmentForm(forms.Form):
    name = forms.CharField(required=False, max_length=80, label=_("Name"))
    joined = forms.ChoiceField(
        label=_("Contacts that meet"), choices=[("all", _("all conditions")), ("any", _("any condition"))]
    )
    everybody = forms.BooleanField(
        required=False,
        label=_("Yes, everybody is meant"),
        widget=forms.CheckboxInput(attrs={"class": "form-check-input"}),
    )


class SegmentLine(forms.Form):
    """One condition; a line without a field is no condition."""

    field = forms.ChoiceField(required=False, label=_("What"))
    op = forms.ChoiceField(required=False, label=_("How"), choices=[(op.value, op.value) for op in Op])
    value = forms.CharField(required=False, max_length=200, label=_("Value"))
    group = forms.ChoiceField(
        required=False, label=_("In group"), choices=[("", "–"), *((one, one) for one in GROUPS)]
    )

    def __init__(self, *args: Any, fields: Sequence[tuple[str, str]] = (), **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["field"].choices = [("", "–"), *fields]  # type: ignore[attr-defined]  # a ChoiceField
