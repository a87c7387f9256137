"""What may be filled in about links to hand out: which to list, a new one, many at once, how they are printed."""

from uuid import UUID

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from ohlas.accounts.access import Actor
from ohlas.accounts.queries import employees_of, units_of
from ohlas.feedback.actions import LinkWish
from ohlas.feedback.queries.handed import LinkWanted
from ohlas.feedback.rules.links import CAMPAIGN, TOUCHPOINT
from ohlas.feedback.rules.posters import MOST_OF_A_HEADLINE, BadPoster, PosterSize, PosterWish
from ohlas.feedback.rules.spontaneous import CHANNEL, PRODUCT
from ohlas.surveys.pages import LANGUAGE_NAMES
from ohlas.surveys.queries import surveys_of
from ohlas.surveys.rules import SurveyState
from ohlas.surveys.rules.library import LANGUAGES

CHANNELS = (
    ("poster", _("Poster or table tent")),
    ("receipt", _("Receipt or packaging")),
    ("link", _("Link")),
    ("web", _("Website")),
    ("email", _("E-mail")),
    ("sms", _("SMS")),
)
ELSEWHERE = (
    ("social", _("Social network")),
    ("widget", _("Web widget")),
    ("kiosk", _("Tablet at the branch")),
    (CHANNEL, _("Public page")),
)
"""Channels whose links are made on other pages, and listed here all the same."""
NAMES = dict((*CHANNELS, *ELSEWHERE))
SIZES = (
    (PosterSize.A4, _("Poster A4")),
    (PosterSize.A5, _("Poster A5")),
    (PosterSize.TENT, _("Table tent (A4 folded)")),
)
MOST_OF_A_MARK = 60


class Filter(forms.Form):
    """What stands in the list's address; anything unknown leaves its part open."""

    survey = forms.ChoiceField(label=_("Survey"), required=False)
    unit = forms.ChoiceField(label=_("Unit"), required=False)
    channel = forms.ChoiceField(
        label=_("Channel"), required=False, choices=[("", _("All channels")), *NAMES.items()]
    )
    state = forms.ChoiceField(
        label=_("State"), required=False, choices=[("", _("Open")), ("closed", _("Closed"))]
    )
    offset = forms.IntegerField(required=False, min_value=0, max_value=1_000_000, widget=forms.HiddenInput)

    def __init__(self, data: QueryDict, *, actor: Actor) -> None:
        super().__init__(data)
        surveys = [(str(one.id), one.name) for one in surveys_of(actor.organisation.id)]
        self.fields["survey"] = forms.ChoiceField(
            label=_("Survey"), required=False, choices=[("", _("All surveys")), *surveys]
        )
        units = [
            (str(one.id), one.name) for one in units_of(actor.organisation.id) if actor.sees_unit(one.id)
        ]
        self.fields["unit"] = forms.ChoiceField(
            label=_("Unit"), required=False, choices=[("", _("All units")), *units]
        )
        for name in ("survey", "unit", "channel", "state"):
            self.fields[name].widget.attrs["class"] = "form-select"
        self.is_valid()

    def wanted(self) -> LinkWanted:
        given = self.cleaned_data
        return LinkWanted(
            survey_id=UUID(given["survey"]) if given.get("survey") else None,
            unit_id=UUID(given["unit"]) if given.get("unit") else None,
            channel=given.get("channel", ""),
            is_closed=given.get("state") == "closed",
        )

    @property
    def start(self) -> int:
        return self.cleaned_data.get("offset") or 0


