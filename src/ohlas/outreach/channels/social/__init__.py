"""Polls run on social networks themselves, entered as what people chose; shown, never pooled with surveys."""
