"""Addresses from names."""

import pytest

from ohlas.accounts.rules import numbered, slug_of


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Kavárna Sova", "kavarna-sova"),
        ("Żółta łódź", "zolta-lodz"),
        ("Größe & Söhne", "groesse-soehne"),
        ("Кав'ярня «Їжак»", "kaviarnia-izhak"),
        ("Кофейня Щёлково", "kofeinia-shchelkovo"),
        ("Ľúbozvučná kaviareň", "lubozvucna-kaviaren"),
        ("日本", "organisation"),
        ("  ---  ", "organisation"),
    ],
)
def test_a_name_becomes_an_address_in_plain_letters(name: str, slug: str) -> None:
    assert slug_of(name) == slug


def test_a_long_name_is_cut_and_leaves_room_for_a_number() -> None:
    slug = slug_of("a" * 59 + " b")
    assert slug == "a" * 59
    assert numbered(slug, 1) == slug
    assert numbered(slug, 12) == "a" * 57 + "-12"
