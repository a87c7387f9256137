"""How a person maps the eight airport files: each year has its own column names and codes."""

YEARS = tuple(range(2010, 2018))
TOUCHPOINTS = ("art", "food", "shops", "signs", "walkways", "screens", "whole", "restrooms")
_FROM_2014 = ("Q7ART", "Q7FOOD", "Q7STORE", "Q7SIGN", "Q7WALKWAYS", "Q7SCREENS", "Q7ALL", "Q9RESTROOM")
COLUMNS: dict[int, tuple[str, ...]] = {
    2010: ("Q6A", "Q6B", "Q6C", "Q6D", "Q6E", "Q6F", "Q6N", "Q8F"),
    2011: ("Q8A", "Q8B", "Q8C", "Q8D", "Q8E", "Q8F", "Q8N", "Q10F"),
    2012: (
        "Q8A_ART", "Q8B_FOOD", "Q8C_SHOP", "Q8D_SIGNS", "Q8E_WALK", "Q8F_SCREENS", "Q8N_WHOLE", "Q10F_CLNBATH",
    ),
    2013: (
        "Q7A_ART", "Q7B_FOOD", "Q7C_SHOPS", "Q7D_SIGNS", "Q7E_WALK", "Q7F_SCREENS", "Q7O_WHOLE", "Q9E_CLNBATH",
    ),
    **dict.fromkeys(range(2014, 2018), _FROM_2014),
}  # fmt: skip
SURVEY = "Passengers"


def posted(year: int, names: list[str]) -> dict[str, str]:
    """The form of the columns page as the person fills it in."""
    form = {
        "survey": SURVEY,
        "day": f"{year}-05-15",
        "channel": "paper",
        "language": "en",
        "source": "airport",
    }
    for touchpoint, column in zip(TOUCHPOINTS, COLUMNS[year], strict=True):
        form |= _question(names.index(column), touchpoint, "rating:rating_1_5", "0, 6, Blank", touchpoint)
    if year == 2017:
        form |= _question(names.index("NETPRO"), "recommend", "nps:nps_0_10", "11", "")
        form |= {f"{names.index('PEAK')}-role": "attribute", f"{names.index('PEAK')}-attribute": "peak"}
    return form


def _question(number: int, question: str, kind: str, missing: str, touchpoint: str) -> dict[str, str]:
    return {
        f"{number}-role": "question",
        f"{number}-question": question,
        f"{number}-type": kind,
        f"{number}-missing": missing,
        f"{number}-title": question.title(),
        f"{number}-touchpoint": touchpoint,
    }
