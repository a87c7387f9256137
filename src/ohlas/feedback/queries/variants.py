"""What happened in each arm of a survey's A/B test, from the responses themselves."""

from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from uuid import UUID

from ohlas.feedback.models import Response
from ohlas.metrics import counts_of
from ohlas.surveys.queries import Version, versions_of
from ohlas.surveys.rules import NOT_APPLICABLE, Arm

VARIANT = "variant"
"""The attribute of a response that holds the arm its respondent saw."""
AT_ONCE = 2_000


def arms_of(
    organisation_id: UUID, survey_id: UUID, question: str, units: Collection[UUID] | None = None
) -> tuple[Arm, ...]:
    """The arms of the newest version with a test, the first being what the others are compared with.

    Started are all responses kept, partial ones too; scores are the answers to `question`, an item's id. A test
    that was ended and taken up again is one test. `units` limits it to theirs.
    Shape: () when the survey never had a test.
    """
    tested = [
        version
        for version in versions_of(organisation_id)
        if version.survey_id == survey_id and version.definition.variants
    ]
    same = [version for version in tested if version.definition == tested[-1].definition]
    return _arms(same, question, units) if same else ()


def _arms(versions: Sequence[Version], question: str, units: Collection[UUID] | None) -> tuple[Arm, ...]:
    version = versions[-1]
    item = version.definition.item_by_id.get(question)
    started: Counter[str] = Counter()
    completed: Counter[str] = Counter()
    scores: defaultdict[str, Counter[float]] = defaultdict(Counter)
    # Of an anonymous survey no arm is counted: it would be told answer by answer, as they come.
    rows = Response.objects.filter(
        organisation_id=version.organisation_id,
        version_id__in=[one.id for one in versions],
        release__isnull=True,
    )
    if units is not None:
        rows = rows.filter(unit_id__in=units)
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
