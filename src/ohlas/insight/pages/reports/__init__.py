"""Dashboards as reports: the very tiles of the page, for paper, workbook and slides."""

from ohlas.insight.pages.reports.board import file_name
from ohlas.insight.pages.reports.making import made_report

__all__ = ["file_name", "made_report"]
