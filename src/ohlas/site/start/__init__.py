"""The start assistant: from nothing, or from the sample, to one's own organisation."""

from ohlas.site.start.assistant import Assistant, begin
from ohlas.site.start.form import read_form

__all__ = ["Assistant", "begin", "read_form"]
