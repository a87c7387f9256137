"""Claiming: signals get the number of the portion that will carry them, once, however often events come.

Numbers are given under a lock held until the commit, so they become visible in order and the writer may
trust "everything up to n". On PostgreSQL a bare sequence would let 7 appear before 6 and lose 6.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Max, Q, QuerySet

from ohlas.feedback.events import BatchImported
from ohlas.feedback.models import Attribute, FactBatch, FactTable, Response, TextReading
from ohlas.feedback.rules import FactKind

TABLE = "answers"
COMMENTS = "comments"
LEFT_OUT = "left_out"
PORTION = 1_000
READ_AT_ONCE, ANEW_AT_ONCE = 5_000, 2_000
"""Readings in one portion: new ones are only added; those read anew replace others, in one commit."""

Claim = Callable[[int], int]
"""Marks rows with a number and says how many it marked."""


def claim_recorded(ids: Sequence[UUID], now: datetime) -> int | None:
    """A portion of new responses; those already in one are left out, None when all are."""
    waiting = Response.objects.filter(id__in=ids, facts_number__isnull=True)
    return _claim(FactKind.APPEND, [], now, lambda number: waiting.update(facts_number=number))


def claim_imported(chunks: Sequence[BatchImported], now: datetime) -> int | None:
    """A portion of imported rows."""

    def mark(number: int) -> int:
        return sum(_rows_of(chunk).update(facts_number=number) for chunk in chunks)

    return _claim(FactKind.APPEND, [], now, mark)


def claim_replaced(signals: Sequence[tuple[UUID, UUID]], now: datetime) -> int | None:
    """A portion of changed or erased (organisation, response): whatever the facts hold on them is replaced."""

    def mark(number: int) -> int:
        ids = [signal for _, signal in signals]
        Response.objects.filter(id__in=ids).update(facts_number=number)
        TextReading.objects.filter(response_id__in=ids).update(facts_number=number)
        return len(signals)

    return _claim(FactKind.MERGE, [[str(owner), str(signal)] for owner, signal in signals], now, mark)


def claim_read(organisation_id: UUID, now: datetime) -> int:
    """Portions of comments read and not yet in the facts, or read anew since; how many portions."""
    mine = TextReading.objects.filter(organisation_id=organisation_id).order_by("number")
    portions = 0
    while numbers := list(mine.filter(facts_number=None).values_list("number", flat=True)[:READ_AT_ONCE]):
        _claim(FactKind.LABEL, [], now, _marking(numbers))
        portions += 1
    anew = mine.filter(facts_number=0).values_list("number", "response_id")
    while found := list(anew[:ANEW_AT_ONCE]):
        signals = {str(signal) for _, signal in found}
        # Whole signals are replaced: a response's other comments come along.
        numbers = list(mine.filter(response_id__in=signals).values_list("number", flat=True))
        pairs: list[object] = [[str(organisation_id), signal] for signal in sorted(signals)]
        _claim(FactKind.RELABEL, pairs, now, _marking(numbers))
        portions += 1
    return portions


def claim_undone(organisation_id: UUID, batch_id: UUID, now: datetime) -> int | None:
    """A portion that takes an import out of the facts."""
    return _claim(FactKind.UNDO, [str(organisation_id), str(batch_id)], now, lambda _: 1)


def claim_forgotten(organisation_id: UUID, now: datetime) -> int | None:
    """A portion that takes all of an organisation out of the facts."""
    return _claim(FactKind.FORGET, [str(organisation_id)], now, lambda _: 1)


def carriers_of(attribute_id: UUID) -> Iterator[list[tuple[UUID, UUID]]]:
    """Responses in the facts that carry the attribute, as (organisation, response), 1,000 at a time."""
    attribute = Attribute.objects.filter(id=attribute_id).first()
    if attribute is None:
        return
    carriers = Response.objects.filter(
        organisation_id=attribute.organisation_id,
        attributes__has_key=attribute.key,
        facts_number__isnull=False,
    )
    rows = carriers.order_by("id").values_list("organisation_id", "id")
    portion = list(rows[:PORTION])
    while portion:
        yield portion
        portion = list(rows.filter(id__gt=portion[-1][1])[:PORTION])


def last_written() -> int:
    """Every portion up to this number is in the facts; 0 before the first."""
    written = FactBatch.objects.filter(written_at__isnull=False)
    return written.aggregate(last=Max("number"))["last"] or 0


def facts_waiting() -> int:
    """Responses whose facts are not written yet; the relay's backlog."""
    unwritten = Q(facts_number__isnull=True) | Q(facts_number__gt=last_written())
    return Response.objects.filter(unwritten).count()


def _marking(numbers: list[int]) -> Claim:
    return lambda number: TextReading.objects.filter(number__in=numbers).update(facts_number=number)


def _claim(kind: FactKind, signals: list[object], now: datetime, mark: Claim) -> int | None:
    FactTable.objects.get_or_create(name=TABLE)
    with transaction.atomic():
        table = FactTable.objects.select_for_update().get(name=TABLE)
        number = table.last_number + 1
        if mark(number) == 0:
            return None
        table.last_number = number
        table.save(update_fields=["last_number"])
        FactBatch.objects.create(number=number, kind=kind.value, signals=signals, created_at=now)
    return number


def _rows_of(chunk: BatchImported) -> QuerySet[Response]:
    return Response.objects.filter(
        batch_id=chunk.batch_id,
        id__gte=chunk.first_id,
        id__lte=chunk.last_id,
        facts_number__isnull=True,
    )
