"""Which attributes may become columns of the facts."""

import re

from ohlas.feedback.errors import BadAttribute

ATTRIBUTE_KEY = re.compile(r"[a-z][a-z0-9_]{0,39}")
MAX_TITLE = 80


def checked_attribute(key: str, title: str) -> tuple[str, str]:
    """The key and title to store.

    Errors: `BadAttribute` saying what is allowed.
    """
    title = " ".join(title.split()) or key
    if not ATTRIBUTE_KEY.fullmatch(key):
        raise BadAttribute(
            f"{key[:60]!r} cannot be an attribute's key; use a lower-case letter, then up to 39 letters, digits or _."
        )
    if len(title) > MAX_TITLE or "\0" in title:
        raise BadAttribute(f"An attribute's title has up to {MAX_TITLE} characters; {len(title)} were given.")
    return key, title
