"""What a person fills in to begin a survey."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext_lazy as _

from ohlas.surveys.rules.library import library

if TYPE_CHECKING:
    from ohlas.surveys.rules.editing import Address

BLANK = "blank"


def _templates() -> list[tuple[str, str]]:
    return [(name, name) for name in (*library().templates, BLANK)]


class NewSurvey(forms.Form):
    name = forms.CharField(max_length=160, label=_("Name of the survey"))
    template = forms.ChoiceField(choices=_templates, initial="after_purchase")
    address = forms.ChoiceField(
        choices=[("formal", _("Formal (vykání, Sie)")), ("informal", _("Informal (tykání, du)"))],
        initial="formal",
        required=False,
        label=_("How respondents are addressed"),
    )
    publish = forms.BooleanField(required=False, initial=False, label=_("Start it at once"))

    def definition(self, languages: Sequence[str]) -> dict[str, object]:
        """The questionnaire to begin with, in the organisation's languages."""
        template = self.cleaned_data["template"]
        address: Address = "informal" if self.cleaned_data["address"] == "informal" else "formal"
        if template != BLANK:
            return library().template(template).definition(languages, address)
        spoken = list(languages) or ["en"]
        return {
            "schema": 2,
            "languages": spoken,
            "default_language": spoken[0],
            "address": address,
            "questions": [],
        }


class SurveyFile(forms.Form):
    file = forms.FileField(label=_("File of a survey"), max_length=200)
