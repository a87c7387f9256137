"""Staff pages about contacts: parse, access, one deed or one read, answer."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from ohlas.accounts.access import Actor, staff
from ohlas.accounts.rules import Permission
from ohlas.customers.access import contact_for_actor
from ohlas.customers.actions import PersonEdit, edit_contact, erase_contact
from ohlas.customers.errors import BadContact
from ohlas.customers.forms import ContactSearch, Erasure, PersonForm
from ohlas.customers.pages import contacts_page, one_contact_page
from ohlas.customers.queries import PersonView, person_view


@require_GET
@staff(Permission.SEE_CONTACTS)
def contacts(request: HttpRequest, actor: Actor) -> HttpResponse:
    form = ContactSearch({"search": request.GET.get("search", ""), "offset": request.GET.get("from", "0")})
    given = form.cleaned_data if form.is_valid() else {}
    page = contacts_page(actor, given.get("search", ""), given.get("offset") or 0)
    return TemplateResponse(request, "customers/contacts.html", {"page": page})


@require_GET
@staff(Permission.SEE_CONTACTS)
def contact(request: HttpRequest, actor: Actor, contact_id: UUID) -> HttpResponse:
    person = _person(actor, contact_id)
    page = one_contact_page(actor, person, PersonForm(initial=_as_it_is(person)))
    return TemplateResponse(request, "customers/contact.html", {"page": page})


@require_POST
@staff(Permission.EDIT_CONTACTS)
def edit(request: HttpRequest, actor: Actor, contact_id: UUID) -> HttpResponse:
    person = _person(actor, contact_id, Permission.EDIT_CONTACTS)
    form = PersonForm(request.POST)
    if form.is_valid():
        before = _as_it_is(person)
        changed = {name: given for name, given in form.cleaned_data.items() if given != before[name]}
        try:
            edit_contact(actor=actor, contact_id=contact_id, edit=PersonEdit(**changed), now=timezone.now())
        except BadContact as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("The contact is saved."))
            return redirect("customers:contact", slug=actor.organisation.slug, contact_id=contact_id)
    page = one_contact_page(actor, person, form)
    return TemplateResponse(request, "customers/contact.html", {"page": page}, status=422)


@require_POST
@staff(Permission.EDIT_CONTACTS)
def erase(request: HttpRequest, actor: Actor, contact_id: UUID) -> HttpResponse:
    contact_for_actor(actor, contact_id, Permission.EDIT_CONTACTS)
    if not Erasure(request.POST).is_valid():
        messages.error(request, _("Tick the box to erase the contact; it cannot be undone."))
        return redirect("customers:contact", slug=actor.organisation.slug, contact_id=contact_id)
    erase_contact(actor=actor, contact_id=contact_id, now=timezone.now())
    messages.success(request, _("The contact and all its answers are erased; figures follow within seconds."))
    return redirect("customers:contacts", slug=actor.organisation.slug)


def _person(actor: Actor, contact_id: UUID, permission: Permission = Permission.SEE_CONTACTS) -> PersonView:
    language = next(iter(actor.organisation.languages), "en")
    return person_view(contact_for_actor(actor, contact_id, permission), language)


def _as_it_is(person: PersonView) -> dict[str, object]:
    return {**vars(person), "name": person.contact.name, "language": person.contact.language}
