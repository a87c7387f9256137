"""`ohlas doctor`: is this installation well, and if not, what cures it."""

from ohlas.cli.doctor.command import doctor_command

__all__ = ["doctor_command"]
