"""How a figure is said, everywhere the same: value, interval, n, days."""

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal

from django.utils import formats
from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext, pgettext
from django.utils.translation import gettext_lazy as _

from ohlas.feedback.queries.titles import SENTIMENT_TITLES, channel_title, language_title
from ohlas.insight.queries import Titles
from ohlas.insight.rules import Preset, Step, Window
from ohlas.lib.charts import Axis
from ohlas.metrics import Figure, Measure

NOBODY = "–"
MEASURE_TITLES: Mapping[str, Promise] = {
    "nps": _("Net Promoter Score"),
    "recommend10": _("Recommendation, 1 to 10"),
    "csat": _("Satisfied customers"),
    "csat_mean": _("Mean satisfaction, 1 to 5"),
    "csat10_mean": _("Mean satisfaction, 1 to 10"),
    "stars_mean": _("Mean stars"),
    "faces_mean": _("Mean of faces"),
    "ces1": _("Customer effort (5 = most effort)"),
    "ces1_easy": _("Little effort"),
    "ease5": _("Ease (5 = easiest)"),
    "ease5_easy": _("Found it easy, 1 to 5"),
    "ces2": _("Made it easy, 1 to 7"),
    "ces2_easy": _("Found it easy, 1 to 7"),
    "mean": _("Mean rating"),
}
FORMULAS: Mapping[str, Promise] = {
    "nps": _(
        "Share of 9 and 10 less share of 0 to 6, in points from −100 to 100. Adjusted Wald interval, 95%."
    ),
    "csat": _("Share of 4 and 5 among all who answered. Wilson interval, 95%."),
    "ces1_easy": _("Share of 1 and 2 among all who answered. Wilson interval, 95%."),
    "ease5_easy": _("Share of 4 and 5 among all who answered. Wilson interval, 95%."),
    "ces2_easy": _("Share of 5 to 7 among all who answered. Wilson interval, 95%."),
}
_MEAN_FORMULA = _("Mean of all answers, never reversed. t-interval, 95%.")
FIELD_TITLES: Mapping[str, Promise] = {
    "survey": _("Survey"),
    "question": _("Question"),
    "touchpoint": _("Touchpoint"),
    "unit": _("Unit"),
    "channel": _("Channel"),
    "language": _("Language"),
    "employee": _("Employee"),
    "value": _("Answer"),
    "sentiment": _("Sentiment"),
    "topic": _("Topic"),
}
_NOT_SAID: Mapping[str, Promise] = {"sentiment": _("no comment"), "topic": _("no topic")}
PRESET_TITLES: Mapping[Preset, Promise] = {
    Preset.DAYS_30: _("30 days"),
    Preset.DAYS_90: _("90 days"),
    Preset.MONTHS_12: _("12 months"),
    Preset.ALL: _("All time"),
    Preset.DATES: _("Chosen dates"),
}
STEP_TITLES: Mapping[Step, Promise] = {
    Step.DAY: _("Day"),
    Step.WEEK: _("Week"),
    Step.MONTH: _("Month"),
    Step.QUARTER: _("Quarter"),
    Step.YEAR: _("Year"),
}
_DECIMALS = {"points": 1, "share": 1, "grade": 2}
_FORMS = {"points": ".1~f", "share": ".1~%", "grade": ".2~f"}


def measure_title(measure: Measure) -> str:
    return str(MEASURE_TITLES.get(measure.id, measure.title))


def formula(measure: Measure) -> str:
    return str(FORMULAS.get(measure.id, _MEAN_FORMULA))


def number(value: float, decimals: int) -> str:
    """Rounded (Django's own formatting cuts off), with the language's comma and a true minus."""
    rounded = Decimal(f"{value:.{decimals}f}")
    text = formats.number_format(abs(rounded), decimals, force_grouping=True)
    return f"−{text}" if rounded < 0 else text


def score(measure: Measure, value: float | None, *, extra: int = 0) -> str:
    """A value in its unit: points, per cent or grade; a dash when nobody answered."""
    if value is None:
        return NOBODY
    decimals = _DECIMALS[measure.unit] + extra
    return percent(value, decimals) if measure.unit == "share" else number(value, decimals)


