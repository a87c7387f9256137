"""One object for all that is said of a comment."""

from ohlas.text.analysis.analysis import Analysis, Mode, analyse, analyse_many, to_json

__all__ = ["Analysis", "Mode", "analyse", "analyse_many", "to_json"]
