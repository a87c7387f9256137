"""Reads about signals: what was said, by which attributes it can be cut, and where it belongs."""

from ohlas.feedback.queries.attributes import AttributeView, attributes_of, declared_keys, forget_attributes
from ohlas.feedback.queries.counts import RefusalLine, answer_counts, refusals_of, response_count
from ohlas.feedback.queries.drill import Answer, ResponseView, response_view, views_of
from ohlas.feedback.queries.places import employee_named, forget_places, unit_named
from ohlas.feedback.queries.variants import arms_of

__all__ = [
    "Answer",
    "AttributeView",
    "RefusalLine",
    "ResponseView",
    "answer_counts",
    "arms_of",
    "attributes_of",
    "declared_keys",
    "employee_named",
    "forget_attributes",
    "forget_places",
    "refusals_of",
    "response_count",
    "response_view",
    "unit_named",
    "views_of",
]
