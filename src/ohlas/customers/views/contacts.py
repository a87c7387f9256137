"""Staff pages about contacts: parse, access, one deed or one read, answer."""

from collections.abc import Mapping
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from ohlas.accounts.access import Actor, staff
from ohlas.accounts.rules import Permission
from ohlas.customers.access import contact_for_actor
from ohlas.customers.actions import (
    PersonEdit,
    add_identity,
    edit_contact,
    erase_contact,
    export_person,
    merge_contacts,
    note_consent,
    remove_identity,
    undo_merge,
)
from ohlas.customers.errors import BadContact, BadIdentity
from ohlas.customers.forms import ConsentForm, ContactSearch, Erasure, IdentityForm, MergeForm, PersonForm
from ohlas.customers.pages import contacts_page, one_contact_page
from ohlas.customers.queries import PersonView, attributes_declared, contact_named, person_view
from ohlas.customers.rules import Channel, IdentityKind, Purpose, country_of_zone


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
    if person.contact.id != contact_id:
        return _back(actor, person.contact.id)
    return _shown(request, actor, person, {})


@require_POST
@staff(Permission.EDIT_CONTACTS)
def edit(request: HttpRequest, actor: Actor, contact_id: UUID) -> HttpResponse:
    person = _person(actor, contact_id, Permission.EDIT_CONTACTS)
    form = PersonForm(request.POST)
    if form.is_valid():
        before = _as_it_is(person)
        changed = {name: given for name, given in form.cleaned_data.items() if given != before[name]}
        edit = PersonEdit(**changed, attributes=_attributes(request.POST, actor, person))
        try:
            edit_contact(actor=actor, contact_id=contact_id, edit=edit, now=timezone.now())
        except BadContact as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("The contact is saved."))
            return _back(actor, person.contact.id)
    return _shown(request, actor, person, {"edit": form})


@require_POST
@staff(Permission.EDIT_CONTACTS)
def reach(request: HttpRequest, actor: Actor, contact_id: UUID) -> HttpResponse:
    """Adds an address or number."""
    person = _person(actor, contact_id, Permission.EDIT_CONTACTS)
    form = IdentityForm(request.POST)
    if form.is_valid():
        kind, value = IdentityKind(form.cleaned_data["kind"]), form.cleaned_data["value"]
        try:
            add_identity(actor=actor, contact_id=contact_id, kind=kind, given=value, now=timezone.now())
        except BadIdentity as refused:
            form.add_error("value", str(refused))
        else:
            return _back(actor, person.contact.id)
    return _shown(request, actor, person, {"reach": form})


@require_POST
@staff(Permission.EDIT_CONTACTS)
def unreach(request: HttpRequest, actor: Actor, contact_id: UUID, identity_id: UUID) -> HttpResponse:
    """Takes an address or number away."""
    try:
        remove_identity(actor=actor, contact_id=contact_id, identity_id=identity_id, now=timezone.now())
    except BadContact as refused:
        messages.error(request, str(refused))
    return _back(actor, contact_id)


@require_POST
@staff(Permission.EDIT_CONTACTS)
def consent(request: HttpRequest, actor: Actor, contact_id: UUID) -> HttpResponse:
    """Writes down what the contact agreed to, or wants no more."""
    person = _person(actor, contact_id, Permission.EDIT_CONTACTS)
    form = ConsentForm(request.POST)
    if form.is_valid():
        given, now = form.cleaned_data, timezone.now()
        try:
            holds = note_consent(
                actor=actor,
                contact_id=contact_id,
                purpose=Purpose(given["purpose"]),
                channel=Channel(given["channel"]),
                is_granted=given["granted"] == "yes",
                now=now,
                at=given["at"] or now,
                text_version=given["text_version"],
                proof=given["proof"],
                by_person=given["by_person"],
            )
        except BadContact as refused:
            form.add_error(None, str(refused))
        else:
            if given["granted"] == "yes" and not holds:
                messages.warning(request, _("They said no before: only their own word lifts that."))
            return _back(actor, person.contact.id)
    return _shown(request, actor, person, {"consent": form})


@require_POST
@staff(Permission.EDIT_CONTACTS)
def merge(request: HttpRequest, actor: Actor, contact_id: UUID) -> HttpResponse:
    """Lays another contact's card on this one."""
    person = _person(actor, contact_id, Permission.EDIT_CONTACTS)
    form = MergeForm(request.POST)
    if form.is_valid():
        try:
            other = _named(actor, form.cleaned_data["other"])
            merge_contacts(actor=actor, kept_id=contact_id, gone_id=other, now=timezone.now())
        except BadContact as refused:
            form.add_error("other", str(refused))
        else:
            messages.success(request, _("Both are one contact now; undo it below."))
            return _back(actor, person.contact.id)
    return _shown(request, actor, person, {"merge": form})


@require_POST
@staff(Permission.EDIT_CONTACTS)
def unmerge(request: HttpRequest, actor: Actor, contact_id: UUID, merge_id: UUID) -> HttpResponse:
    """Two cards again."""
    contact_for_actor(actor, contact_id, Permission.EDIT_CONTACTS)
    try:
        undo_merge(actor=actor, merge_id=merge_id, now=timezone.now())
    except BadContact as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("They are two contacts again."))
    return _back(actor, contact_id)


@require_POST
@staff(Permission.EDIT_CONTACTS)
def export(request: HttpRequest, actor: Actor, contact_id: UUID) -> HttpResponse:  # noqa: ARG001 - Django's shape
    """All that is held on the person, as a file to hand over."""
    held = export_person(actor=actor, contact_id=contact_id, now=timezone.now())
    answer = JsonResponse(held, json_dumps_params={"ensure_ascii": False, "indent": 2})
    answer["Content-Disposition"] = f'attachment; filename="contact-{contact_id}.json"'
    return answer


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
    row = contact_for_actor(actor, contact_id, permission)
    return person_view(row, language, country_of_zone(actor.organisation.zone))


def _named(actor: Actor, given: str) -> UUID:
    other = contact_named(actor.organisation.id, given, country_of_zone(actor.organisation.zone))
    if other is None:
        raise BadContact(_("No contact, or more than one, is known by this."))
    return other


def _back(actor: Actor, contact_id: UUID) -> HttpResponse:
    return redirect("customers:contact", slug=actor.organisation.slug, contact_id=contact_id)


def _shown(
    request: HttpRequest, actor: Actor, person: PersonView, refused: Mapping[str, Form]
) -> HttpResponse:
    """The contact's page; a form that was refused stands in it as it was sent."""
    forms: dict[str, Form] = {
        "edit": PersonForm(initial=_as_it_is(person)),
        "reach": IdentityForm(),
        "consent": ConsentForm(),
        "merge": MergeForm(),
    }
    page = one_contact_page(actor, person, {**forms, **refused}, next(iter(refused), ""))
    status = 422 if refused else 200
    return TemplateResponse(request, "customers/contact.html", {"page": page}, status=status)


def _attributes(post: QueryDict, actor: Actor, person: PersonView) -> dict[str, str] | None:
    """Values of declared attributes that differ from what is kept; None where none does."""
    given = {one.key: post.get(f"a_{one.key}") for one in attributes_declared(actor.organisation.id)}
    held = person.contact.attributes
    changed = {
        key: value.strip()[:200]
        for key, value in given.items()
        if value is not None and value.strip() != held.get(key, "")
    }
    return changed or None


def _as_it_is(person: PersonView) -> dict[str, object]:
    return {**vars(person), "name": person.contact.name, "language": person.contact.language}
