"""Alerts and notices as lists, and one alert with everything known of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from ohlas.insight.pages import words
from ohlas.insight.pages.alerts.words import KIND_TITLES, AlertWords, last_day, moment, place_of, say
from ohlas.insight.queries.alerts import AlertView
from ohlas.insight.queries.notices import NoticeView
from ohlas.insight.rules.alerts import AlertKind


@dataclass(frozen=True)
class AlertPlaces:
    """Where links lead; empty where the reader may not go."""

    alerts: str
    notices: str
    dashboard: str
    comments: str
    responses: str
    channels: str
    kiosks: str
    health: str
    briefs: str
    rates: str = ""


@dataclass(frozen=True)
class AlertLine:
    """One alert in a list; `state` says open, taken by whom, or over."""

    id: str
    href: str
    kind: str
    words: AlertWords
    at: str
    state: str
    is_open: bool
    rule: str


@dataclass(frozen=True)
class AlertsPage:
    lines: tuple[AlertLine, ...]
    has_rules: bool
    may_make: bool
    shown: str
    earlier: str
    later: str
    range: str


@dataclass(frozen=True)
class NoticeLine:
    """One thing the reader was told."""

    id: str
    href: str
    title: str
    sentence: str
    evidence: tuple[tuple[str, str], ...]
    tone: str
    at: str
    state: str
    is_read: bool
    snoozed: str
    mail: str
    may_mail_again: bool


@dataclass(frozen=True)
class NoticesPage:
    lines: tuple[NoticeLine, ...]
    unread: int
    earlier: str
    later: str
    range: str


@dataclass(frozen=True)
class AlertPage:
    """One alert; `links` lead to where it can be looked into."""

    line: AlertLine
    place: str
    links: tuple[tuple[str, str], ...]
    taken: str
    note: str
    told: tuple[str, ...]
    rule_href: str
    may_take: bool
    error: str = ""


def alert_line(alert: AlertView, zone: str, questions: Mapping[str, str], places: AlertPlaces) -> AlertLine:
    return AlertLine(
        id=str(alert.id),
        href=f"{places.alerts}{alert.id}/",
        kind=str(KIND_TITLES[alert.kind]),
        words=say(alert, zone, questions),
        at=moment(alert.found_at, zone),
        state=_state(alert, zone),
        is_open=alert.taken_at is None and alert.ended_at is None,
        rule=alert.rule,
    )


def alert_page(
    alert: AlertView,
    zone: str,
    questions: Mapping[str, str],
    places: AlertPlaces,
    told: Sequence[str],
    *,
    may_take: bool,
    error: str = "",
) -> AlertPage:
    taken = ""
    if alert.taken_at is not None:
        taken = _("%(who)s took it up on %(when)s") % {
            "who": alert.taken_by or _("A program"),
            "when": moment(alert.taken_at, zone),
        }
    return AlertPage(
        line=alert_line(alert, zone, questions, places),
        place=place_of(alert),
        links=tuple((title, href) for title, href in _links(alert, places) if href),
        taken=taken,
        note=alert.note,
        told=tuple(told),
        rule_href=f"{places.alerts}rules/{alert.rule_id}/",
        may_take=may_take,
        error=error,
    )


def notice_line(
    notice: NoticeView, zone: str, questions: Mapping[str, str], places: AlertPlaces, now: datetime
) -> NoticeLine:
    is_asleep = notice.snoozed_until is not None and notice.snoozed_until > now
    alert = notice.alert
    said = say(alert, zone, questions) if alert else _brief_words(notice)
    return NoticeLine(
        id=str(notice.id),
        href=f"{places.alerts}{alert.id}/" if alert else f"{places.briefs}{notice.brief_id}/",
        title=said.title,
        sentence=said.sentence,
        evidence=said.evidence,
        tone=said.tone,
        at=moment(notice.made_at, zone),
        state=_state(alert, zone) if alert else "",
        is_read=notice.is_read or is_asleep,
        snoozed=moment(notice.snoozed_until, zone) if is_asleep and notice.snoozed_until else "",
        mail=_mail(notice.mail),
        may_mail_again=notice.mail in {"doubt", "refused"},
    )


def _brief_words(notice: NoticeView) -> AlertWords:
    week = words.day(notice.week) if notice.week else ""
    return AlertWords(
        _("The brief of %(day)s") % {"day": week}, _("What is most worth doing this week."), (), "plain"
    )


def _mail(state: str) -> str:
    if state == "doubt":
        return _("Its mail may not have left.")
    return _("Its mail was refused by the server.") if state == "refused" else ""


def _state(alert: AlertView, zone: str) -> str:
    if alert.taken_at is not None:
        return _("Taken up by %(who)s") % {"who": alert.taken_by or _("a program")}
    if alert.ended_at is not None:
        return _("Over since %(when)s") % {"when": moment(alert.ended_at, zone)}
    return _("Looked back: before the rule was made") if alert.evidence.get("looked_back") else _("Open")


def _links(alert: AlertView, places: AlertPlaces) -> list[tuple[str, str]]:
    told = alert.evidence
    if alert.kind is AlertKind.CHANGE:
        unit = [("unit", str(alert.unit_id))] if alert.unit_id else []
        days = [("since", str(told["since"])), ("until", last_day(told["until"]))]
        asked = [("measure", str(told["measure"])), *unit, *days]
        about = [*unit, ("changed", str(told["since"]))]
        return [
            (_("The figures of those days"), _with(places.dashboard, asked)),
            (_("What comments say since then"), _with(places.comments, about)),
        ]
    if alert.kind is AlertKind.SEVERE:
        return [
            (_("The whole answer"), f"{places.responses}{alert.response_id}/" if places.responses else "")
        ]
    if alert.kind is AlertKind.SILENCE:
        return [(_("How answers came before"), _with(places.dashboard, [("unit", str(alert.unit_id))]))]
    part = str(told.get("part"))
    way = {"kiosks": places.kiosks, "deliveries": places.health}.get(part, places.channels)
    return [(_("Look at it"), way)]


def _with(address: str, parts: list[tuple[str, str]]) -> str:
    return f"{address}?{urlencode([one for one in parts if one[1] not in {'', 'None'}])}" if address else ""
