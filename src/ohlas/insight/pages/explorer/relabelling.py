"""How far the reading of older comments has come."""

from dataclasses import dataclass

from django.utils.translation import gettext, ngettext

from ohlas.feedback.queries.texts import RelabellingView
from ohlas.insight.pages import words


@dataclass(frozen=True)
class RelabelNote:
    """The history is being read anew: how far, how fast, how long still."""

    done: str
    total: str
    share: int
    rate: str
    left: str


def relabel_note(view: RelabellingView | None) -> RelabelNote | None:
    """Nothing when no reading is under way."""
    if view is None or view.ended_at is not None:
        return None
    share = round(100 * view.done / view.total) if view.total else 0
    rate = gettext("%(n)s a second") % {"n": words.number(view.rate, 0)} if view.rate else ""
    left = ""
    if view.left is not None:
        minutes = max(1, round(view.left.total_seconds() / 60))
        left = ngettext("about %(n)s minute left", "about %(n)s minutes left", minutes) % {"n": minutes}
    return RelabelNote(words.number(view.done, 0), words.number(view.total, 0), share, rate, left)
