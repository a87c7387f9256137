"""A difference and its verdict in words. The mark is the stored verdict's, never this page's own."""

from django.utils.translation import gettext as _

from ohlas.insight.pages import words
from ohlas.metrics import Comparison, Measure

FEWEST = 30


def difference_said(measure: Measure, one: Comparison) -> tuple[str, str]:
    sign = "+" if one.difference > 0 else ""
    low, high = (words.difference(measure, end) for end in (one.low, one.high))
    return f"{sign}{words.difference(measure, one.difference)}", _("between %(low)s and %(high)s") % {
        "low": low,
        "high": high,
    }


def verdict_said(one: Comparison, n: int, *, is_marked: bool) -> str:
    if n < FEWEST:
        return _("too early to tell")
    if is_marked:
        return _("more than chance")
    return _("could be chance") if one.low > 0 or one.high < 0 else _("no clear change")
