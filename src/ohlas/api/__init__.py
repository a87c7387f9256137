"""The API's first version: every room's router mounted below /api/v1/, one way to say no, one reference page."""

from ohlas.api.v1 import api

__all__ = ["api"]
