"""What can go wrong when answers move in.

ExchangeError
├── BadMapping     what the columns mean does not make sense; one sentence per problem
└── WrongState     the import is not at the step this deed needs
"""

from collections.abc import Sequence


class ExchangeError(Exception):
    """The file or the wish cannot be followed."""


class BadMapping(ExchangeError):
    """Problems with what the columns are said to mean, each in one sentence."""

    def __init__(self, problems: Sequence[str]) -> None:
        self.problems = tuple(problems)
        super().__init__(" ".join(problems))


class WrongState(ExchangeError):
    """The import is at another step."""
