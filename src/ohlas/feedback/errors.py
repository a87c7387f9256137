"""What can go wrong around feedback.

FeedbackError
├── BadAttribute   an attribute key or title that cannot become a column, with a sentence
├── BatchGone      an import that was undone takes no more rows
└── WriterBusy     somebody else writes facts just now; wait and try again
"""


class FeedbackError(Exception):
    """Root of this room's errors."""


class BadAttribute(FeedbackError):
    """An attribute that cannot be declared; `str()` is a sentence that can be shown."""


class BatchGone(FeedbackError):
    """The batch was undone or is not this organisation's."""


class WriterBusy(FeedbackError):
    """The lease of the fact writer is held; `str()` says what to do."""
