"""What can go wrong around surveys.

SurveysError
├── BadDefinition   a questionnaire that cannot be read; `problems` lists every place
├── StaleRevision   a draft that changed since the page was read; `by` is who changed it last
└── NotAllowed      a deed that the survey's state forbids, with a sentence for the person who tried
"""

from collections.abc import Sequence
from uuid import UUID


class SurveysError(Exception):
    """Root of this room's errors."""


class BadDefinition(SurveysError):
    """A questionnaire document with mistakes: each line says where, what was given, what is allowed."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__("; ".join(problems))
        self.problems = tuple(problems)


class NotAllowed(SurveysError):
    """A deed that is not allowed now; `str()` is a sentence that can be shown."""


class StaleRevision(SurveysError):
    """Somebody changed the draft in the meantime: nothing was saved."""

    def __init__(self, by: UUID | None) -> None:
        super().__init__("The survey was changed in the meantime.")
        self.by = by
