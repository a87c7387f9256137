"""What an alert says: a heading, one sentence, and the evidence, in the reader's language."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from ohlas.feedback.queries.titles import channel_title
from ohlas.insight.pages import words
from ohlas.insight.queries.alerts import AlertView
from ohlas.insight.rules import Step, Window
from ohlas.insight.rules.alerts import AlertKind
from ohlas.metrics import MEASURES, Figure, Measure

KIND_TITLES = {
    AlertKind.CHANGE: gettext_lazy("A real change"),
    AlertKind.SEVERE: gettext_lazy("One severe answer"),
    AlertKind.SILENCE: gettext_lazy("Silence"),
    AlertKind.BROKEN: gettext_lazy("Something does not work"),
}
KIND_LEADS = {
    AlertKind.CHANGE: gettext_lazy(
        "A score differs between two closed periods by more than chance explains; all places together are one family "
        "of tests."
    ),
    AlertKind.SEVERE: gettext_lazy(
        "One person gives a very bad score, or writes of leaving, the law, danger, discrimination or a call back."
    ),
    AlertKind.SILENCE: gettext_lazy(
        "No answers come from a place that should have had some by its own past. Small places never cry."
    ),
    AlertKind.BROKEN: gettext_lazy(
        "A way out is not ready, messages bounce, deliveries are dead, or a kiosk was not seen."
    ),
}
SIGNAL_TITLES = {
    "leaving": gettext_lazy("wants to leave"),
    "legal": gettext_lazy("speaks of the law"),
    "safety": gettext_lazy("speaks of danger"),
    "discrimination": gettext_lazy("speaks of discrimination"),
    "callback": gettext_lazy("asks to be called"),
}
PART_TITLES = {
    "senders": gettext_lazy("A way out is not ready while messages wait"),
    "bounces": gettext_lazy("Too many messages bounce"),
    "deliveries": gettext_lazy("Deliveries were given up"),
    "kiosks": gettext_lazy("A kiosk was not seen"),
}


@dataclass(frozen=True)
class AlertWords:
    """`tone` is worse, better or plain, and is never told by colour alone."""

    title: str
    sentence: str
    evidence: tuple[tuple[str, str], ...]
    tone: str = "worse"


def say(alert: AlertView, zone: str, questions: Mapping[str, str]) -> AlertWords:
    """`questions` are titles by id; an unknown one is said by its id."""
    return _SAYERS[alert.kind](alert, zone, questions)


def place_of(alert: AlertView) -> str:
    return alert.unit or _("All units")


def moment(at: datetime, zone: str) -> str:
    local = at.astimezone(ZoneInfo(zone))
    return f"{words.day(local.date())} {formats.time_format(local, 'H:i')}"


def read_moment(given: object, zone: str) -> str:
    return moment(datetime.fromisoformat(str(given)), zone) if given else ""


def read_day(given: object) -> date | None:
    return date.fromisoformat(str(given)) if given else None


def kept_figure(given: Mapping[str, Any]) -> Figure:
    """A figure as evidence kept it."""
    return Figure(
        given.get("value"), given.get("low"), given.get("high"), int(given.get("n") or 0), None, None
    )


def figure_words(measure: Measure, given: Mapping[str, Any]) -> str:
    """As “39.8, between 37.2 and 42.4, from 120 answers”."""
    found = kept_figure(given)
    parts = [words.score(measure, found.value), words.interval(measure, found), words.answers(found.n)]
    return ", ".join(part for part in parts if part)


def period_words(since: object, until: object, step: object) -> str:
    window = Window(read_day(since), read_day(until))
    return words.period(window, Step(str(step)) if step else None)


def _change(alert: AlertView, _zone: str, questions: Mapping[str, str]) -> AlertWords:
    told = alert.evidence
    measure, later, earlier = MEASURES[str(told["measure"])], _part(told, "later"), _part(told, "earlier")
    change = _part(told, "change")
    by = float(change.get("difference") or 0)
    is_better = (by > 0) == (measure.better == "higher")
    name = words.measure_title(measure)
    names = {
        "place": place_of(alert),
        "measure": name,
        "from": words.score(measure, earlier.get("value")),
        "to": words.score(measure, later.get("value")),
        "period": period_words(told["since"], told["until"], told["step"]),
    }
    title = _("%(place)s: %(measure)s rose") if by > 0 else _("%(place)s: %(measure)s fell")
    sentence = _("From %(from)s to %(to)s in %(period)s, more than chance explains.") % names
    ends = {
        "low": words.difference(measure, float(change.get("low") or 0)),
        "high": words.difference(measure, float(change.get("high") or 0)),
    }
    lines = [
        (names["period"], figure_words(measure, later)),
        (period_words(told["before"], told["since"], told["step"]), figure_words(measure, earlier)),
        (_("Difference"), f"{words.difference(measure, by)}, " + _("between %(low)s and %(high)s") % ends),
        (_("How sure"), _family(change.get("p"), int(str(told.get("tested", 1))))),
    ]
    if told.get("questions"):
        lines.append(
            (_("Questions"), ", ".join(questions.get(one, one) for one in _listed(told["questions"])))
        )
    return AlertWords(title % names, sentence, tuple(lines), "better" if is_better else "worse")


def _family(p: object, tested: int) -> str:
    said = {"p": chance_said(float(str(p)) if p is not None else 1.0), "n": words.number(tested, 0)}
    if tested == 1:
        return _("%(p)s, alone in its family") % said
    return (
        ngettext(
            "%(p)s, one of %(n)s test of one Benjamini–Hochberg family",
            "%(p)s, one of %(n)s tests of one Benjamini–Hochberg family",
            tested,
        )
        % said
    )


def chance_said(p: float) -> str:
    """As papers round it, with the reader's decimal sign."""
    least = 0.001
    return f"p < {words.number(least, 3)}" if p < least else f"p = {words.number(p, 3)}"


