"""What each of this room's templates may use."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from ohlas.accounts.access import Actor
from ohlas.accounts.rules import Permission
from ohlas.customers.queries import PAGE, ContactView, contact_page


@dataclass(frozen=True)
class ContactsPage:
    """`customers/contacts.html`; `earlier` and `later` are query strings or empty."""

    contacts: Sequence[ContactView]
    search: str
    words: str
    earlier: str
    later: str


@dataclass(frozen=True)
class OneContactPage:
    """`customers/contact.html`."""

    contact: ContactView
    may_erase: bool


def contacts_page(actor: Actor, search: str, offset: int) -> ContactsPage:
    found = contact_page(actor.organisation.id, search=search, offset=offset)
    last = offset + len(found.contacts)
    words = _("%(first)s–%(last)s of %(total)s") % {
        "first": min(offset + 1, last),
        "last": last,
        "total": found.total,
    }
    return ContactsPage(
        contacts=found.contacts,
        search=search,
        words=words,
        earlier=_query(search, max(0, offset - PAGE)) if offset else "",
        later=_query(search, offset + PAGE) if last < found.total else "",
    )


def one_contact_page(actor: Actor, contact: ContactView) -> OneContactPage:
    return OneContactPage(contact, actor.may(Permission.EDIT_CONTACTS))


def _query(search: str, offset: int) -> str:
    return "?" + urlencode({"search": search, "from": offset} if search else {"from": offset})
