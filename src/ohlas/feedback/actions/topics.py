"""What a person does to the organisation's topics; each deed makes a new version and has the history read again."""

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from django.db import transaction

from ohlas.accounts.access import Actor, require
from ohlas.accounts.actions import write_audit
from ohlas.accounts.rules import Permission
from ohlas.feedback.actions.relabel import start_relabelling
from ohlas.feedback.errors import BadLabel
from ohlas.feedback.models import TopicTreeVersion
from ohlas.feedback.queries.texts import topic_tree
from ohlas.feedback.rules.texts import Tree
from ohlas.text.lemmas import LANGUAGES, fold
from ohlas.text.topics import (
    BadTopic,
    Topic,
    TopicTree,
    TopicTrouble,
    add_topic,
    merge_topics,
    move_topic,
    remove_topic,
    rename_topic,
    split_topic,
    teach_topic,
    tree_to_json,
)

LEFT_OVER = re.compile(r"[^a-z0-9]+")
LONGEST_ID = 40
Change = Callable[[TopicTree], TopicTree]


def add_to_tree(
    *, actor: Actor, title: str, language: str, under: str | None, phrases: Sequence[str], now: datetime
) -> Tree:
    """A topic more, told by these phrases.

    Errors: `Forbidden`; `BadLabel` saying what is wrong with the title, the place or a phrase.
    """

    def change(tree: TopicTree) -> TopicTree:
        return add_topic(tree, _topic(tree, title, language, phrases), under=under)

    return _change(actor, "add_topic", change, now)


def rename_in_tree(*, actor: Actor, topic: str, titles: Mapping[str, str], now: datetime) -> Tree:
    """A topic's names by language; its labels stay.

    Errors: as `add_to_tree`.
    """
    return _change(actor, "rename_topic", lambda tree: rename_topic(tree, topic, dict(titles)), now)


def teach_in_tree(*, actor: Actor, topic: str, language: str, phrases: Sequence[str], now: datetime) -> Tree:
    """More phrases that tell a topic.

    Errors: as `add_to_tree`.
    """
    return _change(actor, "teach_topic", lambda tree: teach_topic(tree, topic, language, phrases), now)


def move_in_tree(*, actor: Actor, topic: str, under: str | None, now: datetime) -> Tree:
    """A topic below another one, or at the top.

    Errors: as `add_to_tree`.
    """
    return _change(actor, "move_topic", lambda tree: move_topic(tree, topic, under=under), now)


def merge_in_tree(*, actor: Actor, topic: str, into: str, now: datetime) -> Tree:
    """A topic made part of another one; labels given by hand follow.

    Errors: as `add_to_tree`.
    """
    return _change(
        actor,
        "merge_topics",
        lambda tree: merge_topics(tree, into=into, merged=(topic,)),
        now,
        merged={topic: into},
    )


def split_in_tree(
    *, actor: Actor, topic: str, parts: Mapping[str, Sequence[str]], language: str, now: datetime
) -> Tree:
    """A topic cut into parts, each a title with the phrases it takes.

    Errors: as `add_to_tree`.
    """

    def change(tree: TopicTree) -> TopicTree:
        made: list[Topic] = []
        for title, phrases in parts.items():
            made.append(_topic(tree, title, language, phrases, taken={part.id for part in made}))
        return split_topic(tree, topic, made)

    return _change(actor, "split_topic", change, now)


def remove_from_tree(*, actor: Actor, topic: str, now: datetime) -> Tree:
    """A topic less, with all below it.

    Errors: as `add_to_tree`.
    """
    return _change(actor, "remove_topic", lambda tree: remove_topic(tree, topic), now)


def go_back_to(*, actor: Actor, number: int, now: datetime) -> Tree:
    """The topics as they were in an earlier version; 0 is the tree of the line of business.

    Errors: as `add_to_tree`.
    """
    require(actor, Permission.EDIT_SURVEYS)
    with transaction.atomic():
        later = TopicTreeVersion.objects.filter(organisation_id=actor.organisation.id, number__gt=number)
        if not later.exists():
            raise BadLabel("There is nothing to take back.")
        later.delete()
        write_audit(actor, "restore_topics", "organisation", actor.organisation.id, now, {"version": number})
        start_relabelling(actor.organisation.id, now)
    return topic_tree(actor.organisation.id)


def _change(
    actor: Actor, deed: str, change: Change, now: datetime, *, merged: Mapping[str, str] | None = None
) -> Tree:
    require(actor, Permission.EDIT_SURVEYS)
    owner = actor.organisation.id
    with transaction.atomic():
        before = topic_tree(owner)
        try:
            topics = change(before.topics)
            _check_names(topics, before.topics)
        except TopicTrouble as error:
            raise BadLabel(str(error)) from error
        version = TopicTreeVersion.objects.create(
            organisation_id=owner,
            number=before.number + 1,
            topics=tree_to_json(topics),
            merged={**before.merged, **(merged or {})},
            made_at=now,
            made_by=actor.user_id,
        )
        write_audit(actor, deed, "topic_tree", version.id, now)
        start_relabelling(owner, now)
    return topic_tree(owner)


def _check_names(tree: TopicTree, before: TopicTree) -> None:
    """Two topics of one name cannot be told apart in a list; those that were there before stay."""
    for name, n in _names(tree).items():
        if n > max(1, _names(before)[name]):
            raise BadTopic(
                f"There is already a topic called “{name[1]}”. Choose another name, or merge the two topics."
            )


def _names(tree: TopicTree) -> Counter[tuple[str, str]]:
    return Counter(
        (language, " ".join(title.split()).casefold())
        for topic in tree.walk()
        for language, title in topic.titles.items()
    )


def _topic(
    tree: TopicTree, title: str, language: str, phrases: Sequence[str], taken: set[str] | None = None
) -> Topic:
    if not title.strip():
        raise BadLabel("A topic needs a title.")
    if language not in LANGUAGES:
        raise BadLabel(f"“{language}” is no language here; there are {', '.join(LANGUAGES)}.")
    used = {topic.id for topic in tree.walk()} | (taken or set())
    clean = tuple(dict.fromkeys(" ".join(phrase.split()) for phrase in phrases if phrase.strip()))
    return Topic(_free_id(title, used), {language: title.strip()}, {language: clean} if clean else {})


def _free_id(title: str, used: set[str]) -> str:
    """A readable id: Latin letters of the title, a number behind it where it is taken."""
    name = LEFT_OVER.sub("_", fold(title)).strip("_")[:LONGEST_ID]
    name = name if name[:1].isalpha() else f"topic_{name}".rstrip("_")
    number, free = 2, name
    while free in used:
        free, number = f"{name}_{number}", number + 1
    return free
