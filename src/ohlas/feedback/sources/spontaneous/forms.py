"""What staff may fill in: the filter of the list, a new page, an idea's public words."""

from uuid import UUID

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from ohlas.accounts.access import Actor
from ohlas.accounts.queries import employees_of, units_of
from ohlas.feedback.actions import LinkWish
from ohlas.feedback.actions.ideas import IdeaWords
from ohlas.feedback.queries.ideas import IdeaView
from ohlas.feedback.queries.spontaneous import Told
from ohlas.feedback.rules.spontaneous import (
    MOST_OF_A_NOTE,
    MOST_OF_AN_IDEA,
    PRODUCT,
    IdeaStatus,
    Kind,
    TellingState,
)

KINDS = {Kind.COMPLIMENT: _("Compliment"), Kind.COMPLAINT: _("Complaint"), Kind.IDEA: _("Idea")}
STATES = {
    TellingState.WAITING: _("Waiting"),
    TellingState.ATTENDED: _("Dealt with"),
    TellingState.BROKEN_OFF: _("Not sent to the end"),
    TellingState.ANY: _("All that was sent"),
}
STATUSES = {
    IdeaStatus.NEW: _("New"),
    IdeaStatus.CONSIDERED: _("Under consideration"),
    IdeaStatus.PLANNED: _("Planned"),
    IdeaStatus.DONE: _("Done"),
    IdeaStatus.DECLINED: _("Declined"),
}
MOST_OF_A_PRODUCT = 60


class Filter(forms.Form):
    """What stands in the list's address; anything unknown leaves its part open."""

    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=[("", _("All kinds")), *KINDS.items()])
    unit = forms.ChoiceField(label=_("Unit"), required=False)
    state = forms.ChoiceField(label=_("State"), required=False, choices=list(STATES.items()))
    offset = forms.IntegerField(required=False, min_value=0, max_value=10_000_000, widget=forms.HiddenInput)

    def __init__(self, data: QueryDict, *, actor: Actor) -> None:
        super().__init__(data)
        units = [
            (str(one.id), one.name) for one in units_of(actor.organisation.id) if actor.sees_unit(one.id)
        ]
        self.fields["unit"] = forms.ChoiceField(
            label=_("Unit"), required=False, choices=[("", _("All units")), *units]
        )
        for name in ("kind", "unit", "state"):
            self.fields[name].widget.attrs["class"] = "form-select"
        self.is_valid()

    def wanted(self) -> Told:
        given = self.cleaned_data
        return Told(
            kind=Kind(given["kind"]) if given.get("kind") else None,
            unit_id=UUID(given["unit"]) if given.get("unit") else None,
            state=TellingState(given["state"]) if given.get("state") else TellingState.WAITING,
        )

    @property
    def start(self) -> int:
        return self.cleaned_data.get("offset") or 0


class NewPage(forms.Form):
    """What a public page is about: a unit, an employee, a product, or all of it."""

    unit = forms.ChoiceField(label=_("Unit"), required=False)
    employee = forms.ChoiceField(label=_("Employee"), required=False)
    product = forms.CharField(
        label=_("Product"),
        required=False,
        max_length=MOST_OF_A_PRODUCT,
        widget=forms.TextInput(attrs={"class": "form-control"}),
    )

    def __init__(self, data: QueryDict | None = None, *, actor: Actor) -> None:
        super().__init__(data)
        select = forms.Select(attrs={"class": "form-select"})
        units = [(one.code, one.name) for one in units_of(actor.organisation.id) if actor.sees_unit(one.id)]
        everybody = [("", _("The whole organisation"))] if actor.scope is None else []
        self.fields["unit"] = forms.ChoiceField(
            label=_("Unit"), required=actor.scope is not None, choices=[*everybody, *units], widget=select
        )
        people = [
            (one.code, f"{one.name} ({one.code})")
            for one in employees_of(actor.organisation.id)
            if actor.sees_unit(one.unit_id)
        ]
        self.fields["employee"] = forms.ChoiceField(
            label=_("Employee"),
            required=False,
            choices=[("", _("Nobody in particular")), *people],
            widget=forms.Select(attrs={"class": "form-select"}),
        )

    def wish(self) -> LinkWish:
        given = self.cleaned_data
        product = " ".join(given["product"].replace("\0", "").split())
        return LinkWish(
            unit=given["unit"],
            employee=given["employee"],
            attributes={PRODUCT: product} if product else {},
        )


class IdeaForm(forms.Form):
    """An idea as the public reads it."""

    text = forms.CharField(
        label=_("Public wording"),
        max_length=MOST_OF_AN_IDEA,
        widget=forms.Textarea(attrs={"rows": 5, "class": "form-control"}),
        help_text=_("Nobody may be recognised from it. Up to 600 characters."),
    )
    status = forms.ChoiceField(
        label=_("Public status"),
        choices=list(STATUSES.items()),
        widget=forms.Select(attrs={"class": "form-select"}),
        help_text=_("Done and declined ideas take no more votes."),
    )
    note = forms.CharField(
        label=_("Public note"),
        required=False,
        max_length=MOST_OF_A_NOTE,
        widget=forms.Textarea(attrs={"rows": 3, "class": "form-control"}),
        help_text=_("Why this status; needed when an idea is declined."),
    )

    def words(self) -> IdeaWords:
        given = self.cleaned_data
        return IdeaWords(text=given["text"], status=IdeaStatus(given["status"]), note=given["note"])


class MergeForm(forms.Form):
    """Which idea on the board says the same."""

    into = forms.ChoiceField(label=_("Is the same as"), widget=forms.Select(attrs={"class": "form-select"}))

    def __init__(self, data: QueryDict | None = None, *, others: tuple[IdeaView, ...]) -> None:
        super().__init__(data)
        self.fields["into"] = forms.ChoiceField(
            label=_("Is the same as"),
            choices=[(str(one.id), f"{one.text[:80]} ({one.votes})") for one in others],
            widget=forms.Select(attrs={"class": "form-select"}),
        )
