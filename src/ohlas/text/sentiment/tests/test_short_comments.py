from collections import Counter
from pathlib import Path

import pytest

from ohlas.text import sentiments
from ohlas.text.sentiment.result import MIXED, NEGATIVE, NEUTRAL, POSITIVE
from ohlas.text.sentiment.statements import statement_rows

LINES = [
    line.split(" ", 2)
    for line in (Path(__file__).parent / "short_comments.txt").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]
SIGNS = {POSITIVE: "+", NEUTRAL: "0", NEGATIVE: "-", MIXED: "mixed"}
LANGUAGES = {"cs", "sk", "pl", "uk", "ru", "en", "de"}


@pytest.fixture(scope="module")
def told() -> Counter[tuple[str, str]]:
    found = sentiments([text for _, _, text in LINES])
    return Counter((side, SIGNS[one.label]) for (_, side, _), one in zip(LINES, found, strict=True))


def share(told: Counter[tuple[str, str]], sides: str, taken_for: str = "") -> float:
    asked = sum(count for (side, _), count in told.items() if side in sides)
    return sum(told[side, taken_for or side] for side in sides) / asked


def test_more_than_half_of_plain_statements_are_told_from_opinions(told: Counter[tuple[str, str]]) -> None:
    assert share(told, "0") > 0.5  # 0.14 before statements were learnt


def test_opinions_as_short_keep_their_side(told: Counter[tuple[str, str]]) -> None:
    assert share(told, "+-") >= 0.77
    assert share(told, "+-", "0") <= 0.09


def test_what_is_learnt_is_none_of_it() -> None:
    learnt = {(row.language, row.text.lower().strip(" .!?")) for row in statement_rows()}
    assert not {(language, text.lower().strip(" .!?")) for language, _, text in LINES} & learnt


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_every_language_has_statements_beside_opinions(language: str) -> None:
    sides = Counter(row.label for row in statement_rows() if row.language == language)
    assert sides[NEUTRAL] > sides[POSITIVE] >= 40
    assert sides[NEGATIVE] >= 40
