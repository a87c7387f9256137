from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from ohlas.outbox.rules import ERROR_LENGTH, back_off, error_text
from ohlas.outbox.tests.stage import dice


@given(attempts=st.integers(1, 60), seed=st.integers())
def test_waits_grow_fourfold_up_to_an_hour_and_a_half_with_spread(attempts: int, seed: int) -> None:
    wait = back_off(attempts, dice(seed)).total_seconds()
    middle = min(4 ** (attempts - 1), 3600)
    assert 0.5 * middle <= wait <= 1.5 * middle


def test_equal_failures_do_not_come_back_together() -> None:
    rng = dice(1)
    assert len({back_off(3, rng) for _ in range(50)}) == 50


def test_eight_attempts_take_about_an_hour_and_a_half() -> None:
    rng = dice(1)
    assert (
        timedelta(minutes=40) < sum((back_off(n, rng) for n in range(1, 8)), timedelta()) < timedelta(hours=2)
    )


@given(st.text(max_size=2000))
def test_an_error_text_is_one_short_line(text: str) -> None:
    shown = error_text(ValueError(text))
    assert len(shown) <= ERROR_LENGTH
    assert len(shown.splitlines()) == 1


def test_an_error_text_hides_addresses_and_telephone_numbers() -> None:
    shown = error_text(
        ValueError("cannot reach <jana.novakova@example.cz> or +420 601 123 456 after 3 tries")
    )
    assert shown == "ValueError: cannot reach <…@…> or … after 3 tries"
