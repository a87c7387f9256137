"""Contacts from a table: rows are laid on cards, several at a time, in the caller's transaction.

One person has one card however often and however spelt they come. Every change of a card that was here
before is kept in `ContactChange`, so that an import can be taken back exactly.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from ohlas.accounts.queries import OrganisationView
from ohlas.customers.actions.cards import Card, Name, cards_of, names_of, write_cards
from ohlas.customers.actions.people import default_language, guess_address, set_attributes
from ohlas.customers.actions.taken_consents import Consents
from ohlas.customers.models import Contact
from ohlas.customers.queries.segments import attributes_declared
from ohlas.customers.rules import PERSON_FIELDS, PersonIn, Refused, believed, is_older
from ohlas.lib.ids import new_id

SHOWN = ("email", "phone")
NOBODY = "nothing says who this is: an e-mail, a phone, an app id or a key is needed"
TWO = "belongs to another contact already; merge the two by hand"


@dataclass
class Taken:
    """What became of some rows."""

    new: int = 0
    merged: int = 0
    unchanged: int = 0
    refused: list[Refused] = field(default_factory=list)
    contacts: dict[int, UUID] = field(default_factory=dict)
    """On whose card each row was laid, by the row's number."""


class Taking:
    """One import at work; a trial counts and writes nothing."""

    def __init__(
        self,
        organisation: OrganisationView,
        import_id: UUID,
        now: datetime,
        *,
        overwrites: bool = False,
        is_trial: bool = False,
    ) -> None:
        self.organisation = organisation
        self.import_id = import_id
        self.now = now
        self.overwrites = overwrites
        self.is_trial = is_trial
        self.declared = attributes_declared(organisation.id)
        self.language = default_language(organisation.languages)
        self._tried: dict[Name, Card] = {}
        """Cards a trial would have made: nothing in the database remembers them."""

    def take(self, people: Sequence[PersonIn]) -> Taken:
        """Lays the rows on their cards, in order; a later row wins over an earlier one."""
        names = {name for person in people for name in names_of(person)}
        cards = cards_of(self.organisation.id, self.import_id, names)
        cards |= {name: self._tried[name] for name in names & self._tried.keys()}
        consents = Consents(self.organisation.id, self.import_id, self.now, people, cards.values())
        portion = _Portion(self, cards, consents)
        for person in people:
            portion.take(person)
        written = list(dict.fromkeys(card for card in cards.values() if card.is_touched))
        if self.is_trial:
            self._tried |= {name: card for name, card in cards.items() if card.is_new}
        else:
            write_cards(self.organisation.id, self.import_id, written)
        return portion.taken


class _Portion:
    """The rows of one transaction."""

    def __init__(self, taking: Taking, cards: dict[Name, Card], consents: Consents) -> None:
        self.taking = taking
        self.cards = cards
        self.consents = consents
        self.taken = Taken()

    def take(self, person: PersonIn) -> None:
        names = names_of(person)
        if not names:
            self.taken.refused.append(Refused(person.row, "", NOBODY, is_whole_row=True))
            return
        card, is_first = self._card(names)
        changes = [self._join(card, names, person.row), self._fill(card, person)]
        changes.append(self.consents.take(card, person, self.taken.refused))
        card.is_touched |= is_first or any(changes)
        self.taken.contacts[person.row] = card.contact.id
        self.taken.new += is_first
        self.taken.merged += not is_first and any(changes)
        self.taken.unchanged += not is_first and not any(changes)

    def _card(self, names: Sequence[Name]) -> tuple[Card, bool]:
        """The card of the row: one that was here before rather than one of this import, else a new one."""
        known = list(dict.fromkeys(self.cards[name] for name in names if name in self.cards))
        if known:
            return next((card for card in known if card.before), known[0]), False
        taking = self.taking
        contact = Contact(
            id=new_id(),
            organisation_id=taking.organisation.id,
            created_at=taking.now,
            batch_id=taking.import_id,
            attributes={},
            by_hand=[],
        )
        return Card(contact, is_new=True), True

    def _join(self, card: Card, names: Sequence[Name], row: int) -> bool:
        """Makes the card known by all these names; whether it was not yet.

        A name of another card of this import shows that both are one person. A name of a card that was
        here before stays there: whether two of those are one person is for a person to say.
        """
        is_changed = False
        for name in names:
            owner = self.cards.get(name)
            if owner is None:
                card.added.append(name)
                self.cards[name] = card
                is_changed = True
            elif owner is not card and owner.before:
                self.taken.refused.append(Refused(row, name[1], TWO))
            elif owner is not card:
                self._absorb(card, owner)
                is_changed = True
        return is_changed

    def _absorb(self, card: Card, gone: Card) -> None:
        names = [name for name, owner in self.cards.items() if owner is gone]
        self.cards |= dict.fromkeys(names, card)
        card.added += gone.added
        card.absorbed += gone.absorbed if gone.is_new else [*gone.absorbed, gone.contact]
        for entry in gone.consents:
            entry.contact = card.contact
        card.consents += gone.consents
        card.contact.consents |= gone.contact.consents
        for field_name in (*PERSON_FIELDS, *SHOWN):
            if not getattr(card.contact, field_name):
                setattr(card.contact, field_name, getattr(gone.contact, field_name))
        missing = {k: v for k, v in gone.contact.attributes.items() if k not in card.contact.attributes}
        set_attributes(card.contact, missing, self.taking.declared, strict=False)
        card.is_touched = True
        self.taken.new -= 1
        self.taken.merged += 1

    def _fill(self, card: Card, person: PersonIn) -> bool:
        contact, taking = card.contact, self.taking
        older = is_older(contact.changed_at, person.changed_at)
        kept = {name: getattr(contact, name) for name in (*PERSON_FIELDS, *SHOWN)}
        given = {**person.fields, **self._shown(card, person)}
        fields = believed(kept, given, contact.by_hand, is_older=older, overwrites=taking.overwrites)
        hand = {name.removeprefix("a_") for name in contact.by_hand if name.startswith("a_")}
        attributes = believed(
            contact.attributes, person.attributes, hand, is_older=older, overwrites=taking.overwrites
        )
        for name, value in fields.items():
            setattr(contact, name, value)
        set_attributes(contact, attributes, taking.declared, strict=False)
        if fields.keys() & {"gender", "vocative"}:
            contact.is_guess = False
        elif fields.keys() & {"name", "language", "address"}:
            guess_address(contact, taking.language)
        is_changed = bool(fields or attributes)
        if is_changed and not older:
            contact.changed_at = person.changed_at or taking.now
        return is_changed

    def _shown(self, card: Card, person: PersonIn) -> dict[str, str]:
        """The address and number the card shows: of the row's own ones, the first of each kind."""
        own = (one for one in reversed(person.identities) if self.cards.get((one[0].value, one[1])) is card)
        return {kind.value: value for kind, value in own if kind.value in SHOWN}
