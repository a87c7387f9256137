"""What can be wrong with a model or with labelled rows.

SentimentError
├── BadModel      a file of weights that is not ours or of another making
├── BadRows       labelled rows that no model can be made from
└── NoEmbedder    the accurate mode is asked for, but its package is not installed
"""


class SentimentError(Exception):
    """Anything this part refuses."""


class BadModel(SentimentError):
    """The file of weights cannot be used."""


class BadRows(SentimentError):
    """The labelled rows cannot be used; the message says which and what to change."""


class NoEmbedder(SentimentError):
    """The package with the sentence embeddings is not installed."""
