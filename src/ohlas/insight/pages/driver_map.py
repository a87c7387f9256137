"""The map of importance and performance: what a score goes with, against how well it is graded."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from ohlas.insight.pages.driver_words import QUADRANTS
from ohlas.lib.charts import Axis, Spec
from ohlas.lib.charts.maps import Spot, priority_map

if TYPE_CHECKING:
    from ohlas.insight.pages.drivers import DriverRow
    from ohlas.metrics.driver_study import Study


def drawn_map(made: "Study", rows: tuple["DriverRow", ...]) -> Spec:
    """Importance against performance; dashed lines part the corners."""
    r2 = made.report.r2 or 1.0
    by_name = {place.name: place for place in made.places.places}
    spots = [
        Spot(
            label=str(row.rank),
            across=by_name[driver.name].performance,
            up=by_name[driver.name].importance / r2,
            corner=QUADRANTS[by_name[driver.name].quadrant.value][0],
            sentence=f"{row.rank} {row.name}: {row.share}, {row.mean}, {row.quadrant}",
        )
        for driver, row in zip(made.report.drivers, rows, strict=True)
    ]
    across, up = map_axes(is_on_one_scale=made.is_on_one_scale)
    flat = Axis(across, None, None, ".1~f" if made.is_on_one_scale else ".0%")
    at = (made.places.performance_at, made.places.importance_at / r2)
    return priority_map(spots, flat, Axis(up, 0.0, None, ".0%"), at)


def map_axes(*, is_on_one_scale: bool) -> tuple[str, str]:
    """What stands along the map and up it."""
    across = _("Mean grade") if is_on_one_scale else _("Mean as a share of the scale")
    return across, _("Share of what is explained")
