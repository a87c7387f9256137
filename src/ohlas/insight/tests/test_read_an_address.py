"""An address of the dashboard: read strictly, said back unchanged."""

from datetime import date
from urllib.parse import parse_qs

import pytest

from ohlas.insight.errors import BadAddress
from ohlas.insight.rules import Preset, Selection, Step, parse_selection

ATTRIBUTES = ["a_product"]
FULL = {
    "measure": ["csat"],
    "unit": ["1", "2"],
    "a_product": ["Espresso & co", "~"],
    "since": ["2026-03-01"],
    "until": ["2026-03-31"],
    "bucket": ["week"],
    "by": ["a_product"],
    "weighted": ["0"],
    "page": ["3"],
}


def _again(selection: Selection) -> Selection:
    return parse_selection(parse_qs(selection.address.removeprefix("?")), ATTRIBUTES)


def test_an_address_comes_back_as_it_was() -> None:
    selection = parse_selection(FULL, ATTRIBUTES)
    assert _again(selection) == selection
    assert selection.filters["a_product"] == ("Espresso & co", "~")
    assert (selection.bucket, selection.by, selection.weighted) == (Step.WEEK, "a_product", False)


def test_empty_fields_of_a_form_mean_all() -> None:
    assert parse_selection({"survey": [""], "since": [""], "by": [""]}) == Selection()


def test_the_last_day_counts() -> None:
    window = parse_selection(FULL, ATTRIBUTES).chosen_window
    assert (window.since, window.until) == (date(2026, 3, 1), date(2026, 4, 1))


def test_days_win_over_a_preset() -> None:
    assert parse_selection({"period": ["30d"], "since": ["2026-01-01"]}).preset is Preset.DATES


def test_taking_a_filter_off_leaves_the_others() -> None:
    selection = parse_selection(FULL, ATTRIBUTES).narrowed("unit")
    assert "unit" not in selection.filters
    assert selection.filters["a_product"] == ("Espresso & co", "~")
    assert selection.page == 1


@pytest.mark.parametrize(
    ("given", "named"),
    [
        ({"chanel": ["web"]}, "did you mean channel"),
        ({"a_unknown": ["x"]}, "Fields are"),
        ({"by": ["colour"]}, "Fields are"),
        ({"by": ["value"]}, "Fields are"),
        ({"measure": ["npss"]}, "nps"),
        ({"since": ["29.3.2026"]}, "2026-03-29"),
        ({"since": ["0001-01-01"]}, "1900"),
        ({"until": ["2026-13-01"]}, "2026-03-29"),
        ({"since": ["2026-03-02"], "until": ["2026-03-01"]}, "from 2026-03-02 on"),
        ({"period": ["fortnight"]}, "30d"),
        ({"bucket": ["hour"]}, "quarter"),
        ({"weighted": ["maybe"]}, "true or false"),
        ({"value": ["nine"]}, "a number"),
        ({"page": ["0"]}, "from 1 on"),
        ({"page": ["²"]}, "from 1 on"),
        ({"unit": ["x" * 201]}, "characters"),
        ({"unit": ["a\0b"]}, "characters"),
    ],
)
def test_what_does_not_exist_is_refused_and_what_does_is_named(
    given: dict[str, list[str]], named: str
) -> None:
    with pytest.raises(BadAddress, match=named):
        parse_selection(given, ATTRIBUTES)
