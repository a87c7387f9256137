"""New themes looked for in the background, and what a person makes of them: topics, or nothing."""

import re
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django_tasks import task

from ohlas.accounts.access import Actor, require
from ohlas.accounts.actions import write_audit
from ohlas.accounts.errors import NotHere
from ohlas.accounts.rules import Permission
from ohlas.feedback.actions.topics import add_to_tree, teach_in_tree
from ohlas.feedback.errors import BadLabel
from ohlas.feedback.models import Response, Theme, ThemeSearch
from ohlas.feedback.queries.texts import Key, readings_at, topic_tree
from ohlas.feedback.queries.themes import languages_without_topic, points_at, without_topic
from ohlas.feedback.rules.texts import without_people
from ohlas.feedback.rules.themes import (
    ACCEPTED,
    DISMISSED,
    LONGEST_NAME,
    MERGED,
    MOST_PHRASES,
    MOST_READ,
    OPEN,
    Proposed,
    proposed,
    same_name,
)
from ohlas.lib.database import database_now
from ohlas.outbox.rules import BACKGROUND

Text = tuple[Key, str]


def look_for_themes(*, actor: Actor, now: datetime) -> None:
    """Begins to look for what no topic covers; open proposals of an earlier look give way.

    Errors: `Forbidden`.
    """
    require(actor, Permission.EDIT_SURVEYS)
    owner = actor.organisation.id
    with transaction.atomic():
        ThemeSearch.objects.filter(organisation_id=owner, ended_at=None).update(ended_at=now)
        Theme.objects.filter(organisation_id=owner, state=OPEN).delete()
        waiting = languages_without_topic(owner)
        search = ThemeSearch.objects.create(
            organisation_id=owner,
            languages=list(waiting),
            total=sum(waiting.values()),
            started_at=now,
            ended_at=None if waiting else now,
        )
        write_audit(actor, "look_for_themes", "theme_search", search.id, now)
        if waiting:
            find_themes.enqueue(str(search.id))


@task(transactional=False, priority=2 * BACKGROUND)
def find_themes(search_id: str) -> None:
    """One language; the next is put at the end of the queue. Safe to repeat: a language is taken off once."""
    search = ThemeSearch.objects.filter(id=search_id, ended_at=None).first()
    if search is None or not search.languages:
        return
    language, *rest = search.languages
    texts = _newest(search.organisation_id, language)
    points = points_at(search.organisation_id, [key for key, _ in texts])
    found = proposed([text for _, text in texts], language, points)
    done, waiting = search.done + len(texts), languages_without_topic(search.organisation_id)
    now = database_now()
    with transaction.atomic():
        begun = ThemeSearch.objects.filter(id=search.id, ended_at=None, languages=search.languages)
        moved = begun.update(
            languages=rest,
            done=done,
            total=done + sum(waiting.get(one, 0) for one in rest),
            by_meaning=points is not None,
            ended_at=None if rest else now,
        )
        if not moved:
            return
        _keep(search.organisation_id, language, texts, found, now)
        if rest:
            find_themes.enqueue(search_id)


def accept_theme(
    *, actor: Actor, theme_id: UUID, title: str, phrases: Sequence[str], place: str, now: datetime
) -> None:
    """Makes a topic of a theme; `place` is "under:ID", "into:ID" for one that is there, or "" for the top.

    Errors: `Forbidden`, `NotHere`; `BadLabel` saying what is wrong with the title, the place or a phrase.
    """
    with transaction.atomic():
        row = _row(actor, theme_id)
        kind, _, topic = place.partition(":")
        told = list(phrases) or row.phrases
        if kind == "into":
            teach_in_tree(actor=actor, topic=topic, language=row.language, phrases=told, now=now)
        else:
            before = topic_tree(actor.organisation.id).ids
            tree = add_to_tree(
                actor=actor, title=title, language=row.language, under=topic or None, phrases=told, now=now
            )
            (topic,) = tree.ids - before
        _decide(actor, row, ACCEPTED, now, topic=topic)


def rename_theme(*, actor: Actor, theme_id: UUID, name: str, phrases: Sequence[str], now: datetime) -> None:
    """Another name, and other words to tell it by, before it is decided about.

    Errors: `Forbidden`, `NotHere`; `BadLabel` for no name.
    """
    with transaction.atomic():
        row = _row(actor, theme_id)
        if not name.strip():
            raise BadLabel("A theme needs a name.")
        row.name, row.phrases = name.strip()[:LONGEST_NAME], list(phrases)[:MOST_PHRASES] or row.phrases
        row.save(update_fields=["name", "phrases"])
        write_audit(actor, "rename_theme", "theme", row.id, now)


