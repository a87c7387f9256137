"""Deeds of reaching people."""

from ohlas.outreach.actions.privacy import export_outreach_of, forget_outreach_of

__all__ = ["export_outreach_of", "forget_outreach_of"]
