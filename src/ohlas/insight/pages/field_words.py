"""How the field report calls its rates, dispositions and groups."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

BY_WORDS: Mapping[str, Promise] = {
    "programme": gettext_lazy("Programme"),
    "carrier": gettext_lazy("Channel"),
    "unit": gettext_lazy("Unit"),
    "month": gettext_lazy("Month"),
}
RATES: tuple[tuple[str, str, Promise], ...] = (
    ("rr1", "RR1", gettext_lazy("complete answers of everybody asked")),
    ("rr2", "RR2", gettext_lazy("complete and partial answers of everybody asked")),
    ("rr3", "RR3", gettext_lazy("as RR1, with the share e of those whose eligibility is unknown")),
    ("rr4", "RR4", gettext_lazy("as RR2, with the share e")),
    ("rr5", "RR5", gettext_lazy("as RR1, without those whose eligibility is unknown")),
    ("rr6", "RR6", gettext_lazy("as RR2, without those whose eligibility is unknown")),
    ("coop1", "COOP1", gettext_lazy("complete answers of those who were reached")),
)
DISPOSITIONS: tuple[tuple[str, str, Promise], ...] = (
    ("interviews", "I", gettext_lazy("answered to the end")),
    ("partials", "P", gettext_lazy("answered in part")),
    ("refusals", "R", gettext_lazy("refused, unsubscribed, or opened and gave nothing")),
    ("non_contacts", "NC", gettext_lazy("did not react, or the message did not arrive")),
    (
        "others",
        "O",
        gettext_lazy("could not answer, for want of a common language; or the answer was left out by review"),
    ),
    ("unknown_household", "UH", gettext_lazy("unknown whether somebody lives there")),
    ("unknown_other", "UO", gettext_lazy("unknown for another reason")),
    ("not_eligible", "NE", gettext_lazy("not eligible, as a number out of service")),
)
