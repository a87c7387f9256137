"""A change that is only tried: other rules of pacing, and programmes with other numbers, paused or started."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from ohlas.outreach.errors import BadProgramme
from ohlas.outreach.rules.pacing import Policy, read_policy
from ohlas.outreach.rules.programmes import ProgrammeSettings, read_programme, write_programme

NUMBERS = ("sample", "every_days", "wait_days")


@dataclass(frozen=True, slots=True)
class Tried:
    """One programme as it would be: `runs` None leaves it as it stands."""

    settings: Mapping[str, Any] = field(default_factory=dict)
    priority: int | None = None
    runs: bool | None = None

    def applied_to(self, settings: ProgrammeSettings) -> ProgrammeSettings:
        """The settings with what is tried.

        Errors: `BadProgramme`.
        """
        return read_programme({**write_programme(settings), **self.settings}) if self.settings else settings


@dataclass(frozen=True, slots=True)
class WhatIf:
    """Nothing changed is `WhatIf()`; `document` is what it was read from, to know it again."""

    policy: Policy | None = None
    programmes: Mapping[UUID, Tried] = field(default_factory=dict)
    document: Mapping[str, Any] = field(default_factory=dict)


def read_whatif(document: Mapping[str, Any]) -> WhatIf:
    """The change in the document: `policy` as a whole, `programmes` by id.

    Errors: `BadProgramme` with place, what was given and what is allowed.
    """
    policy = read_policy(document["policy"]) if document.get("policy") else None
    programmes = {_id(name): _tried(name, one) for name, one in (document.get("programmes") or {}).items()}
    return WhatIf(policy, {key: one for key, one in programmes.items() if one != Tried()}, document)


def merged(policy: Policy, tried: WhatIf) -> Policy:
    """The policy that holds in the trial: a trial without rules by attribute keeps those that are."""
    if tried.policy is None:
        return policy
    return tried.policy if tried.policy.rules else replace(tried.policy, rules=policy.rules)


def _id(name: str) -> UUID:
    try:
        return UUID(name)
    except ValueError as wrong:
        raise BadProgramme("programmes", name[:40], "ids of programmes are allowed") from wrong


def _tried(name: str, given: object) -> Tried:
    if not isinstance(given, Mapping):
        raise BadProgramme(f"programmes.{name}", str(given)[:40], "a set of names and values is allowed")
    strange = given.keys() - {*NUMBERS, "priority", "runs"}
    if strange:
        allowed = f"only {', '.join(NUMBERS)}, priority and runs can be tried"
        raise BadProgramme(f"programmes.{name}", min(strange), allowed)
    priority, runs = given.get("priority"), given.get("runs")
    if priority is not None and (not isinstance(priority, int) or not 1 <= priority <= 9):  # noqa: PLR2004 - as saved
        raise BadProgramme("priority", str(priority)[:20], "a number from 1 (first) to 9 (last) is allowed")
    numbers = {key: given[key] for key in NUMBERS if given.get(key) is not None}
    return Tried(numbers, priority, runs if isinstance(runs, bool) else None)
