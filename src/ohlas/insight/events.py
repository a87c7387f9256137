"""What happens in this room."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID


@dataclass(frozen=True)
class ReportDue:
    """A report is to leave for one reader."""

    name: ClassVar[str] = "insight.report_due"
    sending_id: UUID


@dataclass(frozen=True)
class ReportFileWanted:
    """Somebody waits for a long report."""

    name: ClassVar[str] = "insight.report_file_wanted"
    file_id: UUID
