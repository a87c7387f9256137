"""From a dashboard to its report, for one reader: counted anew, within what this reader may see."""

from datetime import datetime

from django.utils.translation import override

from ohlas.accounts.access import Actor
from ohlas.insight.actions import settled_marks
from ohlas.insight.models import Board
from ohlas.insight.pages.reports.board import report_of
from ohlas.insight.pages.tiles import Paper, TilePlaces
from ohlas.insight.queries.boards import board_data
from ohlas.insight.rules import Selection
from ohlas.lib.reports import Report

NOWHERE = TilePlaces(explorer="", answers="", comments="", response="", picture="", reader="")
"""A file has no pages behind it."""


def made_report(
    *, actor: Actor, board: Board, selection: Selection, now: datetime, language: str, reader: str
) -> Report:
    """What the page would show this actor now, as a report in this language.

    Errors: those of the page: a tile that cannot be counted says so in its place.
    """
    with override(language):
        found = board_data(actor, board, selection, now)
        paper = Paper(found.frame, NOWHERE, settled_marks(actor=actor, found=found, now=now))
        return report_of(found, paper, made_at=now, reader=reader)
