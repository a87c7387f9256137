"""Every golden value is computed by the room's functions, and none is left without a recipe."""

from __future__ import annotations

import pytest

from ohlas.metrics.tests import recipes_scores  # noqa: F401 - fills the shelf
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
