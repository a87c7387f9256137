"""What organisations write to people: texts with places for names, checked before anybody gets them."""

import re
from collections.abc import Collection, Mapping

from ohlas.outreach.errors import BadMessage

PLACEHOLDERS = ("greeting", "name", "organisation", "unit", "employee", "survey", "link")
"""What a message may put in the place of `{…}`."""
LONGEST_SUBJECT, LONGEST_BODY = 150, 5000
KINDS = ("invitation", "reminder")
_PLACE = re.compile(r"\{([^{}]*)\}")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u2028\u2029\x85]")
_BREAK = re.compile(r"[\r\n\x00-\x1f\x7f\u2028\u2029\x85]+")


def checked_subject(text: str, allowed: Collection[str] = PLACEHOLDERS) -> str:
    """The heading as it may be kept.

    Errors: `BadMessage` for a line break, which would smuggle headers in, and as `checked_body`.
    """
    if _BREAK.search(text.strip()):
        raise BadMessage(
            "The subject holds a line break or a control character; one line of text is allowed."
        )
    return _checked("subject", text.strip(), allowed, LONGEST_SUBJECT)


def checked_body(text: str, allowed: Collection[str] = PLACEHOLDERS) -> str:
    """The text as it may be kept.

    Errors: `BadMessage` naming an unknown placeholder, its place and those that are allowed.
    """
    body = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    if _CONTROL.search(body):
        raise BadMessage("The text holds control characters; letters and line breaks are allowed.")
    return _checked("text", body, allowed, LONGEST_BODY)


def one_line(text: str) -> str:
    """Whatever a name holds, as it may stand in a heading."""
    return _BREAK.sub(" ", text).strip()


def filled(text: str, values: Mapping[str, str]) -> str:
    """The text with every `{place}` said; what is put in is never read again. Unknown places stay as they are."""
    return _PLACE.sub(lambda found: values.get(found[1], found[0]), text)


def _checked(place: str, text: str, allowed: Collection[str], most: int) -> str:
    if len(text) > most:
        raise BadMessage(f"The {place} has {len(text)} characters; up to {most} are allowed.")
    known = ", ".join(f"{{{name}}}" for name in allowed)
    for found in _PLACE.finditer(text):
        if found[1] not in allowed:
            where = f"line {text.count(chr(10), 0, found.start()) + 1} of the {place}"
            raise BadMessage(f"{found[0]} in {where} is not known; allowed are {known}.")
    if re.search(r"[{}]", _PLACE.sub("", text)):
        raise BadMessage(f"A brace in the {place} stands alone; placeholders are {known}.")
    return text
