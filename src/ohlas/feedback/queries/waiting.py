"""How many people stand behind some anonymous answers."""

from django.db.models import Count, QuerySet

from ohlas.feedback.models import Response


def people_in(rows: QuerySet[Response]) -> int:
    """Distinct people: by their word within the survey, else each answer is one."""
    named = rows.exclude(person="").order_by()
    return rows.filter(person="").count() + (named.aggregate(n=Count("person", distinct=True))["n"] or 0)
