import pytest

from ohlas.text.sentiment import BadRows
from ohlas.text.sentiment.correcting import corrected
from ohlas.text.sentiment.model import Model, Weights, load
from ohlas.text.sentiment.reading import read
from ohlas.text.sentiment.training import Row

JARGON = ["Opět zelený štítek.", "Zelený štítek od pokladny.", "Přišel zelený štítek"]
BEYOND = ["Skvělá obsluha.", "Hrozná kvalita, nikdy více.", "Great service!", "Nie polecam."]


@pytest.fixture(scope="module")
def before() -> Weights:
    return load()


def good(weights: Weights, texts: list[str]) -> list[float]:
    return [found.positive for found in read(Model(weights), texts)]


def test_a_company_teaches_its_own_words(before: Weights) -> None:
    after = corrected(before, [Row(text, "positive", "cs", "ours") for text in JARGON])
    assert all(new > old for new, old in zip(good(after, JARGON), good(before, JARGON), strict=True))
    assert good(after, ["A zase zelený štítek"])[0] > good(before, ["A zase zelený štítek"])[0]


def test_what_was_not_corrected_keeps_its_label(before: Weights) -> None:
    after = corrected(before, [Row(text, "positive", "cs", "ours") for text in JARGON])
    labels = [[found.label for found in read(Model(weights), BEYOND)] for weights in (before, after)]
    assert labels[0] == labels[1]


def test_no_corrections_leave_the_model_as_it_is(before: Weights) -> None:
    assert corrected(before, []) is before


def test_an_unknown_label_is_refused(before: Weights) -> None:
    with pytest.raises(BadRows, match="splendid"):
        corrected(before, [Row("x", "splendid")])
