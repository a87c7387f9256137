"""What people tell unasked: which answers are a contact and not feedback, and the life of an idea."""

import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from uuid import UUID

from ohlas.customers.rules import ContactDetails

CHANNEL = "spontaneous"
"""Of links that are public pages below /p/, and of the responses given there."""
TEMPLATE = "spontaneous"
"""Of the question library."""
PRODUCT = "product"
"""The attribute that names what a page is about where it is no unit and no employee."""
KIND, TEXT = "spontaneous_kind", "spontaneous_text"
NAME, EMAIL, PHONE = "spontaneous_name", "contact_email", "contact_phone"
SOURCE = "spontaneous"
"""Whose keys such contacts have: what people write about themselves is not verified, so it joins no other card."""
MOST_OF_AN_IDEA = 600
MOST_OF_A_NOTE = 600
_MOST_OF_A_KEY = 200


class Kind(StrEnum):
    COMPLIMENT = "compliment"
    COMPLAINT = "complaint"
    IDEA = "idea"


class TellingState(StrEnum):
    """Where a message stands for those who look after it."""

    WAITING = "waiting"
    ATTENDED = "attended"
    BROKEN_OFF = "broken_off"
    ANY = "any"


class IdeaStatus(StrEnum):
    """What the organisation says of an idea, in public."""

    NEW = "new"
    CONSIDERED = "considered"
    PLANNED = "planned"
    DONE = "done"
    DECLINED = "declined"

    @property
    def is_open(self) -> bool:
        """Whether people may still vote."""
        return self not in {IdeaStatus.DONE, IdeaStatus.DECLINED}

    @property
    def needs_reason(self) -> bool:
        return self is IdeaStatus.DECLINED


@dataclass(frozen=True, slots=True)
class Apart:
    """Feedback without the contact that was left with it; `key` is empty where none was left."""

    answers: Mapping[str, object]
    key: str
    details: ContactDetails


def apart(answers: Mapping[str, object], client_id: UUID, language: str) -> Apart:
    """The contact belongs to the customer records, where rights, export and erasure hold for it."""
    name, email, phone = (_one_line(answers.get(field)) for field in (NAME, EMAIL, PHONE))
    words = {field: one for field, one in answers.items() if field not in {NAME, EMAIL, PHONE}}
    key = email.lower() or phone or (str(client_id) if name else "")
    return Apart(words, key[:_MOST_OF_A_KEY], ContactDetails(name, email, phone, language))


def voter(secret: str, organisation_id: UUID, address: str, browser: str) -> str:
    """Who votes, as well as it can be known without a cookie: one browser on one network.

    Keyed, so that the list of hashes tells nobody an address; the same for all ideas of an organisation, so
    that a vote for two ideas that turn out to be one counts once.
    """
    text = f"vote|{organisation_id}|{address}|{browser}".encode(errors="replace")
    return hmac.new(secret.encode(), text, sha256).hexdigest()


def _one_line(given: object) -> str:
    return " ".join(given.replace("\0", "").split()) if isinstance(given, str) else ""
