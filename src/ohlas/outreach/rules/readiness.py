"""Whether anything may leave yet: every condition with how it stands, and its cure while it does not hold."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from ipaddress import ip_address
from urllib.parse import urlsplit

from ohlas.outreach.rules.sending import Check, Light


def checks_before(
    public_url: str, stored: Sequence[Check], tested_at: datetime | None, changed_at: datetime
) -> tuple[Check, ...]:
    """What must hold: the public address, its encryption, what the channel asks for, and a test to oneself."""
    is_trial = is_loopback(public_url)
    own = [_for_trial(one) if is_trial else one for one in stored]
    return (_address(public_url), _encryption(public_url), *own, _test(tested_at, changed_at))


def is_ready(checks: Sequence[Check]) -> bool:
    """Whether messages may leave: nothing is red."""
    return all(one.light is not Light.RED for one in checks)


def why_not(checks: Sequence[Check]) -> str:
    """Each red check with its cure, as one text."""
    return " ".join(f"{one.says} {one.cure}".strip() for one in checks if one.light is Light.RED)


def is_loopback(url: str) -> bool:
    """Whether only this machine itself can open the address."""
    host = urlsplit(url).hostname or ""
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def checks_read(stored: Mapping[str, object]) -> list[Check]:
    """The channel's checks as they were kept."""
    found = []
    for name, kept in stored.items():
        if isinstance(kept, Mapping) and "light" in kept:
            light = Light(str(kept["light"]))
            found.append(Check(name, light, str(kept.get("says", "")), str(kept.get("cure", ""))))
    return found


def renewed(before: Sequence[Check], now: Sequence[Check]) -> list[Check]:
    """The new answers; where nobody answered, what was known before: a network that is down stops no mail."""
    known = {one.id: one for one in before}
    return [known.get(one.id, one) if one.is_unanswered else one for one in now]


def checks_written(checks: Sequence[Check], now: datetime) -> dict[str, object]:
    """The channel's checks to be kept."""
    return {
        one.id: {"light": one.light.value, "says": one.says, "cure": one.cure, "at": now.isoformat()}
        for one in checks
    }


def _address(url: str) -> Check:
    if url:
        return Check("address", Light.GREEN, f"People reach us at {url}.")
    return Check(
        "address",
        Light.RED,
        "No public address is set, so links in messages would lead nowhere.",
        "Set OHLAS_PUBLIC_URL, for example https://feedback.your-domain.com, and start Ohlas again.",
    )


def _encryption(url: str) -> Check:
    if url.startswith("https://"):
        return Check("tls", Light.GREEN, "Answers travel encrypted (https).")
    if is_loopback(url):
        return Check(
            "tls",
            Light.AMBER,
            "This is a trial: only this machine can open the links.",
            "Set OHLAS_PUBLIC_URL to an https address before you write to customers.",
        )
    return Check(
        "tls",
        Light.RED,
        "The public address is not encrypted." if url else "There is no address to encrypt yet.",
        "Put a certificate in front of Ohlas and let OHLAS_PUBLIC_URL begin with https://.",
    )


def _test(tested_at: datetime | None, changed_at: datetime) -> Check:
    if tested_at is not None and tested_at >= changed_at:
        return Check("test", Light.GREEN, "A test to oneself arrived.")
    return Check(
        "test",
        Light.RED,
        "Nobody has sent a test to themselves since the last change.",
        "Send a test to yourself, and confirm that it arrived.",
    )


def _for_trial(check: Check) -> Check:
    return replace(check, light=Light.AMBER) if check.light is Light.RED else check
