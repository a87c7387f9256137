"""Decide, once, which figures changed between two closed periods."""

import hashlib
import math
from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction

from ohlas.insight.models import Verdict
from ohlas.insight.queries import known_verdicts
from ohlas.insight.queries.verdicts import KnownVerdict
from ohlas.insight.rules import family
from ohlas.metrics import Comparison


def settle_changes(
    *,
    organisation_id: UUID,
    comparisons: Mapping[str, Comparison | None],
    page: str,
    period: str,
    facts_version: int | None,
    now: datetime,
) -> dict[str, bool]:
    """Which of one page's figures changed; one family, decided once per closed period and kept.

    A verdict is given anew only where the facts of those closed days themselves changed: an import
    undone, an answer erased. The same facts always get the same verdict, so no mark ever flickers.
    """
    keys = {name: _digest(page, name) for name in comparisons}
    known = known_verdicts(organisation_id, list(keys.values()), period)
    if all(_is_same(known.get(keys[name]), one) for name, one in comparisons.items()):
        return {name: known[key].is_change for name, key in keys.items()}
    tests = dict(zip(comparisons, family(list(comparisons.values())), strict=True))
    marks = {name: test is not None and test.is_marked for name, test in tests.items()}
    with transaction.atomic():
        for name, comparison in comparisons.items():
            Verdict.objects.update_or_create(
                organisation_id=organisation_id,
                figure=keys[name],
                period=period,
                defaults={
                    "difference": comparison.difference if comparison else None,
                    "p_value": comparison.p if comparison else None,
                    "is_change": marks[name],
                    "facts_version": facts_version or 0,
                    "decided_at": now,
                },
            )
    return marks


def _is_same(known: KnownVerdict | None, comparison: Comparison | None) -> bool:
    if known is None:
        return False
    if comparison is None or known.difference is None:
        return comparison is None and known.difference is None
    return math.isclose(known.difference, comparison.difference, abs_tol=1e-9)


def _digest(page: str, name: str) -> str:
    return hashlib.sha256(f"{page}\n{name}".encode()).hexdigest()
