"""A dashboard of 12 tiles over 10 million facts: cold, warm, and its engine part against the same SQL by hand.

Cold is the first look after the facts changed: nothing that was kept may be used. Warm is every later look. Server
time is the whole view, from the request to the finished page. The engine part is the queries that page asks, against
hand-written DuckDB SQL over the same files, the two taking turns.
"""

from __future__ import annotations

import os
import statistics
import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from benchmarks.tally import CHUNK, FACTS, ORGANISATION, filled_store

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from ohlas.engine import Query

COLD_ROUNDS, WARM_ROUNDS, ENGINE_ROUNDS = 7, 40, 5
NOW = datetime(2026, 8, 2, 9, 0, tzinfo=UTC)  # right after the last of the facts
COLD_S, WARM_S, RATIO = 2.0, 0.15, 1.2
TILES = (
    {"kind": "figure"},
    {"kind": "figure", "filters": {"channel": ["channel 000"]}},
    {"kind": "figure", "filters": {"language": ["language 001"]}},
    {"kind": "figure", "filters": {"a_region": ["region 002"]}},
    {"kind": "trend", "bucket": "month"},
    {"kind": "trend", "by": "channel", "bucket": "month"},
    {"kind": "distribution"},
    {"kind": "breakdown", "by": "unit"},
    {"kind": "breakdown", "by": "a_region"},
    {"kind": "breakdown", "by": "language"},
    {"kind": "heat", "by": "unit", "across": "touchpoint"},
    {"kind": "league", "by": "touchpoint"},
)


def run() -> list[dict[str, object]]:
    store = filled_store()
    os.environ["FACTS_URL"] = store.url
    client, address = _house()
    asked = _asked_by(client, address)
    _forget()
    cold = [_timed(lambda: _look(client, address), before=_forget) for _ in range(COLD_ROUNDS)]
    warm = [_timed(lambda: _look(client, address)) for _ in range(WARM_ROUNDS)]
    mine, theirs = _engine_part(store, asked)
    return [
        _row(f"dashboard: 12 tiles over {FACTS // CHUNK} million facts, cold, p95", _p95(cold), COLD_S),
        _row("dashboard: the same, warm, p95", _p95(warm), WARM_S),
        {
            "name": "dashboard: its engine part",
            "value": round(mine * 1000, 1),
            "unit": "ms",
            "reference": f"{theirs * 1000:.1f} ms, DuckDB SQL by hand over the same files; at most {RATIO} times that",
            "ratio": round(mine / theirs, 3),
        },
    ]


