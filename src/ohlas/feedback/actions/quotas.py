"""Quotas that close exactly: one counter per quota, raised only while it is below its limit."""

from collections.abc import Iterable

from django.db.models import F

from ohlas.feedback.models import QuotaCount, Response
from ohlas.surveys.queries import Version, published_version
from ohlas.surveys.rules import Quota, quotas_of
from ohlas.surveys.rules.conditions import Answers, Facts


class QuotaFull(Exception):
    """One more such response would exceed the quota."""

    def __init__(self, quota: Quota) -> None:
        super().__init__(f"The quota {quota.id} of {quota.limit} answers is full.")
        self.quota = quota


def count_towards_quotas(
    version: Version, answers: Answers, facts: Facts, *, instead_of: Answers | None = None
) -> None:
    """Counts one complete response, in place of what it was before; call it inside the storing transaction.

    Counters are raised in the order of their names, so that two responses never wait for each other.
    Errors: `QuotaFull`; the caller's transaction must be rolled back.
    """
    joined = {quota.id: quota for quota in quotas_of(version.definition, answers, facts)}
    before = [] if instead_of is None else quotas_of(version.definition, instead_of, facts)
    left = {quota.id for quota in before}
    for name in sorted(joined.keys() | left):
        if name not in left and not _raise(version, joined[name]):
            raise QuotaFull(joined[name])
        if name not in joined:
            _lower(version, [name])


def give_back_to_quotas(responses: Iterable[Response]) -> None:
    """Makes room again for responses about to be erased; call it inside the erasing transaction.

    Imported ones never counted: quotas are about whom a survey still asks.
    """
    for response in responses:
        version = published_version(response.version_id)
        if response.is_complete and response.batch_id is None and version and version.definition.quotas:
            quotas = quotas_of(version.definition, response.answers, _facts_of(response))
            _lower(version, sorted(quota.id for quota in quotas))


def _facts_of(response: Response) -> Facts:
    """The circumstances as intake saw them."""
    return {
        "unit": response.unit.code if response.unit else None,
        "employee": response.employee.code if response.employee else None,
        "language": response.language,
        "channel": response.channel,
        "touchpoint": response.attributes.get("touchpoint"),
        **{f"a_{key}": value for key, value in response.attributes.items()},
    }


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


def _lower(version: Version, names: Iterable[str]) -> None:
    for name in names:
        counter = QuotaCount.objects.filter(survey_id=version.survey_id, quota=name, count__gt=0)
        counter.update(count=F("count") - 1)
