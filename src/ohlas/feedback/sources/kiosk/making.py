"""What the staff's pages about kiosks may show, and what may be filled in there."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from uuid import UUID

from django import forms
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from ohlas.accounts.access import Actor
from ohlas.accounts.queries import units_of
from ohlas.feedback.access import kiosk_for, kiosks_for
from ohlas.feedback.actions.kiosks import KioskWish
from ohlas.feedback.errors import BadKiosk
from ohlas.feedback.queries.kiosks import KioskView, kiosk_versions, kiosk_view
from ohlas.feedback.rules.kiosks import IDLE_S, THANKS_S, obstacles_to_kiosk
from ohlas.feedback.sources.form.collect import qr_code
from ohlas.surveys.pages.respond import LANGUAGE_NAMES
from ohlas.surveys.queries import surveys_of
from ohlas.surveys.rules import SurveyState

REASONS: Mapping[str, Promise] = MappingProxyType(
    {
        "not_published": _("The survey has no published version yet."),
        "repeats_answers": _("A text repeats an earlier answer ({{…}}), which only the server can do."),
        "carries_choices": _("A question takes its choices from an earlier answer."),
        "takes_files": _("A question asks for a file, which a tablet cannot keep."),
        "left_to_chance": _("Questions or choices stand in random order, or an A/B test is running."),
        "unknown_unit": _("Choose one of your units."),
        "bad_pin": _("A PIN has 4 to 8 digits."),
        "no_name": _("Give it a name."),
        "unknown_language": _("The survey does not have all of these languages."),
        "out_of_bounds": _("This number of seconds is not possible."),
    }
)


def dressed(form: forms.Form) -> None:
    """Its fields as the house's fields look."""
    for field in form.fields.values():
        kind = "form-select" if isinstance(field.widget, forms.Select) else "form-control"
        field.widget.attrs["class"] = kind


class KioskSettings(forms.Form):
    """How a kiosk behaves."""

    name = forms.CharField(
        label=_("Name"), max_length=80, help_text=_("So that you know the tablet: “Entrance”, “Counter 2”.")
    )
    languages = forms.MultipleChoiceField(
        label=_("Languages"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None chosen: all the survey has."),
    )
    pin = forms.CharField(
        label=_("PIN to leave"),
        required=False,
        max_length=8,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    idle_s = forms.IntegerField(
        label=_("Seconds of silence before it starts anew"),
        min_value=IDLE_S[0],
        max_value=IDLE_S[1],
        initial=45,
    )
    thanks_s = forms.IntegerField(
        label=_("Seconds the thanks stand"), min_value=THANKS_S[0], max_value=THANKS_S[1], initial=6
    )

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        known: tuple[str, ...],
        initial: Mapping[str, object] | None = None,
    ) -> None:
        super().__init__(data, initial=dict(initial or {}))
        self.fields["languages"].choices = [(one, LANGUAGE_NAMES.get(one, one)) for one in known]  # type: ignore[attr-defined]  # a choice field
        dressed(self)
        is_new = not initial
        self.fields["pin"].help_text = (
            _("4 to 8 digits.") if is_new else _("4 to 8 digits; left empty it stays as it is.")
        )

    def wish(self) -> KioskWish:
        own = self.cleaned_data
        return KioskWish(
            name=own["name"],
            languages=tuple(own["languages"]),
            idle_s=own["idle_s"],
            thanks_s=own["thanks_s"],
            pin=own["pin"],
        )

    def refuse(self, error: BadKiosk) -> None:
        for reason in error.reasons:
            self.add_error(error.field if error.field in self.fields else None, str(REASONS[reason]))


class NewKiosk(KioskSettings):
    """A kiosk to be, with what it asks and where."""

    survey = forms.TypedChoiceField(label=_("Survey"), coerce=UUID)
    unit = forms.ChoiceField(label=_("Unit"), required=False)
    field_order = ("name", "survey", "unit", "languages", "pin", "idle_s", "thanks_s")

    def __init__(self, data: QueryDict | None = None, *, actor: Actor) -> None:
        rows = [row for row in surveys_of(actor.organisation.id) if row.state is SurveyState.RUNNING]
        known = tuple(dict.fromkeys(language for row in rows for language in row.languages))
        super().__init__(data, known=known)
        self.fields["survey"].choices = [(str(row.id), row.name) for row in rows]  # type: ignore[attr-defined]  # a choice field
        everywhere = [("", _("No unit"))] if actor.scope is None else []
        seen = [(one.code, one.name) for one in units_of(actor.organisation.id) if actor.sees_unit(one.id)]
        self.fields["unit"].choices = [*seen, *everywhere]  # type: ignore[attr-defined]  # a choice field
        self.order_fields(self.field_order)


@dataclass(frozen=True)
class KiosksPage:
    """`feedback/kiosk/kiosks.html`."""

    kiosks: tuple[KioskView, ...]
    closed: tuple[KioskView, ...]


@dataclass(frozen=True)
class NewKioskPage:
    """`feedback/kiosk/new.html`; `is_empty` when no survey is running."""

    form: NewKiosk
    is_empty: bool


@dataclass(frozen=True)
class StaffKioskPage:
    """`feedback/kiosk/kiosk.html`; `address` only right after it was made."""

    kiosk: KioskView
    form: KioskSettings
    address: str
    qr: SafeString | str
    is_secure: bool
    running: int
    newest: int
    reasons: tuple[Promise, ...]

    @property
    def lags(self) -> bool:
        """Whether a newer version exists that cannot run here."""
        return self.running != self.newest


def kiosks_page(actor: Actor) -> KiosksPage:
    views = [kiosk_view(row) for row in kiosks_for(actor)]
    return KiosksPage(
        kiosks=tuple(one for one in views if one.closed_at is None),
        closed=tuple(one for one in views if one.closed_at is not None),
    )


def new_kiosk_page(actor: Actor, form: NewKiosk | None = None) -> NewKioskPage:
    shown = form or NewKiosk(actor=actor)
    return NewKioskPage(shown, is_empty=not shown.fields["survey"].choices)  # type: ignore[attr-defined]  # a choice field


def settings_for(actor: Actor, kiosk_id: UUID, data: QueryDict | None = None) -> KioskSettings:
    kiosk = kiosk_view(kiosk_for(actor, kiosk_id))
    version, newest = kiosk_versions(actor.organisation.id, kiosk.survey_id)
    shown = version or newest
    initial: Mapping[str, object] = {
        "name": kiosk.name,
        "languages": list(kiosk.languages),
        "idle_s": kiosk.idle_s,
        "thanks_s": kiosk.thanks_s,
    }
    return KioskSettings(data, known=shown.definition.languages if shown else (), initial=initial)


def staff_kiosk_page(
    actor: Actor, kiosk_id: UUID, *, address: str = "", form: KioskSettings | None = None
) -> StaffKioskPage:
    kiosk = kiosk_view(kiosk_for(actor, kiosk_id))
    running, newest = kiosk_versions(actor.organisation.id, kiosk.survey_id)
    obstacles = obstacles_to_kiosk(newest.definition) if newest else ()
    return StaffKioskPage(
        kiosk=kiosk,
        form=form or settings_for(actor, kiosk_id),
        address=address,
        qr=qr_code(address) if address else "",
        is_secure=address.startswith(("https://", "http://127.0.0.1", "http://localhost")) or not address,
        running=running.number if running else 0,
        newest=newest.number if newest else 0,
        reasons=tuple(REASONS[one.value] for one in obstacles),
    )
