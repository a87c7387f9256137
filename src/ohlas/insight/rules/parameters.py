"""What the addresses of figures may carry, in words: the part of their description for programs."""

from typing import Any

_SAME = {
    "unit": "Only this unit (id) and the units below it.",
    "channel": "Only this channel.",
    "language": "Only this language.",
    "employee": "Only this employee (id).",
    "since": "First day that counts, 2026-03-01.",
    "until": "Last day that counts, 2026-03-31.",
    "units": "then counts every answer where its unit stood on its day; today, the usual, where it stands.",
}
"""What means the same at every address."""


def in_query(*parameters: str | tuple[str, str]) -> dict[str, Any]:
    """An address's parameters as OpenAPI has them, each a name and what it does.

    Shape:  a pair, or the bare name of one that means the same everywhere.
    Errors: KeyError for a bare name that is none of these.
    """
    pairs = [(one, _SAME[one]) if isinstance(one, str) else one for one in parameters]
    return {
        "parameters": [
            {
                "name": name,
                "in": "query",
                "required": False,
                "description": words,
                "schema": {"type": "string"},
            }
            for name, words in pairs
        ]
    }
