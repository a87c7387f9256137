"""What the shell's templates ask for: the map, icons, and query strings with one part changed."""

from collections.abc import Mapping
from types import MappingProxyType

from django import template
from django.http import HttpRequest
from django.template.base import NodeList, Parser, Token
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from ohlas.accounts.access import Actor
from ohlas.accounts.queries import invitations_of
from ohlas.accounts.rules import Permission
from ohlas.insight.queries.notices import unread_count
from ohlas.site.guide import guide_for
from ohlas.site.handbook import Entry, page_at
from ohlas.site.navigation import Place, places

register = template.Library()

_ICONS: Mapping[str, str] = MappingProxyType(
    {
        "today": "M12 3v3M12 18v3M3 12h3M18 12h3M5.6 5.6l2.1 2.1M16.3 16.3l2.1 2.1M5.6 18.4l2.1-2.1"
        "M16.3 7.7l2.1-2.1M12 8.5a3.5 3.5 0 1 0 0 7a3.5 3.5 0 0 0 0-7",
        "listen": "M4 6.5A2.5 2.5 0 0 1 6.5 4h11A2.5 2.5 0 0 1 20 6.5v7a2.5 2.5 0 0 1-2.5 2.5H11"
        "l-5 4v-4.2A2.5 2.5 0 0 1 4 13.5zM8.5 8.5h7M8.5 12h4.5",
        "understand": "M4 20h16M4 16l4.5-5 4 3L20 6M20 6h-4M20 6v4",
        "solve": "M9 6h11M9 12h11M9 18h11M4 6l.8.8L6.5 5M4 12l.8.8L6.5 11M4 18l.8.8L6.5 17",
        "value": "M12 3a9 9 0 1 0 0 18a9 9 0 0 0 0-18M14.8 9A2 2 0 0 0 13 8h-2a2 2 0 0 0 0 4h2a2 2 0 0 1 0 4"
        "h-2a2 2 0 0 1-1.8-1M12 6v2M12 16v2",
        "setup": "M4 7h9M17 7h3M4 17h3M11 17h9M15 5a2 2 0 1 0 0 4a2 2 0 0 0 0-4"
        "M9 15a2 2 0 1 0 0 4a2 2 0 0 0 0-4",
        "bell": "M6 16v-5a6 6 0 0 1 12 0v5l2 2H4zM10 20.500a2.200 2.200 0 0 0 4 0",
        "person": "M12 4a4 4 0 1 0 0 8a4 4 0 0 0 0-8M5 20a7 7 0 0 1 14 0",
        "sun": "M12 8a4 4 0 1 0 0 8a4 4 0 0 0 0-8M12 3v1M12 20v1M3 12h1M20 12h1M5.6 5.6l.7.7M17.7 17.7l.7.7"
        "M5.6 18.4l.7-.7M17.7 6.3l.7-.7",
        "moon": "M12 4a6.5 6.5 0 0 0 8 8a8 8 0 1 1-8-8",
        "system": "M4 5h16v11H4zM9 20h6M12 16v4",
        "help": "M12 3a9 9 0 1 0 0 18a9 9 0 0 0 0-18M12 17v.010M12 13.5a1.5 1.5 0 0 1 1-1.5"
        "a2.6 2.6 0 1 0-3-4",
        "search": "M10.5 4a6.5 6.5 0 1 0 0 13a6.5 6.5 0 0 0 0-13M15.300 15.300L20 20",
        "down": "M6 9l6 6l6-6",
        "copy": "M9 9h11v11h-11zM5 15H4V4h11v1",
        "close": "M6 6l12 12M18 6L6 18",
        "download": "M12 4v11M7 11l5 5l5-5M5 20h14",
        "filter": "M4 6h16M7 12h10M10 18h4",
        "leave": "M14 8V6a2 2 0 0 0-2-2H6a2 2 0 0 0-2 2v12a2 2 0 0 0 2 2h6a2 2 0 0 0 2-2v-2"
        "M9 12h12M18 9l3 3l-3 3",
        "check": "M5 12l5 5L20 7",
        "attention": "M12 4l9 16H3zM12 10v4M12 17v.01",
        "upload": "M12 16V5M7 9l5-5l5 5M5 20h14",
        "arrow": "M5 12h14M13 6l6 6l-6 6",
        "back": "M19 12H5M11 6l-6 6l6 6",
    }
)


