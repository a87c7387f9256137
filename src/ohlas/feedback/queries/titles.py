"""How channels, languages, scales and feelings are called where people read them."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import get_language_info, gettext
from django.utils.translation import gettext_lazy as _

from ohlas.metrics import SCALES

CHANNEL_TITLES: Mapping[str, Promise] = {
    "api": _("Program"),
    "email": _("E-mail"),
    "form": _("Form"),
    "import": _("Imported file"),
    "kiosk": _("Kiosk"),
    "link": _("Link"),
    "phone": _("Phone"),
    "qr": _("QR code"),
    "sms": _("SMS"),
    "web": _("Web"),
}

SENTIMENT_TITLES: Mapping[str, Promise] = {
    "positive": _("Positive"),
    "neutral": _("Neutral"),
    "negative": _("Negative"),
    "mixed": _("Mixed"),
}
SENTIMENT_MARKS: Mapping[str, str] = {"positive": "+", "neutral": "○", "negative": "−", "mixed": "±"}
"""Signs beside the words: colour never stands alone."""


def channel_title(code: str) -> str:
    """The channel in words; a code of the organisation's own as it stands."""
    return str(CHANNEL_TITLES.get(code, code))


def language_title(code: str) -> str:
    """The language in the reader's own; its code where it has no name."""
    try:
        return str(get_language_info(code)["name_translated"])
    except KeyError:
        return code


def scale_title(scale_id: str | None) -> str:
    """From where to where a grade could be given; empty for numbers without ends."""
    scale = SCALES.get(scale_id or "")
    if scale is None or scale.low is None or scale.high is None:
        return ""
    ends = {"low": f"{scale.low:g}", "high": f"{scale.high:g}"}
    return gettext("on a scale from %(low)s to %(high)s") % ends


def best_of(scale_id: str | None) -> str:
    """The highest number of a scale; empty for numbers without ends."""
    scale = SCALES.get(scale_id or "")
    return "" if scale is None or scale.high is None else f"{scale.high:g}"
