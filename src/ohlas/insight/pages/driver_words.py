"""Words for what a study of drivers finds."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ohlas.lib.charts.maps import Corner

QUADRANTS: Mapping[str, tuple[Corner, Promise]] = {
    "concentrate here": ("first", _("Work on this first")),
    "keep up the good work": ("keep", _("Keep it up")),
    "low priority": ("later", _("Can wait")),
    "possible overkill": ("enough", _("More than needed")),
}
KINDS: Mapping[str, tuple[Promise, Promise]] = {
    "basic": (_("taken for granted"), _("bad grades cost, good ones add nothing shown")),
    "exciting": (_("delights"), _("good grades add, bad ones cost nothing shown")),
    "performance": (_("the more the better"), _("bad grades cost and good ones add")),
    "hurts": (_("bad grades cost"), _("whether good ones add anything cannot be told")),
    "helps": (_("good grades add"), _("whether bad ones cost anything cannot be told")),
    "unclear": (_("nothing shown"), _("neither is shown beyond chance")),
}
REMARKS: Mapping[str, Promise] = {
    "FEW_ANSWERS": _("Fewer than ten answers per driver: read this as a first hint."),
    "COLLINEAR": _(
        "These say nearly the same, so their shares cannot be told apart; only a change of one alone could: %(names)s"
    ),
    "NO_VARIANCE": _(
        "Everybody gave the same answer, so nothing can be said and they are left out: %(names)s"
    ),
    "IMPUTED": _(
        "More than a fifth of the people left a gap: gaps were filled ten times from their other answers."
    ),
    "APPROXIMATE": _("Over sixteen drivers: shares are Johnson's relative weights, close to the exact ones."),
}
