"""What the field report shows: rates with their intervals, and what became of everybody in words."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from ohlas.accounts.access import Actor
from ohlas.accounts.queries import units_of
from ohlas.accounts.rules import Permission
from ohlas.insight.pages import words
from ohlas.insight.pages.field_words import BY_WORDS, DISPOSITIONS, RATES
from ohlas.insight.pages.figures import Whisker, whisker
from ohlas.insight.queries.field import EarlyLate, Field
from ohlas.lib.charts import Axis
from ohlas.metrics import Figure
from ohlas.outreach.queries.field import BY, FieldGroup, Pace, programme_names
from ohlas.outreach.queries.words import CARRIERS
from ohlas.outreach.rules import Carrier
from ohlas.surveys.queries import survey_names

SHARES = Axis("", 0.0, 1.0, ".0%")


@dataclass(frozen=True)
class RateRow:
    code: str
    words: str
    value: str
    interval: str
    whisker: Whisker | None


@dataclass(frozen=True)
class DispositionRow:
    code: str
    words: str
    count: str
    share: str


@dataclass(frozen=True)
class GroupRow:
    name: str
    asked: str
    complete: str
    partial: str
    value: str
    interval: str
    whisker: Whisker | None
    is_indicative: bool


@dataclass(frozen=True)
class StopRow:
    question: str
    survey: str
    count: str


@dataclass(frozen=True)
class LinkRow:
    name: str
    survey: str
    shown: str
    answered: str
    rate: str


@dataclass(frozen=True)
class SideRow:
    name: str
    value: str
    words: str


@dataclass(frozen=True)
class Choice:
    value: str
    words: str
    is_chosen: bool


@dataclass(frozen=True)
class FieldPage:
    """`insight/field.html`; `is_empty` when nobody was asked and no open link was opened."""

    is_empty: bool
    is_scoped: bool
    asked: str
    running: str
    waiting: str
    rates: tuple[RateRow, ...]
    e: str
    dispositions: tuple[DispositionRow, ...]
    groups: tuple[GroupRow, ...]
    by: str
    pace: str
    stops: tuple[StopRow, ...]
    sides: tuple[SideRow, ...]
    sides_words: str
    sides_verdict: str
    links: tuple[LinkRow, ...]
    programmes: tuple[Choice, ...]
    carriers: tuple[Choice, ...]
    units: tuple[Choice, ...]
    bys: tuple[Choice, ...]
    since: str
    until: str
    csv_href: str
    may_export: bool


def field_page(actor: Actor, found: Field, by: str, query: str) -> FieldPage:
    total, names = found.report.total, survey_names(actor.organisation.id)
    sides, sides_words, verdict = _sides(found.early_late, found)
    return FieldPage(
        is_empty=not (total.asked or total.waiting or found.participation),
        is_scoped=actor.scope is not None,
        asked=words.number(total.asked, 0),
        running=words.number(total.running, 0),
        waiting=words.number(total.waiting, 0),
        rates=tuple(_rate(total, *one) for one in RATES),
        e="–" if total.rates.e is None else words.number(total.rates.e, 3),
        dispositions=tuple(_disposition(total, *one) for one in DISPOSITIONS),
        groups=tuple(_group_row(one, by) for one in found.report.groups),
        by=str(BY_WORDS[by]),
        pace=pace_words(found.report.pace),
        stops=tuple(
            StopRow(
                _question(found, one.survey_id, one.question),
                names.get(one.survey_id, ""),
                words.number(one.count, 0),
            )
            for one in found.report.broke_off
        ),
        sides=sides,
        sides_words=sides_words,
        sides_verdict=verdict,
        links=tuple(
            LinkRow(
                ", ".join(part for part in (one.channel, one.unit) if part),
                names.get(one.survey_id, ""),
                words.number(one.shown, 0),
                words.number(one.answered, 0),
                "–" if one.rate is None else words.percent(one.rate),
            )
            for one in found.participation
        ),
        **_choices(actor, found, by),
        csv_href=f"?{query}",
        may_export=actor.may(Permission.EXPORT),
    )


def _rate(group: FieldGroup, name: str, code: str, said: Promise) -> RateRow:
    shown = figure_of(group, name)
    return RateRow(code, str(said), _share(shown.value), _between(shown), whisker(SHARES, shown))


def _group_row(group: FieldGroup, by: str) -> GroupRow:
    shown = figure_of(group, "rr1")
    return GroupRow(
        name=_group_name(group.key, by),
        asked=words.number(group.asked, 0),
        complete=words.number(group.counts.interviews, 0),
        partial=words.number(group.counts.partials, 0),
        value=_share(shown.value),
        interval=_between(shown),
        whisker=whisker(SHARES, shown),
        is_indicative=shown.is_indicative and group.asked > 0,
    )


def _group_name(key: str, by: str) -> str:
    if by == "carrier":
        return str(CARRIERS.get(key, key))
    return key or {"programme": _("without a programme"), "unit": _("no unit")}.get(by, "–")


def figure_of(group: FieldGroup, name: str) -> Figure:
    interval = getattr(group.intervals, name)
    low, high = interval if interval is not None else (None, None)
    return Figure(getattr(group.rates, name), low, high, group.asked)


def _disposition(group: FieldGroup, name: str, code: str, said: Promise) -> DispositionRow:
    count = getattr(group.counts, name)
    share = count / group.asked if group.asked else None
    return DispositionRow(code, str(said), words.number(count, 0), _share(share))


def _sides(found: EarlyLate | None, field: Field) -> tuple[tuple[SideRow, ...], str, str]:
    """The quick and the slow, and whether they differ."""
    if found is None:
        return (), "", ""
    measure = found.measure
    early, late = measure.score(found.early), measure.score(found.late)
    names = (
        (_("before a reminder"), _("after a reminder"))
        if found.by_reminder
        else (_("quicker half"), _("slower half"))
    )
    sides = tuple(
        SideRow(
            name, words.score(measure, one.value), f"{words.interval(measure, one)} · {words.answers(one.n)}"
        )
        for name, one in zip(names, (early, late), strict=True)
    )
    compared = measure.compare(found.early, found.late)
    verdict = _("no clear difference")
    if compared is not None and not compared.low <= 0 <= compared.high:
        verdict = _("early less late: %(difference)s, between %(low)s and %(high)s") % {
            "difference": words.difference(measure, compared.difference),
            "low": words.difference(measure, compared.low),
            "high": words.difference(measure, compared.high),
        }
    survey_id = next(iter(field.versions), None)
    title = _question(field, survey_id, found.question) if survey_id else found.question
    return sides, f"{words.measure_title(measure)}: {title}", verdict


def _question(found: Field, survey_id: UUID, question: str) -> str:
    version = found.versions.get(survey_id)
    asked = version.definition.by_id.get(question) if version else None
    return asked.title(version.definition.default_language) if asked and version else question


def pace_words(pace: Pace | None) -> str:
    if pace is None:
        return ""
    return _(
        "half answer within %(median)s, a quarter within %(quarter)s, three quarters within %(most)s"
    ) % {
        "median": _span(pace.median_h),
        "quarter": _span(pace.quarter_h),
        "most": _span(pace.three_quarters_h),
    }


def _span(hours: float) -> str:
    if hours < 1:
        return _("%(n)s min") % {"n": words.number(hours * 60, 0)}
    if hours < 48:  # noqa: PLR2004 - two days are counted as days
        return _("%(n)s h") % {"n": words.number(hours, 1)}
    return _("%(n)s days") % {"n": words.number(hours / 24, 1)}


def _choices(actor: Actor, found: Field, by: str) -> dict[str, Any]:
    wish, organisation = found.wish, actor.organisation
    programmes = [(str(one), name) for one, name in programme_names(organisation.id).items()]
    units = [(str(one.id), one.name) for one in units_of(organisation.id) if actor.sees_unit(one.id)]
    asked = [(one.value, str(CARRIERS[one])) for one in (Carrier.EMAIL, Carrier.SMS, Carrier.PHONE)]
    last = wish.until - timedelta(days=1) if wish.until else None
    return {
        "programmes": _choose(programmes, str(wish.programme_id or "")),
        "carriers": _choose(asked, wish.carrier or ""),
        "units": _choose(units, str(wish.unit_id or "")),
        "bys": _choose([(one, str(BY_WORDS[one])) for one in BY], by),
        "since": wish.since.isoformat() if wish.since else "",
        "until": last.isoformat() if last else "",
    }


def _choose(options: list[tuple[str, str]], chosen: str) -> tuple[Choice, ...]:
    return tuple(Choice(value, said, value == chosen) for value, said in options)


def _share(value: float | None) -> str:
    return words.NOBODY if value is None else words.percent(value)


def _between(shown: Figure) -> str:
    if shown.low is None or shown.high is None:
        return ""
    return _("between %(low)s and %(high)s") % {
        "low": words.percent(shown.low),
        "high": words.percent(shown.high),
    }
