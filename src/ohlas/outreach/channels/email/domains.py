"""Whether the world believes that mail from a domain is ours: SPF, DKIM and DMARC, asked of the DNS."""

from collections.abc import Callable, Sequence

from ohlas.outreach.rules.sending import Check, Light

TIMEOUT_S = 4.0
RESERVED = (".test", ".example", ".invalid", ".localhost", ".local", "localhost", ".internal")
Resolver = Callable[[str], "Sequence[str] | None"]
"""The TXT records at a name; empty when there are none, None when nobody answered."""


def txt_records(name: str) -> "Sequence[str] | None":
    """The TXT records at a name, by this machine's resolver."""
    import dns.exception
    import dns.resolver

    try:
        answer = dns.resolver.resolve(name, "TXT", lifetime=TIMEOUT_S)
    except (dns.resolver.NXDOMAIN, dns.resolver.NoAnswer):
        return ()
    except (dns.exception.DNSException, OSError):
        return None
    return tuple(b"".join(row.strings).decode("utf-8", "replace") for row in answer)


def domain_checks(
    domain: str, selector: str, *, is_provider: bool, resolve: Resolver = txt_records
) -> list[Check]:
    """How the domain's three records stand, each with its cure."""
    if domain == "localhost" or domain.endswith(RESERVED):
        says = f"{domain} is a name for trials: mail from it stays on this machine or is refused elsewhere."
        return [
            Check("domain", Light.AMBER, says, "Write from a domain of yours before you write to customers.")
        ]
    return [
        _spf(domain, resolve, is_provider=is_provider),
        _dkim(domain, selector, resolve),
        _dmarc(domain, resolve),
    ]


def _spf(domain: str, resolve: Resolver, *, is_provider: bool) -> Check:
    found = _with(domain, "v=spf1", resolve)
    if found is None:
        return _unanswered("spf", domain)
    if len(found) > 1:
        says = f"{domain} has {len(found)} SPF records; receivers take none of them."
        return Check("spf", Light.RED, says, "Join them into one TXT record that begins with v=spf1.")
    if not found:
        cure = f"Add a TXT record at {domain}: v=spf1 {'include:<your provider>' if is_provider else 'a mx'} ~all"
        return Check("spf", Light.RED, f"{domain} does not say who may send its mail (SPF).", cure)
    if "+all" in found[0].split():
        return Check(
            "spf",
            Light.RED,
            f"The SPF record of {domain} allows everybody (+all).",
            "End it with ~all or -all.",
        )
    return Check("spf", Light.GREEN, f"{domain} says who may send its mail: {found[0][:120]}")


def _dkim(domain: str, selector: str, resolve: Resolver) -> Check:
    if not selector:
        return Check(
            "dkim",
            Light.AMBER,
            "The DKIM signature cannot be looked up without its selector.",
            "Enter the selector your mail server or provider signs with, for example “mail” or “s1”.",
        )
    name = f"{selector}._domainkey.{domain}"
    records = resolve(name)
    if records is None:
        return _unanswered("dkim", name)
    keys = [one for one in records if "p=" in one]
    if not keys or all(one.replace(" ", "").rstrip(";").endswith("p=") for one in keys):
        cure = (
            f"Publish the key at {name}, as your mail server or provider shows it, or correct the selector."
        )
        return Check("dkim", Light.RED, f"There is no valid DKIM key at {name}.", cure)
    return Check("dkim", Light.GREEN, f"Mail can be signed: a key stands at {name}.")


def _dmarc(domain: str, resolve: Resolver) -> Check:
    parts = domain.split(".")
    for start in range(max(1, len(parts) - 1)):
        name = "_dmarc." + ".".join(parts[start:])
        found = _with(name, "v=DMARC1", resolve)
        if found is None:
            return _unanswered("dmarc", name)
        if found:
            return Check("dmarc", Light.GREEN, f"{name} says what to do with forged mail: {found[0][:120]}")
    cure = f"Add a TXT record at _dmarc.{domain}: v=DMARC1; p=none; rua=mailto:postmaster@{domain}"
    return Check("dmarc", Light.RED, f"{domain} does not say what to do with forged mail (DMARC).", cure)


def _with(name: str, begins: str, resolve: Resolver) -> "list[str] | None":
    records = resolve(name)
    if records is None:
        return None
    return [one for one in records if one.strip().lower().startswith(begins.lower())]


def _unanswered(check: str, name: str) -> Check:
    return Check(
        check,
        Light.RED,
        f"The DNS did not answer for {name}.",
        "Check the network of this machine, then check again.",
        is_unanswered=True,
    )
