"""Reading what people wrote: labels beside each written answer, once per text and reader, however often told."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from ohlas.feedback.events import BatchImported, TextsRead, UrgentSaid
from ohlas.feedback.models import Response, TextReading
from ohlas.feedback.queries.readers import own_model
from ohlas.feedback.queries.texts import known_stamps, topic_tree
from ohlas.feedback.rules.texts import (
    Said,
    Tree,
    given_from_json,
    given_to_json,
    read_texts,
    said_to_json,
    steps_before,
    urgency_to_json,
)
from ohlas.lib.database import one_writer
from ohlas.outbox import Delivered, emit
from ohlas.surveys.queries import published_version
from ohlas.surveys.rules import AnswerKind

STALE = 0
"""`facts_number` of a reading whose facts are an older one's; a new reading has none."""


@dataclass(frozen=True, slots=True)
class _Text:
    response: Response
    question: str
    text: str

    @property
    def key(self) -> tuple[str, str]:
        return str(self.response.id), self.question


def read_recorded(events: Sequence[Delivered], now: datetime) -> None:
    """Reads the written answers of people who have just answered."""
    ids = [delivered.event.response_id for delivered in events]
    read_responses(list(Response.objects.filter(id__in=ids)), now)


def read_imported(delivered: Delivered, now: datetime) -> None:
    """Reads the written answers of a chunk of imported rows."""
    read_responses(_rows_of(delivered.event), now)


def read_responses(responses: Sequence[Response], now: datetime) -> int:
    """Reads the written answers among these that this reader and tree have not read; how many.

    The reading itself happens outside of any transaction: it is the slow part.
    """
    by_owner: dict[UUID, list[Response]] = defaultdict(list)
    for response in responses:
        by_owner[response.organisation_id].append(response)
    return sum(_read(owner, rows, now) for owner, rows in by_owner.items())


def _read(organisation_id: UUID, responses: Sequence[Response], now: datetime) -> int:
    written = [text for response in responses for text in _texts(response)]
    if not written:  # most answers are only scores: they must not wait for topics and models to load
        return 0
    tree = topic_tree(organisation_id)
    known = known_stamps([response.id for response in responses])
    texts = [text for text in written if known.get(text.key) != tree.stamp]
    if not texts:
        return 0
    model = own_model(organisation_id) if tree.own else None
    said = list(read_texts((one.text for one in texts), tree.topics, model))
    with one_writer(), transaction.atomic():
        stored = _store(organisation_id, dict(zip(texts, said, strict=True)), tree)
        emit(TextsRead(stored), organisation_id=organisation_id, now=now)
        for response_id in _urgent(texts, said, known):
            emit(UrgentSaid(response_id), organisation_id=organisation_id, now=now)
    return stored


def _urgent(texts: Sequence[_Text], said: Sequence[Said], known: Mapping[tuple[str, str], str]) -> list[UUID]:
    """Who has just asked us to act; history, readings made again and anonymous answers call nobody."""
    found = {
        text.response.id: None
        for text, one in zip(texts, said, strict=True)
        if one.urgency and text.key not in known and _is_live(text.response)
    }
    return list(found)


def _is_live(response: Response) -> bool:
    return response.batch_id is None and response.release is None


def _store(organisation_id: UUID, said: Mapping[_Text, Said], tree: Tree) -> int:
    """Puts the readings in place of older ones; those whose response has gone meanwhile are dropped."""
    ids = {text.response.id for text in said}
    alive = set(Response.objects.select_for_update().filter(id__in=ids).values_list("id", flat=True))
    before = {
        (str(row.response_id), row.question): row for row in TextReading.objects.filter(response_id__in=ids)
    }
    kept = {text: one for text, one in said.items() if text.response.id in alive}
    stale = [before[text.key].number for text in kept if text.key in before]
    old = TextReading.objects.filter(number__in=stale)
    old._raw_delete(old.db)  # noqa: SLF001 - nothing hangs on a reading; the collector would load them again
    rows = [_row(organisation_id, text, one, tree, before.get(text.key)) for text, one in kept.items()]
    TextReading.objects.bulk_create(rows, ignore_conflicts=True)
    return len(rows)


def _row(
    organisation_id: UUID, text: _Text, said: Said, tree: Tree, before: TextReading | None
) -> TextReading:
    row = TextReading(
        organisation_id=organisation_id,
        response_id=text.response.id,
        question=text.question,
        language=said.language,
        language_confidence=said.language_confidence,
        sentiment=said.sentiment,
        positive=said.positive,
        neutral=said.neutral,
        negative=said.negative,
        topics=said_to_json(said.topics),
        urgency=urgency_to_json(said.urgency),
        words=said.words,
        stamp=tree.stamp,
    )
    if before is not None:
        row.facts_number = None if before.facts_number is None else STALE
        row.corrected_by, row.corrected_at = before.corrected_by, before.corrected_at
        row.given = _carried(before.given, tree)
        steps = [_carried(step, tree) for step in steps_before(before.given_before)]
        row.given_before = steps or None
    return row


def _carried(given: Mapping[str, object], tree: Tree) -> dict[str, object]:
    """A person's labels, in the words of the tree as it stands now."""
    return given_to_json(given_from_json(given).within(tree.ids, tree.merged)) if given else {}


def _texts(response: Response) -> list[_Text]:
    version = published_version(response.version_id)
    if version is None:
        return []
    found = []
    for name, given in response.answers.items():
        item = version.definition.item_by_id.get(name)
        is_text = item is not None and item.kind is AnswerKind.TEXT
        if is_text and isinstance(given, str) and given.strip():
            found.append(_Text(response, name, given))
    return found


def _rows_of(chunk: BatchImported) -> list[Response]:
    rows = Response.objects.filter(batch_id=chunk.batch_id, id__gte=chunk.first_id, id__lte=chunk.last_id)
    return list(rows.only("id", "organisation_id", "version_id", "answers", "batch_id", "release"))
