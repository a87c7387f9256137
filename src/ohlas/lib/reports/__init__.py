"""Reports as files: one description of what a page shows becomes a PDF, a workbook or slides."""

from ohlas.lib.reports.parts import (
    Cell,
    Chart,
    Column,
    FigureLine,
    Form,
    Grid,
    GridCell,
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
    "Column",
    "FigureLine",
    "Form",
    "Format",
    "Grid",
    "GridCell",
    "Quote",
    "Report",
    "ReportTile",
    "Shown",
    "cleaned",
    "file_of",
    "media_type",
]
