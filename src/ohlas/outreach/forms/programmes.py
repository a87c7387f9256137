"""The editor of a programme: plain fields that make up its settings document, and back."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any  # Any is what a settings document holds

from django import forms
from django.utils.translation import gettext_lazy as _

from ohlas.accounts.access import Actor
from ohlas.customers.queries import attributes_declared, segments_of
from ohlas.customers.rules import AttributeKind, EventKind
from ohlas.outreach.errors import BadProgramme
from ohlas.outreach.queries.programmes import ProgrammeView
from ohlas.outreach.queries.words import CARRIERS, EVENTS
from ohlas.outreach.rules.programmes import REACHING, OccasionKind
from ohlas.surveys.queries import surveys_of
from ohlas.surveys.rules import SurveyState

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

STEPS = 3
KINDS = (
    (OccasionKind.EVENT, _("Something happened: ask a while after it")),
    (OccasionKind.RHYTHM, _("A rhythm: everybody's turn comes again and again")),
    (OccasionKind.ANNIVERSARY, _("An anniversary: each year on the day an attribute holds")),
    (OccasionKind.MANUAL, _("By hand: only when somebody chooses whom to ask")),
)
WEEKDAYS = (
    (0, _("Mo")),
    (1, _("Tu")),
    (2, _("We")),
    (3, _("Th")),
    (4, _("Fr")),
    (5, _("Sa")),
    (6, _("Su")),
)
PLACES: Mapping[str, str] = {
    "occasion.event": "event",
    "occasion.delay_hours": "delay_hours",
    "occasion.months": "months",
    "occasion.waves": "waves",
    "occasion.starts_on": "starts_on",
    "occasion.attribute": "attribute",
    "steps[0].carrier": "carrier_0",
    "steps[1].carrier": "carrier_1",
    "steps[2].carrier": "carrier_2",
    "reminders.most": "reminders",
    "reminders.after_days": "after_days",
    "hours.quiet_from": "quiet_from",
    "hours.quiet_to": "quiet_to",
    "hours.days": "days",
    "spending.per_day": "per_day",
    "spending.random_share": "random_percent",
}
"""Which field a place in the document comes from; others are named as it."""


def _number(
    label: "StrOrPromise", low: int, high: int, hint: "StrOrPromise" = "", **more: Any
) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=low, max_value=high, help_text=hint, **more)


def _clock(label: "StrOrPromise") -> forms.TimeField:
    return forms.TimeField(label=label, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))


class ProgrammeForm(forms.Form):
    """`parts` gives the fields in groups, as the page shows them."""

    name = forms.CharField(label=_("Name"), max_length=120)
    survey = forms.ChoiceField(label=_("Survey"))
    segment = forms.ChoiceField(label=_("Who"), required=False)
    priority = _number(
        _("Priority"), 1, 9, _("1 goes first. Whoever waits long moves up, so nobody waits for ever.")
    )
    kind = forms.ChoiceField(label=_("When to ask"), choices=KINDS, widget=forms.RadioSelect)
    event = forms.ChoiceField(label=_("After what"), required=False)
    delay_hours = _number(_("Hours after it"), 0, 8760)
    months = _number(_("Months between turns"), 1, 24)
    waves = _number(_("Waves in a turn"), 1, 90, _("People fall into equal waves by chance and keep theirs."))
    starts_on = forms.DateField(
        label=_("First day"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    attribute = forms.ChoiceField(label=_("Attribute with the day"), required=False)
    carrier_0 = forms.ChoiceField(label=_("First by"))
    when_0 = forms.ChoiceField(label=_("only for"), required=False)
    carrier_1 = forms.ChoiceField(label=_("If that cannot be, by"), required=False)
    when_1 = forms.ChoiceField(label=_("only for"), required=False)
    carrier_2 = forms.ChoiceField(label=_("And last, by"), required=False)
    when_2 = forms.ChoiceField(label=_("only for"), required=False)
    sample = forms.FloatField(
        label=_("Ask this part, in percent"),
        min_value=0.01,
        max_value=100,
        help_text=_("Chosen by chance, each occasion anew; the answers are weighted for it."),
    )
    every_days = _number(_("Ask the same person again after days"), 1, 3650)
    wait_days = _number(
        _("Wait for room in the budget, days"),
        1,
        365,
        _("Who has been contacted often enough waits this long, then this occasion is skipped."),
    )
    expires_days = _number(_("Invitation stays open, days"), 1, 365)
    reminders = _number(_("Reminders at most"), 0, 5)
    after_days = _number(_("Days before each reminder"), 1, 60)
    quiet_from = _clock(_("Nothing arrives from"))
    quiet_to = _clock(_("to"))
    days = forms.TypedMultipleChoiceField(
        label=_("On these weekdays"), choices=WEEKDAYS, coerce=int, widget=forms.CheckboxSelectMultiple
    )
    keeps_holidays = forms.BooleanField(
        label=_("Not on public holidays of the person's country"), required=False
    )
    languages = forms.MultipleChoiceField(
        label=_("Languages"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None ticked: every language of the survey."),
    )
    per_day = _number(
        _("Ask at most so many a day"), 1, 1_000_000, _("Empty: no limit of its own."), required=False
    )
    random_percent = _number(
        _("Of these by chance alone, in percent"),
        5,
        100,
        _("The rest goes first to branches whose score is known least well."),
    )

    def __init__(self, *args: Any, actor: Actor, **more: Any) -> None:
        super().__init__(*args, **more)
        organisation = actor.organisation
        segments = [(str(one.id), one.name) for one in segments_of(organisation.id)]
        surveys = [one for one in surveys_of(organisation.id) if one.state != SurveyState.ARCHIVED]
        dates = [one for one in attributes_declared(organisation.id) if one.kind is AttributeKind.DATE]
        carriers = [(one.value, CARRIERS[one]) for one in REACHING]
        languages = sorted({*organisation.languages, *(code for one in surveys for code in one.languages)})
        self.segments = {str(one.id): one for one in segments_of(organisation.id)}
        choices = {
            "survey": [(str(one.id), one.name) for one in surveys],
            "segment": [("", _("Everybody")), *segments],
            "event": [("", "–"), *((one.value, EVENTS[one]) for one in EventKind)],
            "attribute": [("", "–"), *((one.key, one.title or one.key) for one in dates)],
            "carrier_0": carriers,
            "languages": [(one, one) for one in languages],
        }
        for n in range(STEPS):
            choices[f"when_{n}"] = [("", _("everybody")), *segments]
            choices.setdefault(f"carrier_{n}", [("", "–"), *carriers])
        for name, found in choices.items():
            self.fields[name].choices = found  # type: ignore[attr-defined]  # all of these are choices

    def document(self) -> dict[str, Any]:
        """The settings as given; `read_programme` judges them."""
        own = self.cleaned_data
        steps = []
        for n in range(STEPS):
            chosen = self.segments.get(own[f"when_{n}"])
            if own[f"carrier_{n}"]:
                steps.append({"carrier": own[f"carrier_{n}"], "when": chosen and dict(chosen.condition)})
        spending = {"per_day": own["per_day"], "random_share": own["random_percent"] / 100}
        return {
            "occasion": {
                "kind": own["kind"],
                "event": own["event"] or None,
                "delay_hours": own["delay_hours"],
                "months": own["months"],
                "waves": own["waves"],
                "starts_on": own["starts_on"] and own["starts_on"].isoformat(),
                "attribute": own["attribute"],
            },
            "steps": steps,
            "sample": own["sample"] / 100,
            "every_days": own["every_days"],
            "wait_days": own["wait_days"],
            "expires_days": own["expires_days"],
            "reminders": {"most": own["reminders"], "after_days": own["after_days"]},
            "hours": {
                "quiet_from": own["quiet_from"].isoformat("minutes"),
                "quiet_to": own["quiet_to"].isoformat("minutes"),
                "days": own["days"],
                "keeps_holidays": own["keeps_holidays"],
            },
            "languages": own["languages"],
            "spending": spending if own["per_day"] else None,
        }

    def refuse(self, fault: BadProgramme) -> None:
        """Shows what cannot be at the field it came from."""
        name = PLACES.get(fault.place, fault.place)
        self.add_error(name if name in self.fields else None, str(fault))


def initial_of(view: ProgrammeView, segments: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """The fields of a saved programme; `segments` are conditions by id, to know a channel's again."""
    one, settings = view.settings.occasion, view.settings
    found = {
        "name": view.name,
        "survey": str(view.survey_id),
        "segment": str(view.segment_id or ""),
        "priority": view.priority,
        "kind": one.kind.value,
        "event": one.event.value if one.event else "",
        "delay_hours": int(one.delay_hours),
        "months": one.months,
        "waves": one.waves,
        "starts_on": one.starts_on,
        "attribute": one.attribute,
        "sample": round(settings.sample * 100, 4),
        "every_days": settings.every_days,
        "wait_days": settings.wait_days,
        "expires_days": settings.expires_days,
        "reminders": settings.reminders.most,
        "after_days": settings.reminders.after_days,
        "quiet_from": settings.hours.quiet_from,
        "quiet_to": settings.hours.quiet_to,
        "days": sorted(settings.hours.days),
        "keeps_holidays": settings.hours.keeps_holidays,
        "languages": list(settings.languages),
        "per_day": settings.spending.per_day if settings.spending else None,
        "random_percent": round((settings.spending.random_share if settings.spending else 0.5) * 100),
    }
    for n, step in enumerate(settings.steps[:STEPS]):
        known = next((key for key, condition in segments.items() if condition == step.when), "")
        found |= {f"carrier_{n}": step.carrier.value, f"when_{n}": known}
    return found