def percent(share: float, decimals: int = 1) -> str:
    return gettext("%(number)s%%") % {"number": number(100 * share, decimals)}


def difference(measure: Measure, value: float) -> str:
    """Two shares differ by percentage points, not by per cent."""
    if measure.unit != "share":
        return score(measure, value)
    return gettext("%(number)s pp") % {"number": number(100 * value, 1)}


def interval(measure: Measure, figure: Figure, *, extra: int = 0) -> str:
    if figure.low is None or figure.high is None:
        return ""
    ends = {"low": score(measure, figure.low, extra=extra), "high": score(measure, figure.high, extra=extra)}
    return gettext("between %(low)s and %(high)s") % ends


def share_interval(figure: Figure) -> str:
    if figure.low is None or figure.high is None:
        return ""
    return gettext("between %(low)s and %(high)s") % {
        "low": percent(figure.low),
        "high": percent(figure.high),
    }


def answers(n: int) -> str:
    return ngettext("%(n)s answer", "%(n)s answers", n) % {"n": number(n, 0)}


def sentence(name: str, measure: Measure, figure: Figure) -> str:
    """The whole figure in words: what a screen reader reads and a pointer shows."""
    if figure.value is None:
        return gettext("%(name)s: nobody answered") % {"name": name}
    words = {
        "name": name,
        "value": score(measure, figure.value),
        "interval": interval(measure, figure),
        "answers": answers(figure.n),
    }
    if figure.is_indicative:
        return gettext("%(name)s: %(value)s, %(interval)s, from %(answers)s, indicative only") % words
    return gettext("%(name)s: %(value)s, %(interval)s, from %(answers)s") % words


def axis(measure: Measure, scale_ends: tuple[float, float] | None) -> Axis:
    """The natural ends of a measure; none for a free number."""
    ends = {"points": (-100.0, 100.0), "share": (0.0, 1.0)}.get(measure.unit, scale_ends)
    low, high = ends or (None, None)
    return Axis("", low, high, _FORMS[measure.unit])


def share_axis() -> Axis:
    """Shares from nobody to everybody."""
    return Axis("", 0.0, 1.0, _FORMS["share"])


def day(moment: date) -> str:
    return formats.date_format(moment, gettext("j M Y"))


def days(window: Window) -> str:
    """A window as people say it: its last day counts."""
    if window.since and window.until:
        return gettext("%(since)s – %(until)s") % {
            "since": day(window.since),
            "until": day(window.until - timedelta(days=1)),
        }
    if window.since:
        return gettext("since %(since)s") % {"since": day(window.since)}
    if window.until:
        return gettext("until %(until)s") % {"until": day(window.until - timedelta(days=1))}
    return gettext("all time")


def tick(start: date, step: Step, *, with_year: bool) -> str:
    """A step as short as an axis needs it; two steps of one axis never read the same."""
    if step in {Step.DAY, Step.WEEK}:
        return formats.date_format(start, gettext("j M Y") if with_year else gettext("j M"))
    return bucket(start, step)


def bucket(start: date, step: Step) -> str:
    """The name of a step of the calendar."""
    if step is Step.YEAR:
        return str(start.year)
    if step is Step.QUARTER:
        return gettext("Q%(quarter)s %(year)s") % {"quarter": (start.month + 2) // 3, "year": start.year}
    if step is Step.MONTH:
        return formats.date_format(start, gettext("M Y"))
    return (
        pgettext("week of a day", "from %(day)s") % {"day": day(start)} if step is Step.WEEK else day(start)
    )


def period(window: Window, step: Step | None) -> str:
    """A closed period by its name, or its days where they were chosen by hand."""
    return bucket(window.since, step) if step and window.since else days(window)


def field_title(titles: Titles, name: str) -> str:
    return str(FIELD_TITLES[name]) if name in FIELD_TITLES else titles.fields.get(name, name)


def value_title(titles: Titles, name: str, value: str | None) -> str:
    """The word for a value of a field; "not known" for none."""
    known = titles.of(name, value)
    if known is None:
        return str(_NOT_SAID.get(name, _("not known")))
    if name == "sentiment":
        return str(SENTIMENT_TITLES.get(known, known))
    if name == "channel":
        return channel_title(known)
    if name == "language":
        return language_title(known)
    return known
