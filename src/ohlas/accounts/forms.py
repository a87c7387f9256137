"""What people may type on this room's pages; whether it is allowed is the deeds' business."""

from collections.abc import Iterable, Sequence

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from ohlas.accounts.access import PERMISSION_NAMES, ROLE_NAMES, UNIT_KIND_NAMES
from ohlas.accounts.errors import Refused
from ohlas.accounts.rules import KEY_PERMISSIONS, LineOfBusiness, Permission, Role

Choices = Sequence[tuple[str, object]]

LINES = {
    LineOfBusiness.SHOP: _("Shop"),
    LineOfBusiness.TELECOM: _("Telecom operator"),
    LineOfBusiness.BANK: _("Bank"),
    LineOfBusiness.CLINIC: _("Clinic"),
    LineOfBusiness.RESTAURANT: _("Restaurant or café"),
}


class PlainForm(forms.Form):
    """Fields in our look; a deed's refusal lands at the field it is about."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # Django's own many arguments
        for field in self.fields.values():
            widget = field.widget
            if isinstance(widget, forms.Select):
                widget.attrs["class"] = "form-select"
            elif not isinstance(widget, forms.CheckboxSelectMultiple):
                widget.attrs["class"] = "form-control"

    def refuse(self, refusal: Refused) -> None:
        self.add_error(refusal.field if refusal.field in self.fields else None, str(refusal))

    def offer(self, field: str, choices: Choices) -> None:
        chosen = self.fields[field]
        if isinstance(chosen, forms.ChoiceField):
            chosen.choices = choices


class Day(forms.DateField):
    """A date with the browser's own calendar."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class UnitForm(PlainForm):
    name = forms.CharField(label=_("Name"), max_length=120)
    code = forms.CharField(
        label=_("Code"), max_length=60, help_text=_("Your own short code; imports find the unit by it.")
    )
    kind = forms.ChoiceField(
        label=_("Kind"), choices=[(kind.value, words) for kind, words in UNIT_KIND_NAMES.items()]
    )


class NewUnitForm(UnitForm):
    parent = forms.ChoiceField(label=_("Stands below"), required=False)
    valid_from = Day(
        label=_("Exists since"), required=False, help_text=_("Leave empty if it was always there.")
    )

    def __init__(self, *args: object, parents: Choices, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.offer("parent", parents)


class MoveForm(PlainForm):
    parent = forms.ChoiceField(label=_("Stands below"), required=False)
    on = Day(label=_("Since"), help_text=_("Answers from before that day stay where the unit stood then."))

    def __init__(self, *args: object, parents: Choices, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.offer("parent", parents)


class CloseForm(PlainForm):
    on = Day(label=_("First day without it"), help_text=_("Its answers stay in all figures."))


class EmployeeForm(PlainForm):
    name = forms.CharField(label=_("Name"), max_length=120)
    code = forms.CharField(
        label=_("Code"),
        max_length=60,
        help_text=_("Your own number or short code; answers and imports find them by it."),
    )
    unit = forms.ChoiceField(label=_("Unit"), required=False)
    position = forms.CharField(label=_("Position"), max_length=120, required=False)
    email = forms.EmailField(label=_("E-mail"), max_length=254, required=False)
    valid_from = Day(label=_("Works here since"), required=False)

    def __init__(self, *args: object, units: Choices, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.offer("unit", units)


class LeavingForm(PlainForm):
    on = Day(
        label=_("First day without them"), help_text=_("What customers said about them stays in all figures.")
    )


class UploadForm(PlainForm):
    file = forms.FileField(
        label=_("Excel or CSV file"),
        help_text=_("Columns: code, name, e-mail, unit code, position. The first two are needed."),
        error_messages={"required": _("Choose a file."), "empty": _("The file is empty.")},
    )


class RoleForm(PlainForm):
    role = forms.ChoiceField(label=_("Role"))
    unit = forms.ChoiceField(
        label=_("Sees"), required=False, help_text=_("All units, or one of them with what is below it.")
    )

    def __init__(self, *args: object, roles: Iterable[Role], units: Choices, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.offer("role", [(role.value, ROLE_NAMES[role]) for role in roles])
        self.offer("unit", units)


class InviteForm(RoleForm):
    email = forms.EmailField(label=_("E-mail"), max_length=254)
    name = forms.CharField(label=_("Name"), max_length=120, required=False)
    field_order = ("email", "name", "role", "unit")


class KeyForm(PlainForm):
    name = forms.CharField(
        label=_("What uses it"), max_length=120, help_text=_("For example: till in Brno, web shop.")
    )
    scopes = forms.MultipleChoiceField(
        label=_("It may"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one right.")},
    )
    expires = Day(label=_("Last day"), required=False, help_text=_("Leave empty for no end."))

    def __init__(self, *args: object, own: Iterable[Permission], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        rights = [right for right in Permission if right in KEY_PERMISSIONS and right in frozenset(own)]
        self.offer("scopes", [(right.value, PERMISSION_NAMES[right]) for right in rights])


class OrganisationForm(PlainForm):
    name = forms.CharField(label=_("Name"), max_length=120)
    zone = forms.CharField(
        label=_("Time zone"),
        max_length=64,
        help_text=_("Days, weeks and quiet hours follow it. For example Europe/Prague."),
    )
    languages = forms.MultipleChoiceField(
        label=_("Languages of your customers"),
        choices=settings.LANGUAGES,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("The first one chosen is used when a customer's language is not known."),
    )
    line_of_business = forms.ChoiceField(
        label=_("Line of business"), choices=[(line.value, words) for line, words in LINES.items()]
    )


class AuditForm(PlainForm):
    deed = forms.ChoiceField(label=_("Deed"), required=False)
    actor = forms.ChoiceField(label=_("Who"), required=False)
    since = Day(label=_("From"), required=False)
    until = Day(label=_("To"), required=False)

    def __init__(self, *args: object, deeds: Choices, actors: Choices, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.offer("deed", deeds)
        self.offer("actor", actors)
