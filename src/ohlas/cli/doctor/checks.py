"""The checks, each a function of the settings that returns one finding."""

import shutil
import smtplib
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

from ohlas.cli.doctor.finding import Finding, Health
from ohlas.lib.config import Config

GIB = 1024**3
LOW_DISK, FULL_DISK = 5 * GIB, GIB
EARLIEST = datetime(2026, 1, 1, tzinfo=UTC)  # no version of Ohlas existed before: an earlier clock is wrong
CLOCK_GAP_S = 5
BACKLOG = 10_000


def disk(config: Config) -> Finding:
    """Whether the data folder can be written and has room."""
    try:
        config.home.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=config.home):
            pass
    except OSError as problem:
        cure = f"Make {config.home} writable for this user, or set OHLAS_HOME to a folder that is."
        return Finding("disk", Health.ILL, f"The data folder cannot be written: {problem.strerror}.", cure)
    free = shutil.disk_usage(config.home).free
    sentence = f"{free / GIB:.1f} GiB free in {config.home}."
    if free < FULL_DISK:
        return Finding(
            "disk", Health.ILL, sentence, "Free at least 5 GiB; below 1 GiB answers may be refused."
        )
    if free < LOW_DISK:
        return Finding("disk", Health.NOTICE, sentence, "Free some space soon; 5 GiB is comfortable.")
    return Finding("disk", Health.WELL, sentence)


def secret(config: Config) -> Finding:
    """Whether only the owner can read the installation's secret."""
    path = config.home / "secret"
    if not path.exists():
        return Finding("secret", Health.NOTICE, "No secret yet.", "It is made at the first start.")
    mode = path.stat().st_mode & 0o777
    if mode & 0o077:
        return Finding("secret", Health.ILL, f"Others can read {path} (mode {mode:o}).", f"chmod 600 {path}")
    return Finding("secret", Health.WELL, "Readable by its owner only.")


def clock(_config: Config) -> Finding:
    """Whether the clock is plausible and agrees with the database's."""
    from ohlas.lib.database import database_now

    here = datetime.now(tz=UTC)
    if here < EARLIEST:
        return Finding(
            "clock", Health.ILL, f"The clock says {here:%d %B %Y}.", "Set the clock; use NTP (timedatectl)."
        )
    gap = abs((database_now() - here).total_seconds())
    if gap > CLOCK_GAP_S:
        sentence = f"This machine and the database differ by {gap:.0f} s."
        return Finding(
            "clock", Health.NOTICE, sentence, "Switch on NTP on both machines; leases use database time."
        )
    return Finding("clock", Health.WELL, f"{here:%Y-%m-%d %H:%M} UTC, the database agrees.")


def database(_config: Config) -> Finding:
    """Whether the record answers and has all its tables."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    begun = time.perf_counter()
    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    took_ms = 1000 * (time.perf_counter() - begun)
    if waiting:
        sentence = f"{len(waiting)} steps of the tables are missing."
        return Finding("database", Health.ILL, sentence, "Run: ohlas init")
    version = "SQLite" if connection.vendor == "sqlite" else "PostgreSQL"
    return Finding("database", Health.WELL, f"{version} is up to date ({took_ms:.0f} ms).")


def relay(_config: Config) -> Finding:
    """Whether work is waiting too long or has died."""
    from django.utils import timezone

    from ohlas.outbox.queries import backlog

    state = backlog(now=timezone.now())
    sentence = f"{state.waiting} waiting, {state.dead} dead."
    if state.dead:
        cure = "Open Set up › System health, read the error, mend its cause and press Retry."
        return Finding("relay", Health.ILL, sentence, cure)
    if state.waiting > BACKLOG or state.oldest_wait_s > 60:  # noqa: PLR2004 - a minute
        oldest = f"{sentence} The oldest waits for {state.oldest_wait_s:.0f} s."
        return Finding(
            "relay", Health.NOTICE, oldest, "Is a relay running? `ohlas serve` has one; else: ohlas relay"
        )
    return Finding("relay", Health.WELL, sentence)


def facts(_config: Config) -> Finding:
    """Whether the fact tables hold what the record holds."""
    from ohlas.feedback.facts import check_facts

    differences = check_facts()
    if differences:
        sentence = f"{len(differences)} differences from the record; first: {differences[0]}"
        return Finding(
            "facts", Health.ILL, sentence, "Wait until the relay is idle; if it stays: ohlas facts rebuild"
        )
    return Finding("facts", Health.WELL, "Equal to the record.")


def mail(config: Config) -> Finding:
    """Whether the mail server answers; without one, links are shown instead of mailed."""
    if not config.mail_url:
        cure = "Set OHLAS_MAIL_URL=smtp://user:password@host:587 to send mail."
        return Finding("mail", Health.NOTICE, "No mail server is set; invitations show a link to copy.", cure)
    parts = urlsplit(config.mail_url)
    try:
        with smtplib.SMTP(parts.hostname or "", parts.port or 25, timeout=10) as server:
            server.ehlo()
    except OSError as problem:
        where = f"{parts.hostname}:{parts.port or 25}"
        return Finding(
            "mail", Health.ILL, f"{where} does not answer: {problem}.", "Check OHLAS_MAIL_URL and firewall."
        )
    return Finding("mail", Health.WELL, f"{parts.hostname} answers.")


def channels(_config: Config) -> Finding:
    """Whether every channel that is set up may send, and what is missing where it may not."""
    from ohlas.outreach.queries.senders import all_sender_states
    from ohlas.outreach.rules.readiness import why_not

    states = all_sender_states()
    held = [one for one in states if not one.is_ready]
    if not states:
        cure = "Open Listen › Channels to set one up."
        return Finding("channels", Health.NOTICE, "No channel is set up; nothing is sent to customers.", cure)
    if held:
        sentence = f"{len(held)} of {len(states)} channels may not send yet ({held[0].carrier.value} first)."
        return Finding("channels", Health.NOTICE, sentence, why_not(held[0].checks))
    return Finding("channels", Health.WELL, f"{len(states)} may send.")


def threads(config: Config) -> Finding:
    """Whether the number of web processes suits the database."""
    if config.is_sqlite and config.web_workers > 1:
        cure = "Set OHLAS_WEB_WORKERS=1, or move to PostgreSQL with DATABASE_URL."
        return Finding(
            "web", Health.ILL, f"{config.web_workers} web processes on SQLite block each other.", cure
        )
    return Finding(
        "web", Health.WELL, f"{config.web_workers} process(es), {config.web_threads} threads each."
    )


def catalogues(_config: Config) -> Finding:
    """Whether every language's texts are compiled."""
    root = Path(__file__).resolve().parents[2]
    stale = [po for po in root.glob("**/*.po") if not po.with_suffix(".mo").exists()]
    if stale:
        cure = "Run: python -m ohlas.lib.catalogues"
        return Finding("languages", Health.ILL, f"{len(stale)} catalogues are not compiled.", cure)
    return Finding("languages", Health.WELL, "All texts are compiled.")


CHECKS = (disk, secret, database, clock, threads, relay, facts, mail, channels, catalogues)
