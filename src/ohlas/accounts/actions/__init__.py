"""Deeds around organisations, people and keys: one transaction each, audit entry inside it."""

from ohlas.accounts.actions.audit import write_audit

__all__ = ["write_audit"]
