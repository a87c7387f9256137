"""The usual range of each measure, as its page of the manual says it: a rule of thumb, never a benchmark."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

USUAL_RANGES: Mapping[str, Promise] = {
    "nps": _("between 0 and 60 in consumer services; under 0 more people warn than recommend"),
    "enps": _("between −10 and 40"),
    "recommend10": _("7 to 9"),
    "csat": _("70 % to 90 %"),
    "csat_mean": _("3.8 to 4.5"),
    "csat10_mean": _("7.5 to 9"),
    "stars_mean": _("4.0 to 4.8; reviewers choose themselves, so it runs high and polarised"),
    "faces_mean": _("3.5 to 4.5"),
    "ces1": _("1.5 to 3"),
    "ces1_easy": _("60 % to 90 %"),
    "ease5": _("3.8 to 4.6"),
    "ease5_easy": _("70 % to 95 %"),
    "ces2": _("5 to 6.2"),
    "ces2_easy": _("70 % to 90 %"),
}
"""Word for word what stands under “Usual range” there; a test compares them. A free mean has none."""


def usual_range(measure: str) -> str:
    return str(USUAL_RANGES.get(measure, ""))
