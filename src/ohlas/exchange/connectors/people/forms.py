"""The posted form of the columns page, read into a meaning."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import TypeVar

from ohlas.customers.rules import Channel, EventKind, Purpose
from ohlas.exchange.rules.people import Meaning, MeaningColumn, PeopleKind, PeopleRole

Choice = TypeVar("Choice", bound=StrEnum)


def meaning_of(post: Mapping[str, str], kind: PeopleKind, names: Sequence[str]) -> Meaning:
    """What the person chose; fields of column number 3 are named `3-role`, `3-key` and so on."""
    return Meaning(
        kind=kind,
        columns=tuple(_column(post, number, name) for number, name in enumerate(names)),
        source=str(post.get("source", "")).strip()[:60] or "import",
        country=str(post.get("country", "")).strip().upper()[:20],
        event=_chosen(EventKind, post.get("event", ""), None),
        overwrites=post.get("overwrites") == "yes",
    )


def _column(post: Mapping[str, str], number: int, name: str) -> MeaningColumn:
    def field(part: str) -> str:
        return str(post.get(f"{number}-{part}", "")).strip()

    return MeaningColumn(
        column=name,
        role=_chosen(PeopleRole, field("role"), PeopleRole.IGNORE),
        key=field("key")[:40],
        format=field("format")[:40],
        purpose=_chosen(Purpose, field("purpose"), Purpose.SURVEYS),
        channel=_chosen(Channel, field("channel"), Channel.EMAIL),
    )


def _chosen(kind: type[Choice], given: str, otherwise: Choice | None) -> Choice:
    """The choice; what is none of ours (a forged form) counts as not chosen."""
    return kind(given) if given in set(kind) else otherwise  # type: ignore[return-value]  # None only where the field may be
