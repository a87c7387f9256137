"""Shares of comments in words and as a trend."""

from dataclasses import replace
from datetime import date

from django.utils.translation import gettext, ngettext

from ohlas.insight.pages import words
from ohlas.insight.pages.charts import ChartCard, ChartRow
from ohlas.insight.queries.comments import CommentsFound, SharePoint
from ohlas.insight.rules.periods import following
from ohlas.lib.charts import Axis, Point, Spec, trend
from ohlas.metrics import Figure


def comments_in_words(n: int) -> str:
    return ngettext("%(n)s comment", "%(n)s comments", n) % {"n": words.number(n, 0)}


def share_of(figure: Figure) -> str:
    """In percent; a dash where nobody wrote."""
    return words.NOBODY if figure.value is None else words.percent(figure.value)


def interval_words(figure: Figure) -> str:
    """Both ends in percent; empty where there are none."""
    if figure.low is None or figure.high is None:
        return ""
    ends = {"low": words.percent(figure.low), "high": words.percent(figure.high)}
    return gettext("between %(low)s and %(high)s") % ends


def share_words(figure: Figure) -> str:
    """The share with its interval and of how many comments."""
    if figure.value is None:
        return gettext("no comments")
    return gettext("%(share)s of %(comments)s, %(interval)s") % {
        "share": share_of(figure),
        "comments": comments_in_words(figure.n),
        "interval": interval_words(figure),
    }


def share_spec(points: tuple[SharePoint, ...], found: CommentsFound) -> Spec:
    """The trend of a share with its interval band."""
    one_year = len({point.start.year for point in points}) <= 1
    return trend(
        [
            Point(
                label=words.tick(point.start, found.step, with_year=not one_year),
                value=point.share.value,
                low=point.share.low,
                high=point.share.high,
                n=point.share.n,
                sentence=f"{words.bucket(point.start, found.step)}: {share_words(point.share)}",
                indicative=point.share.is_indicative,
            )
            for point in points
        ],
        Axis("", 0.0, 1.0, ".1~%"),
    )


def share_trend_card(found: CommentsFound, place: str) -> ChartCard:
    """The trend with its table; `place` is where its picture is drawn, THEME standing for light or dark."""
    rows = tuple(
        ChartRow(
            name=words.bucket(point.start, found.step),
            value=share_of(point.share),
            interval=interval_words(point.share),
            n=words.number(point.share.n, 0),
            href=replace(
                found.explored,
                changed=None,
                selection=found.explored.selection.within(
                    point.start, _last_day(following(point.start, found.step))
                ),
            ).address,
            is_indicative=point.share.is_indicative,
        )
        for point in found.trend
    )
    picture = f"{place}{found.explored.address}"
    return ChartCard(
        id="share",
        title=gettext("Trend"),
        spec=share_spec(found.trend, found),
        light=picture.replace("THEME", "light"),
        dark=picture.replace("THEME", "dark"),
        rows=rows,
        sentence="; ".join(f"{row.name}: {row.value}" for row in rows),
    )


def _last_day(end: date) -> date:
    return date.fromordinal(end.toordinal() - 1)
