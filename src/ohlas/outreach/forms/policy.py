"""What may be set about pacing, tried in the simulator, and asked by hand."""

from typing import TYPE_CHECKING, Any  # Any is what Django's own form takes

from django import forms
from django.utils.translation import gettext_lazy as _

from ohlas.accounts.access import Actor
from ohlas.customers.queries import segments_of
from ohlas.outreach.rules.care import LONGEST, DetractorCare, write_care
from ohlas.outreach.rules.pacing import Policy, Window

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

RULES = 3


def _whole(label: "StrOrPromise", low: int, high: int, *, required: bool = True) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=low, max_value=high, required=required)


class PolicyForm(forms.Form):
    """Two windows for everybody, and rules for segments of people."""

    count_0 = _whole(_("At most, contacts"), 1, 100)
    days_0 = _whole(_("in days"), 1, 3650)
    count_1 = _whole(_("and at most"), 1, 100, required=False)
    days_1 = _whole(_("in days"), 1, 3650, required=False)
    ages_after = _whole(_("Who waits moves up one step of priority after days"), 1, 365)
    care_days = _whole(_("Leave them alone for days (0: never)"), 0, LONGEST)
    care_complaint = forms.BooleanField(label=_("who complains unasked"), required=False)
    care_urgent = forms.BooleanField(label=_("who writes of law, safety or discrimination"), required=False)
    care_detractor = forms.ChoiceField(
        label=_("who scores 0 to 6"),
        choices=[
            (DetractorCare.COMMENT.value, _("and complains in words")),
            (DetractorCare.ALWAYS.value, _("whatever they write")),
            (DetractorCare.NEVER.value, _("never")),
        ],
    )

    def __init__(self, *args: Any, actor: Actor, rules: bool = True, **more: Any) -> None:
        super().__init__(*args, **more)
        self.segments = {str(one.id): one for one in segments_of(actor.organisation.id)}
        choices = [("", "–"), *((key, one.name) for key, one in self.segments.items())]
        for n in range(RULES if rules else 0):
            self.fields[f"rule_{n}"] = forms.ChoiceField(label=_("For"), choices=choices, required=False)
            self.fields[f"rule_count_{n}"] = _whole(_("at most (empty: never)"), 1, 100, required=False)
            self.fields[f"rule_days_{n}"] = _whole(_("in days"), 1, 3650, required=False)
        self.has_rules = rules

    def document(self) -> dict[str, Any]:
        """The policy as given; `read_policy` judges it."""
        own = self.cleaned_data
        windows = [
            {"count": own[f"count_{n}"], "days": own[f"days_{n}"]}
            for n in range(2)
            if own.get(f"count_{n}") and own.get(f"days_{n}")
        ]
        return {
            "windows": windows,
            "rules": self._rules() if self.has_rules else [],
            "ages_after": own["ages_after"],
            "care": {name: own[f"care_{name}"] for name in ("days", "complaint", "urgent", "detractor")},
        }

    def _rules(self) -> list[dict[str, Any]]:
        own, rules = self.cleaned_data, []
        for n in range(RULES):
            chosen = self.segments.get(own.get(f"rule_{n}", ""))
            count, days = own.get(f"rule_count_{n}"), own.get(f"rule_days_{n}")
            if chosen:
                windows = [{"count": count, "days": days}] if count and days else []
                rules.append({"name": chosen.name, "when": dict(chosen.condition), "windows": windows})
        return rules

    def clean(self) -> dict[str, Any]:
        own = super().clean() or {}
        for n in range(RULES if self.has_rules else 0):
            if bool(own.get(f"rule_count_{n}")) != bool(own.get(f"rule_days_{n}")):
                self.add_error(f"rule_days_{n}", _("Give both, or neither for never."))
        return own


def policy_initial(policy: Policy, segments: Any) -> dict[str, Any]:
    """The fields of the policy; rules whose condition is no segment's stand by their name only."""
    found: dict[str, Any] = {"ages_after": policy.ages_after}
    found |= {f"care_{name}": value for name, value in write_care(policy.care).items()}
    for n, window in enumerate(policy.windows[:2]):
        found |= {f"count_{n}": window.count, f"days_{n}": window.days}
    for n, rule in enumerate(policy.rules[:RULES]):
        window = rule.windows[0] if rule.windows else Window(0, 0)
        known = next((str(one.id) for one in segments if one.condition == rule.when), "")
        found |= {
            f"rule_{n}": known,
            f"rule_count_{n}": window.count or None,
            f"rule_days_{n}": window.days or None,
        }
    return found


class AskForm(forms.Form):
    """Whom to ask by hand: a segment, or contacts by address, number or key."""

    segment = forms.ChoiceField(label=_("A segment"), required=False)
    contacts = forms.CharField(
        label=_("or these contacts"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("One a line: e-mail, phone, or the key another system knows them by."),
    )

    def __init__(self, *args: Any, actor: Actor, **more: Any) -> None:
        super().__init__(*args, **more)
        found = segments_of(actor.organisation.id)
        self.fields["segment"].choices = [("", "–"), *((str(one.id), one.name) for one in found)]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        own = super().clean() or {}
        if not own.get("segment") and not (own.get("contacts") or "").strip():
            self.add_error(None, _("Choose a segment or name somebody."))
        return own


class HoldForm(forms.Form):
    """Leaving a contact alone."""

    contact = forms.CharField(label=_("E-mail, phone or key of the contact"), max_length=254)
    reason = forms.CharField(label=_("Reason"), max_length=60)
    until = forms.DateField(
        label=_("Until and with (empty: until lifted)"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