class NewLinks(forms.Form):
    """One link, or one for each branch that has none."""

    survey = forms.ChoiceField(label=_("Survey"))
    channel = forms.ChoiceField(
        label=_("Channel"), choices=CHANNELS, widget=forms.Select(attrs={"class": "form-select"})
    )
    unit = forms.ChoiceField(label=_("Unit"), required=False)
    employee = forms.ChoiceField(label=_("Employee"), required=False)
    product = forms.CharField(
        label=_("Product"),
        required=False,
        max_length=MOST_OF_A_MARK,
        widget=forms.TextInput(attrs={"class": "form-control"}),
    )
    touchpoint = forms.RegexField(
        r"\A[A-Za-z0-9][A-Za-z0-9_.\-]*\Z",
        label=_("Touchpoint"),
        required=False,
        max_length=MOST_OF_A_MARK,
        widget=forms.TextInput(attrs={"class": "form-control"}),
        help_text=_("Such as till or delivery: conditions of the survey can ask about it."),
        error_messages={"invalid": _("Letters, digits, dots, dashes and underscores, without spaces.")},
    )
    campaign = forms.CharField(
        label=_("Campaign"),
        required=False,
        max_length=MOST_OF_A_MARK,
        widget=forms.TextInput(attrs={"class": "form-control"}),
        help_text=_("Becomes a column of the figures, so that two campaigns can be compared."),
    )

    def __init__(self, data: QueryDict | None = None, *, actor: Actor) -> None:
        super().__init__(data)
        live = [one for one in surveys_of(actor.organisation.id) if one.state != SurveyState.ARCHIVED]
        self.fields["survey"] = _choice(_("Survey"), [(str(one.id), one.name) for one in live], required=True)
        everybody: list[tuple[str, object]] = (
            [("", _("The whole organisation"))] if actor.scope is None else []
        )
        every: list[tuple[str, object]] = [(EVERY_BRANCH, _("Every branch that has none: one link each"))]
        units = [(one.code, one.name) for one in units_of(actor.organisation.id) if actor.sees_unit(one.id)]
        self.fields["unit"] = _choice(
            _("Unit"), [*everybody, *every, *units], required=actor.scope is not None
        )
        people = [
            (one.code, f"{one.name} ({one.code})")
            for one in employees_of(actor.organisation.id)
            if actor.sees_unit(one.unit_id)
        ]
        self.fields["employee"] = _choice(
            _("Employee"), [("", _("Nobody in particular")), *people], required=False
        )

    @property
    def is_for_every_branch(self) -> bool:
        return bool(self.cleaned_data["unit"] == EVERY_BRANCH)

    def clean(self) -> None:
        super().clean()
        given = self.cleaned_data
        if given.get("unit") == EVERY_BRANCH and (given.get("employee") or given.get("product")):
            raise forms.ValidationError(
                _("Links of every branch can carry a campaign and a touchpoint, but no employee or product.")
            )

    @property
    def survey_id(self) -> UUID:
        return UUID(self.cleaned_data["survey"])

    def wish(self) -> LinkWish:
        given = self.cleaned_data
        marks = {
            PRODUCT: _plain(given["product"]),
            CAMPAIGN: _plain(given["campaign"]),
            TOUCHPOINT: given["touchpoint"],
        }
        return LinkWish(
            channel=given["channel"],
            unit="" if self.is_for_every_branch else given["unit"],
            employee=given["employee"],
            attributes={name: value for name, value in marks.items() if value},
        )


EVERY_BRANCH = "*"
"""No unit's code: codes begin with a letter or digit."""


class PosterForm(forms.Form):
    """How the sheets shall look; it stands in the address, so that a poster can be made again."""

    size = forms.ChoiceField(label=_("Paper"), choices=SIZES)
    language = forms.ChoiceField(
        label=_("Language"), choices=[(one, LANGUAGE_NAMES[one]) for one in LANGUAGES]
    )
    headline = forms.CharField(
        label=_("Headline"),
        required=False,
        max_length=MOST_OF_A_HEADLINE,
        help_text=_("Empty: our own wording."),
    )
    colour = forms.CharField(
        label=_("Colour"),
        required=False,
        max_length=7,
        help_text=_("Such as #0b6e69; empty: the survey's. It is darkened until white reads well on it."),
    )

    def __init__(self, data: QueryDict, *, language: str) -> None:
        given = data.copy()
        given.setdefault("size", PosterSize.A4.value)
        given.setdefault("language", language if language in LANGUAGES else LANGUAGES[0])
        super().__init__(given)
        for name in ("size", "language"):
            self.fields[name].widget.attrs["class"] = "form-select"
        for name in ("headline", "colour"):
            self.fields[name].widget.attrs["class"] = "form-control"

    def clean(self) -> None:
        super().clean()
        try:
            self.wish()
        except BadPoster as error:
            self.add_error(error.field, str(error))

    def wish(self) -> PosterWish:
        given = self.cleaned_data
        return PosterWish(
            size=PosterSize(given.get("size", PosterSize.A4)),
            language=given.get("language", LANGUAGES[0]),
            headline=_plain(given.get("headline", "")),
            colour=given.get("colour", ""),
        )


def _choice(label: object, choices: list[tuple[str, object]], *, required: bool) -> forms.ChoiceField:
    widget = forms.Select(attrs={"class": "form-select"})
    return forms.ChoiceField(label=label, choices=choices, required=required, widget=widget)  # type: ignore[arg-type]  # lazy words


def _plain(text: str) -> str:
    return " ".join(text.replace("\0", "").split())
