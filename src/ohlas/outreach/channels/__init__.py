"""The shelf of channels: each folder sends one way, and registers itself at start-up."""

from importlib import import_module

SHELF = ("email", "sms", "phone")
"""Folders whose `register()` is called once, when Django has started."""


def open_shelf() -> None:
    """Puts every channel where deeds find it."""
    for name in SHELF:
        import_module(f"{__name__}.{name}").register()
