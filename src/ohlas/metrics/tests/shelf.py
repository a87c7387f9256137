"""A shelf of recipes: each computes some golden values by the room's public functions."""

from __future__ import annotations

RECIPES = []


def recipe(function):
    """Register a function returning {golden id: computed value}."""
    RECIPES.append(function)
    return function
