"""What can be wrong with a question to a file, beyond the file itself.

AnalysisError
├── NothingCounted   rows there are, but no answer on the scale
├── TooManyGroups    a column to group by has nearly as many values as rows
└── CannotWrite      the report's place cannot be written
"""

from __future__ import annotations


class AnalysisError(Exception):
    """The file cannot be analysed as asked."""


class NothingCounted(AnalysisError):
    pass


class TooManyGroups(AnalysisError):
    pass


class CannotWrite(AnalysisError):
    pass
