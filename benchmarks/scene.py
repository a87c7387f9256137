"""A throw-away installation for the benchmarks: migrated, with one running survey and some keys.

python -m benchmarks.scene   prepares OHLAS_HOME and prints what a client needs as JSON
"""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DEFINITION = {
    "questions": [
        {"id": "nps", "type": "nps", "required": True, "text": {"cs": "Doporučíte nás?"}},
        {"id": "staff", "type": "csat", "touchpoint": "staff", "text": {"cs": "Obsluha?"}},
        {"id": "why", "type": "text", "text": {"cs": "Proč?"}},
    ],
    "languages": ["cs"],
    "default_language": "cs",
}
KEYS = 8
"""Keys are limited in requests a minute; a chain of shops has one per shop."""


def prepare(home: Path, settings: str = "ohlas.site.settings") -> dict:
    """The scene in that folder."""
    command = [sys.executable, "-m", "benchmarks.scene"]
    answer = subprocess.run(
        command, env=environment(home, settings), cwd=ROOT, check=True, capture_output=True
    )
    return json.loads(answer.stdout.splitlines()[-1])


def environment(home: Path, settings: str = "ohlas.site.settings") -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("OHLAS_")}
    kept.pop("DATABASE_URL", None)
    return {
        **kept,
        "OHLAS_HOME": str(home),
        "DJANGO_SETTINGS_MODULE": settings,
        "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}",
    }


@contextmanager
def ohlas_web(home: Path, threads: int):
    """The web server as users start it, without the relay."""
    port = free_port()
    environ = {**environment(home), "OHLAS_PORT": str(port), "OHLAS_WEB_THREADS": str(threads)}
    with (home / "web.log").open("wb") as log:
        server = subprocess.Popen(
            [sys.executable, "-m", "ohlas", "web"],
            env=environ,
            cwd=ROOT,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
        try:
            wait_for(port)
            yield port
        finally:
            os.killpg(server.pid, signal.SIGTERM)
            server.wait(timeout=30)


@contextmanager
def granian(target: str, home: Path, settings: str, threads: int):
    """Any application under the same server with the same settings."""
    port = free_port()
    command = [
        sys.executable,
        "-m",
        "granian",
        "--interface",
        "wsgi",
        "--host",
        "127.0.0.1",
        "--port",
        str(port),
    ]
    command += ["--workers", "1", "--blocking-threads", str(threads), "--http", "1", "--log-level", "warning"]
    with (home / f"server-{port}.log").open("wb") as log:
        server = subprocess.Popen(
            [*command, target], env=environment(home, settings), cwd=ROOT, stdout=log, stderr=log
        )
        try:
            wait_for(port)
            yield port
        finally:
            server.terminate()
            server.wait(timeout=20)


def wait_for(port: int, patience_s: float = 60) -> None:
    until = time.monotonic() + patience_s
    while time.monotonic() < until:
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=1).close()
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise TimeoutError(f"nothing answers at port {port}")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _prepare_here() -> dict:
    import django

    django.setup()
    from django.core.management import call_command
    from django.utils import timezone

    from ohlas.accounts.access import system_actor
    from ohlas.accounts.actions import found_organisation, issue_api_key
    from ohlas.accounts.rules import Permission
    from ohlas.lib.config import config
    from ohlas.surveys.actions import create_survey

    (config().home / "static").mkdir(parents=True, exist_ok=True)
    call_command("migrate", verbosity=0, interactive=False, run_syncdb=True)
    now = timezone.now()
    organisation = found_organisation(name="Bench", now=now)
    actor = system_actor(organisation.id)
    survey = create_survey(actor=actor, name="After a visit", definition=DEFINITION, now=now, publish=True)
    scopes = [Permission.RECORD_ANSWERS, Permission.SEE_FIGURES]
    keys = [issue_api_key(actor=actor, name=f"till {n}", scopes=scopes, now=now).secret for n in range(KEYS)]
    return {"organisation": str(organisation.id), "survey": str(survey), "keys": keys}


if __name__ == "__main__":
    print(json.dumps(_prepare_here()))
