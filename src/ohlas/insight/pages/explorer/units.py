"""Where a topic is spoken of: its share in each unit, beside all others."""

from dataclasses import dataclass

from django.utils.translation import gettext

from ohlas.insight.pages import words
from ohlas.insight.pages.explorer.shares import share_of, share_words
from ohlas.insight.pages.figures import Whisker, whisker
from ohlas.insight.queries import Titles
from ohlas.insight.queries.comments import CommentsFound
from ohlas.lib.charts import Axis


@dataclass(frozen=True)
class PlaceRow:
    name: str
    href: str
    share: str
    sentence: str
    symbol: str
    verdict: str
    is_indicative: bool
    whisker: Whisker | None


def place_rows(found: CommentsFound, titles: Titles) -> list[PlaceRow]:
    """Nothing where no unit is known: "not known" alone says nothing about places."""
    if not any(line.unit for line in found.places):
        return []
    ends = [line.share.high or 0.0 for line in found.places]
    axis = Axis("", 0.0, max(ends, default=1.0) or 1.0)
    rows = []
    for line in found.places:
        name = words.value_title(titles, "unit", line.unit)
        is_marked = line.test is not None and line.test.is_marked
        more = is_marked and line.test is not None and line.test.comparison.difference > 0
        verdict = gettext("more often than elsewhere") if more else gettext("less often than elsewhere")
        rows.append(
            PlaceRow(
                name=name,
                href=found.explored.narrowed("unit", line.unit).address if line.unit else "",
                share=share_of(line.share),
                sentence=f"{name}: {share_words(line.share)}",
                symbol=("▲" if more else "▼") if is_marked else "",
                verdict=verdict if is_marked else "",
                is_indicative=line.share.is_indicative,
                whisker=whisker(axis, line.share),
            )
        )
    return rows
