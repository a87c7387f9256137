"""What the explorer says about search by meaning: not on this server, not prepared, on its way, or used."""

from dataclasses import dataclass

from django.utils.translation import gettext, ngettext

from ohlas.feedback.queries.meanings import MeaningState
from ohlas.insight.pages import words
from ohlas.insight.queries.finding import Search


@dataclass(frozen=True)
class MeaningNote:
    """One sentence, a second one on progress, and what may be done about it: "want", "forget" or nothing."""

    sentence: str
    progress: str = ""
    share: int | None = None
    deed: str = ""


def meaning_note(search: Search | None, *, may_edit: bool) -> MeaningNote | None:
    """Nothing where nobody asked for it."""
    state = search.state if search else None
    if search is None or state is None:
        return None
    if not state.is_installed:
        return MeaningNote(
            gettext(
                "Search by meaning needs a model that is not installed on this server (the extra "
                "“embeddings”). These are the comments that hold the words, in any form."
            )
        )
    if not state.is_wanted:
        return MeaningNote(_not_wanted(may_edit=may_edit), deed="want" if may_edit else "")
    deed = "forget" if may_edit else ""
    if state.ready >= state.total:
        return MeaningNote(_used(search), deed=deed)
    share = round(100 * state.ready / state.total) if state.total else 0
    return MeaningNote(_used(search), _progress(state), share, deed)


def _not_wanted(*, may_edit: bool) -> str:
    if may_edit:
        return gettext(
            "Search by meaning finds comments that say the same in other words or another language. Comments "
            "are read once more for it, in the background. Until then these hold the words, in any form."
        )
    return gettext(
        "Search by meaning is not prepared here; whoever may edit surveys can switch it on. These are the "
        "comments that hold the words, in any form."
    )


def _used(search: Search) -> str:
    if not search.by_meaning and not search.keys:
        return gettext("Say in your own words, in any language, what the comments should be about.")
    if not search.by_meaning:
        return gettext("No comment is prepared yet. These hold the words, in any form.")
    return gettext("Nearest in meaning first, in every language. Those far from it are left out.")


def _progress(state: MeaningState) -> str:
    done = gettext("%(ready)s of %(total)s comments can be found by meaning so far") % {
        "ready": words.number(state.ready, 0),
        "total": words.number(state.total, 0),
    }
    if state.left is None:
        return done
    minutes = max(1, round(state.left.total_seconds() / 60))
    left = ngettext("about %(n)s minute left", "about %(n)s minutes left", minutes) % {"n": minutes}
    return f"{done}, {left}"
