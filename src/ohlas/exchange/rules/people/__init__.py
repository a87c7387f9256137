"""What the columns of a table of people or happenings mean, and how a row becomes one."""

from ohlas.exchange.rules.people.guess import guess_people
from ohlas.exchange.rules.people.roles import (
    Meaning,
    MeaningColumn,
    PeopleKind,
    PeopleRole,
    meaning_from,
    meaning_json,
    meaning_problems,
    roles_of,
)
from ohlas.exchange.rules.people.rows import RowReader, Setting

__all__ = [
    "Meaning",
    "MeaningColumn",
    "PeopleKind",
    "PeopleRole",
    "RowReader",
    "Setting",
    "guess_people",
    "meaning_from",
    "meaning_json",
    "meaning_problems",
    "roles_of",
]
