"""The three kinds of file, by one name each."""

from collections.abc import Callable, Mapping
from enum import StrEnum
from types import MappingProxyType

from ohlas.lib.reports.parts import Report


class Format(StrEnum):
    PDF = "pdf"
    XLSX = "xlsx"
    PPTX = "pptx"


_OPEN = "application/vnd.openxmlformats-officedocument"
_MEDIA = {
    Format.PDF: "application/pdf",
    Format.XLSX: f"{_OPEN}.spreadsheetml.sheet",
    Format.PPTX: f"{_OPEN}.presentationml.presentation",
}


def media_type(kind: Format) -> str:
    return _MEDIA[kind]


def file_of(report: Report, kind: Format) -> bytes:
    """The report as this kind of file."""
    return _WRITERS[kind](report)


def _pdf(report: Report) -> bytes:
    from ohlas.lib.reports.pages import pages_of

    return pages_of(report)


def _workbook(report: Report) -> bytes:
    from ohlas.lib.reports.workbook import workbook_of

    return workbook_of(report)


def _slides(report: Report) -> bytes:
    from ohlas.lib.reports.slides import slides_of

    return slides_of(report)


_WRITERS: Mapping[Format, Callable[[Report], bytes]] = MappingProxyType(
    {Format.PDF: _pdf, Format.XLSX: _workbook, Format.PPTX: _slides}
)
