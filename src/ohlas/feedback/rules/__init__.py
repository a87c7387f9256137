"""What a submission is, why one may be refused, and how a document becomes one: pure decisions."""

from ohlas.feedback.rules.attributes import ATTRIBUTE_KEY, checked_attribute
from ohlas.feedback.rules.reading import body_hash_of, client_id_of, read_submission
from ohlas.feedback.rules.submission import (
    CustomerRef,
    FactKind,
    ImportedRow,
    Problem,
    Refusal,
    RefusalReason,
    Submission,
    facts_of,
)

__all__ = [
    "ATTRIBUTE_KEY",
    "CustomerRef",
    "FactKind",
    "ImportedRow",
    "Problem",
    "Refusal",
    "RefusalReason",
    "Submission",
    "body_hash_of",
    "checked_attribute",
    "client_id_of",
    "facts_of",
    "read_submission",
]
