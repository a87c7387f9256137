"""Widgets as their script, their frame and the staff's list need them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from ohlas.outreach.models import Widget
from ohlas.outreach.rules.widgets import WidgetSettings, settings_of

KEPT = timedelta(seconds=1)
"""How long another process may still serve a widget that was changed here."""
MOST_KEPT = 2_000
_COLUMNS = (
    "id",
    "organisation_id",
    "survey_id",
    "survey__name",
    "name",
    "key",
    "settings",
    "created_at",
    "closed_at",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class WidgetView:
    id: UUID
    organisation_id: UUID
    survey_id: UUID
    survey: str
    name: str
    key: str
    settings: WidgetSettings
    created_at: datetime
    closed_at: datetime | None

    @property
    def is_open(self) -> bool:
        return self.closed_at is None


_known: dict[str, tuple[datetime, WidgetView]] = {}


def widget_named(key: str, now: datetime) -> WidgetView | None:
    """The widget of a public key, at most a second old."""
    kept = _known.get(key)
    if kept is not None and abs(now - kept[0]) < KEPT:
        return kept[1]
    row = Widget.objects.filter(key=key).values(*_COLUMNS).first()
    if row is None:
        return None
    found = _view(row)
    if len(_known) >= MOST_KEPT:
        _known.clear()
    _known[key] = (now, found)
    return found


def forget_widgets() -> None:
    """Makes the next look ask the database."""
    _known.clear()


def widgets_of(organisation_id: UUID) -> tuple[WidgetView, ...]:
    """Every widget, open ones first, then by name."""
    rows = Widget.objects.filter(organisation_id=organisation_id).values(*_COLUMNS)
    return tuple(sorted((_view(row) for row in rows), key=lambda one: (not one.is_open, one.name, one.id)))


def widget_view(row: Widget) -> WidgetView:
    return _view(
        {name: row.survey.name if name == "survey__name" else getattr(row, name) for name in _COLUMNS}
    )


def _view(row: Mapping[str, object]) -> WidgetView:
    given = {name: value for name, value in row.items() if name not in {"survey__name", "settings"}}
    return WidgetView(survey=row["survey__name"], settings=settings_of(row["settings"]), **given)  # type: ignore[arg-type]  # a row's columns
