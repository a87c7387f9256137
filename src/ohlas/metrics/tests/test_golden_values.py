"""Every golden value is computed by the room's functions, and none is left without a recipe."""

from __future__ import annotations

import pytest

from ohlas.metrics.tests import recipes_models, recipes_scores  # noqa: F401 - they fill the shelf
from ohlas.metrics.tests.golden import golden_rows, needs_golden
from ohlas.metrics.tests.shelf import RECIPES

pytestmark = needs_golden


@pytest.mark.parametrize("compute", RECIPES, ids=lambda function: function.__name__)
def test_golden_values_hold(compute):
    rows = golden_rows()
    wrong = {
        name: (value, *rows[name])
        for name, value in compute().items()
        if not abs(float(value) - rows[name][0]) <= rows[name][1]
    }
    assert not wrong, "computed, golden, tolerance"


def test_no_golden_value_is_left_without_a_recipe():
    computed = {name for compute in RECIPES for name in compute()}
    assert computed == set(golden_rows())
