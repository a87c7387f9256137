"""Distinctive words, quotes that stand for many, and texts said twice."""

from ohlas.text.phrases.distinctive import Distinctive, distinctive
from ohlas.text.phrases.duplicates import near_duplicates, template_share
from ohlas.text.phrases.quotes import Quote, representative, summary

__all__ = [
    "Distinctive",
    "Quote",
    "distinctive",
    "near_duplicates",
    "representative",
    "summary",
    "template_share",
]
