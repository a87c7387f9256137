"""The open link behind a widget: made when it is first opened, so that its answers count like any other's."""

from datetime import datetime

from django.db import IntegrityError, transaction

from ohlas.accounts.access import system_actor
from ohlas.feedback.actions.attributes import declare_attribute
from ohlas.feedback.models import Link
from ohlas.feedback.queries.links import LinkView, link_named
from ohlas.feedback.rules.links import LinkKind, key_hash
from ohlas.feedback.rules.widget import CHANNEL
from ohlas.lib.database import one_writer
from ohlas.lib.ids import new_id
from ohlas.outreach.queries.widgets import WidgetView
from ohlas.outreach.rules.widgets import PAGE, Address


def link_of_widget(widget: WidgetView, now: datetime) -> LinkView:
    """The one link of this widget; whoever comes second at the same moment gets the same."""
    found = link_named(widget.key, now)
    if found is None:
        _make(widget, now)
        found = link_named(widget.key, now)
    if found is None or found.organisation_id != widget.organisation_id:
        raise LookupError(f"The widget {widget.id} has no link and takes none.")
    return found


def _make(widget: WidgetView, now: datetime) -> None:
    try:
        with one_writer(), transaction.atomic():
            Link.objects.create(
                id=new_id(),
                organisation_id=widget.organisation_id,
                survey_id=widget.survey_id,
                kind=LinkKind.OPEN.value,
                key_hash=key_hash(widget.key),
                code=widget.key,
                channel=CHANNEL,
                created_at=now,
            )
            actor = system_actor(widget.organisation_id)
            for key in widget.settings.send:
                declare_attribute(actor=actor, key=key, title=key.replace("_", " ").capitalize(), now=now)
            if widget.settings.address is not Address.NONE:
                declare_attribute(actor=actor, key=PAGE, title="Page", now=now)
    except IntegrityError:
        return  # somebody else was first, by a breath
