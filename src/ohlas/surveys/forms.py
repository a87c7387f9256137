"""What a person fills in to begin a survey."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ohlas.surveys.rules import template_ids


class NewSurvey(forms.Form):
    name = forms.CharField(max_length=160, label=_("Name of the survey"))
    template = forms.ChoiceField(choices=[(name, name) for name in template_ids()], initial=template_ids()[0])
    publish = forms.BooleanField(required=False, initial=True, label=_("Start it at once"))
