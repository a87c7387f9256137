"""Consents as a file tells them: who said no stays out, whatever a later table says."""

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from ohlas.customers.actions.cards import Card
from ohlas.customers.models import Consent, Contact, ContactIdentity, Suppression
from ohlas.customers.queries.people import digests
from ohlas.customers.rules import (
    IDENTITY_OF,
    Channel,
    ConsentIn,
    IdentityKind,
    PersonIn,
    Purpose,
    Refused,
    consent_bit,
)

STAYS_OUT = "asked for no more messages, and stays out until they say yes themselves"
PROOF = "import"
Place = tuple[UUID, Purpose, Channel]


class Consents:
    """What is known of the consents of these people, and what a row adds to it."""

    def __init__(
        self,
        organisation_id: UUID,
        import_id: UUID,
        now: datetime,
        people: Sequence[PersonIn],
        cards: Collection[Card],
    ) -> None:
        self.organisation_id = organisation_id
        self.import_id = import_id
        self.now = now
        self._last: dict[Place, Consent] = {}
        self._values: dict[UUID, set[tuple[str, str]]] = {}
        self._left_alone: set[tuple[str, str, str]] = set()
        if any(person.consents for person in people):
            self._look(people, [card.contact for card in cards if not card.is_new])

    def take(self, card: Card, person: PersonIn, refused: list[Refused]) -> bool:
        """Whether the row changed what the person agreed to."""
        own = self._values.setdefault(card.contact.id, set())
        own |= {(kind.value, value) for kind, value in person.identities}
        return sum(self._one(card, said, person.row, refused) for said in person.consents) > 0

    def _look(self, people: Sequence[PersonIn], known: Sequence[Contact]) -> None:
        ids = [contact.id for contact in known]
        for entry in Consent.objects.filter(contact_id__in=ids).order_by("at", "id"):
            self._last[entry.contact_id, Purpose(entry.purpose), Channel(entry.channel)] = entry
        values = {(kind.value, value) for person in people for kind, value in person.identities}
        for contact_id, kind, value in ContactIdentity.objects.filter(contact_id__in=ids).values_list(
            "contact_id", "kind", "value"
        ):
            self._values.setdefault(contact_id, set()).add((kind, value))
            values.add((kind, value))
        self._left_alone = _suppressed(self.organisation_id, values)

    def _one(self, card: Card, said: ConsentIn, row: int, refused: list[Refused]) -> bool:
        place = (card.contact.id, said.purpose, said.channel)
        last, at = self._last.get(place), said.at or self.now
        bit = consent_bit(said.purpose, said.channel)
        holds = bool(card.contact.consents & bit)
        if said.is_granted and self._stays_out(place, last):
            refused.append(Refused(row, f"{said.purpose.value} · {said.channel.value}", STAYS_OUT))
            return False
        is_known = holds is said.is_granted and (not holds or not _is_another_text(last, said))
        if is_known or (said.at and last and last.at >= said.at):
            return False
        entry = self._entry(card.contact, said, at)
        card.contact.consents = (
            card.contact.consents | bit if said.is_granted else card.contact.consents & ~bit
        )
        card.consents.append(entry)
        self._last[place] = entry
        return True

    def _stays_out(self, place: Place, last: Consent | None) -> bool:
        contact_id, purpose, channel = place
        if last is not None and not last.is_granted and last.batch_id is None:
            return True
        kind = IDENTITY_OF[channel].value
        own = (value for one, value in self._values.get(contact_id, ()) if one == kind)
        return bool(self._left_alone) and any((value, purpose, channel) in self._left_alone for value in own)

    def _entry(self, contact: Contact, said: ConsentIn, at: datetime) -> Consent:
        return Consent(
            organisation_id=self.organisation_id,
            contact=contact,
            purpose=said.purpose,
            channel=said.channel,
            is_granted=said.is_granted,
            text_version=said.text_version[:60],
            proof=PROOF,
            at=at,
            batch_id=self.import_id,
        )


def _is_another_text(last: Consent | None, said: ConsentIn) -> bool:
    return bool(last and said.text_version and last.text_version != said.text_version)


def _suppressed(organisation_id: UUID, values: Collection[tuple[str, str]]) -> set[tuple[str, str, str]]:
    """Which of these values asked for no more, and on what."""
    if not Suppression.objects.filter(organisation_id=organisation_id).exists():
        return set()
    of: dict[str, str] = {}
    for kind in IdentityKind:
        some = [value for one, value in values if one == kind]
        of |= dict(zip(digests(some, kind), some, strict=True))
    rows = Suppression.objects.filter(organisation_id=organisation_id, digest__in=list(of))
    return {
        (of[digest], purpose, channel)
        for digest, purpose, channel in rows.values_list("digest", "purpose", "channel")
    }
