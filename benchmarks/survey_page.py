"""The survey page and its submit beside bare Django: bytes, time to first byte, durable answers a second.

The bare page is one template view that loops over the same questions and answers of a scale without any
lookup, saving, language or policy; the bare submit inserts the same rows. Rounds take turns.
"""

import gzip
import itertools
import json
import os
import subprocess
import sys
import tempfile
import urllib.request
from pathlib import Path

from benchmarks.load import Tally, drive
from benchmarks.scene import ROOT, environment, granian, prepare

CONNECTIONS = 16
ROUNDS = 5
SECONDS = 3.0
THREADS = 2
RATE = 200
ALLOWED = 14_336
"""What fits ten packets: the page comes with the first answer of the server."""
PREPARED = 60_000
"""Links made beforehand: each takes one answer."""
BARE = "benchmarks.bare.settings"


def run() -> list[dict]:
    with tempfile.TemporaryDirectory(prefix="ohlas-bench-page-") as folder:
        ours_home, bare_home = Path(folder) / "ours", Path(folder) / "bare"
        for home in (ours_home, bare_home):
            home.mkdir()
        prepare(ours_home)
        prepare(bare_home, BARE)
        scene = _links(ours_home)
        with (
            granian("ohlas.site.wsgi:application", ours_home, "ohlas.site.settings", THREADS) as ours,
            granian("benchmarks.bare.wsgi:application", bare_home, BARE, THREADS) as bare,
        ):
            page = _get(scene["open"])
            size = len(_body(ours, scene["open"]))
            rates = _rounds({"ours": (ours, page), "bare": (bare, _get("/page"))}, 200)
            calm = drive(ours, page, connections=CONNECTIONS, seconds=2 * SECONDS, rate=RATE)
            calm_bare = drive(bare, _get("/page"), connections=CONNECTIONS, seconds=SECONDS, rate=RATE)
            answers = iter(scene["personal"])
            sends = {"ours": (ours, _post(scene, answers)), "bare": (bare, _bare_post())}
            sent = _rounds(sends, None)
    p95, p95_bare = calm.percentile_ms(0.95), calm_bare.percentile_ms(0.95)
    return [
        _row("survey_page: bytes of the page, of those allowed", size, "bytes", ALLOWED),
        _row("survey_page: pages, against a bare template view", rates["ours"], "per s", rates["bare"]),
        _row("survey_page: first byte p95 at 200/s", p95, "ms", p95_bare),
        _row("submit: durable answers, against the same rows", sent["ours"], "per s", sent["bare"]),
    ]


def _rounds(targets: dict, status: int | None) -> dict[str, float]:
    rates: dict[str, list[float]] = {name: [] for name in targets}
    for _ in range(ROUNDS):
        for name, (port, render) in targets.items():
            tally = drive(port, render, connections=CONNECTIONS, seconds=SECONDS)
            _checked(tally, status)
            rates[name].append(tally.rate)
    return {name: sorted(found)[ROUNDS // 2] for name, found in rates.items()}


def _checked(tally: Tally, status: int | None) -> None:
    allowed = {status} if status else {201, 303}
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


def _post(scene: dict, paths):
    """Every request on a link of its own, from an address of its own, as people come."""
    address = itertools.count()
    body = scene["body"].encode()

    def render() -> bytes:
        n = next(address)
        head = (
            f"POST {next(paths)} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/x-www-form-urlencoded\r\n"
            f"X-Forwarded-For: 10.{n >> 16 & 255}.{n >> 8 & 255}.{n & 255}\r\nContent-Length: {len(body)}\r\n\r\n"
        )
        return head.encode() + body

    return render


def _bare_post():
    import uuid

    def render() -> bytes:
        answers = {"nps": 9, "staff": 4, "why": "Příjemná obsluha"}
        body = json.dumps({"client_id": str(uuid.uuid4()), "answers": answers}).encode()
        head = "POST /two HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
        return head.encode() + f"Content-Length: {len(body)}\r\n\r\n".encode() + body

    return render


def _links(home: Path) -> dict:
    """Links to the running survey, made in the server's own database."""
    answer = subprocess.run(
        [sys.executable, "-m", "benchmarks.survey_page"],
        env=environment(home),
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
    tokens = [new_token() for _ in range(int(os.environ.get("BENCH_LINKS", PREPARED)))]
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


def _row(name: str, value: float, unit: str, reference: float) -> dict:
    return {"name": name, "value": value, "unit": unit, "reference": reference, "ratio": value / reference}


if __name__ == "__main__":
    print(json.dumps(_links_here()))
