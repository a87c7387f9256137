"""What can go wrong when somebody asks for a figure.

InsightError
├── BadAddress   the address asks for something that does not exist; the text says what is allowed
└── BadBoard     a dashboard's document holds something that does not exist; the text names the place
"""


class InsightError(Exception):
    """Anything this room refuses."""


class BadAddress(InsightError):
    """Names the part of the address, what was given and what is allowed."""

    def __init__(self, name: str, given: str, allowed: str) -> None:
        self.name, self.given, self.allowed = name, given, allowed
        super().__init__(f"“{name}={given}” cannot be used: {allowed}.")


class BadBoard(InsightError):
    """Names the place in the document, what was given and what is allowed."""

    def __init__(self, place: str, given: str, allowed: str) -> None:
        self.place, self.given, self.allowed = place, given, allowed
        super().__init__(f"“{place}” cannot be “{given}”: {allowed}.")
