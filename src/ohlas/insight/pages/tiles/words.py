"""How tiles and their settings are called."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ohlas.insight.queries.tiles.league import Plain
from ohlas.insight.rules.tiles import Order, Size

KIND_TITLES: Mapping[str, Promise] = {
    "figure": _("Figure"),
    "trend": _("Trend"),
    "distribution": _("Distribution"),
    "breakdown": _("Groups"),
    "heat": _("Heat table"),
    "league": _("League table"),
    "map": _("Priority map"),
    "response": _("Response rate"),
    "goal": _("Goals"),
    "comments": _("Comments"),
}
KIND_LEADS: Mapping[str, Promise] = {
    "figure": _("One number with its interval, and whether it really changed."),
    "trend": _("The same number step by step, with its band; or groups side by side."),
    "distribution": _("How many people in a hundred gave each answer."),
    "breakdown": _("Groups one under another; triangles where one really differs from the rest."),
    "heat": _("Units down, touchpoints across, a figure in each cell."),
    "league": _("Units by score without reward for luck, with the ranks that are possible."),
    "map": _("What the score goes with against how it is graded: what to work on first."),
    "goal": _("Targets of the periods that run, where they stand and whether they will be reached."),
    "response": _("How many of those asked answered, with the interval."),
    "comments": _("What people wrote: the newest, or what stands for most."),
}
SIZE_TITLES: Mapping[Size, Promise] = {
    Size.QUARTER: _("A quarter"),
    Size.THIRD: _("A third"),
    Size.HALF: _("Half"),
    Size.WIDE: _("Two thirds"),
    Size.FULL: _("Full width"),
}
ORDER_TITLES: Mapping[Order, Promise] = {
    Order.NEWEST: _("The newest"),
    Order.REPRESENTATIVE: _("Those that stand for most"),
}
PLAIN_WORDS: Mapping[Plain, Promise] = {
    Plain.FEW_UNITS: _("Under 10 groups have answers, too few for a league: plain groups instead."),
    Plain.MEAN: _("A league needs a score or a share; of a mean plain groups are shown."),
}
