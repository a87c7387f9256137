"""What can go wrong when somebody asks for a figure.

InsightError
├── BadAddress   the address asks for something that does not exist; the text says what is allowed
├── BadBoard     a dashboard's document holds something that does not exist; the text names the place
├── BadGoal      a goal names what does not exist or lies off its scale
├── CannotClose  a period cannot be closed or opened again; the text says why
├── BadSchedule  a schedule of reports, or a badge, names what cannot be; the text says what is allowed
├── BadVerdict   a word on a finding of the integrity watch lacks a part; the text says which
└── BadDocument  a query's document asks for what does not exist; every place at fault is named
"""

from dataclasses import dataclass


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


UNKNOWN_PART = "an unknown part"


@dataclass(frozen=True)
class Fault:
    """One place of a document, what stands there and what is allowed."""

    field: str
    given: str
    allowed: str

    def __str__(self) -> str:
        where = f"“{self.field}”" if self.field else "The document"
        if self.given == UNKNOWN_PART:
            return f"{where} is no part of a query: {self.allowed}."
        return f"{where} cannot be “{self.given}”: {self.allowed}."


class BadDocument(InsightError):
    """Names every place at fault; `is_unreadable` where it is no JSON at all."""

    def __init__(self, faults: tuple[Fault, ...], *, is_unreadable: bool = False) -> None:
        self.faults, self.is_unreadable = faults, is_unreadable
        super().__init__(" ".join(map(str, faults)))


class BadRule(InsightError):
    """Names the part of the rule, what was given and what is allowed."""

    def __init__(self, place: str, given: str, allowed: str) -> None:
        self.place, self.given, self.allowed = place, given, allowed
        super().__init__(f"“{place}” cannot be “{given}”: {allowed}.")


class TakenAlready(InsightError):
    """Names who took it."""

    def __init__(self, who: str) -> None:
        self.who = who
        super().__init__(f"{who} has taken this up already.")


class BadGoal(InsightError):
    """Names the part of the goal, what was given and what is allowed."""

    def __init__(self, place: str, given: str, allowed: str) -> None:
        self.place, self.given, self.allowed = place, given, allowed
        super().__init__(f"“{place}” cannot be “{given}”: {allowed}.")


class CannotClose(InsightError):
    """Says why a period cannot be closed or opened again."""


class BadSchedule(InsightError):
    """Names the field of the form and says what is allowed, in the reader's words."""

    def __init__(self, field: str, said: str) -> None:
        self.field = field
        super().__init__(said)


class BadVerdict(InsightError):
    """A word on a finding that lacks a part; names the field of the form."""

    def __init__(self, field: str, said: str) -> None:
        self.field = field
        super().__init__(said)
