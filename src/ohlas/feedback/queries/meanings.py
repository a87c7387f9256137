"""Finding written answers by what they mean, and how many of them can be found so."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import reduce
from operator import or_
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from ohlas.feedback.models import MeaningIndex, TextMeaning, TextReading
from ohlas.feedback.queries.texts import Key, topic_tree
from ohlas.feedback.rules.meanings import can_embed, nearest, points_of
from ohlas.feedback.rules.searching import is_meant, topics_meant, wanted_words
from ohlas.feedback.rules.texts import mentions_from_json
from ohlas.lib.search import with_words

PORTION = 5_000
FEW_WORDS = 3
"""Up to which what is asked for is a word or two rather than a thought."""
OF_THE_TOPIC, OF_THE_WORDS = 1.5, 1.5
"""How much nearer such comments are, in the way from the mean likeness to the greatest.

Chosen on fifteen questions of one to three words, Czech and English, among 200 comments: mean precision 0.51 without,
0.85 with them.
"""


@dataclass(frozen=True)
class MeaningState:
    """Whether search by meaning can be had here, is wanted, and for how many of the comments it is ready."""

    is_installed: bool
    is_wanted: bool
    ready: int = 0
    total: int = 0
    rate: float | None = None
    left: timedelta | None = None

    @property
    def is_ready(self) -> bool:
        """Every comment can be found."""
        return self.is_wanted and self.ready >= self.total

    @property
    def can_search(self) -> bool:
        return self.is_installed and self.ready > 0


def meaning_state(organisation_id: UUID) -> MeaningState:
    """How far search by meaning has come."""
    is_installed = can_embed()
    index = MeaningIndex.objects.filter(organisation_id=organisation_id).first()
    if index is None:
        return MeaningState(is_installed, is_wanted=False)
    ready = TextMeaning.objects.filter(organisation_id=organisation_id).count()
    missing = unlearnt(organisation_id).count()
    took = (index.moved_at - index.wanted_at).total_seconds()
    rate = index.learnt / took if index.learnt and took > 0 else None
    left = timedelta(seconds=round(missing / rate)) if rate and missing else None
    return MeaningState(is_installed, True, ready, ready + missing, rate, left)


def comments_like(organisation_id: UUID, asked: str, scope: frozenset[UUID] | None = None) -> tuple[Key, ...]:
    """The comments that mean something like this, the nearest first; within these units, if any are given.

    One word or three are a point too vague to lie near what is meant: then comments that hold them, or tell the topic
    they name, are taken to be nearer.

    Errors: `NoEmbedder` where the model is not installed.
    """
    mine = TextMeaning.objects.filter(organisation_id=organisation_id, response__release__isnull=True)
    if scope is not None:
        mine = mine.filter(response__unit_id__in=scope)
    (wanted,) = points_of([asked])
    nearer = _nearer(organisation_id, asked, mine) if len(asked.split()) <= FEW_WORDS else {}
    numbers = nearest(wanted, _portions(mine), nearer)
    rows = TextMeaning.objects.filter(number__in=numbers).values_list("number", "response_id", "question")
    keys = {number: (str(signal), question) for number, signal, question in rows}
    return tuple(keys[number] for number in numbers if number in keys)


def _nearer(organisation_id: UUID, asked: str, mine: QuerySet[TextMeaning]) -> dict[int, float]:
    """By how much the comments that hold these words, or tell the topic they name, are nearer."""
    reading = TextReading.objects.filter(response=OuterRef("response"), question=OuterRef("question"))
    meant = topics_meant(asked, topic_tree(organisation_id))
    found: dict[int, float] = {}
    if meant:
        about = reading.filter(reduce(or_, (Q(topics__icontains=f'"{topic}"') for topic in meant)))
        rows = mine.filter(Exists(about)).annotate(told=Subquery(about.values("topics")[:1]))
        for number, told in rows.values_list("number", "told").iterator(chunk_size=PORTION):
            if is_meant(meant, mentions_from_json(told)):
                found[number] = OF_THE_TOPIC
    holding = mine.filter(Exists(with_words(reading, "words", wanted_words(asked))))
    for number in holding.values_list("number", flat=True).iterator(chunk_size=PORTION):
        found[number] = found.get(number, 0.0) + OF_THE_WORDS
    return found


def unlearnt(organisation_id: UUID) -> QuerySet[TextReading]:
    """Readings of comments that cannot be found by meaning yet, the newest first; never anonymous ones."""
    known = TextMeaning.objects.filter(response=OuterRef("response"), question=OuterRef("question"))
    rows = TextReading.objects.filter(organisation_id=organisation_id, response__release__isnull=True)
    return rows.exclude(Exists(known)).order_by("-response_id", "question")


def _portions(rows: QuerySet[TextMeaning]) -> Iterator[list[tuple[int, bytes]]]:
    portion: list[tuple[int, bytes]] = []
    for number, point in rows.order_by("number").values_list("number", "point").iterator(chunk_size=PORTION):
        portion.append((number, bytes(point)))
        if len(portion) >= PORTION:
            yield portion
            portion = []
    yield portion
