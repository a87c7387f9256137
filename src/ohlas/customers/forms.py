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


class SegmentForm(forms.Form):
    name = forms.CharField(required=False, max_length=80, label=_("Name"))
    joined = forms.ChoiceField(
        label=_("Contacts that meet"), choices=[("all", _("all conditions")), ("any", _("any condition"))]
    )


class SegmentLine(forms.Form):
    """One condition; a line without a field is no condition."""

    field = forms.ChoiceField(required=False, label=_("What"))
    op = forms.ChoiceField(required=False, label=_("How"), choices=[(op.value, op.value) for op in Op])
    value = forms.CharField(required=False, max_length=200, label=_("Value"))

    def __init__(self, *args: Any, fields: Sequence[tuple[str, str]] = (), **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["field"].choices = [("", "–"), *fields]  # type: ignore[attr-defined]  # a ChoiceField
