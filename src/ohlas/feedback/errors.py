"""What can go wrong around feedback.

FeedbackError
├── BadAttribute   an attribute key or title that cannot become a column, with a sentence
├── BadIdea        words of an idea that cannot be published, with a sentence and the field it is about
├── BadKiosk       a kiosk that cannot be set up, with the field and the reasons
├── BadLabel       a sentiment or topic that does not exist, with a sentence
├── BadLink        a link that cannot be made, with a sentence and the field it is about
├── BadPaper       a stack or sheet that cannot be, with the field and the reason
├── BadUpload      a file that is not taken, with the reason
├── BatchGone      an import that was undone takes no more rows
└── WriterBusy     somebody else writes facts just now; wait and try again
"""

from enum import StrEnum


class FeedbackError(Exception):
    """Root of this room's errors."""


class BadAttribute(FeedbackError):
    """An attribute that cannot be declared; `str()` is a sentence that can be shown."""


class BadLink(FeedbackError):
    """What a link cannot stand for; `str()` is a sentence that can be shown."""

    def __init__(self, field: str, detail: str) -> None:
        super().__init__(detail)
        self.field = field


class BadKiosk(FeedbackError):
    """What a kiosk cannot be; `reasons` are codes, put into words by its page."""

    def __init__(self, field: str, *reasons: str) -> None:
        super().__init__(", ".join(reasons))
        self.field = field
        self.reasons = reasons


class BadIdea(FeedbackError):
    """What cannot be published; `str()` is a sentence that can be shown."""

    def __init__(self, field: str, detail: str) -> None:
        super().__init__(detail)
        self.field = field


class BadPaper(FeedbackError):
    """What a stack or a sheet cannot be; `reason` is a code, put into words by its page."""

    def __init__(self, field: str, reason: str) -> None:
        super().__init__(reason)
        self.field = field
        self.reason = reason


class BadLabel(FeedbackError):
    """A label nobody can give; `str()` is a sentence that can be shown."""


class BadUpload(FeedbackError):
    """A file that is not taken; `why` is one of `rules.uploads.WhyNot`, put into words by its page."""

    def __init__(self, why: StrEnum) -> None:
        super().__init__(why.value)
        self.why = why


class BatchGone(FeedbackError):
    """The batch was undone or is not this organisation's."""


class WriterBusy(FeedbackError):
    """The lease of the fact writer is held; `str()` says what to do."""
