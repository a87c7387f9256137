"""What happened in each arm of a survey's A/B test, from the responses themselves."""

from collections import Counter, defaultdict
from uuid import UUID

from ohlas.feedback.models import Response
from ohlas.metrics import counts_of
from ohlas.surveys.queries import Version, versions_of
from ohlas.surveys.rules import NOT_APPLICABLE, Arm

VARIANT = "variant"
"""The attribute of a response that holds the arm its respondent saw."""
AT_ONCE = 2_000


def arms_of(organisation_id: UUID, survey_id: UUID, question: str) -> tuple[Arm, ...]:
    """The arms of the newest version with a test, the first being what the others are compared with.

    Started are all responses kept, partial ones too; scores are the answers to `question`, an item's id.
    Shape: () when the survey never had a test.
    """
    tested = [
        version
        for version in versions_of(organisation_id)
        if version.survey_id == survey_id and version.definition.variants
    ]
    return _arms(tested[-1], question) if tested else ()


def _arms(version: Version, question: str) -> tuple[Arm, ...]:
    item = version.definition.item_by_id.get(question)
    started: Counter[str] = Counter()
    completed: Counter[str] = Counter()
    scores: defaultdict[str, Counter[float]] = defaultdict(Counter)
    rows = Response.objects.filter(organisation_id=version.organisation_id, version_id=version.id)
    for answers, attributes, is_complete in rows.values_list("answers", "attributes", "is_complete").iterator(
        AT_ONCE
    ):
        arm = str(attributes.get(VARIANT, ""))
        started[arm] += 1
        completed[arm] += is_complete
        given = answers.get(question)
        if given not in (None, NOT_APPLICABLE):
            scores[arm][float(given)] += 1
    return tuple(
        Arm(
            variant=variant.id,
            name=variant.name,
            started=started[variant.id],
            completed=completed[variant.id],
            scores=counts_of(scores[variant.id], item.scale if item else None),
        )
        for variant in version.definition.variants
    )
