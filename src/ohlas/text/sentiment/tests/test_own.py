"""A company's own model: judged on corrections it never saw, the same whatever their order, refused when too few."""

import pytest

from ohlas.text.sentiment import BadRows
from ohlas.text.sentiment.model import load
from ohlas.text.sentiment.own import FEWEST, from_bytes, own_model, to_bytes
from ohlas.text.sentiment.training import Row

PLACES = ("v Praze", "v Brně", "na nádraží", "u pokladny", "doma", "v pátek", "ráno", "večer")
OURS = [
    Row(f"{begin} zelený štítek {place}.", "positive", "cs", "own")
    for begin in ("Přišel", "Opět", "Mám")
    for place in PLACES
]
OTHERS = ["Hrozná kvalita, nikdy více.", "Great service!", "Nie polecam."]


def test_it_is_right_more_often_on_what_it_never_saw_and_leaves_the_rest() -> None:
    before = load()
    made, judged = own_model(before, OURS, OTHERS)
    assert judged.learnt + judged.held_out == len(OURS)
    assert judged.held_out >= len(OURS) // 4
    assert judged.after > judged.before
    assert (judged.others, judged.moved) == (3, 0)
    again, _ = own_model(before, OURS[::-1], OTHERS)
    assert to_bytes(made) == to_bytes(again)
    assert (from_bytes(to_bytes(made)).weights.rows == made.rows).all()


def test_too_few_corrections_are_refused() -> None:
    with pytest.raises(BadRows, match=str(FEWEST)):
        own_model(load(), OURS[: FEWEST - 1])
    with pytest.raises(BadRows):
        own_model(load(), OURS[:1] * 50)
