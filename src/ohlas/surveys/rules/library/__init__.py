"""The question library: questions and whole questionnaires worded in seven languages, to begin with.

The words lie in `surveys/library/`, one file per bank and per template, and are read when first asked for.
"""

from ohlas.surveys.rules.library.questions import Bank, LibraryChoice, LibraryQuestion
from ohlas.surveys.rules.library.reading import Library, library
from ohlas.surveys.rules.library.templates import Step, Template, TemplateEnd, TemplateSection
from ohlas.surveys.rules.library.wording import LANGUAGES, Labels, Wording, spoken

__all__ = [
    "LANGUAGES",
    "Bank",
    "Labels",
    "Library",
    "LibraryChoice",
    "LibraryQuestion",
    "Step",
    "Template",
    "TemplateEnd",
    "TemplateSection",
    "Wording",
    "library",
    "spoken",
]
