"""How people are told apart: keys of sources, e-mail addresses and phone numbers in one spelling each."""

import hmac
import re
import unicodedata
from dataclasses import dataclass

import phonenumbers

from ohlas.customers.errors import BadIdentity, BadKey
from ohlas.customers.rules.closed import IdentityKind

MAX_SOURCE = 60
MAX_KEY = 200
MAX_EMAIL = 254
MAX_APP = 200
_EMAIL = re.compile(
    r"[^\s@<>()\[\],;:\\\"\x00-\x1f]{1,64}@(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.)+[^\W\d_][\w-]{1,62}"
)
_COUNTRY = {"Prague": "CZ", "Bratislava": "SK", "Warsaw": "PL", "Kyiv": "UA", "Kiev": "UA", "Berlin": "DE"}


@dataclass(frozen=True, slots=True)
class ContactDetails:
    """What a source may tell us about a contact besides the key."""

    name: str = ""
    email: str = ""
    phone: str = ""
    language: str = ""


def checked_key(source: str, key: str) -> tuple[str, str]:
    """Source and key without spaces around.

    Errors: `BadKey` when one is empty, too long or holds a NUL character.
    """
    source, key = source.strip(), key.strip()
    for word, given, longest in (("source", source, MAX_SOURCE), ("key", key, MAX_KEY)):
        if not given or len(given) > longest or "\0" in given:
            raise BadKey(f"customer {word}: {len(given)} characters were given; 1 to {longest} are allowed.")
    return source, key


def country_of_zone(zone: str) -> str | None:
    """The country whose phone numbers are written without a prefix there."""
    return _COUNTRY.get(zone.rsplit("/", 1)[-1])


def identity_value(kind: IdentityKind, given: str, country: str | None = None) -> str:
    """The one spelling under which an identity is kept and compared.

    Errors: `BadIdentity` with what is allowed; a line break or a second address is no address.
    """
    if kind is IdentityKind.EMAIL:
        return _email(given)
    if kind is IdentityKind.PHONE:
        return _phone(given, country)
    text = given.strip()
    if not text or len(text) > MAX_APP or not text.isprintable():
        raise BadIdentity(f"app id {text[:40]!r}: 1 to {MAX_APP} printable characters are allowed.")
    return text


def identity_digest(kind: IdentityKind, value: str, secret: str) -> str:
    """What stays of an identity on the suppression list: nobody can read it back without the secret."""
    return hmac.digest(secret.encode(), f"{kind}:{value}".encode(), "sha256").hex()


def _email(given: str) -> str:
    text = unicodedata.normalize("NFC", given).strip().removeprefix("mailto:").lower()
    if len(text) > MAX_EMAIL or ".." in text or text.startswith(".") or not _EMAIL.fullmatch(text):
        raise BadIdentity(f"e-mail {text[:60]!r}: write one address such as jana@example.com.")
    return text


def _phone(given: str, country: str | None) -> str:
    text = given.strip().removeprefix("tel:")
    try:
        number = phonenumbers.parse(text[:40], country)
    except phonenumbers.NumberParseException:
        raise BadIdentity(
            f"phone {text[:40]!r}: write it with its country, such as +420 601 123 456."
        ) from None
    if len(text) > 40 or not phonenumbers.is_possible_number(number) or number.extension:  # noqa: PLR2004 - as above
        raise BadIdentity(f"phone {text[:40]!r}: this is no complete number; write +420 601 123 456.")
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
