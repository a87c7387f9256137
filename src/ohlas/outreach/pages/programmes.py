"""What the templates about programmes, holds and pacing may use."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.forms import Form
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ohlas.accounts.access import Actor
from ohlas.accounts.rules import Permission
from ohlas.customers.errors import BadCondition
from ohlas.customers.queries import count_of, segments_of
from ohlas.outreach.access import programme_for
from ohlas.outreach.queries.choosing import ChoosingView, newest_choosing
from ohlas.outreach.queries.programmes import (
    HoldView,
    ProgrammeView,
    StartCheck,
    audience_count,
    holds_of,
    programme_view,
    programmes_of,
    skips_of,
    start_checks,
)
from ohlas.outreach.queries.words import CARRIERS, STATES, occasion_words, reason_words, trouble_words
from ohlas.outreach.rules import ProgrammeState
from ohlas.surveys.queries import surveys_of


@dataclass(frozen=True)
class ProgrammeLine:
    """A programme in the list, in words."""

    view: ProgrammeView
    state: str
    occasion: str
    by: str
    trouble: str


@dataclass(frozen=True)
class ProgrammesPage:
    """`outreach/programmes/programmes.html`."""

    programmes: Sequence[ProgrammeLine]
    may_run: bool
    has_surveys: bool


@dataclass(frozen=True)
class SkipLine:
    words: str
    count: int


@dataclass(frozen=True)
class OneProgrammePage:
    """`outreach/programmes/programme.html`; `audience` is None where the segment cannot be counted."""

    line: ProgrammeLine
    audience: int | None
    skips: Sequence[SkipLine]
    may_run: bool
    can_start: bool
    can_pause: bool
    can_end: bool
    choosing: ChoosingView | None


@dataclass(frozen=True)
class FieldGroup:
    """Fields of the editor that belong together; `only` names the occasion they are for."""

    title: str
    hint: str
    fields: Sequence[object]
    only: str = ""


@dataclass(frozen=True)
class EditProgrammePage:
    """`outreach/programmes/edit.html`."""

    form: Form
    title: str
    groups: Sequence[FieldGroup]
    counts: Sequence[tuple[str, int | None]]
    back: str


@dataclass(frozen=True)
class CheckLine:
    words: str
    cure: str
    is_met: bool
    is_needed: bool


@dataclass(frozen=True)
class StartPage:
    """`outreach/programmes/start.html`; `deed` is start, resume or end."""

    line: ProgrammeLine
    checks: Sequence[CheckLine]
    may_go_on: bool


@dataclass(frozen=True)
class AskPage:
    """`outreach/programmes/ask.html`."""

    line: ProgrammeLine
    form: Form


@dataclass(frozen=True)
class HoldsPage:
    """`outreach/programmes/holds.html`; names only for those who may see contacts."""

    holds: Sequence[HoldView]
    form: Form
    may_edit: bool


@dataclass(frozen=True)
class PolicyPage:
    """`outreach/programmes/policy.html`; `rules` are groups of three fields each, `care` who is left alone."""

    form: Form
    windows: Sequence[object]
    rules: Sequence[Sequence[object]]
    ages: object
    care: Sequence[object]
    may_run: bool


def programmes_page(actor: Actor, now: datetime) -> ProgrammesPage:
    views = programmes_of(actor.organisation.id, actor.organisation.zone, now)
    return ProgrammesPage(
        [line_of(one) for one in views],
        Permission.RUN_PROGRAMMES in actor.permissions,
        bool(surveys_of(actor.organisation.id)),
    )


def line_of(view: ProgrammeView) -> ProgrammeLine:
    ways = [str(CARRIERS[step.carrier]) for step in view.settings.steps]
    return ProgrammeLine(
        view,
        str(STATES[view.state]),
        occasion_words(view.settings.occasion),
        _(", else ").join(ways),
        trouble_words(view.trouble) if view.trouble else "",
    )


def one_programme_page(actor: Actor, programme_id: UUID, now: datetime) -> OneProgrammePage:
    row = programme_for(actor, programme_id)
    view = programme_view(row, actor.organisation.zone, now)
    try:
        audience = audience_count(row, now)
    except BadCondition:
        audience = None
    state, may_run = view.state, Permission.RUN_PROGRAMMES in actor.permissions
    return OneProgrammePage(
        line=line_of(view),
        audience=audience,
        skips=[SkipLine(reason_words(reason), n) for reason, n in skips_of(row.id)],
        may_run=may_run,
        can_start=may_run and state in {ProgrammeState.DRAFT, ProgrammeState.PAUSED},
        can_pause=may_run and state is ProgrammeState.RUNNING,
        can_end=may_run and state is not ProgrammeState.ENDED,
        choosing=newest_choosing(row.id, now),
    )


GROUPS: Sequence[tuple[str, Sequence[str], str]] = (
    ("what", ("name", "survey", "segment", "priority"), ""),
    ("kind", ("kind",), ""),
    ("event", ("event", "delay_hours"), "event"),
    ("rhythm", ("starts_on", "months", "waves"), "rhythm"),
    ("anniversary", ("attribute",), "anniversary"),
    ("channels", ("carrier_0", "when_0", "carrier_1", "when_1", "carrier_2", "when_2"), ""),
    ("pace", ("every_days", "wait_days", "sample", "per_day", "random_percent"), ""),
    ("letter", ("expires_days", "reminders", "after_days", "languages"), ""),
    ("hours", ("quiet_from", "quiet_to", "days", "keeps_holidays"), ""),
)


def _titles() -> dict[str, tuple[str, str]]:
    return {
        "what": (_("What and who"), ""),
        "kind": (_("When"), ""),
        "event": (
            _("After something happened"),
            _("Events come by the API or a file; each asks its person once."),
        ),
        "rhythm": (
            _("The rhythm"),
            _(
                "Months are those of the calendar; what began on the 31st begins on a shorter month's last day."
            ),
        ),
        "anniversary": (_("The anniversary"), _("29 February is kept on the 28th in other years.")),
        "channels": (
            _("By which channel"),
            _("The first that the person agreed to and can be reached by is taken."),
        ),
        "pace": (_("How often"), _("Beside this, the pacing of the whole organisation holds for everybody.")),
        "letter": (_("The invitation"), ""),
        "hours": (
            _("Hours"),
            _(
                "By the person's own clock, summer time included: an hour that a spring night skips loses no message. "
                "On days off the message waits for the next allowed day."
            ),
        ),
    }


def edit_page(actor: Actor, form: Form, title: str, back: str, now: datetime) -> EditProgrammePage:
    titles = _titles()
    groups = [
        FieldGroup(*titles[name], [form[field] for field in fields], only) for name, fields, only in GROUPS
    ]
    counts = [(one.name, _counted(actor, one.condition, now)) for one in segments_of(actor.organisation.id)]
    everybody = (_("Everybody"), _counted(actor, {"all": []}, now))
    return EditProgrammePage(form, title, groups, [everybody, *counts], back)


def _counted(actor: Actor, condition: object, now: datetime) -> int | None:
    try:
        return count_of(actor.organisation.id, condition, now)
    except BadCondition:
        return None


def start_page(actor: Actor, programme_id: UUID, now: datetime) -> StartPage:
    row = programme_for(actor, programme_id, Permission.RUN_PROGRAMMES)
    checks = start_checks(row, actor.organisation.zone, now)
    line = line_of(programme_view(row, actor.organisation.zone, now))
    return StartPage(
        line, [_check_line(one) for one in checks], all(one.is_met or not one.is_needed for one in checks)
    )


def _check_line(one: StartCheck) -> CheckLine:
    by = str(CARRIERS.get(one.carrier, ""))
    n = one.count or 0
    words = {
        "survey": _("The survey takes answers."),
        "segment": _("The segment can be read."),
        "audience": ngettext("%(n)s contact is meant.", "%(n)s contacts are meant.", n) % {"n": n},
        "consent": ngettext(
            "%(n)s of them agreed to be asked by %(by)s.", "%(n)s of them agreed to be asked by %(by)s.", n
        )
        % {"n": n, "by": by},
        "sender": _("A way out for %(by)s is set up.") % {"by": by},
        "pause": _("The way out for %(by)s is not paused.") % {"by": by},
    }
    cures = {
        "survey": _("Publish the survey, or reopen it."),
        "segment": _("An attribute it asks for is gone: mend the segment."),
        "audience": _("Nobody is in the segment now; whoever comes into it later is asked."),
        "consent": _("Record consent on the contacts, or bring it with an import."),
        "sender": _("Set it up under Channels."),
        "pause": _("Resume it under Channels; until then invitations wait."),
    }
    if one.says:
        said = _("%(by)s: %(what)s") % {"by": by.capitalize(), "what": one.says}
        return CheckLine(said, "" if one.is_met else one.cure, one.is_met, one.is_needed)
    default = _("The conditions of the channels can be read."), trouble_words(one.name)
    return CheckLine(
        words.get(one.name, default[0]),
        "" if one.is_met else cures.get(one.name, default[1]),
        one.is_met,
        one.is_needed,
    )


def holds_page(actor: Actor, form: Form, now: datetime) -> HoldsPage:
    may_edit = Permission.EDIT_CONTACTS in actor.permissions
    return HoldsPage(holds_of(actor.organisation.id, now), form, may_edit)


def policy_page(actor: Actor, form: Form) -> PolicyPage:
    windows = [form[name] for name in ("count_0", "days_0", "count_1", "days_1")]
    rules = [
        [form[f"rule_{n}"], form[f"rule_count_{n}"], form[f"rule_days_{n}"]]
        for n in range(9)
        if f"rule_{n}" in form.fields
    ]
    care = [form[name] for name in ("care_days", "care_complaint", "care_urgent", "care_detractor")]
    may_run = Permission.RUN_PROGRAMMES in actor.permissions
    return PolicyPage(form, windows, rules, form["ages_after"], care, may_run)
