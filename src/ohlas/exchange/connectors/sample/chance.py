"""Chance as an argument: one coin for the whole simulation."""

import random


def happens(rng: random.Random, share: float) -> bool:
    """True in that share of all cases, 0 to 1."""
    return rng.random() < share
