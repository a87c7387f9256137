"""Whether the person before the screen was reminded of a vision they have not read."""

from django import template

from ohlas.insight.queries.direction import reading_wanted

register = template.Library()


@register.simple_tag(takes_context=True)
def vision_to_read(context: template.Context) -> int | None:
    """The number of the edition that waits; None on pages without a member."""
    actor = context.get("actor")
    return reading_wanted(actor) if actor else None
