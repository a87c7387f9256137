"""A network's poll as staff enter it."""

from collections.abc import Mapping

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from ohlas.outreach.errors import BadPoll
from ohlas.outreach.rules.polls import LONGEST_QUESTION, PollResult, choices_in


class PollForm(forms.Form):
    """What the network shows when the poll has ended."""

    network = forms.CharField(
        label=_("Network"),
        max_length=40,
        widget=forms.TextInput(attrs={"class": "form-control", "list": "networks"}),
        help_text=_("Such as Instagram, Facebook, LinkedIn, X or Telegram."),
    )
    question = forms.CharField(
        label=_("Question"),
        max_length=LONGEST_QUESTION,
        widget=forms.TextInput(attrs={"class": "form-control"}),
    )
    choices = forms.CharField(
        label=_("Choices and how many chose each"),
        max_length=8_000,
        widget=forms.Textarea(attrs={"class": "form-control", "rows": 5}),
        help_text=_("One a line, the count after a colon: Yes: 120"),
    )
    asked_on = forms.DateField(
        label=_("Asked on"),
        widget=forms.DateInput(attrs={"class": "form-control", "type": "date"}, format="%Y-%m-%d"),
    )
    ended_on = forms.DateField(
        label=_("Ended on"),
        required=False,
        widget=forms.DateInput(attrs={"class": "form-control", "type": "date"}, format="%Y-%m-%d"),
    )
    address = forms.URLField(
        label=_("Address of the poll"),
        required=False,
        assume_scheme="https",
        widget=forms.URLInput(attrs={"class": "form-control"}),
    )

    def __init__(self, data: QueryDict | None = None, *, initial: Mapping[str, object] | None = None) -> None:
        super().__init__(data, initial=dict(initial or {}))
        self.poll: PollResult | None = None

    def clean(self) -> None:
        super().clean()
        if self.errors:
            return
        given = self.cleaned_data
        try:
            choices = choices_in(given["choices"])
        except BadPoll as error:
            self.add_error("choices", str(error))
            return
        self.poll = PollResult(
            network=" ".join(given["network"].split()),
            question=" ".join(given["question"].split()),
            choices=choices,
            asked_on=given["asked_on"],
            ended_on=given["ended_on"],
            address=given["address"],
        )


def entered(poll: PollResult) -> dict[str, object]:
    """A poll as the form shows it."""
    lines = "\n".join(f"{choice.text}: {choice.votes}" for choice in poll.choices)
    return {
        "network": poll.network,
        "question": poll.question,
        "choices": lines,
        "asked_on": poll.asked_on,
        "ended_on": poll.ended_on,
        "address": poll.address,
    }
