"""What can go wrong around organisations, people and keys.

AccountsError
├── NotHere          unknown, or belongs to somebody else: the two look alike (404)
├── Forbidden        a member without the right (403)
├── TooFast          over the key's rate limit (429)
├── LinkRefused      a one-time link that is unknown, used or expired: the three look alike
└── Refused          a deed that the rules do not allow, with a sentence for the person who tried
"""


class AccountsError(Exception):
    """Root of this room's errors."""


class NotHere(AccountsError):
    """The thing does not exist for this actor; whether it exists for others is not said."""


class Forbidden(AccountsError):
    """The actor belongs here but lacks the right; `permission` is its value, e.g. `users:write`."""

    def __init__(self, permission: str) -> None:
        super().__init__(f"This needs the right {permission}, which the role or key does not have.")
        self.permission = permission


class TooFast(AccountsError):
    """More requests than the key's limit; `retry_after_s` says when to come back."""

    def __init__(self, limit_per_minute: int, retry_after_s: int) -> None:
        super().__init__(
            f"More than {limit_per_minute} requests a minute with this key. Try again in {retry_after_s} s."
        )
        self.limit_per_minute = limit_per_minute
        self.retry_after_s = retry_after_s


class LinkRefused(AccountsError):
    """The one-time link does not open: unknown, used and expired are not told apart."""


class Refused(AccountsError):
    """A deed that is not allowed; `str()` is a sentence that can be shown, `field` the input it is about."""

    def __init__(self, sentence: str, *, field: str | None = None) -> None:
        super().__init__(sentence)
        self.field = field
