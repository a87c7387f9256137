"""The survey page beside a bare Django template view: bytes, pages a second, time to first byte.

The bare page is one template view that loops over the same questions and answers of a scale without any
lookup, saving, language or policy. Rounds take turns.
"""

import gzip
import json
import os
import subprocess
import sys
import tempfile
import urllib.request
from pathlib import Path

from benchmarks.load import Tally, drive
from benchmarks.scene import ROOT, environment, granian, ohlas_web, prepare
from ohlas.lib.config import WEB_THREADS

CONNECTIONS = 16
ROUNDS = 9
"""The speed of a rented machine changes by a fifth between two seconds; the median of nine stands still."""
SECONDS = 3.0
RATE = 200
ALLOWED = 14_336
"""What fits ten packets: the page comes with the first answer of the server."""
PROMISED_MS = 100
BARE = "benchmarks.bare.settings"


def run() -> list[dict]:
    with tempfile.TemporaryDirectory(prefix="ohlas-bench-page-") as folder:
        ours_home, bare_home = Path(folder) / "ours", Path(folder) / "bare"
        for home in (ours_home, bare_home):
            home.mkdir()
        prepare(ours_home)
        prepare(bare_home, BARE)
        opened = links_in(ours_home, 1)["open"]
        with (
            ohlas_web(ours_home, WEB_THREADS) as ours,
            granian("benchmarks.bare.wsgi:application", bare_home, BARE, WEB_THREADS) as bare,
        ):
            targets = {"ours": (ours, _get(opened)), "bare": (bare, _get("/page"))}
            size = len(_body(ours, opened))
            rates = rounds(targets, {200})
            waits = _calm(targets)
    return [
        row("survey_page: bytes of the page, of those allowed", size, "bytes", ALLOWED),
        row("survey_page: pages, against a bare template view", rates["ours"], "per s", rates["bare"]),
        row("survey_page: first byte p95 at 200/s", waits["ours"], "ms", waits["bare"]),
        row("survey_page: first byte p95 at 200/s, of what is promised", waits["ours"], "ms", PROMISED_MS),
    ]


def _calm(targets: dict) -> dict[str, float]:
    """The median round's 95th percentile in ms at the promised rate."""
    found: dict[str, list[float]] = {name: [] for name in targets}
    for _ in range(ROUNDS):
        for name, (port, render) in targets.items():
            tally = drive(port, render, connections=CONNECTIONS, seconds=SECONDS, rate=RATE)
            _checked(tally, {200})
            found[name].append(tally.percentile_ms(0.95))
    return {name: sorted(waits)[ROUNDS // 2] for name, waits in found.items()}


def rounds(targets: dict, allowed: set[int]) -> dict[str, float]:
    """Each target's median round, as requests a second; they take turns."""
    rates: dict[str, list[float]] = {name: [] for name in targets}
    for _ in range(ROUNDS):
        for name, (port, render) in targets.items():
            tally = drive(port, render, connections=CONNECTIONS, seconds=SECONDS)
            _checked(tally, allowed)
            rates[name].append(tally.rate)
    return {name: sorted(found)[ROUNDS // 2] for name, found in rates.items()}


def _checked(tally: Tally, allowed: set[int]) -> None:
    if not set(tally.statuses) <= allowed:
        raise RuntimeError(f"not every answer was {allowed}: {tally.statuses}")


def _body(port: int, path: str) -> bytes:
    address = f"http://127.0.0.1:{port}{path}"
    request = urllib.request.Request(address, headers={"Accept-Encoding": "gzip"})
    with urllib.request.urlopen(request) as answer:  # noqa: S310 - as above
        body = answer.read()
    gzip.decompress(body)
    return body


def _get(path: str):
    request = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept-Encoding: gzip\r\nAccept-Language: cs\r\n\r\n".encode()
    return lambda: request


def links_in(home: Path, personal: int) -> dict:
    """Links to the running survey, made in the server's own database: one open, many personal ones."""
    answer = subprocess.run(
        [sys.executable, "-m", "benchmarks.survey_page"],
        env={**environment(home), "BENCH_LINKS": str(personal)},
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    return json.loads(answer.stdout.splitlines()[-1])


def _links_here() -> dict:
    import django

    django.setup()
    from urllib.parse import urlencode

    from django.utils import timezone

    from ohlas.accounts.access import system_actor
    from ohlas.accounts.queries import organisations
    from ohlas.feedback.actions import LinkWish, create_link
    from ohlas.feedback.models import Link
    from ohlas.feedback.rules.links import key_hash, new_token
    from ohlas.lib.ids import new_id
    from ohlas.surveys.queries import standing

    now = timezone.now()
    organisation = organisations()[0]
    survey = standing(organisation.id, "After a visit", now)
    actor = system_actor(organisation.id)
    opened = create_link(actor=actor, survey_id=survey.survey_id, wish=LinkWish(), now=now)
    tokens = [new_token() for _ in range(int(os.environ["BENCH_LINKS"]))]
    rows = [
        Link(
            id=new_id(),
            organisation_id=organisation.id,
            survey_id=survey.survey_id,
            kind="personal",
            key_hash=key_hash(token),
            channel="email",
            created_at=now,
        )
        for token in tokens
    ]
    Link.objects.bulk_create(rows, batch_size=2000)
    form = {
        "q:nps": "9", "q:staff": "4", "q:why": "Příjemná obsluha", "seen": "nps staff why", "go": "next",
        "version": str(survey.version.id), "lang": "cs", "at": "", "render": "",
    }  # fmt: skip
    return {"open": opened.path, "personal": [f"/s/{token}" for token in tokens], "body": urlencode(form)}


def row(name: str, value: float, unit: str, reference: float) -> dict:
    return {"name": name, "value": value, "unit": unit, "reference": reference, "ratio": value / reference}


if __name__ == "__main__":
    print(json.dumps(_links_here()))
