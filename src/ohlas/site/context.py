"""What the shell around every staff page needs."""

from django.http import HttpRequest


def shell(request: HttpRequest) -> dict[str, object]:
    """The nonce of this response and the actor, when the page has one."""
    return {"csp_nonce": getattr(request, "csp_nonce", ""), "actor": getattr(request, "actor", None)}
