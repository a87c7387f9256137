"""The engine's query as a JSON document: what an analyst or a program writes down, read strictly.

The same document is taken by the API, the command line and the page; every figure's receipt leads to its own.
"""

from ohlas.insight.rules.documents.reading import (
    MOST_FILTERS,
    MOST_KEYS,
    MOST_LINES,
    MOST_NAMES,
    MOST_VALUES,
    OPS,
    read_document,
    read_text,
)
from ohlas.insight.rules.documents.written import (
    USUAL_LINES,
    Narrowing,
    QueryDocument,
    document_json,
    document_text,
)

__all__ = [
    "MOST_FILTERS",
    "MOST_KEYS",
    "MOST_LINES",
    "MOST_NAMES",
    "MOST_VALUES",
    "OPS",
    "USUAL_LINES",
    "Narrowing",
    "QueryDocument",
    "document_json",
    "document_text",
    "read_document",
    "read_text",
]
