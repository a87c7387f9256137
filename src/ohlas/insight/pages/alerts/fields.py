"""The fields of a rule, by kind, and of how one wants to be told."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any  # keys may be any closed choice

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ohlas.accounts.access import ROLE_NAMES, Actor
from ohlas.accounts.queries import units_of
from ohlas.accounts.rules import PERMISSIONS, Permission, Role
from ohlas.insight.pages import words
from ohlas.insight.pages.alerts.words import SIGNAL_TITLES
from ohlas.insight.pages.filters import Option
from ohlas.insight.queries.alerts import NEEDED
from ohlas.insight.queries.catalogue import catalogue_of
from ohlas.insight.rules.alerts import PARTS, SIGNALS, STEPS, AlertKind, Direction, Per
from ohlas.insight.rules.notices import Rhythm
from ohlas.metrics import MEASURES, SCALES
from ohlas.surveys.queries import survey_names

PER_TITLES = {
    Per.WHOLE: gettext_lazy("Everything at once"),
    Per.UNITS: gettext_lazy("Every unit by itself"),
    Per.CHANNELS: gettext_lazy("Every channel by itself"),
}
DIRECTION_TITLES = {
    Direction.WORSE: gettext_lazy("Only when it gets worse"),
    Direction.BETTER: gettext_lazy("Only when it gets better"),
    Direction.BOTH: gettext_lazy("Either way"),
}
RHYTHM_TITLES = {
    Rhythm.AT_ONCE: gettext_lazy("At once, outside quiet hours"),
    Rhythm.DAILY: gettext_lazy("Once a day, together"),
    Rhythm.WEEKLY: gettext_lazy("Once a week, together"),
    Rhythm.NEVER: gettext_lazy("Never by mail, only here"),
}
PART_CHOICES = {
    "senders": gettext_lazy("Ways out that are not ready while messages wait"),
    "bounces": gettext_lazy("Bounced and refused messages"),
    "deliveries": gettext_lazy("Deliveries that were given up"),
    "kiosks": gettext_lazy("Kiosks that were not seen"),
}


@dataclass(frozen=True)
class FormField:
    """One field of a form: `kind` is text, number, time, select, checks or note; `error` says what is wrong with it."""

    name: str
    label: str
    kind: str
    value: str = ""
    options: tuple[Option, ...] = ()
    hint: str = ""
    error: str = ""
    low: str = ""
    high: str = ""


def fields_for(
    kind: AlertKind, given: Mapping[str, object], actor: Actor, wrong: tuple[str, str] = ("", "")
) -> tuple[FormField, ...]:
    """The fields of this kind, filled with what was given; `wrong` is a place and what is wrong there."""
    made = [_name_field(given), *_KINDS[kind](given, actor), *_place_fields(given, actor)]
    return tuple(_with_error(one, wrong) for one in made)


def reader_fields(
    given: Mapping[str, object], actor: Actor, kind: AlertKind, wrong: tuple[str, str] = ("", "")
) -> tuple[FormField, ...]:
    """Who else is told; only for those who may hand things on."""
    if not actor.may(Permission.EDIT_SURVEYS):
        return ()
    roles = [role for role in Role if NEEDED[kind] in PERMISSIONS[role]]
    chosen = _listed(given.get("audience"))
    made = (
        FormField(
            "audience",
            _("Roles that are told, each of own units"),
            "checks",
            options=tuple(Option(one.value, str(ROLE_NAMES[one]), one.value in chosen) for one in roles),
        ),
        FormField(
            "hook",
            _("A program that is told too"),
            "text",
            str(given.get("hook") or ""),
            hint=_(
                "An address such as https://example.com/ohlas. Messages are signed; private networks are refused."
            ),
        ),
    )
    return tuple(_with_error(one, wrong) for one in made)


def wish_fields(
    given: Mapping[str, object], languages: Iterable[tuple[str, str]], zones: Iterable[str]
) -> tuple[FormField, ...]:
    """How one person is told."""
    return (
        _select("rhythm", _("Alerts by mail"), RHYTHM_TITLES, given.get("rhythm")),
        FormField("quiet_from", _("Quiet from"), "time", _clock(given.get("quiet_from"))),
        FormField(
            "quiet_to",
            _("Quiet to"),
            "time",
            _clock(given.get("quiet_to")),
            hint=_("Nothing is mailed in between; the same time twice means no quiet hours."),
        ),
        FormField("digest_at", _("Daily and weekly mails come at"), "time", _clock(given.get("digest_at"))),
        _select("zone", _("By the clock of"), {one: one for one in zones}, given.get("zone")),
        _select("language", _("Mails are in"), dict(languages), given.get("language")),
        FormField(
            "brief_by_mail",
            _("The weekly brief"),
            "checks",
            options=(Option("1", _("comes by mail on Monday morning"), bool(given.get("brief_by_mail"))),),
        ),
    )


def _name_field(given: Mapping[str, object]) -> FormField:
    return FormField("name", _("Name"), "text", str(given.get("name") or ""))


def _change_fields(given: Mapping[str, object], actor: Actor) -> list[FormField]:
    used = {measure.id: words.measure_title(measure) for measure, _scale in catalogue_of(actor).measures()}
    measures = used or {"nps": words.measure_title(MEASURES["nps"])}
    return [
        _select("measure", _("Score"), measures, given.get("measure")),
        _select(
            "step",
            _("Compared are closed"),
            {one: words.STEP_TITLES[one] for one in STEPS},
            given.get("step"),
        ),
        _select(
            "per", _("Looked at"), {one: PER_TITLES[one] for one in (Per.UNITS, Per.WHOLE)}, given.get("per")
        ),
        _select("direction", _("Told"), DIRECTION_TITLES, given.get("direction")),
        FormField(
            "least",
            _("At least so many answers on either side"),
            "number",
            str(given.get("least") or 30),
            hint=_("Under 30 nothing is ever tested."),
            low="30",
            high="10000",
        ),
        _surveys(given, actor),
    ]


def _severe_fields(given: Mapping[str, object], actor: Actor) -> list[FormField]:
    scales = [one for one in catalogue_of(actor).scales if SCALES[one].low is not None] or ["nps_0_10"]
    titles: dict[str, object] = {
        one: f"{_scale_title(one)}, {SCALES[one].low:g}–{SCALES[one].high:g}" for one in scales
    }
    return [
        _select("scale", _("Scale"), titles, given.get("scale")),
        FormField(
            "score",
            _("This score or a worse one"),
            "number",
            _number(given.get("score")),
            hint=_("Leave it empty to listen to words only."),
        ),
        FormField(
            "signals",
            _("Or somebody who"),
            "checks",
            options=tuple(
                Option(one, str(SIGNAL_TITLES[one]), one in _listed(given.get("signals"))) for one in SIGNALS
            ),
            hint=_(
                "Read in what people write, in seven languages. Anonymous surveys never tell of one answer."
            ),
        ),
        _surveys(given, actor),
    ]


def _silence_fields(given: Mapping[str, object], actor: Actor) -> list[FormField]:
    return [
        _select("per", _("Looked at"), PER_TITLES, given.get("per")),
        FormField(
            "expected",
            _("Told when so many answers should have come"),
            "number",
            _number(given.get("expected") or 7),
            hint=_(
                "Counted from the same weekdays of the twelve weeks before. With 7, chance alone keeps a place silent "
                "once in 1,100 times."
            ),
            low="5",
            high="100",
        ),
        _surveys(given, actor),
    ]


def _broken_fields(given: Mapping[str, object], _actor: Actor) -> list[FormField]:
    chosen = _listed(given.get("parts"))
    return [
        FormField(
            "parts",
            _("Watched"),
            "checks",
            options=tuple(Option(one, str(PART_CHOICES[one]), one in chosen) for one in PARTS),
        ),
        FormField(
            "bounce_share",
            _("Lost messages are told from this share on"),
            "number",
            _number(given.get("bounce_share") or 0.1),
            hint=_("0.1 is one in ten; told only where the whole interval lies above."),
            low="0.01",
            high="1",
        ),
        FormField(
            "kiosk_hours",
            _("A kiosk is missed after so many hours"),
            "number",
            _number(given.get("kiosk_hours") or 24),
            low="1",
            high="720",
        ),
    ]


_KINDS = {
    AlertKind.CHANGE: _change_fields,
    AlertKind.SEVERE: _severe_fields,
    AlertKind.SILENCE: _silence_fields,
    AlertKind.BROKEN: _broken_fields,
}


def _place_fields(given: Mapping[str, object], actor: Actor) -> list[FormField]:
    units = [
        one for one in units_of(actor.organisation.id) if actor.sees_unit(one.id) and one.valid_to is None
    ]
    titles: dict[str, object] = {"": _("All units")} if actor.scope is None else {}
    titles |= {str(one.id): one.name for one in units}
    return [_select("unit", _("Where"), titles, given.get("unit"))]


def _surveys(given: Mapping[str, object], actor: Actor) -> FormField:
    chosen = _listed(given.get("surveys"))
    names = survey_names(actor.organisation.id)
    options = tuple(Option(str(one), name, str(one) in chosen) for one, name in names.items())
    return FormField(
        "surveys", _("Only of these surveys"), "checks", options=options, hint=_("None chosen means all.")
    )


def _scale_title(scale: str) -> str:
    measure = next((one for one in MEASURES.values() if one.scale.id == scale), None)
    return words.measure_title(measure) if measure else scale


def _select(name: str, label: str, titles: Mapping[Any, object], chosen: object) -> FormField:
    wanted = str(chosen) if chosen is not None else ""
    options = tuple(Option(str(key), str(title), str(key) == wanted) for key, title in titles.items())
    return FormField(name, label, "select", wanted, options)


def _listed(given: object) -> list[str]:
    return [str(one) for one in given] if isinstance(given, list | tuple) else []


def _number(given: object) -> str:
    if given in {None, ""}:
        return ""
    return f"{given:g}" if isinstance(given, int | float) else str(given)


def _clock(given: object) -> str:
    return str(given or "")[:5]


def _with_error(field: FormField, wrong: tuple[str, str]) -> FormField:
    return replace(field, error=wrong[1]) if wrong[0] == field.name else field
