"""The shelf of ways out: how figures leave the house by themselves."""

from importlib import import_module

SHELF = ("post",)
"""Folders whose `listen()` is called once, when Django has started."""


def open_shelf() -> None:
    for name in SHELF:
        import_module(f"{__name__}.{name}").listen()
