"""What this room hears, and what it does by the clock."""


def listen() -> None:
    """Called once, when Django has started."""
