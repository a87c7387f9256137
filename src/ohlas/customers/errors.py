"""What can go wrong around customers.

CustomersError
└── BadKey   a key or source that cannot name a contact, with a sentence for whoever sent it
"""


class CustomersError(Exception):
    """Root of this room's errors."""


class BadKey(CustomersError):
    """An empty or too long key; `str()` says what is allowed."""
