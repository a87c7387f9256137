"""What we made of it and must not make anew."""

from ohlas.insight.models.boards import Board, BoardVersion, SavedView
from ohlas.insight.models.verdicts import Verdict

__all__ = ["Board", "BoardVersion", "SavedView", "Verdict"]
