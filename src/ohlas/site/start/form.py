"""The posted form of the assistant."""

import re

from django.conf import settings
from django.http import QueryDict
from django.utils.translation import gettext as _

from ohlas.accounts.rules import LineOfBusiness
from ohlas.site.start.assistant import MOST_UNITS, Assistant

LONGEST = 120


def read_form(post: QueryDict) -> tuple[Assistant, dict[str, str]]:
    """What the person answered, and a sentence per field that cannot be taken."""
    line = post.get("line_of_business", "")
    units = tuple(
        dict.fromkeys(part.strip() for part in re.split(r"[,\n;]", post.get("units", "")) if part.strip())
    )
    known = {code for code, _name in settings.LANGUAGES}
    wish = Assistant(
        name=post.get("name", "").strip(),
        line_of_business=LineOfBusiness(line) if line in set(LineOfBusiness) else LineOfBusiness.SHOP,
        zone=post.get("zone", ""),
        languages=tuple(code for code in post.getlist("languages") if code in known),
        units=units,
    )
    return wish, _problems(wish)


def _problems(wish: Assistant) -> dict[str, str]:
    found = {}
    if not wish.name or len(wish.name) > LONGEST:
        found["name"] = _("Give your organisation a name of 1 to 120 characters.")
    if not wish.languages:
        found["languages"] = _("Choose at least one language that your customers speak.")
    if len(wish.units) > MOST_UNITS or any(len(unit) > LONGEST for unit in wish.units):
        found["units"] = _("Write up to 200 units here, each up to 120 characters; more can be added later.")
    return found
