"""Reports by mail, and long ones made aside for whoever waits."""

from importlib import import_module

from ohlas.insight.events import ReportDue, ReportFileWanted
from ohlas.outbox import subscribe
from ohlas.outbox.rules import BACKGROUND


def listen() -> None:
    """Hears what is due; the clock's own jobs register when they are imported."""
    clock = import_module("ohlas.insight.channels.post.clock")
    subscribe(ReportDue, "insight.send_report", clock.on_report_due, transactional=False, priority=BACKGROUND)
    subscribe(
        ReportFileWanted, "insight.make_file", clock.on_file_wanted, transactional=False, priority=BACKGROUND
    )
