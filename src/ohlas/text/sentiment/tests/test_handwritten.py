from pathlib import Path

import pytest

from ohlas.text import sentiments
from ohlas.text.sentiment.measuring import side_of

LINES = [
    line.split(" ", 2)
    for line in (Path(__file__).parent / "handwritten.txt").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]
# What the fast model reaches on comments in languages or lines of business it never saw; see the model card.
FLOORS = {"sk": 0.72, "de": 0.72}


@pytest.mark.parametrize("language", sorted(FLOORS))
def test_comments_from_unseen_trades_are_mostly_right(language: str) -> None:
    chosen = [(side, text) for code, side, text in LINES if code == language]
    assert len(chosen) >= 40
    found = sentiments(text for _, text in chosen)
    right = sum(
        side_of(one)[0] == {"+": "p", "-": "n"}[side] for (side, _), one in zip(chosen, found, strict=True)
    )
    assert right / len(chosen) >= FLOORS[language]