def _house() -> tuple[Client, str]:
    """An organisation with the benchmark's facts, one owner, one dashboard; no browser, the server's work alone."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ohlas.site.settings")
    django.setup()
    from django.core.management import call_command
    from django.test import Client

    from ohlas.accounts.access import actor_for
    from ohlas.accounts.models import Membership, Organisation, User
    from ohlas.insight.actions import BoardWish, create_board
    from ohlas.insight.rules.boards import read_document
    from ohlas.surveys.models import Survey, SurveyVersion

    call_command("migrate", verbosity=0)
    organisation, _ = Organisation.objects.get_or_create(
        id=ORGANISATION, defaults={"slug": "bench", "name": "Bench", "created_at": NOW}
    )
    user = User.objects.filter(email="owner@bench.example").first() or User.objects.create_user(
        "owner@bench.example"
    )
    Membership.objects.get_or_create(
        organisation=organisation,
        user=user,
        defaults={"role": "owner", "created_at": NOW, "accepted_at": NOW},
    )
    if not Survey.objects.filter(organisation=organisation).exists():
        survey = Survey.objects.create(
            organisation=organisation, name="Relationship", state="running", created_at=NOW
        )
        question = {"id": "recommend", "type": "nps", "scale": "nps_0_10", "text": {"en": "Recommend?"}}
        definition = {"questions": [question], "languages": ["en"], "default_language": "en"}
        SurveyVersion.objects.create(
            organisation=organisation, survey=survey, number=1, definition=definition, published_at=NOW
        )
    tiles = [{"id": f"t{place}", **tile} for place, tile in enumerate(TILES, 1)]
    board = create_board(
        actor=actor_for(user, "bench"),
        wish=BoardWish("Twelve"),
        document=read_document({"tiles": tiles, "period": "all"}),
        now=NOW,
    )
    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client, f"/o/bench/boards/{board}/"


def _asked_by(client: Client, address: str) -> list[Query]:
    """The distinct queries one look asks the engine."""
    from ohlas.insight.queries import kept

    asked: list[Query] = []
    plain = kept.ask_engine

    def noted(store: object, query: Query) -> object:
        asked.append(query)
        return plain(store, query)  # type: ignore[arg-type]

    _forget()
    kept.ask_engine = noted  # type: ignore[assignment]
    try:
        _look(client, address)
    finally:
        kept.ask_engine = plain
    return asked


def _forget() -> None:
    """As after a change of the facts: nothing that was kept fits any more."""
    from ohlas.insight.queries import kept

    kept.forget_all()


def _look(client: Client, address: str) -> None:
    answer = client.get(address)
    page = answer.content.decode()
    assert answer.status_code == 200, answer.status_code
    assert page.count("<article") == len(TILES)
    assert "tile-refusal" not in page


def _engine_part(store: object, asked: list[Query]) -> tuple[float, float]:
    import duckdb

    from ohlas.engine import run as ask

    connection = duckdb.connect()
    statements = [_sql(store, query) for query in asked]
    sides: tuple[Callable[[], object], Callable[[], object]] = (
        lambda: [ask(store, query) for query in asked],  # type: ignore[arg-type]
        lambda: [_told(connection.execute(one).fetchall()) for one in statements],
    )
    times: tuple[list[float], list[float]] = ([], [])
    for _ in range(ENGINE_ROUNDS):
        for side, taken in zip(sides, times, strict=True):
            taken.append(_timed(side))
    return statistics.median(times[0]), statistics.median(times[1])


def _sql(store: object, query: Query) -> str:
    """What somebody would write by hand for the same counts."""
    snapshot = store.snapshot("answers")  # type: ignore[attr-defined]
    files = ", ".join(f"'{file}'" for file in snapshot.slice(ORGANISATION).files)
    keys = list(query.group_by)
    if query.bucket:
        keys.append(f"date_trunc('{query.bucket}', local_date)")
    parts = [f"scale = '{query.scale}'", "complete", "value IS NOT NULL"]
    parts += [f"{one.field} IN ({', '.join(map(repr, one.values))})" for one in query.where]
    if query.since:
        parts.append(f"local_date >= DATE '{query.since}'")
    if query.until:
        parts.append(f"local_date < DATE '{query.until}'")
    columns = ", ".join([*keys, "value"])
    return (
        f"SELECT {columns}, count(*) FROM read_parquet([{files}]) "
        f"WHERE {' AND '.join(parts)} GROUP BY {columns}"
    )


def _told(rows: list[tuple[object, ...]]) -> dict[object, dict[object, object]]:
    found: dict[object, dict[object, object]] = {}
    for *key, value, n in rows:
        found.setdefault(tuple(key), {})[value] = n
    return found


def _timed(deed: Callable[[], object], before: Callable[[], None] | None = None) -> float:
    if before:
        before()
    began = time.perf_counter()
    deed()
    return time.perf_counter() - began


def _p95(seconds: list[float]) -> float:
    return sorted(seconds)[min(round(0.95 * len(seconds)), len(seconds) - 1)]


def _row(name: str, value: float, most: float) -> dict[str, object]:
    return {
        "name": name,
        "value": round(value * 1000, 1),
        "unit": "ms",
        "reference": most * 1000,
        "ratio": round(value / most, 3),
    }
