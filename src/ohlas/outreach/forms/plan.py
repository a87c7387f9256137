"""What is tried in the simulator; empty leaves things as they are. Nothing of it is saved."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any  # Any is a trial's document

from django import forms
from django.utils.translation import gettext_lazy as _

from ohlas.outreach.queries.programmes import ProgrammeView
from ohlas.outreach.rules import ProgrammeState
from ohlas.outreach.rules.pacing import Policy

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

RUNS = (("", _("as now")), ("yes", _("runs")), ("no", _("does not run")))


class PeopleSearch(forms.Form):
    who = forms.CharField(required=False, max_length=20)
    offset = forms.IntegerField(required=False, min_value=0, max_value=10_000_000)


class TrialForm(forms.Form):
    """Windows of the policy, and for each programme its part, distance, priority and whether it runs."""

    def __init__(self, *args: Any, policy: Policy, programmes: Sequence[ProgrammeView], **more: Any) -> None:
        super().__init__(*args, **more)
        self.policy = policy
        self.programmes = [one for one in programmes if one.state is not ProgrammeState.ENDED]
        for n in range(2):
            window = policy.windows[n] if n < len(policy.windows) else None
            self._whole(f"count_{n}", _("At most, contacts"), 1, 100, window.count if window else None)
            self._whole(f"days_{n}", _("in days"), 1, 3650, window.days if window else None)
        for k, one in enumerate(self.programmes):
            self._whole(f"p{k}_sample", _("Part, in percent"), 1, 100, round(one.settings.sample * 100))
            self._whole(f"p{k}_every_days", _("Again after days"), 1, 3650, one.settings.every_days)
            self._whole(f"p{k}_priority", _("Priority"), 1, 9, one.priority)
            self.fields[f"p{k}_runs"] = forms.ChoiceField(label=_("It"), choices=RUNS, required=False)

    def _whole(self, name: str, label: "StrOrPromise", low: int, high: int, now: int | None) -> None:
        widget = forms.NumberInput(attrs={"placeholder": now or ""})
        self.fields[name] = forms.IntegerField(
            label=label, min_value=low, max_value=high, required=False, widget=widget
        )

    def document(self) -> dict[str, Any]:
        """What is tried, for `read_whatif`; empty when nothing is."""
        own = self.cleaned_data
        programmes: dict[str, dict[str, Any]] = {}
        for k, one in enumerate(self.programmes):
            tried = {
                "sample": own[f"p{k}_sample"] and own[f"p{k}_sample"] / 100,
                "every_days": own[f"p{k}_every_days"],
                "priority": own[f"p{k}_priority"],
                "runs": {"yes": True, "no": False}.get(own[f"p{k}_runs"]),
            }
            kept = {key: value for key, value in tried.items() if value is not None}
            if kept:
                programmes[str(one.id)] = kept
        windows = self._windows()
        policy = {"policy": {"windows": windows, "ages_after": self.policy.ages_after}} if windows else {}
        return policy | ({"programmes": programmes} if programmes else {})

    def _windows(self) -> list[dict[str, int]]:
        own, found, is_changed = self.cleaned_data, [], False
        for n in range(2):
            window = self.policy.windows[n] if n < len(self.policy.windows) else None
            count, days = own[f"count_{n}"], own[f"days_{n}"]
            is_changed |= bool(count or days)
            count, days = count or (window.count if window else None), days or (window and window.days)
            if count and days:
                found.append({"count": count, "days": days})
        return found if is_changed else []
