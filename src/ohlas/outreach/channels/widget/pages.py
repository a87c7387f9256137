"""What the staff's pages about widgets may show."""

from collections.abc import Sequence
from dataclasses import dataclass

from ohlas.accounts.access import Actor
from ohlas.accounts.rules import Permission
from ohlas.outreach.channels.widget.forms import MODES, WidgetForm, filled
from ohlas.outreach.queries.widgets import WidgetView, widgets_of
from ohlas.surveys.queries import surveys_of


@dataclass(frozen=True)
class WidgetLine:
    widget: WidgetView
    mode: str
    domains: str


@dataclass(frozen=True)
class WidgetsPage:
    """`outreach/widget/widgets.html`."""

    open: Sequence[WidgetLine]
    closed: Sequence[WidgetLine]
    may_edit: bool
    has_surveys: bool


@dataclass(frozen=True)
class WidgetPage:
    """`outreach/widget/widget.html`: `widget` is None for a new one; `snippet` is to be copied."""

    widget: WidgetView | None
    form: WidgetForm
    snippet: str
    base: str
    may_edit: bool


@dataclass(frozen=True)
class TryPage:
    """`outreach/widget/try.html`: the widget on a page of ours, with the survey's preview in its frame."""

    widget: WidgetView
    event: str
    element: str
    is_embedded: bool


def widgets_page(actor: Actor) -> WidgetsPage:
    lines = [
        WidgetLine(one, str(MODES[one.settings.mode]), ", ".join(one.settings.domains))
        for one in widgets_of(actor.organisation.id)
    ]
    return WidgetsPage(
        open=tuple(line for line in lines if line.widget.is_open),
        closed=tuple(line for line in lines if not line.widget.is_open),
        may_edit=actor.may(Permission.RUN_PROGRAMMES),
        has_surveys=bool(surveys_of(actor.organisation.id)),
    )


def widget_page(
    actor: Actor, base: str, widget: WidgetView | None = None, form: WidgetForm | None = None
) -> WidgetPage:
    given = filled(widget.settings, widget.name, widget.survey_id) if widget else None
    return WidgetPage(
        widget=widget,
        form=form or WidgetForm(actor=actor, initial=given, is_new=widget is None),
        snippet=f'<script src="{base}/w/{widget.key}.js" async></script>' if widget else "",
        base=base,
        may_edit=actor.may(Permission.RUN_PROGRAMMES),
    )


def try_page(widget: WidgetView) -> TryPage:
    mode = widget.settings.mode.value
    return TryPage(
        widget=widget,
        event=widget.settings.event if mode == "event" else "",
        element=widget.settings.selector if mode in {"click", "embed"} else "",
        is_embedded=mode == "embed",
    )
