"""The weekly brief: three things with evidence, interval and what each could add, or that nothing changed."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ohlas.insight.pages import words
from ohlas.insight.pages.alerts.lists import AlertPlaces
from ohlas.insight.pages.alerts.words import (
    PART_TITLES,
    broken_sentence,
    chance_said,
    figure_words,
    kept_figure,
    last_day,
    period_words,
    read_day,
)
from ohlas.insight.queries.briefs import BriefView
from ohlas.insight.rules.briefs import Item, ItemKind
from ohlas.metrics import MEASURES, Measure


@dataclass(frozen=True)
class BriefItem:
    """One thing worth doing: a heading, why, the evidence behind it, what it could add, and where to look."""

    rank: int
    title: str
    why: str
    evidence: tuple[tuple[str, str], ...]
    gain: str
    gain_words: str
    href: str
    link: str
    is_new: bool
    tone: str


@dataclass(frozen=True)
class BriefPage:
    """`headline` says first whether anything changed at all."""

    title: str
    headline: str
    score: str
    items: tuple[BriefItem, ...]
    better: tuple[BriefItem, ...]
    tested: str
    is_silent: bool
    unit: str
    past: tuple[tuple[str, str, bool], ...] = ()


@dataclass(frozen=True)
class Frame:
    """What wording a brief needs besides the brief."""

    zone: str
    topics: Mapping[str, str]
    places: AlertPlaces
    drivers: str


def brief_page(brief: BriefView, frame: Frame, past: tuple[tuple[str, str, bool], ...] = ()) -> BriefPage:
    written = brief.written
    measure = MEASURES[str(written.main.get("measure", "nps"))]
    return BriefPage(
        title=_("Week of %(day)s") % {"day": words.day(brief.week)},
        headline=headline(brief),
        score=_score(written.main, measure),
        items=tuple(brief_item(one, place, measure, frame) for place, one in enumerate(written.items, 1)),
        better=tuple(brief_item(one, place, measure, frame) for place, one in enumerate(written.better, 1)),
        tested=_tested(written.tested) if written.tested else "",
        is_silent=_is_silent(brief),
        unit=brief.unit,
        past=past,
    )


def headline(brief: BriefView) -> str:
    """Honest first: nothing changed when nothing did, and nothing is known when nobody answered."""
    written, news = brief.written, brief.written.news
    if _is_silent(brief):
        return _("Nobody answered in the last 13 weeks: nothing can be said about them.")
    if news:
        return ngettext(
            "%(n)s thing changed for sure since the last brief.",
            "%(n)s things changed for sure since the last brief.",
            news,
        ) % {"n": news}
    if any(one.is_change for one in written.items):
        return _("Nothing changed since the last brief; what stood then still stands.")
    return _("Nothing changed: no difference is greater than chance explains.")


def _is_silent(brief: BriefView) -> bool:
    written = brief.written
    return not (written.items or written.better or written.news) and not kept_figure(written.main).n


def brief_item(one: Item, rank: int, measure: Measure, frame: Frame) -> BriefItem:
    title, why, lines, link, href = _WORDS[one.kind](one, measure, frame)
    return BriefItem(
        rank=rank,
        title=title,
        why=why,
        evidence=tuple(lines),
        gain=_gain(one, measure),
        gain_words=_gain_words(one, measure),
        href=href,
        link=link,
        is_new=one.is_new and one.is_change,
        tone="plain" if not one.is_change else "worse" if one.is_worse else "better",
    )


Wording = tuple[str, str, list[tuple[str, str]], str, str]


def _change(one: Item, measure: Measure, frame: Frame) -> Wording:
    told = one.evidence
    names = {
        "place": told["name"],
        "measure": words.measure_title(measure),
        "from": words.score(measure, told["earlier"]["value"]),
        "to": words.score(measure, told["later"]["value"]),
        "period": period_words(told["since"], told["until"], told["step"]),
        "before": period_words(told["before"], told["before_until"], told["step"]),
    }
    title = _("Win %(place)s back") if one.is_worse else _("%(place)s got better")
    why = _("%(measure)s went from %(from)s in %(before)s to %(to)s in %(period)s.") % names
    lines = [
        (names["period"], figure_words(measure, told["later"])),
        (names["before"], figure_words(measure, told["earlier"])),
        (_("Part of all answers"), words.percent(float(told["part"]))),
        (_("How sure"), _sure(one)),
    ]
    parts = [("measure", measure.id), ("unit", told["unit"]), ("since", told["since"])]
    href = _with(frame.places.dashboard, [*parts, ("until", last_day(told["until"]))])
    return title % names, why, lines, _("Look at the figures"), href


def _topic(one: Item, _measure: Measure, frame: Frame) -> Wording:
    told = one.evidence
    names = {
        "topic": frame.topics.get(told["topic"], told["topic"]),
        "from": words.percent(float(told["earlier"]["value"] or 0)),
        "to": words.percent(float(told["later"]["value"] or 0)),
        "since": words.day(day) if (day := read_day(told["since"])) else "",
    }
    title = (
        _("Listen to what unhappy people say of “%(topic)s”")
        if one.is_worse
        else _("“%(topic)s” is said less")
    )
    why = _("Since %(since)s, %(to)s of the comments with low scores speak of it, after %(from)s.") % names
    lines = [
        (_("Comments with low scores"), words.number(float(told["later"]["n"]), 0)),
        (_("How sure"), _sure(one)),
    ]
    parts = [("changed", told["since"]), ("topic", told["topic"]), ("score_class", "low")]
    return title % names, why, lines, _("Read the comments"), _with(frame.places.comments, parts)


def _rate(one: Item, _measure: Measure, frame: Frame) -> Wording:
    told = one.evidence
    names = {
        "from": words.percent(float(told["earlier"]["value"] or 0)),
        "to": words.percent(float(told["later"]["value"] or 0)),
        "period": period_words(told["since"], told["until"], "month"),
    }
    title = _("Find out why fewer people answer") if one.is_worse else _("More people answer")
    why = _("%(to)s of those asked answered in %(period)s, after %(from)s the month before.") % names
    return title, why, [(_("How sure"), _sure(one))], _("Look at response rates"), frame.places.rates


def _silence(one: Item, _measure: Measure, frame: Frame) -> Wording:
    told = one.evidence
    names = {
        "place": told["name"],
        "expected": words.number(float(told["expected"]), 0),
        "days": told["days"],
    }
    why = ngettext(
        "No answers on %(days)s closed day, where about %(expected)s were to be expected.",
        "No answers on %(days)s closed days, where about %(expected)s were to be expected.",
        int(told["days"]),
    )
    title = _("Get %(place)s to speak again") % names
    return (
        title,
        why % names,
        [],
        _("Look at how answers came"),
        _with(frame.places.dashboard, [("unit", told["unit"])]),
    )


def _broken(one: Item, _measure: Measure, frame: Frame) -> Wording:
    told = one.evidence
    title = str(PART_TITLES.get(told.get("part", ""), _("Something does not work")))
    return title, broken_sentence(told, frame.zone), [], _("Look at it"), frame.places.alerts


def _driver(one: Item, measure: Measure, frame: Frame) -> Wording:
    told = one.evidence
    names = {"question": told["title"], "step": words.number(float(told["step"]), 2)}
    title = _("Lift “%(question)s”") % names
    why = (
        _(
            "The score goes with it. Lifted by %(step)s of a grade, to where the best quarter of the branches is "
            "already, it could add this much. An association, not proof."
        )
        if told.get("reached", True)
        else _(
            "The score goes with it. Lifted by %(step)s of a grade it could add this much. An association, not "
            "proof."
        )
    )
    lines = [
        (_("Its part of what explains the score"), words.percent(float(told["share"]))),
        (_("Mean now"), words.number(float(told["mean"]), 2)),
        (_("People studied"), words.number(float(one.n), 0)),
    ]
    href = _with(frame.drivers, [("measure", measure.id), ("outcome", told["outcome"])])
    return title, why % names, lines, _("Look at the drivers"), href


_WORDS = {
    ItemKind.CHANGE: _change,
    ItemKind.TOPIC: _topic,
    ItemKind.RATE: _rate,
    ItemKind.SILENCE: _silence,
    ItemKind.BROKEN: _broken,
    ItemKind.DRIVER: _driver,
}
_SHARPER = {ItemKind.RATE, ItemKind.SILENCE}
"""What makes the score surer rather than higher."""


def _gain(one: Item, measure: Measure) -> str:
    if one.gain is None:
        return words.NOBODY
    sign = "±" if one.kind in _SHARPER else "+" if one.gain >= 0 else ""
    return f"{sign}{words.difference(measure, abs(one.gain) if sign == '±' else one.gain)}"


def _gain_words(one: Item, measure: Measure) -> str:
    if one.gain is None:
        return _("What it could add cannot be said.")
    if one.kind in _SHARPER:
        return _("The score of all would be surer by so much on either side.")
    ends = {
        "low": words.difference(measure, one.low or 0.0),
        "high": words.difference(measure, one.high or 0.0),
    }
    if not one.is_worse:
        return _("So much it added to the score of all, between %(low)s and %(high)s.") % ends
    if one.kind is ItemKind.TOPIC:
        return _("At most so much for the score of all, between %(low)s and %(high)s.") % ends
    return _("For the score of all, between %(low)s and %(high)s.") % ends


def _sure(one: Item) -> str:
    if one.p is None:
        return words.NOBODY
    return chance_said(one.p)


def _score(main: Mapping[str, object], measure: Measure) -> str:
    found = kept_figure(main)
    name = words.measure_title(measure)
    return words.sentence(_("%(measure)s of the last 13 weeks") % {"measure": name}, measure, found)


def _tested(n: int) -> str:
    return ngettext(
        "%(n)s difference was tested, in one family: about one mark in twenty may be chance.",
        "%(n)s differences were tested, in one family: about one mark in twenty may be chance.",
        n,
    ) % {"n": n}


def _with(address: str, parts: list[tuple[str, str]]) -> str:
    return f"{address}?{urlencode([one for one in parts if one[1]])}" if address else ""
