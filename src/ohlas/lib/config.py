"""Every setting of Ohlas in one frozen table, built from the environment by one loader.

An unknown `OHLAS_*` name stops the start: a misspelt setting that silently does nothing is the
commonest way to run in production with the defaults of a laptop.
"""

import difflib
import os
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from functools import cache
from ipaddress import ip_network
from pathlib import Path

WEB_THREADS = 4
"""Of a web worker: two people at heavy pages leave threads for whoever fills in a survey."""


class SettingError(ValueError):
    """A setting that Ohlas cannot use; the text says what was given, what is allowed, what to do."""


@dataclass(frozen=True)
class Config:
    """The settings; each field names its environment variable and says what it is for."""

    home: Path = field(metadata={"env": "OHLAS_HOME", "doc": "Folder of database, facts, files and secret."})
    database_url: str = field(metadata={"env": "DATABASE_URL", "doc": "System of record; SQLite by default."})
    facts_url: str = field(metadata={"env": "FACTS_URL", "doc": "Folder or object store of the fact tables."})
    engine_url: str = field(metadata={"env": "ENGINE_URL", "doc": "What computes over facts: duckdb://"})
    host: str = field(metadata={"env": "OHLAS_HOST", "doc": "Address to listen on; 127.0.0.1 by default."})
    port: int = field(metadata={"env": "OHLAS_PORT", "doc": "Port; the next free one is used when taken."})
    public_url: str = field(metadata={"env": "OHLAS_PUBLIC_URL", "doc": "Address people reach Ohlas under."})
    web_threads: int = field(
        metadata={"env": "OHLAS_WEB_THREADS", "doc": "Threads of a web worker, 1 to 64; 4 by default."}
    )
    web_workers: int = field(
        metadata={"env": "OHLAS_WEB_WORKERS", "doc": "Web processes; SQLite allows one."}
    )
    mail_url: str = field(
        metadata={"env": "OHLAS_MAIL_URL", "doc": "smtp://user:password@host:port; empty: none."}
    )
    mail_from: str = field(metadata={"env": "OHLAS_MAIL_FROM", "doc": "Sender of mails to staff."})
    debug: bool = field(
        metadata={"env": "OHLAS_DEBUG", "doc": "1 shows tracebacks in the page; never in production."}
    )
    private_gateways: str = field(
        default="",
        metadata={
            "env": "OHLAS_PRIVATE_GATEWAYS",
            "doc": "Private networks a gateway may lie in, as 127.0.0.1/32, 10.1.0.0/16; none by default.",
        },
    )

    @property
    def is_sqlite(self) -> bool:
        """Whether the system of record is the embedded one."""
        return self.database_url.startswith("sqlite:")


NAMES = tuple(str(f.metadata["env"]) for f in fields(Config))


def load(environ: Mapping[str, str]) -> Config:
    """The settings of this environment.

    Errors: `SettingError` for an unknown OHLAS_ name (with its nearest neighbour) or an unusable value.
    """
    _refuse_unknown(environ)
    home = Path(environ.get("OHLAS_HOME") or "var").expanduser().resolve()
    port = _whole_number(environ, "OHLAS_PORT", default=8000, low=1, high=65535)
    host = environ.get("OHLAS_HOST") or "127.0.0.1"
    return Config(
        home=home,
        database_url=environ.get("DATABASE_URL") or f"sqlite:///{home / 'ohlas.sqlite3'}",
        facts_url=environ.get("FACTS_URL") or str(home / "facts"),
        engine_url=environ.get("ENGINE_URL") or "duckdb://",
        host=host,
        port=port,
        public_url=(environ.get("OHLAS_PUBLIC_URL") or "").rstrip("/"),
        web_threads=_whole_number(environ, "OHLAS_WEB_THREADS", default=WEB_THREADS, low=1, high=64),
        web_workers=_whole_number(environ, "OHLAS_WEB_WORKERS", default=1, low=1, high=64),
        mail_url=environ.get("OHLAS_MAIL_URL") or "",
        mail_from=environ.get("OHLAS_MAIL_FROM") or "Ohlas <ohlas@localhost>",
        debug=_switch(environ, "OHLAS_DEBUG"),
        private_gateways=_networks(environ, "OHLAS_PRIVATE_GATEWAYS"),
    )


@cache
def config() -> Config:
    """The settings of this process, read once."""
    return load(os.environ)


def _refuse_unknown(environ: Mapping[str, str]) -> None:
    for name in sorted(environ):
        if name.startswith("OHLAS_") and name not in NAMES:
            near = difflib.get_close_matches(name, NAMES, n=1, cutoff=0.0)
            raise SettingError(
                f"{name} is not a setting of Ohlas. Did you mean {near[0]}? "
                f"Known settings: {', '.join(NAMES)}. Remove or rename it and start again."
            )


def _whole_number(environ: Mapping[str, str], name: str, *, default: int, low: int, high: int) -> int:
    given = environ.get(name) or str(default)
    if not given.isdecimal() or not low <= int(given) <= high:
        raise SettingError(f"{name} is {given!r}; a whole number from {low} to {high} is allowed.")
    return int(given)


def _networks(environ: Mapping[str, str], name: str) -> str:
    given = environ.get(name) or ""
    for one in filter(None, map(str.strip, given.split(","))):
        try:
            ip_network(one, strict=False)
        except ValueError:
            raise SettingError(
                f"{name} holds {one!r}; networks such as 10.1.0.0/16 are allowed, with commas between them."
            ) from None
    return given


def _switch(environ: Mapping[str, str], name: str) -> bool:
    given = environ.get(name) or "0"
    if given not in {"0", "1"}:
        raise SettingError(f"{name} is {given!r}; 0 (off) or 1 (on) is allowed.")
    return given == "1"
