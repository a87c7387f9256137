"""What may stand in the address of the list of responses."""

from django import forms


class Place(forms.Form):
    offset = forms.IntegerField(required=False, min_value=0, max_value=10_000_000)
