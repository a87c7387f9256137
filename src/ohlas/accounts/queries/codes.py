"""Finding things by the organisation's own codes."""

from typing import TYPE_CHECKING, TypeVar

from ohlas.accounts.models import Employee, Unit

if TYPE_CHECKING:
    from django.db.models import QuerySet

Coded = TypeVar("Coded", Unit, Employee)


def by_code(rows: "QuerySet[Coded]", code: str) -> Coded | None:
    """An exact match by the index first; else any letter case, which databases fold differently."""
    wanted = code.strip()
    exact = rows.filter(code=wanted).first()
    if exact is not None:
        return exact
    folded = wanted.casefold()
    alike = next((key for key, known in rows.values_list("id", "code") if known.casefold() == folded), None)
    return rows.filter(id=alike).first() if alike else None
