"""Long tables read as columns of numbers: ids as two halves, moments as days, in portions that fit in memory.

Making a UUID and a datetime of every cell costs more than the reading; a million rows come as text instead.
"""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django.db.models import CharField, DateTimeField, QuerySet, UUIDField
from django.db.models.functions import Cast

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Halves = tuple[npt.NDArray[np.uint64], npt.NDArray[np.uint64]]
    Days = npt.NDArray[np.int32]

AT_ONCE = 20_000
SECOND = len("2026-11-20T10:00:00")


def portions(rows: "QuerySet[Any, Any]", *names: str) -> Iterator[tuple[Sequence[Any], ...]]:
    """The named columns, some thousand rows at a time; ids and moments come as text for `halves` and `days`."""
    fields = {name: rows.model._meta.get_field(name.removesuffix("_id")) for name in names}  # noqa: SLF001 - documented
    texts = {name for name, field in fields.items() if _is_text(field)}
    rows = rows.annotate(**{f"{name}_text": Cast(name, CharField()) for name in texts})
    read = rows.values_list(*(f"{name}_text" if name in texts else name for name in names)).iterator(AT_ONCE)
    while portion := list(islice(read, AT_ONCE)):
        yield tuple(zip(*portion, strict=True))


def _is_text(field: Any) -> bool:
    field = getattr(field, "target_field", field)
    return isinstance(field, UUIDField | DateTimeField)


def halves(ids: Sequence[str]) -> "Halves":
    """The upper and the lower 64 bits of each id."""
    import numpy as np

    numbers = np.frombuffer(bytes.fromhex("".join(ids).replace("-", "")), ">u8").reshape(-1, 2)
    return numbers[:, 0].astype(np.uint64), numbers[:, 1].astype(np.uint64)


def days(moments: Sequence[str], zone: str) -> "Days":
    """The day of each moment in the zone, as an ordinal."""
    import numpy as np

    if not moments:
        return np.empty(0, np.int32)
    seconds = np.array([one[:SECOND] for one in moments], "datetime64[s]").astype(np.int64)
    first = datetime.fromtimestamp(int(seconds.min()), UTC).date() - timedelta(days=2)
    last = datetime.fromtimestamp(int(seconds.max()), UTC).date() + timedelta(days=2)
    midnights = _midnights(first, last, zone)
    return (first.toordinal() - 1 + np.searchsorted(midnights, seconds, "right")).astype(np.int32)


def _midnights(first: date, last: date, zone: str) -> list[float]:
    here, span = ZoneInfo(zone), (last - first).days
    return [
        datetime.combine(first + timedelta(days=n), time(0), here).astimezone(UTC).timestamp()
        for n in range(span + 1)
    ]
