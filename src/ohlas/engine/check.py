"""Do the facts say what the record says? Fingerprints that add up, so both sides can be read in parts."""

from __future__ import annotations

import operator
from dataclasses import dataclass
from functools import reduce
from typing import TYPE_CHECKING, Any

from ohlas.engine.backend import backend_for
from ohlas.engine.columns import checked
from ohlas.engine.errors import BadFact
from ohlas.engine.fields import table_named
from ohlas.engine.snapshot import Slice

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import ibis.expr.types as ir
    import pyarrow as pa

    from ohlas.engine.plan import Columns
    from ohlas.engine.store import FactStore

_WRAPS_AT = 2**64


@dataclass(frozen=True)
class Fingerprint:
    """How many facts, and a sum of their hashes: equal for equal facts in whatever order and batches."""

    facts: int = 0
    checksum: int = 0

    def __add__(self, other: Fingerprint) -> Fingerprint:
        return Fingerprint(self.facts + other.facts, (self.checksum + other.checksum) % _WRAPS_AT)


def stored_fingerprints(
    store: FactStore, organisation: str, table: str = "answers"
) -> Mapping[str, Fingerprint]:
    """What the store holds of one organisation's answers or comments, survey by survey.

    Shape:  a store in, {survey: fingerprint} out; nothing stored gives an empty mapping.
    Errors: two different sets of facts look equal once in 2⁶⁴.
    Source: promises.md, R24.
    """
    snapshot = store.snapshot(table)
    facts = snapshot.slice(organisation) if snapshot else None
    return _fingerprints(store.engine_url, facts) if facts and facts.files else {}


def recorded_fingerprints(
    store: FactStore, parts: Iterable[pa.Table], table: str = "answers"
) -> Mapping[str, Fingerprint]:
    """What the store should hold: the same from tables made anew by `answers_table`, one organisation's.

    Shape:  any number of tables in, {survey: fingerprint} out.
    Errors: as `stored_fingerprints`; `BadFact` where organisations are mixed.
    Source: promises.md, R24.
    """
    found: dict[str, Fingerprint] = {}
    for part in parts:
        for survey, fingerprint in _fingerprints(store.engine_url, _in_memory(part, table)).items():
            found[survey] = found.get(survey, Fingerprint()) + fingerprint
    return found


def digest(columns: Columns) -> ir.Table:
    """Facts and checksum per survey. Unknown values leave no trace, so an absent column is an empty one.

    Shape:  the columns there are in, an unbound Ibis expression out.
    Errors: hashes are the engine's own: compare within one engine only.
    Source: promises.md, R24.
    """
    import ibis

    from ohlas.engine.plan import FACTS

    facts = ibis.table({name: str(kind) for name, kind in columns}, name=FACTS)
    text = reduce(operator.add, [_trace(facts[name], name) for name, _ in sorted(columns)])
    return facts.group_by(survey=facts["survey"]).aggregate(
        facts=facts.count(), checksum=text.hash().cast("decimal(38, 0)").sum()
    )


def _trace(column: Any, name: str) -> Any:  # Ibis columns are typed at run time
    import ibis

    return (ibis.literal(f"\x1f{name}=") + column.cast("string")).fill_null("")


def _fingerprints(engine_url: str, facts: Slice) -> dict[str, Fingerprint]:
    found = backend_for(engine_url).ask(facts, digest, tuple(sorted(facts.columns.items()))).to_pylist()
    return {line["survey"]: Fingerprint(line["facts"], int(line["checksum"]) % _WRAPS_AT) for line in found}


def _in_memory(rows: pa.Table, table: str) -> Slice:
    """A part of the record, dressed as a slice of one file."""
    import pyarrow.dataset as ds

    given = checked(table, rows)
    owners = set(given["organisation"].to_pylist())
    if len(owners) > 1:
        raise BadFact(f"check one organisation at a time, not {len(owners)}")
    kinds = dict(table_named(table).columns)
    columns = {
        name: kinds.get(name, kinds["survey"]) for name in given.column_names if name != "organisation"
    }
    return Slice(
        organisation=owners.pop() if owners else "",
        version=None,
        files=(),
        facts=given.num_rows,
        columns=columns,
        fields=frozenset(columns),
        bounds={},
        is_weighted=True,
        is_ragged=False,
        is_local=False,
        open_dataset=lambda: ds.dataset(given.select(list(columns))),
    )
