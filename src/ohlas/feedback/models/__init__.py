"""What customers tell us: responses, the imports that brought them, and their way into facts."""

from ohlas.feedback.models.answering import Draft, Link, LinkOpening, QuotaCount, ScoreIntent
from ohlas.feedback.models.collecting import Kiosk, PaperStack
from ohlas.feedback.models.ideas import Attended, Idea, IdeaVote
from ohlas.feedback.models.ledger import FactBatch, FactTable
from ohlas.feedback.models.meanings import MeaningIndex, TextMeaning
from ohlas.feedback.models.readers import OwnReader
from ohlas.feedback.models.readings import Relabelling, TextReading, TopicTreeVersion
from ohlas.feedback.models.records import Attribute, Batch, RefusalCount, Response
from ohlas.feedback.models.releases import Release
from ohlas.feedback.models.salts import DeviceSalt
from ohlas.feedback.models.themes import Theme, ThemeSearch
from ohlas.feedback.models.uploads import Upload

__all__ = [
    "Attended",
    "Attribute",
    "Batch",
    "DeviceSalt",
    "Draft",
    "FactBatch",
    "FactTable",
    "Idea",
    "IdeaVote",
    "Kiosk",
    "Link",
    "LinkOpening",
    "MeaningIndex",
    "OwnReader",
    "PaperStack",
    "QuotaCount",
    "RefusalCount",
    "Relabelling",
    "Release",
    "Response",
    "ScoreIntent",
    "TextMeaning",
    "TextReading",
    "Theme",
    "ThemeSearch",
    "TopicTreeVersion",
    "Upload",
]
