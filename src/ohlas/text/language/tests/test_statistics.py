"""The letter statistics kept in the package are those of the library that is installed."""

import numpy as np

from ohlas.text.language.statistics import CODES, SHIPPED, identifier, packed


def test_the_kept_numbers_are_those_of_the_library():
    with np.load(SHIPPED, allow_pickle=False) as file:
        for name, numbers in packed().items():
            assert np.array_equal(file[name], numbers), f"{name} differs: see `write` in statistics.py"


def test_our_languages_stand_first():
    assert tuple(identifier().nb_classes[: len(CODES)]) == CODES
