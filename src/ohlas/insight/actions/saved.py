"""Keep filters and days of a dashboard under a name, and let them go."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from ohlas.accounts.access import Actor
from ohlas.accounts.actions import write_audit
from ohlas.accounts.errors import Forbidden
from ohlas.accounts.rules import Permission
from ohlas.insight.access import board_for, may_share, view_to_change
from ohlas.insight.errors import BadBoard
from ohlas.insight.models import SavedView
from ohlas.insight.rules import Selection
from ohlas.insight.rules.boards import LONGEST_NAME

MOST_VIEWS = 50


def save_view(
    *, actor: Actor, board_id: UUID, name: str, selection: Selection, is_shared: bool, now: datetime
) -> UUID:
    """The selection under this name; the same name of one's own is overwritten.

    Errors: `BadBoard`; `Forbidden` for sharing without the right to hand figures on; `NotHere`.
    """
    board, named = board_for(actor, board_id), name.strip()
    if not named or len(named) > LONGEST_NAME or "\0" in named:
        raise BadBoard("name", named[:40], f"a name of 1 to {LONGEST_NAME} characters is needed")
    if is_shared and not may_share(actor):
        raise Forbidden(Permission.EXPORT.value)
    if board.views.filter(owner_id=actor.user_id).exclude(name=named).count() >= MOST_VIEWS:
        raise BadBoard("name", named[:40], f"up to {MOST_VIEWS} views may be kept; take one off first")
    with transaction.atomic():
        view, _ = SavedView.objects.update_or_create(
            board=board,
            owner_id=actor.user_id,
            name=named,
            defaults={
                "organisation_id": board.organisation_id,
                "address": selection.address,
                "is_shared": is_shared,
            },
            create_defaults={
                "organisation_id": board.organisation_id,
                "address": selection.address,
                "is_shared": is_shared,
                "created_at": now,
            },
        )
        write_audit(actor, "board.view_saved", "saved_view", view.id, now, {"shared": is_shared})
    return view.id


def remove_view(*, actor: Actor, view_id: UUID, now: datetime) -> UUID:
    """The id of its dashboard.

    Errors: `NotHere` for a view out of sight; `Forbidden` for others' views on others' dashboards.
    """
    view = view_to_change(actor, view_id)
    with transaction.atomic():
        write_audit(actor, "board.view_removed", "saved_view", view.id, now)
        view.delete()
    return view.board_id
