"""Names and codes as people type them, tidied or refused."""

import unicodedata

from django.utils.translation import gettext as _

from ohlas.accounts.errors import Refused

NAME_LENGTH = 120
CODE_LENGTH = 60


def tidy_name(text: str, field: str = "name") -> str:
    """The name without surplus spaces and control characters.

    Errors: `Refused` when nothing or too much is left.
    """
    return _tidy(text, field, NAME_LENGTH)


def tidy_code(text: str, field: str = "code") -> str:
    """The organisation's own code for something, tidied in the same way."""
    return _tidy(text, field, CODE_LENGTH)


def _tidy(text: str, field: str, longest: int) -> str:
    seen = "".join(" " if unicodedata.category(letter).startswith("C") else letter for letter in text)
    tidied = " ".join(unicodedata.normalize("NFC", seen).split())
    if not tidied:
        raise Refused(_("This is empty; please fill it in."), field=field)
    if len(tidied) > longest:
        raise Refused(
            _("This has %(given)d characters; at most %(allowed)d are allowed.")
            % {"given": len(tidied), "allowed": longest},
            field=field,
        )
    return tidied