def _severe(alert: AlertView, zone: str, questions: Mapping[str, str]) -> AlertWords:
    told = alert.evidence
    scores = [_mapping(one) for one in _listed(told.get("scores"))]
    signals = [str(SIGNAL_TITLES.get(one, one)) for one in _listed(told.get("signals"))]
    first = words.number(float(scores[0]["score"]), 0) if scores else ""
    parts = [_("a score of %(score)s") % {"score": first}] if scores else []
    title = _("%(place)s: a severe answer") % {"place": place_of(alert)}
    lines = [
        (questions.get(one["question"], one["question"]), words.number(float(one["score"]), 0))
        for one in scores
    ]
    lines += [(_("What they write"), ", ".join(signals))] if signals else []
    lines.append((_("Answered"), read_moment(told.get("answered_at"), zone)))
    sentence = _("One person: %(what)s.") % {"what": ", ".join([*parts, *signals])}
    return AlertWords(title, sentence, tuple(lines))


def _silence(alert: AlertView, _zone: str, _questions: Mapping[str, str]) -> AlertWords:
    told = alert.evidence
    channel = str(told.get("channel") or "")
    place = channel_title(channel) if channel and channel != "all" else place_of(alert)
    since = read_day(told["since"])
    days = int(str(told["days"]))
    names: dict[str, str] = {
        "place": str(place),
        "expected": words.number(float(str(told["expected"])), 1),
        "days": words.number(days, 0),
        "since": words.day(since) if since else "",
    }
    sentence = ngettext(
        "No answer on %(days)s closed day since %(since)s, where about %(expected)s were to be expected.",
        "No answer on %(days)s closed days since %(since)s, where about %(expected)s were to be expected.",
        days,
    )
    chance = float(str(told["chance"]))
    odds = _("once in %(n)s times by chance") % {"n": words.number(1 / chance, 0) if chance > 1e-9 else "10⁹"}  # noqa: PLR2004 - beyond it nobody counts
    lines = (
        (_("Expected by its own past"), names["expected"]),
        (_("Came"), "0"),
        (_("How sure"), odds),
    )
    return AlertWords(_("%(place)s is silent") % names, sentence % names, lines)


def _broken(alert: AlertView, zone: str, _questions: Mapping[str, str]) -> AlertWords:
    told = alert.evidence
    part = str(told.get("part"))
    title = str(PART_TITLES.get(part, KIND_TITLES[AlertKind.BROKEN]))
    lines = [(_("Where"), place_of(alert))]
    if part == "bounces":
        lines.append((_("Interval"), words.share_interval(kept_figure(told))))
    return AlertWords(title, broken_sentence(told, zone), tuple(lines))


def broken_sentence(told: Mapping[str, Any], zone: str) -> str:
    """What does not work, in one sentence; also of a brief."""
    part = str(told.get("part"))
    if part == "senders":
        waiting = int(told["waiting"])
        return ngettext(
            "%(channel)s: %(n)s message waits and cannot leave.",
            "%(channel)s: %(n)s messages wait and cannot leave.",
            waiting,
        ) % {
            "channel": channel_title(str(told["carrier"])),
            "n": words.number(waiting, 0),
        }
    if part == "bounces":
        left = int(told["left"])
        return ngettext(
            "%(channel)s: %(lost)s of %(left)s message of the last 7 days was lost, %(share)s.",
            "%(channel)s: %(lost)s of %(left)s messages of the last 7 days were lost, %(share)s.",
            left,
        ) % {
            "channel": channel_title(str(told["carrier"])),
            "lost": words.number(int(told["lost"]), 0),
            "left": words.number(left, 0),
            "share": words.percent(float(told["value"])),
        }
    if part == "deliveries":
        n = int(told["dead"])
        return ngettext(
            "%(n)s delivery was tried to the end and waits for a person.",
            "%(n)s deliveries were tried to the end and wait for a person.",
            n,
        ) % {"n": words.number(n, 0)}
    return _("“%(name)s” was last seen %(at)s.") % {
        "name": told.get("name", ""),
        "at": read_moment(told.get("seen"), zone),
    }


_SAYERS: Mapping[AlertKind, Callable[[AlertView, str, Mapping[str, str]], AlertWords]] = {
    AlertKind.CHANGE: _change,
    AlertKind.SEVERE: _severe,
    AlertKind.SILENCE: _silence,
    AlertKind.BROKEN: _broken,
}


def _part(told: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    return _mapping(told.get(name))


def _mapping(given: Any) -> Mapping[str, Any]:
    return given if isinstance(given, Mapping) else {}


def _listed(given: Any) -> list[Any]:
    return given if isinstance(given, list) else []


def last_day(until: object) -> str:
    """The last day that counts, for an address."""
    day = read_day(until)
    return (day - timedelta(days=1)).isoformat() if day else ""