@register.simple_tag(takes_context=True)
def waiting_invitations(context: template.Context) -> int:
    """How many organisations wait for this person's answer."""
    user = getattr(context.get("request"), "user", None)
    return len(invitations_of(user.pk)) if user is not None and user.is_authenticated else 0


@register.simple_tag(takes_context=True)
def notices_unread(context: template.Context) -> int:
    """How many things this person was told and has not read."""
    actor = context.get("actor")
    return unread_count(actor, timezone.now()) if isinstance(actor, Actor) else 0


@register.simple_tag(takes_context=True)
def guide_here(context: template.Context) -> Entry | None:
    """The manual's page about the page shown; none outside the rooms."""
    match = getattr(context.get("request"), "resolver_match", None)
    if match is None:
        return None
    found = page_at(guide_for(match.view_name, match.kwargs.get("carrier", "")))
    return Entry(found.path, found.title) if found else None


@register.simple_tag(takes_context=True)
def brand_address(context: template.Context) -> str:
    """Where the organisation's name leads: to the figures, for whoever may see them."""
    actor = context.get("actor")
    if actor is None:
        return "/"
    if Permission.SEE_FIGURES in actor.permissions:
        return reverse("insight:dashboard", kwargs={"slug": actor.organisation.slug})
    found = map_of_places(context)
    return found[0].href if found else "/"


@register.simple_tag(takes_context=True)
def map_of_places(context: template.Context) -> list[Place]:
    """The places this person may open; none for a page without an actor."""
    request, actor = context.get("request"), context.get("actor")
    if not isinstance(request, HttpRequest) or actor is None:
        return []
    return places(actor.organisation.slug, actor.permissions, request.path)


@register.simple_tag
def icon(name: str, size: int = 20) -> SafeString:
    """A decorative line icon; the words beside it carry the meaning."""
    return format_html(
        '<svg class="icon" width="{}" height="{}" viewBox="0 0 24 24" fill="none" stroke="currentColor" '
        'stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">'
        '<path d="{}"/></svg>',
        size,
        size,
        _ICONS[name],
    )


@register.simple_tag
def mark(size: int = 28) -> SafeString:
    """Our mark: three arcs of an echo leaving a dot."""
    drawing = (
        '<circle cx="7" cy="25" r="3.6" fill="currentColor" stroke="none"/>'
        '<path d="M7 16.5A8.5 8.5 0 0 1 15.5 25"/>'
        '<path d="M7 10.25A14.75 14.75 0 0 1 21.75 25" opacity=".72"/>'
        '<path d="M7 4A21 21 0 0 1 28 25" opacity=".44"/>'
    )
    return format_html(
        '<svg class="echo" width="{}" height="{}" viewBox="0 0 32 32" fill="none" stroke="currentColor" '
        'stroke-width="2.6" stroke-linecap="round" aria-hidden="true" focusable="false">{}</svg>',
        size,
        size,
        mark_safe(drawing),  # noqa: S308 - a constant of ours
    )


@register.simple_tag(takes_context=True)
def address_with(context: template.Context, **changes: object) -> str:
    """This page's query string with some parts changed; a part set to None is dropped."""
    query = context["request"].GET.copy()
    for name, value in changes.items():
        query.pop(name, None)
        if value is not None:
            query[name] = str(value)
    return f"?{query.urlencode()}"


class _Keep(template.Node):
    """Renders its inside and keeps it under a name: a title stands in the tab and over the page."""

    def __init__(self, name: str, inside: NodeList) -> None:
        self.name, self.inside = name, inside

    def render(self, context: template.Context) -> SafeString:
        words = mark_safe(self.inside.render(context).strip())  # noqa: S308 - rendered, hence escaped
        context[self.name] = words
        return words


@register.tag
def keep(parser: Parser, token: Token) -> _Keep:
    """`{% keep name %}…{% endkeep %}`."""
    name = token.split_contents()[1]
    inside = parser.parse(("endkeep",))
    parser.delete_first_token()
    return _Keep(name, inside)
