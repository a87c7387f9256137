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
