"""What we made of it and must not make anew."""

from ohlas.insight.models.verdicts import Verdict

__all__ = ["Verdict"]
