"""Which quota stands in the way of a respondent, before anything is stored."""

from typing import TYPE_CHECKING
from uuid import UUID

from ohlas.feedback.models import QuotaCount
from ohlas.surveys.queries import Version
from ohlas.surveys.rules import Quota, quotas_of
from ohlas.surveys.rules.conditions import Answers, Facts, questions_in

if TYPE_CHECKING:
    from collections.abc import Mapping


def quota_in_the_way(version: Version, facts: Facts) -> Quota | None:
    """The full quota that no answer could get round: one over everybody, or over these circumstances."""
    certain = [quota for quota in quotas_of(version.definition, {}, facts) if not questions_in(quota.when)]
    return _full(version.survey_id, certain)


def quota_met(version: Version, answers: Answers, facts: Facts) -> Quota | None:
    """The full quota that screens out whoever gave these answers; other quotas wait for the end."""
    met = [
        quota
        for quota in quotas_of(version.definition, answers, facts)
        if quota.action == "screen_out" and answers.keys() >= set(questions_in(quota.when))
    ]
    return _full(version.survey_id, met)


def full_quota_of(version: Version, answers: Answers, facts: Facts) -> Quota | None:
    """The full quota that keeps these answers out, whatever it does then."""
    return _full(version.survey_id, list(quotas_of(version.definition, answers, facts)))


def _full(survey_id: UUID, quotas: list[Quota]) -> Quota | None:
    if not quotas:
        return None
    rows = QuotaCount.objects.filter(survey_id=survey_id, quota__in=[quota.id for quota in quotas])
    counts: Mapping[str, int] = dict(rows.values_list("quota", "count"))
    return next((quota for quota in quotas if counts.get(quota.id, 0) >= quota.limit), None)
