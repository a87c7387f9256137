"""How a channel is set up: one form per channel, registered by its folder."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from ohlas.outreach.rules import Carrier

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

MOST_A_SECOND = 1000


@dataclass(frozen=True)
class FieldPart:
    """Fields that belong together, as the page shows them."""

    title: "StrOrPromise"
    fields: tuple[forms.BoundField, ...]


class SenderForm(forms.Form):
    """What every channel asks for; a folder adds its own fields. Secrets are never shown again."""

    secret_fields: ClassVar[tuple[str, ...]] = ()
    groups: ClassVar[tuple[tuple["StrOrPromise", tuple[str, ...]], ...]] = ()
    """Titles and fields of all parts but the first, which has the rest."""
    per_second = forms.FloatField(
        label=_("At most so many a second"),
        required=False,
        min_value=0.01,
        max_value=MOST_A_SECOND,
        help_text=_("Providers say how many they take; empty: as fast as they take them."),
    )

    def __init__(self, data: Any = None, *, kept: Mapping[str, object], has: frozenset[str]) -> None:
        super().__init__(data, initial=dict(kept))
        for name in self.secret_fields:
            field = self.fields[name]
            field.widget = forms.PasswordInput(attrs={"autocomplete": "new-password"})
            if name in has:
                field.help_text = _("One is kept. Leave it empty to keep it.")
        for field in self.fields.values():
            kind = "form-select" if isinstance(field.widget, forms.Select) else "form-control"
            field.widget.attrs.setdefault("class", kind)

    def parts(self) -> tuple[FieldPart, ...]:
        named = {name for _title, names in self.groups for name in names}
        rest = tuple(self[name] for name in self.fields if name not in named)
        return (
            FieldPart("", rest),
            *(FieldPart(title, tuple(self[name] for name in names)) for title, names in self.groups),
        )

    def settings(self) -> dict[str, object]:
        """What was filled in, secrets apart."""
        given = self.cleaned_data.items()
        return {
            name: value for name, value in given if name not in self.secret_fields and value not in {"", None}
        }

    def secrets(self) -> dict[str, str]:
        """Secrets that were filled in anew."""
        return {name: self.cleaned_data[name] for name in self.secret_fields if self.cleaned_data.get(name)}


_forms: dict[Carrier, type[SenderForm]] = {}


def register_setup(carrier: Carrier, form: type[SenderForm]) -> None:
    """From now on the channel is set up by this form."""
    _forms[carrier] = form


def setup_form(carrier: Carrier) -> type[SenderForm] | None:
    return _forms.get(carrier)


def carriers_to_set_up() -> tuple[Carrier, ...]:
    return tuple(_forms)


class TestForm(forms.Form):
    """Where a test goes."""

    address = forms.CharField(
        label=_("Your own address"),
        max_length=254,
        widget=forms.TextInput(attrs={"class": "form-control", "autocomplete": "email"}),
    )

    def __init__(
        self, data: Any = None, *, carrier: Carrier, initial: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(data, initial=dict(initial or {}) if carrier is Carrier.EMAIL else {})
        if carrier is not Carrier.EMAIL:
            self.fields["address"].label = _("Your own mobile number")
            self.fields["address"].widget.attrs |= {"autocomplete": "tel", "inputmode": "tel"}


class WordingForm(forms.Form):
    """A message in the organisation's own words; all empty: our wording. Only mail has a subject."""

    subject = forms.CharField(
        label=_("Subject"), required=False, widget=forms.TextInput(attrs={"class": "form-control"})
    )
    body = forms.CharField(
        label=_("Text"),
        required=False,
        widget=forms.Textarea(attrs={"class": "form-control", "rows": 8}),
    )

    def __init__(
        self, data: Any = None, *, carrier: Carrier, initial: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(data, initial=dict(initial or {}))
        if carrier is not Carrier.EMAIL:
            del self.fields["subject"]
