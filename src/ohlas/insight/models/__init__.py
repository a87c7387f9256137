"""What we made of it and must not make anew."""

from ohlas.insight.models.alerts import Alert, AlertReader, AlertRule
from ohlas.insight.models.boards import Board, BoardVersion, SavedView
from ohlas.insight.models.briefs import Brief
from ohlas.insight.models.notices import Notice, NoticeWish
from ohlas.insight.models.verdicts import Verdict

__all__ = [
    "Alert",
    "AlertReader",
    "AlertRule",
    "Board",
    "BoardVersion",
    "Brief",
    "Notice",
    "NoticeWish",
    "SavedView",
    "Verdict",
]
