"""Widgets are made, changed, closed and opened again."""

import secrets
from datetime import datetime
from uuid import UUID

from django.db import transaction

from ohlas.accounts.access import Actor, require
from ohlas.accounts.actions import write_audit
from ohlas.accounts.rules import Permission
from ohlas.lib.ids import new_id
from ohlas.outreach.access import widget_for
from ohlas.outreach.errors import BadWidget
from ohlas.outreach.models import Widget
from ohlas.outreach.queries.widgets import forget_widgets
from ohlas.outreach.rules.widgets import WidgetSettings, as_document
from ohlas.surveys.access import survey_for
from ohlas.surveys.rules import SurveyState

LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"
LONGEST_NAME = 120
LENGTH = 10
"""Public, in every page that carries the widget: long enough that nobody meets another's by chance."""


def make_widget(*, actor: Actor, survey_id: UUID, name: str, settings: WidgetSettings, now: datetime) -> UUID:
    """A new widget of a survey. Errors: `Forbidden`, `NotHere`, `BadWidget`."""
    require(actor, Permission.RUN_PROGRAMMES)
    survey = survey_for(actor, survey_id)
    if survey.state == SurveyState.ARCHIVED:
        raise BadWidget("survey", survey.name[:60], "an archived survey takes no answers")
    with transaction.atomic():
        row = Widget.objects.create(
            id=new_id(),
            organisation_id=actor.organisation.id,
            survey_id=survey.id,
            name=_name(name),
            key="".join(secrets.choice(LETTERS) for _ in range(LENGTH)),
            settings=as_document(settings),
            created_at=now,
        )
        write_audit(actor, "make_widget", "widget", row.id, now)
    return row.id


def change_widget(
    *, actor: Actor, widget_id: UUID, name: str, settings: WidgetSettings, now: datetime
) -> None:
    """Its new settings, in force within minutes on the pages that carry it. Errors: as `make_widget`."""
    row = widget_for(actor, widget_id, Permission.RUN_PROGRAMMES)
    with transaction.atomic():
        row.name, row.settings = _name(name), as_document(settings)
        row.save(update_fields=["name", "settings"])
        write_audit(actor, "change_widget", "widget", row.id, now)
    _forget()


def close_widget(*, actor: Actor, widget_id: UUID, now: datetime) -> None:
    """It shows itself to nobody any more; its snippet may stay in the pages. Errors: `Forbidden`, `NotHere`."""
    _move(actor, widget_id, now, "close_widget", now)


def reopen_widget(*, actor: Actor, widget_id: UUID, now: datetime) -> None:
    """It shows itself again. Errors: `Forbidden`, `NotHere`."""
    _move(actor, widget_id, now, "reopen_widget", None)


def _move(actor: Actor, widget_id: UUID, now: datetime, deed: str, closed_at: datetime | None) -> None:
    row = widget_for(actor, widget_id, Permission.RUN_PROGRAMMES)
    with transaction.atomic():
        row.closed_at = closed_at
        row.save(update_fields=["closed_at"])
        write_audit(actor, deed, "widget", row.id, now)
    _forget()


def _forget() -> None:
    forget_widgets()
    transaction.on_commit(forget_widgets)


def _name(given: str) -> str:
    name = " ".join(given.replace("\0", "").split())
    if not 0 < len(name) <= LONGEST_NAME:
        raise BadWidget("name", name[:40], f"1 to {LONGEST_NAME} characters are allowed")
    return name
