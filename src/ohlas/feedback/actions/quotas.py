"""Quotas that close exactly: one counter per quota, raised only while it is below its limit."""

from django.db.models import F

from ohlas.feedback.models import QuotaCount
from ohlas.surveys.queries import Version
from ohlas.surveys.rules import Quota, quotas_of
from ohlas.surveys.rules.conditions import Answers, Facts


class QuotaFull(Exception):
    """One more such response would exceed the quota."""

    def __init__(self, quota: Quota) -> None:
        super().__init__(f"The quota {quota.id} of {quota.limit} answers is full.")
        self.quota = quota


def count_towards_quotas(version: Version, answers: Answers, facts: Facts) -> None:
    """Counts one complete response; call it inside the transaction that stores it.

    Counters are raised in the order of their names, so that two responses never wait for each other.
    Errors: `QuotaFull`; the caller's transaction must be rolled back.
    """
    for quota in sorted(quotas_of(version.definition, answers, facts), key=lambda one: one.id):
        if not _raise(version, quota):
            raise QuotaFull(quota)


def _raise(version: Version, quota: Quota) -> bool:
    counter = QuotaCount.objects.filter(survey_id=version.survey_id, quota=quota.id)
    below = counter.filter(count__lt=quota.limit)
    if below.update(count=F("count") + 1):
        return True
    QuotaCount.objects.get_or_create(
        survey_id=version.survey_id, quota=quota.id, defaults={"organisation_id": version.organisation_id}
    )
    # Full, or there was no counter yet: the second try tells.
    return bool(below.update(count=F("count") + 1))
