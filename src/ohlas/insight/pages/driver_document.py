"""A study of drivers for programs: the page's own numbers in full precision."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from ohlas.accounts.access import Actor
from ohlas.insight.queries import attribute_fields, facts
from ohlas.insight.queries.drivers import drivers_found
from ohlas.insight.rules.driven import parse_driven
from ohlas.insight.rules.parameters import in_query

DRIVERS_OPENAPI = in_query(
    ("outcome", "The question whose score is explained (id); by default one of the first scale in use."),
    ("driver", "A question that may move it (id); repeat it. By default all other scored questions."),
    ("measure", "Which measure of the outcome's scale; by default the usual one."),
    ("samples", "Bootstrap samples: 200 or 2000; by default 2000 unless there are very many answers."),
    ("survey", "Only this survey (id or name)."),
    "unit",
    "channel",
    "language",
    "employee",
    "since",
    "until",
    ("period", "Instead of days: 30d, 90d, 12m or all."),
    "units",
    ("weighted", "false counts every person once, even where answers carry weights. Default true."),
)


def drivers_document(actor: Actor, given: Mapping[str, Sequence[str]], now: datetime) -> dict[str, Any]:
    """The same study as on the page.

    Errors: `BadAddress`, `BadQuery`, `MetricsError`, each with a sentence for the asker.
    """
    from ohlas.metrics.driver_document import document  # numpy loads with it
    from ohlas.metrics.errors import CannotFit

    found = drivers_found(facts(), actor, parse_driven(given, list(attribute_fields(actor))), now)
    if found.asked is None or found.study is None:
        raise CannotFit(found.refusal or "no scored question was published yet: there is no score to explain")
    ask = found.asked.ask
    return {
        "outcome": found.asked.outcome.id,
        "measure": ask.measure.id,
        "unit": ask.measure.unit,
        "titles": {one.id: one.title for one in found.asked.drivers},
        "warnings": list(found.warnings),
        "query": {
            "filters": {name: list(values) for name, values in ask.filters.items()},
            "since": ask.window.since,
            "until": ask.window.last_day,
            "weighted": ask.weighted,
            "units": "today" if ask.tree is None else "then",
        },
        **document(found.study),
    }
