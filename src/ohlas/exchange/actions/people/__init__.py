"""Deeds on tables of people and happenings: receive, say what the columns mean, try, import, undo."""

from ohlas.exchange.actions.people.receive import receive_people, reread_people, save_meaning
from ohlas.exchange.actions.people.run import (
    begin_people,
    finish_people_now,
    people_step,
    start_people,
    take_back,
    undo_people,
)
from ohlas.exchange.actions.people.trial import PeopleTrial, try_people

__all__ = [
    "PeopleTrial",
    "begin_people",
    "finish_people_now",
    "people_step",
    "receive_people",
    "reread_people",
    "save_meaning",
    "start_people",
    "take_back",
    "try_people",
    "undo_people",
]
