"""What can go wrong around customers.

CustomersError
├── BadKey        a key or source that cannot name a contact, with a sentence for whoever sent it
├── BadIdentity   an e-mail, phone or app id that cannot be one
├── BadCondition  a segment's condition that cannot be read: place, given, allowed
├── BadContact    a change of a contact, segment or import that the rules do not allow
└── SegmentInUse  a segment that something is chosen by, such as a programme, and so must stay
"""


class CustomersError(Exception):
    """Root of this room's errors."""


class BadKey(CustomersError):
    """An empty or too long key; `str()` says what is allowed."""


class BadIdentity(CustomersError):
    """No e-mail address, phone number or app id; `str()` says what is allowed."""


class BadCondition(CustomersError):
    """A part of a condition cannot be read."""

    def __init__(self, place: str, given: str, allowed: str) -> None:
        super().__init__(f"{place}: “{given}” was given; {allowed}.")
        self.place = place
        self.given = given
        self.allowed = allowed


class BadContact(CustomersError):
    """A deed that the rules do not allow; `str()` is a sentence for the person who tried."""


class SegmentInUse(CustomersError):
    """The segment must stay while something is chosen by it; `names` says what."""

    def __init__(self, names: list[str]) -> None:
        super().__init__(f"The segment is used by {', '.join(names)}.")
        self.names = names
