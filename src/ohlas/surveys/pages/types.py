"""The names of question types, for people who ask."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

TYPES: Mapping[str, Promise] = {
    "nps": _("Recommendation, 0 to 10"),
    "text": _("Text"),
    "single": _("One choice"),
    "multiple": _("Several choices"),
    "csat": _("Satisfaction, 1 to 5"),
    "csat10": _("Satisfaction, 1 to 10"),
    "stars": _("Stars, 1 to 5"),
    "faces": _("Faces, 1 to 5"),
    "ease": _("Ease, 1 to 5"),
    "ces2": _("Agreement that it was easy, 1 to 7"),
    "ces1": _("Effort, 1 to 5 (5 is most effort)"),
    "csi": _("Importance and satisfaction, asked in pairs"),
    "matrix": _("Grid of several things on one scale"),
    "likert": _("Agreement"),
    "rating": _("Rating"),
    "recommend10": _("Recommendation, 1 to 10"),
    "enps": _("Recommendation as a place to work, 0 to 10"),
    "ranking": _("Ranking"),
    "slider": _("Slider"),
    "number": _("Number"),
    "date": _("Date"),
    "email": _("E-mail address"),
    "phone": _("Phone number"),
    "consent": _("Consent"),
    "file": _("File"),
}
"""Most asked first: this is the order they are offered in."""

SCALES: Mapping[str, Promise] = {
    "nps_0_10": _("recommendation from 0 to 10"),
    "enps_0_10": _("recommendation as a place to work from 0 to 10"),
    "recommend_1_10": _("recommendation from 1 to 10"),
    "csat_1_5": _("satisfaction from 1 to 5"),
    "csat_1_10": _("satisfaction from 1 to 10"),
    "stars_1_5": _("1 to 5 stars"),
    "faces_1_5": _("five faces"),
    "ces1_1_5": _("effort from 1 to 5, where 5 is most"),
    "ease_1_5": _("ease from 1 to 5"),
    "ces2_1_7": _("agreement that it was easy from 1 to 7"),
    "rating_1_5": _("1 to 5"),
    "rating_1_7": _("1 to 7"),
    "rating_1_10": _("1 to 10"),
    "number": _("any number"),
}
"""Scales as people who ask know them."""
