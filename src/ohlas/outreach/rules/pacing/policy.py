"""The organisation's budget of contacts per person, read from its document and written back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ohlas.outreach.errors import BadProgramme
from ohlas.outreach.rules.care import Care, read_care, write_care

AGES_AFTER = 14
"""Who waits so many days moves up one step of priority, so that nobody waits for ever."""


@dataclass(frozen=True, slots=True)
class Window:
    """At most `count` contacts within any `days` days."""

    count: int
    days: int


@dataclass(frozen=True, slots=True)
class AttributeRule:
    """A budget of their own for whom the condition chooses; no windows: never asked."""

    name: str
    when: Mapping[str, Any]
    windows: tuple[Window, ...]


@dataclass(frozen=True, slots=True)
class Policy:
    """The organisation's budget of contacts per person; the first rule that fits a person is theirs.

    `care` says who is left alone after what they told.
    """

    windows: tuple[Window, ...] = (Window(1, 30), Window(6, 365))
    rules: tuple[AttributeRule, ...] = ()
    ages_after: int = AGES_AFTER
    care: Care = field(default_factory=Care)


def read_policy(document: object) -> Policy:
    """The policy in the document.

    Errors: `BadProgramme`.
    """
    if document is None or document == {}:
        return Policy()
    if not isinstance(document, Mapping):
        raise BadProgramme("policy", str(document)[:40], "a set of names and values is allowed")
    for name in document:
        if name not in {"windows", "rules", "ages_after", "care"}:
            raise BadProgramme(
                str(name), str(name), "only windows, rules, ages_after and care are known here"
            )
    ages = document.get("ages_after", AGES_AFTER)
    if isinstance(ages, bool) or not isinstance(ages, int) or not 1 <= ages <= 365:  # noqa: PLR2004 - a year
        raise BadProgramme("ages_after", str(ages), "a whole number of days from 1 to 365 is allowed")
    rules = document.get("rules") or ()
    return Policy(
        _windows(document.get("windows"), "windows") or Policy().windows,
        tuple(_rule(one, n) for n, one in enumerate(rules)),
        ages,
        read_care(document.get("care")),
    )


def write_policy(policy: Policy) -> dict[str, Any]:
    """The document `read_policy` reads back as this policy."""
    return {
        "windows": [{"count": one.count, "days": one.days} for one in policy.windows],
        "rules": [
            {
                "name": rule.name,
                "when": rule.when,
                "windows": [{"count": one.count, "days": one.days} for one in rule.windows],
            }
            for rule in policy.rules
        ],
        "ages_after": policy.ages_after,
        "care": write_care(policy.care),
    }


def _windows(given: object, place: str) -> tuple[Window, ...]:
    if given is None:
        return ()
    if isinstance(given, str) or not isinstance(given, Sequence):
        raise BadProgramme(place, str(given)[:40], "a list of {count, days} is allowed")
    found = []
    for n, one in enumerate(given):
        count, days = (one.get("count"), one.get("days")) if isinstance(one, Mapping) else (None, None)
        for name, part, high in (("count", count, 100), ("days", days, 3650)):
            if isinstance(part, bool) or not isinstance(part, int) or not 1 <= part <= high:
                raise BadProgramme(
                    f"{place}[{n}].{name}", str(part), f"a whole number from 1 to {high} is allowed"
                )
        found.append(Window(int(str(count)), int(str(days))))
    return tuple(found)


def _rule(given: object, n: int) -> AttributeRule:
    place = f"rules[{n}]"
    if not isinstance(given, Mapping):
        raise BadProgramme(place, str(given)[:40], "a rule with name, when and windows is allowed")
    when = given.get("when")
    if not isinstance(when, Mapping):
        raise BadProgramme(f"{place}.when", str(when)[:40], "a condition is needed")
    name = str(given.get("name") or "").strip()[:80]
    if not name:
        raise BadProgramme(f"{place}.name", "nothing", "a name is needed, as skips are explained by it")
    return AttributeRule(name, when, _windows(given.get("windows"), f"{place}.windows"))


def most_touches(policy: Policy) -> int:
    """How many last contacts must be known per person to decide by this policy."""
    windows = [*policy.windows, *(window for rule in policy.rules for window in rule.windows)]
    return max((window.count for window in windows), default=1)


def budgets_of(policy: Policy) -> list[tuple[Window, ...]]:
    """The organisation's windows first, then each rule's; a person's `budget` points here."""
    return [policy.windows, *(rule.windows for rule in policy.rules)]
