"""What the staff's page about a survey's links may show, and what may be filled in there."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

import segno
from django import forms
from django.http import QueryDict
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from ohlas.accounts.access import Actor
from ohlas.accounts.queries import units_of
from ohlas.accounts.rules import Permission
from ohlas.feedback.actions import LinkWish
from ohlas.feedback.queries.links import LinkView, link_counts, open_links_of
from ohlas.feedback.rules.links import LinkKind
from ohlas.surveys.queries import standing
from ohlas.surveys.rules import SurveyState

CHANNELS = (
    ("link", _("Link")),
    ("poster", _("Poster or QR code")),
    ("web", _("Website")),
    ("email", _("E-mail")),
    ("sms", _("SMS")),
    ("kiosk", _("Tablet at the branch")),
)
LIVES = ((7, _("7 days")), (30, _("30 days")), (90, _("90 days")))


def _select() -> forms.Select:
    return forms.Select(attrs={"class": "form-select"})


class OpenLink(forms.Form):
    """An address for everybody."""

    channel = forms.ChoiceField(label=_("Channel"), choices=CHANNELS, widget=_select())
    unit = forms.ChoiceField(label=_("Unit"), required=False)

    def __init__(self, data: QueryDict | None = None, *, actor: Actor) -> None:
        super().__init__(data, prefix="open")
        self.fields["unit"] = forms.ChoiceField(
            label=_("Unit"), required=actor.scope is not None, choices=_units(actor), widget=_select()
        )

    def wish(self) -> LinkWish:
        return LinkWish(channel=self.cleaned_data["channel"], unit=self.cleaned_data["unit"])


class PersonalLink(forms.Form):
    """An address for one person, for one answer."""

    unit = forms.ChoiceField(label=_("Unit"), required=False)
    days = forms.TypedChoiceField(
        label=_("Opens for"), choices=LIVES, coerce=int, initial=30, widget=_select()
    )

    def __init__(self, data: QueryDict | None = None, *, actor: Actor) -> None:
        super().__init__(data, prefix="personal")
        self.fields["unit"] = forms.ChoiceField(
            label=_("Unit"), required=actor.scope is not None, choices=_units(actor), widget=_select()
        )

    def wish(self, now: datetime) -> LinkWish:
        ends = now + timedelta(days=self.cleaned_data["days"])
        return LinkWish(
            kind=LinkKind.PERSONAL, channel="personal", unit=self.cleaned_data["unit"], expires_at=ends
        )


@dataclass(frozen=True)
class LinkLine:
    link: LinkView
    address: str
    channel: str
    qr: SafeString


@dataclass(frozen=True)
class CollectPage:
    """`feedback/form/collect.html`; `made` is the address of a personal link just made."""

    survey_id: UUID
    survey: str
    is_running: bool
    lines: tuple[LinkLine, ...]
    made: str
    personal: int
    used: int
    may_edit: bool
    open_form: OpenLink
    personal_form: PersonalLink


def collect_page(
    actor: Actor,
    survey_id: UUID,
    base: str,
    now: datetime,
    *,
    made: str = "",
    open_form: OpenLink | None = None,
    personal_form: PersonalLink | None = None,
) -> CollectPage:
    found = standing(actor.organisation.id, str(survey_id), now)
    links = open_links_of(actor.organisation.id, survey_id)
    personal, used = link_counts(actor.organisation.id, survey_id)
    return CollectPage(
        survey_id=survey_id,
        survey=found.name if found else "",
        is_running=bool(found and found.state is SurveyState.RUNNING),
        lines=tuple(_line(link, base) for link in links if _is_seen(actor, link)),
        made=made,
        personal=personal,
        used=used,
        may_edit=actor.may(Permission.EDIT_SURVEYS),
        open_form=open_form or OpenLink(actor=actor),
        personal_form=personal_form or PersonalLink(actor=actor),
    )


def qr_code(address: str) -> SafeString:
    """The address as a picture that prints at any size."""
    picture = segno.make(address, error="m")
    return mark_safe(picture.svg_inline(border=2, omitsize=True, svgclass="qr", lineclass=None))  # noqa: S308 - drawn here


def _line(link: LinkView, base: str) -> LinkLine:
    address = f"{base}/s/{link.code}"
    return LinkLine(link, address, str(dict(CHANNELS).get(link.channel, link.channel)), qr_code(address))


def _is_seen(actor: Actor, link: LinkView) -> bool:
    return actor.scope is None or actor.sees_unit(link.unit.id)


def _units(actor: Actor) -> list[tuple[str, object]]:
    """The actor's units by code; none of them only for who sees all: such a link stands for the whole house."""
    seen = [(unit.code, unit.name) for unit in units_of(actor.organisation.id) if actor.sees_unit(unit.id)]
    everybody: list[tuple[str, object]] = [("", _("The whole organisation"))] if actor.scope is None else []
    return [*everybody, *seen]
