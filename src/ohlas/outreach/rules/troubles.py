"""Why a message did not leave, as it is kept: a word of ours, with what was said beside it; never a sentence.

What a provider said stays in its own words. `queries.words` says ours in the reader's language.
"""

from enum import StrEnum

_PARTED = "|"


class Trouble(StrEnum):
    """What we ourselves know to be wrong; a closed list, each with a sentence in `queries.words`."""

    NOT_AGREED = "not_agreed"
    LEFT_ALONE = "left_alone"
    NO_ADDRESS = "no_address"
    SENDER_ENDED = "sender_ended"
    BAD_NUMBER = "bad_number"
    BAD_MAIL = "bad_mail"
    UNWRITABLE = "unwritable"
    TORN = "torn"


def trouble(what: Trouble, beside: str = "") -> str:
    """As it is kept, with an address or what was heard beside it."""
    return f"{what}{_PARTED}{beside}" if beside else what.value


def read_trouble(kept: str) -> tuple[Trouble, str] | None:
    """What is ours and what stands beside it; None for a provider's own words."""
    word, _, beside = kept.partition(_PARTED)
    return (Trouble(word), beside) if word in set(Trouble) else None
