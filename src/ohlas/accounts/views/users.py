"""Users and their roles."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from ohlas.accounts.access import Actor, member_for, staff
from ohlas.accounts.actions import (
    OneTimeLink,
    change_role,
    invite_again,
    invite_user,
    mail_invitation,
    mail_link,
    remove_member,
)
from ohlas.accounts.errors import Refused
from ohlas.accounts.forms import InviteForm, PlainForm, RoleForm
from ohlas.accounts.pages import FormPage, LinkPage, MemberRow, UserPage, member_row, unit_choices, users_page
from ohlas.accounts.queries import member_view
from ohlas.accounts.rules import Permission, Role, may_grant
from ohlas.accounts.views.parts import address_of, chosen, status_of, today_of


@require_GET
@staff(Permission.MANAGE_USERS)
def users(request: HttpRequest, actor: Actor) -> HttpResponse:
    return render(request, "accounts/users.html", {"page": users_page(actor)})


@staff(Permission.MANAGE_USERS)
def invite(request: HttpRequest, actor: Actor) -> HttpResponse:
    form = InviteForm(
        request.POST or None, roles=_roles(actor), units=_units(actor), initial={"role": "viewer"}
    )
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        try:
            invitation = invite_user(
                actor=actor,
                email=typed["email"],
                name=typed["name"],
                role=Role(typed["role"]),
                unit_id=chosen(typed["unit"]),
                now=timezone.now(),
            )
        except Refused as refusal:
            form.refuse(refusal)
        else:
            return _link(request, actor, typed["email"], invitation.link)
    page = FormPage(form, _("Invite"))
    return render(request, "accounts/user_invite.html", {"page": page}, status=status_of(form))


@staff(Permission.MANAGE_USERS)
def user(request: HttpRequest, actor: Actor, member_id: UUID) -> HttpResponse:
    row = _row(actor, member_id)
    if request.method != "POST" or not row.may_change:
        return _user(request, row, _role_form(actor, row, None) if row.may_change else None)
    form = _role_form(actor, row, request)
    if form.is_valid():
        typed = form.cleaned_data
        try:
            change_role(
                actor=actor,
                member_id=member_id,
                role=Role(typed["role"]),
                unit_id=chosen(typed["unit"]),
                now=timezone.now(),
            )
        except Refused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Saved."))
            return redirect("accounts:users", slug=actor.organisation.slug)
    return _user(request, row, form)


@require_POST
@staff(Permission.MANAGE_USERS)
def remove(request: HttpRequest, actor: Actor, member_id: UUID) -> HttpResponse:
    row = _row(actor, member_id)
    try:
        remove_member(actor=actor, member_id=member_id, now=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("accounts:user", slug=actor.organisation.slug, member_id=member_id)
    messages.success(request, _("%(email)s no longer has access.") % {"email": row.member.email})
    return redirect("accounts:users", slug=actor.organisation.slug)


@require_POST
@staff(Permission.MANAGE_USERS)
def new_link(request: HttpRequest, actor: Actor, member_id: UUID) -> HttpResponse:
    row = _row(actor, member_id)
    try:
        link = invite_again(actor=actor, member_id=member_id, now=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("accounts:user", slug=actor.organisation.slug, member_id=member_id)
    return _link(request, actor, row.member.email, link)


def _row(actor: Actor, member_id: UUID) -> MemberRow:
    return member_row(actor, member_view(member_for(actor, member_id)))


def _user(request: HttpRequest, row: MemberRow, form: PlainForm | None) -> HttpResponse:
    status = status_of(form) if form else 200
    return render(request, "accounts/user.html", {"page": UserPage(row, form)}, status=status)


def _link(request: HttpRequest, actor: Actor, email: str, link: OneTimeLink | None) -> HttpResponse:
    if link is None:
        where = address_of(request, reverse("organisations"))
        page = LinkPage(email, None, None, mail_invitation(actor=actor, email=email, address=where))
    else:
        address = address_of(request, link.path)
        page = LinkPage(email, address, link.expires_at, mail_link(actor=actor, email=email, address=address))
    return render(request, "accounts/link.html", {"page": page})


def _role_form(actor: Actor, row: MemberRow, request: HttpRequest | None) -> RoleForm:
    initial = {"role": row.member.role.value, "unit": str(row.member.scope_id or "")}
    return RoleForm(
        request.POST if request else None, roles=_roles(actor), units=_units(actor), initial=initial
    )


def _roles(actor: Actor) -> list[Role]:
    return [role for role in Role if may_grant(actor.permissions, role)]


def _units(actor: Actor) -> list[tuple[str, str]]:
    return unit_choices(actor, _("all units"), today_of(actor))
