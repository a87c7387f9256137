"""Staff pages: signed in, a member, with the right; otherwise the sign-in page, 404 or a plain 403."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse

from ohlas.accounts.access.actors import Actor, actor_for, require
from ohlas.accounts.access.words import PERMISSION_NAMES, ROLE_NAMES
from ohlas.accounts.errors import Forbidden, NotHere
from ohlas.accounts.rules import GRANTORS, Permission

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, Actor, P], HttpResponseBase]


@dataclass(frozen=True)
class ForbiddenPage:
    """What the 403 page shows: the missing right and the roles that can grant it."""

    permission: str
    grantors: tuple[str, ...]


def staff(permission: Permission | None) -> Callable[[View[P]], Callable[..., HttpResponseBase]]:
    """Wraps `view(request, actor, …)` for addresses under `/o/<slug>/`; None admits every member.

    Anonymous people are sent to sign in; foreigners and unknown organisations get the same 404;
    members without the right get a page that says who can grant it. Inside the view, `NotHere`
    becomes 404 and `Forbidden` the 403 page.
    """

    def decorate(view: View[P]) -> Callable[..., HttpResponseBase]:
        @wraps(view)
        def door(request: HttpRequest, slug: str, **kwargs: Any) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            try:
                actor = actor_for(request.user, slug)
                request.actor = actor  # type: ignore[attr-defined]
                if permission is not None:
                    require(actor, permission)
                return view(request, actor, **kwargs)  # type: ignore[call-arg]
            except NotHere as gone:
                raise Http404 from gone
            except Forbidden as lacking:
                return _forbidden(request, Permission(lacking.permission))

        door.permission = permission  # type: ignore[attr-defined]
        return door

    return decorate


def _forbidden(request: HttpRequest, permission: Permission) -> HttpResponse:
    page = ForbiddenPage(
        str(PERMISSION_NAMES[permission]), tuple(str(ROLE_NAMES[role]) for role in GRANTORS[permission])
    )
    return TemplateResponse(request, "accounts/forbidden.html", {"page": page}, status=403)
