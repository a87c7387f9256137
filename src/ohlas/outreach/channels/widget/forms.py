"""A widget as staff fill it in; the rules judge it, and each complaint goes to its field."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from ohlas.accounts.access import Actor
from ohlas.outreach.errors import BadWidget
from ohlas.outreach.rules.widgets import Address, Memory, Mode, WidgetSettings, as_document, settings_of
from ohlas.surveys.pages import LANGUAGE_NAMES
from ohlas.surveys.queries import surveys_of
from ohlas.surveys.rules import SurveyState
from ohlas.surveys.rules.library import LANGUAGES

MODES = {
    Mode.DELAY: _("By itself, after some seconds"),
    Mode.EXIT: _("By itself, when somebody is about to leave"),
    Mode.EVENT: _("After an event the page tells: ohlas.track('…')"),
    Mode.CLICK: _("When an element is clicked"),
    Mode.TAB: _("By a tab at the edge of the page"),
    Mode.EMBED: _("Always: it stands in an element of the page"),
}
MEMORIES = {
    Memory.CONSENT: _("After consent: it waits until the page calls ohlas.consent()"),
    Memory.SHOWN: _("From the first showing on: your own duty to inform"),
    Memory.NEVER: _("Never: it may show again on the next page"),
}
ADDRESSES = {
    Address.PATH: _("The path only, such as /prices"),
    Address.QUERY: _("The path and what follows the question mark"),
    Address.NONE: _("Nothing"),
}
_LINES = ("domains", "pages", "not_pages")


def _select(choices: Mapping[Any, Any]) -> forms.ChoiceField:
    return forms.ChoiceField(choices=[*choices.items()], widget=forms.Select(attrs={"class": "form-select"}))


def _words(*, required: bool = False, most: int = 200) -> forms.CharField:
    return forms.CharField(
        required=required, max_length=most, widget=forms.TextInput(attrs={"class": "form-control"})
    )


def _number(low: int, high: int) -> forms.IntegerField:
    widget = forms.NumberInput(attrs={"class": "form-control", "min": low, "max": high})
    return forms.IntegerField(min_value=low, max_value=high, widget=widget)


def _lines(*, required: bool = False) -> forms.CharField:
    widget = forms.Textarea(attrs={"class": "form-control", "rows": 3, "spellcheck": "false"})
    return forms.CharField(required=required, max_length=8_000, widget=widget)


class WidgetForm(forms.Form):
    """All settings; what a mode does not need is ignored."""

    name = _words(required=True, most=120)
    survey = forms.ChoiceField()
    domains = _lines(required=True)
    mode = _select(MODES)
    delay_s = _number(0, 3_600)
    event = _words()
    selector = _words()
    share = _number(1, 100)
    days = _number(1, 730)
    memory = _select(MEMORIES)
    pages = _lines()
    not_pages = _lines()
    visitors = _lines()
    send = _words()
    address = _select(ADDRESSES)
    language = _select({"": _("The page's own"), **{one: LANGUAGE_NAMES[one] for one in LANGUAGES}})
    label = _words(most=40)
    colour = _words(most=7)

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        actor: Actor,
        initial: Mapping[str, object] | None = None,
        is_new: bool = True,
    ) -> None:
        super().__init__(data, initial=dict(initial or _filled(None)))
        live = [one for one in surveys_of(actor.organisation.id) if one.state != SurveyState.ARCHIVED]
        self.fields["survey"] = forms.ChoiceField(
            choices=[(str(one.id), one.name) for one in live],
            widget=forms.Select(attrs={"class": "form-select"}),
        )
        self.fields["language"].required = False
        for name, (label, hint) in WORDS.items():
            self.fields[name].label, self.fields[name].help_text = label, hint
        if not is_new:
            del self.fields["survey"]  # a widget stays with its survey: its answers are counted there
        self.settings: WidgetSettings | None = None

    def clean(self) -> None:
        super().clean()
        if self.errors:
            return
        try:
            self.settings = settings_of(self._document())
        except BadWidget as error:
            self.add_error(error.place if error.place in self.fields else None, said(error))

    @property
    def survey_id(self) -> UUID:
        return UUID(self.cleaned_data["survey"])

    def _document(self) -> dict[str, object]:
        given = self.cleaned_data
        whole = {name: value for name, value in given.items() if name not in {"name", "survey"}}
        return {
            **whole,
            **{name: _split(given[name]) for name in _LINES},
            "share": given["share"] / 100,
            "send": given["send"].replace(",", " ").split(),
            "visitors": _conditions(given["visitors"]),
        }


WORDS: Mapping[str, tuple[Any, Any]] = {
    "name": (_("Name"), _("For you; visitors do not see it.")),
    "survey": (_("Survey"), ""),
    "domains": (_("Websites"), _("One a line: www.example.com or https://*.example.com. Shown nowhere else.")),
    "mode": (_("It opens"), ""),
    "delay_s": (_("After how many seconds"), _("Only where it opens by itself after some seconds.")),
    "event": (_("Event"), _("Only where it opens after an event, such as order_done.")),
    "selector": (_("Element"), _("Only for clicks and for standing in the page, as CSS names it: #feedback.")),
    "share": (_("Of a hundred visitors, how many are asked"), ""),
    "days": (_("Not again within days"), ""),
    "memory": (_("What the browser may remember"), _("Nothing is stored and no cookie is set before.")),
    "pages": (_("Only on pages"), _("Paths, one a line; * stands for anything: /orders/*. Empty: all.")),
    "not_pages": (_("Never on pages"), _("As above.")),
    "visitors": (_("Only for visitors"), _("One attribute a line and its values: plan: gold, silver.")),
    "send": (_("Attributes kept with answers"), _("Names of attributes the page tells, parted by spaces.")),
    "address": (_("Kept of the page's address"), _("As the attribute “page”.")),
    "language": (_("Language"), _("Where the survey has it.")),
    "label": (_("Words on the tab"), _("Empty: our own, in the page's language.")),
    "colour": (_("Colour"), _("Of the tab; darkened until white reads well on it.")),
}  # fmt: skip


def _filled(settings: WidgetSettings | None) -> dict[str, object]:
    """Settings as the form shows them; without any, what a new widget begins with."""
    if settings is None:
        return {"delay_s": 10, "share": 100, "days": 90, "colour": "#0b6e69"}
    shown = as_document(settings)
    shown["share"] = round(settings.share * 100)
    shown["send"] = " ".join(settings.send)
    shown["visitors"] = "\n".join(
        f"{name}: {', '.join(values)}" for name, values in settings.visitors.items()
    )
    return {**shown, **{name: "\n".join(getattr(settings, name)) for name in _LINES}}


def filled(settings: WidgetSettings, name: str, survey_id: UUID) -> dict[str, object]:
    return {**_filled(settings), "name": name, "survey": str(survey_id)}


def said(error: BadWidget) -> str:
    """The refusal as a sentence under its field, which names itself already."""
    if error.given:
        return _("“%(given)s” was given; %(allowed)s.") % {"given": error.given, "allowed": error.allowed}
    return f"{error.allowed[:1].upper()}{error.allowed[1:]}."


def _split(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _conditions(text: str) -> dict[str, list[str]]:
    found = {}
    for line in _split(text):
        name, colon, values = line.partition(":")
        if not colon or not values.strip():
            raise BadWidget(
                "visitors", line[:60], "an attribute and its values are allowed, such as plan: gold, silver"
            )
        found[name.strip()] = [one.strip() for one in values.split(",") if one.strip()]
    return found
