"""How an occasion felt and which scores it earned: one latent mood per guest, one latent grade per question.

Grades share the mood, so the questions correlate as they do in real surveys, and the recommendation
follows from the grades, so that drivers can be found.
"""

import random
from dataclasses import dataclass

from ohlas.exchange.connectors.sample.moments import Moment

_NOISE = 0.75
_RUSH_HOURS = frozenset({8, 9, 10, 15, 16})
_RUSH = 0.45
_WORN, _RENEWED = -1.35, 0.35
_LATE = -1.95
_PRAISED = 1.25
_DETRACTOR, _FALL = 6, 0.8

# Guests of some languages score a little lower or higher for the same coffee
_CULTURE = {"cs": 0.0, "en": 0.12, "sk": 0.05, "pl": 0.05, "uk": 0.12, "ru": -0.05, "de": -0.15}


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What bears on the scores of one occasion beside the guest's own mood."""

    moment: Moment
    language: str
    mood: float
    liking: float
    staff: float
    is_praised: bool = False
    is_worn: bool = False
    is_renewed: bool = False
    is_late: bool = False
    is_food: bool = False


def visit(rng: random.Random, at: Circumstances) -> dict[str, int]:
    """Scores of `after-visit` by question."""
    warm = 0.5 * at.mood + 0.4 * at.liking
    rush = _RUSH if at.moment.hour in _RUSH_HOURS else 0
    staff = 4.5 + warm + at.staff + (_PRAISED if at.is_praised else 0) + rng.gauss(0, _NOISE)
    waiting = 4.3 + warm - rush + rng.gauss(0, 0.9)
    coffee = 4.6 + warm + rng.gauss(0, _NOISE)
    place = 4.4 + warm + _WORN * at.is_worn + _RENEWED * at.is_renewed + rng.gauss(0, 0.7)
    pull = 0.75 * (staff - 4.5) + 0.65 * (coffee - 4.5) + 0.45 * (waiting - 4.1) + 0.55 * (place - 4.4)
    return {
        "recommend": _recommend(rng, 8.75 + pull + 0.4 * at.mood + _CULTURE[at.language]),
        "staff": _grade(staff, 5),
        "waiting": _grade(waiting, 5),
        "coffee": _grade(coffee, 5),
        "place": _grade(place, 5),
    }


def delivery(rng: random.Random, at: Circumstances) -> dict[str, int]:
    """Scores of `after-delivery` by question; being late hurts the delivery, not the ordering."""
    warm = 0.5 * at.mood + 0.2 * at.liking
    speed = 4.55 + warm + _LATE * at.is_late + rng.gauss(0, _NOISE)
    ordering = 6.0 + 1.2 * warm + rng.gauss(0, 0.95)
    pull = 1.35 * (speed - 4.4) + 0.35 * (ordering - 6.0)
    return {
        "recommend": _recommend(rng, 8.75 + pull + 0.4 * at.mood + _CULTURE[at.language]),
        "ordering": _grade(ordering, 7),
        "delivery": _grade(speed, 5),
    }


def support(rng: random.Random, at: Circumstances) -> dict[str, int]:
    """Scores of `support-contact` by question."""
    ease = 4.05 + 0.5 * at.mood + at.staff + rng.gauss(0, 0.95)
    return {"ease": _grade(ease, 5), "solution": _grade(ease + 0.1 + rng.gauss(0, 0.55), 5)}


def _recommend(rng: random.Random, latent: float) -> int:
    """0 to 10; disappointed guests fall fast, as the long left tail of real data shows."""
    latent += rng.gauss(0, 0.85)
    return max(0, min(10, round(latent - _FALL * max(0, _DETRACTOR - latent))))


def _grade(latent: float, best: int) -> int:
    return max(1, min(best, round(latent)))
