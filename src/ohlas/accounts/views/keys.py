"""API keys."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from ohlas.accounts.access import Actor, limit_of, staff
from ohlas.accounts.actions import issue_api_key, revoke_api_key
from ohlas.accounts.errors import Refused
from ohlas.accounts.forms import KeyForm
from ohlas.accounts.pages import FormPage, SecretPage, keys_page
from ohlas.accounts.rules import Permission
from ohlas.accounts.views.parts import day_ends, status_of


@require_GET
@staff(Permission.MANAGE_KEYS)
def keys(request: HttpRequest, actor: Actor) -> HttpResponse:
    return render(request, "accounts/keys.html", {"page": keys_page(actor, timezone.now())})


@staff(Permission.MANAGE_KEYS)
def issue(request: HttpRequest, actor: Actor) -> HttpResponse:
    form = KeyForm(request.POST or None, own=actor.permissions)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        scopes = frozenset(Permission(right) for right in typed["scopes"])
        try:
            key = issue_api_key(
                actor=actor,
                name=typed["name"],
                scopes=scopes,
                expires_at=day_ends(actor, typed["expires"]),
                now=timezone.now(),
            )
        except Refused as refusal:
            form.refuse(refusal)
        else:
            page = SecretPage(typed["name"], key.secret, limit_of(scopes))
            return render(request, "accounts/key_issued.html", {"page": page})
    return render(
        request, "accounts/key_new.html", {"page": FormPage(form, _("Issue the key"))}, status=status_of(form)
    )


@require_POST
@staff(Permission.MANAGE_KEYS)
def revoke(request: HttpRequest, actor: Actor, key_id: UUID) -> HttpResponse:
    revoke_api_key(actor=actor, key_id=key_id, now=timezone.now())
    messages.success(request, _("The key opens nothing any more."))
    return redirect("accounts:keys", slug=actor.organisation.slug)
