"""What may stand in the address of the list of contacts, and before an erasure."""

from django import forms
from django.utils.translation import gettext_lazy as _


class ContactSearch(forms.Form):
    search = forms.CharField(required=False, max_length=100)
    offset = forms.IntegerField(required=False, min_value=0, max_value=10_000_000)


class Erasure(forms.Form):
    understood = forms.BooleanField(label=_("I understand that this cannot be undone."))
