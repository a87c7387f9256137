"""Which comments hold the words looked for, or mean something like them."""

from dataclasses import dataclass

from ohlas.accounts.access import Actor
from ohlas.feedback.queries.meanings import MeaningState, comments_like, meaning_state
from ohlas.feedback.queries.texts import Key, comments_with
from ohlas.insight.rules.explored import Explored


@dataclass(frozen=True)
class Search:
    """The comments found; in the order of their likeness where they were found `by_meaning`.

    `state` says how far search by meaning is where it was asked for. It may be asked for and not be had:
    then the comments are those that hold the words.
    """

    keys: tuple[Key, ...]
    by_meaning: bool = False
    state: MeaningState | None = None

    @property
    def signals(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(signal for signal, _ in self.keys))

    def ordered(self, keys: list[Key]) -> list[Key]:
        """Those of these comments that were found, the nearest first."""
        place = {key: at for at, key in enumerate(self.keys)}
        return sorted((key for key in keys if key in place), key=lambda key: place[key])


def search_for(actor: Actor, explored: Explored) -> Search | None:
    """The comments found within the actor's units; None where nothing was looked for."""
    owner = actor.organisation.id
    state = meaning_state(owner) if explored.by_meaning else None
    if not explored.words:
        return Search((), state=state) if state else None
    if state and state.can_search:
        return Search(comments_like(owner, explored.words, actor.scope), by_meaning=True, state=state)
    return Search(comments_with(owner, explored.words), state=state)
