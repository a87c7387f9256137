"""Reports as files: one description of what a page shows becomes a PDF, a workbook or slides."""

from ohlas.lib.reports.parts import (
    Cell,
    Chart,
    FigureLine,
    Form,
    Grid,
    Quote,
    Report,
    ReportTile,
    Shown,
    cleaned,
)
from ohlas.lib.reports.writing import Format, file_of, media_type

__all__ = [
    "Cell",
    "Chart",
    "FigureLine",
    "Form",
    "Format",
    "Grid",
    "Quote",
    "Report",
    "ReportTile",
    "Shown",
    "cleaned",
    "file_of",
    "media_type",
]