def dismiss_theme(*, actor: Actor, theme_id: UUID, now: datetime) -> None:
    """No topic is made of it, and it is not proposed again under this name.

    Errors: `Forbidden`, `NotHere`.
    """
    with transaction.atomic():
        _decide(actor, _row(actor, theme_id), DISMISSED, now)


def merge_themes(*, actor: Actor, theme_id: UUID, into: UUID, now: datetime) -> None:
    """One theme of two: the other keeps its name and takes comments and words.

    Errors: `Forbidden`, `NotHere`; `BadLabel` for itself or another language.
    """
    with transaction.atomic():
        row, kept = _row(actor, theme_id), _row(actor, into)
        if row.id == kept.id or row.language != kept.language:
            raise BadLabel("Only two different themes in one language are made one.")
        kept.members = _once([*kept.members, *row.members])
        kept.examples = _once([*kept.examples, *row.examples])
        kept.phrases = list(dict.fromkeys([*kept.phrases, *row.phrases]))[:MOST_PHRASES]
        kept.save(update_fields=["members", "examples", "phrases"])
        _decide(actor, row, MERGED, now)


def split_theme(*, actor: Actor, theme_id: UUID, now: datetime) -> None:
    """Several themes in place of one, grouped anew among its own comments.

    Errors: `Forbidden`, `NotHere`; `BadLabel` where its comments do not fall apart.
    """
    with transaction.atomic():
        row = _row(actor, theme_id)
        keys = [(str(signal), str(question)) for signal, question in row.members]
        texts = _texts(row.organisation_id, keys)
        points = points_at(row.organisation_id, [key for key, _ in texts])
        parts = proposed([text for _, text in texts], row.language, points, most=4)
        if len(parts) <= 1:
            raise BadLabel("The comments of this theme are too few or too alike to be split.")
        _keep(row.organisation_id, row.language, texts, parts, now)
        _decide(actor, row, MERGED, now)


def _row(actor: Actor, theme_id: UUID) -> Theme:
    require(actor, Permission.EDIT_SURVEYS)
    mine = Theme.objects.select_for_update().filter(organisation_id=actor.organisation.id, state=OPEN)
    row = mine.filter(id=theme_id).first()
    if row is None:
        raise NotHere
    return row


def _decide(actor: Actor, row: Theme, state: str, now: datetime, *, topic: str = "") -> None:
    row.state, row.topic, row.decided_at, row.decided_by = state, topic, now, actor.id
    row.save(update_fields=["state", "topic", "decided_at", "decided_by"])
    write_audit(actor, f"{state}_theme", "theme", row.id, now)


def _newest(owner: UUID, language: str) -> list[Text]:
    rows = without_topic(owner).filter(language=language).order_by("-response_id", "question")
    return _texts(owner, [(str(row.response_id), row.question) for row in rows[:MOST_READ]])


_TITLES = "paní|pani|pan[aieuoy]?|panem|panom|frau|herrn?|mrs?|ms|господин[ау]?|госпож[аеу]|пан[аіу]?|пані"
_HIDDEN = re.compile(rf"(?:\b(?:{_TITLES})\.?\s+)?\[[a-z_ ]{{2,20}}\]", re.IGNORECASE)
"""What stands where a person stood, and their title before it, names no theme."""


def _texts(owner: UUID, keys: Sequence[Key]) -> list[Text]:
    """What these comments say without personal data; each text once, as a theme is not what one machine repeats."""
    answers = dict(Response.objects.filter(id__in={key[0] for key in keys}).values_list("id", "answers"))
    known = {str(signal): given for signal, given in answers.items()}
    readings = readings_at(owner, keys)
    found: dict[str, Key] = {}
    for key in keys:
        given = known.get(key[0], {}).get(key[1])
        if key in readings and isinstance(given, str):
            said = without_people(given, readings[key].said.language)
            found.setdefault(_HIDDEN.sub(" ", said), key)
    return [(key, text) for text, key in found.items()]


def _keep(
    owner: UUID, language: str, texts: Sequence[Text], found: Sequence[Proposed], now: datetime
) -> None:
    dismissed = Theme.objects.filter(organisation_id=owner, state=DISMISSED).values_list("name", flat=True)
    refused = {same_name(name) for name in dismissed}
    Theme.objects.bulk_create(
        Theme(
            organisation_id=owner,
            language=language,
            name=one.name,
            phrases=list(one.phrases),
            members=[list(texts[at][0]) for at in one.members],
            examples=[list(texts[at][0]) for at in one.examples],
            made_at=now,
        )
        for one in found
        if same_name(one.name) not in refused
    )


def _once(keys: Sequence[Sequence[str]]) -> list[list[str]]:
    return [list(key) for key in dict.fromkeys((signal, question) for signal, question in keys)]
