"""The comment explorer in words: its bar, topics, units, trend, and the comments themselves."""

from ohlas.insight.pages.explorer.bar import field_words, value_words
from ohlas.insight.pages.explorer.page import ExplorerPlaces, explorer_page
from ohlas.insight.pages.explorer.relabelling import RelabelNote, relabel_note
from ohlas.insight.pages.explorer.shares import comments_in_words, share_spec

__all__ = [
    "ExplorerPlaces",
    "RelabelNote",
    "comments_in_words",
    "explorer_page",
    "field_words",
    "relabel_note",
    "share_spec",
    "value_words",
]
