"""How long people chosen by hand still take to be looked at."""

FEWEST_S = 2.0
"""Before that the pace is not known."""


def left_s(total: int, looked: int, elapsed_s: float) -> int | None:
    """Seconds still needed at the pace so far, at least one; None while nothing can be said."""
    if looked <= 0 or elapsed_s < FEWEST_S:
        return None
    return max(1, round(elapsed_s / looked * max(0, total - looked)))
