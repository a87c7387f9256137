"""Ohlas: hear what customers live through, measure it honestly, act on it."""

__version__ = "0.1.0"
