"""What we made of it and must not make anew."""

from ohlas.insight.models.alerts import Alert, AlertReader, AlertRule
from ohlas.insight.models.badges import Badge
from ohlas.insight.models.benchmarks import Competitor, CompetitorSurvey, PublishedFigure
from ohlas.insight.models.boards import Board, BoardVersion, SavedView
from ohlas.insight.models.briefs import Brief
from ohlas.insight.models.closing import Closing, SealedTally
from ohlas.insight.models.direction import (
    BusinessAim,
    ExperienceAim,
    ReadReceipt,
    SelfCheck,
    SelfCheckAnswer,
    VisionEdition,
)
from ohlas.insight.models.goals import Goal, GoalChange
from ohlas.insight.models.integrity import IntegrityFinding, IntegrityMark
from ohlas.insight.models.notices import Notice, NoticeWish
from ohlas.insight.models.reports import (
    ReportFile,
    ReportPolicy,
    ReportReader,
    ReportSchedule,
    ReportSending,
)
from ohlas.insight.models.verdicts import Verdict
from ohlas.insight.models.voice import BrandVoice, OwnText

__all__ = [
    "Alert",
    "AlertReader",
    "AlertRule",
    "Badge",
    "Board",
    "BoardVersion",
    "BrandVoice",
    "Brief",
    "BusinessAim",
    "Closing",
    "Competitor",
    "CompetitorSurvey",
    "ExperienceAim",
    "Goal",
    "GoalChange",
    "IntegrityFinding",
    "IntegrityMark",
    "Notice",
    "NoticeWish",
    "OwnText",
    "PublishedFigure",
    "ReadReceipt",
    "ReportFile",
    "ReportPolicy",
    "ReportReader",
    "ReportSchedule",
    "ReportSending",
    "SavedView",
    "SealedTally",
    "SelfCheck",
    "SelfCheckAnswer",
    "Verdict",
    "VisionEdition",
]
