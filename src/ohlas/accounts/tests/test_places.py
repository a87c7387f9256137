"""The tree over time."""

from datetime import date
from uuid import UUID, uuid4

import pytest

from ohlas.accounts.rules import CircleInTree, Place, path_spans

JUNE, JULY, MAY = date(2026, 6, 1), date(2026, 7, 1), date(2026, 5, 1)
A, B, C = (UUID(int=number) for number in (1, 2, 3))


def spans(places: dict[UUID, list[Place]], unit: UUID) -> list[tuple[str, date | None, date | None]]:
    short = {str(A): "A", str(B): "B", str(C): "C"}
    return [
        ("/".join(short[part] for part in span.path.split("/")), span.valid_from, span.valid_to)
        for span in path_spans(places)
        if span.id == unit
    ]


def test_a_branch_is_found_below_its_region() -> None:
    places = {A: [Place(None, None, None)], B: [Place(A, None, None)]}
    assert spans(places, B) == [("A/B", None, None)]


def test_a_moved_branch_keeps_its_old_path_for_old_answers() -> None:
    places = {
        A: [Place(None, None, None)],
        C: [Place(None, None, None)],
        B: [Place(A, None, JUNE), Place(C, JUNE, None)],
    }
    assert spans(places, B) == [("A/B", None, JUNE), ("C/B", JUNE, None)]


def test_a_move_of_the_region_moves_what_is_below_it() -> None:
    places = {
        A: [Place(None, None, JUNE), Place(C, JUNE, None)],
        B: [Place(A, None, None)],
        C: [Place(None, None, None)],
    }
    assert spans(places, B) == [("A/B", None, JUNE), ("C/A/B", JUNE, None)]


def test_a_branch_older_than_its_region_is_below_it_all_the_same() -> None:
    places = {A: [Place(None, JUNE, JULY)], B: [Place(A, MAY, None)]}
    assert spans(places, B) == [("A/B", MAY, None)]
    assert spans(places, A) == [("A", JUNE, JULY)]


def test_two_units_may_change_places_over_time() -> None:
    places = {
        A: [Place(None, None, JULY), Place(B, JULY, None)],
        B: [Place(A, None, JUNE), Place(None, JUNE, None)],
    }
    assert spans(places, A) == [("A", None, JULY), ("B/A", JULY, None)]


def test_a_circle_on_any_day_is_refused() -> None:
    places = {
        A: [Place(None, None, JUNE), Place(B, JUNE, None)],
        B: [Place(A, None, JULY), Place(None, JULY, None)],
    }
    with pytest.raises(CircleInTree):
        path_spans(places)


def test_no_units_give_no_paths() -> None:
    assert path_spans({}) == []
    assert len(path_spans({uuid4(): [Place(None, None, None)]})) == 1
