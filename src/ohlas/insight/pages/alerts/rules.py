"""A rule's form, the list of rules, and how one wants to be told."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from ohlas.accounts.access import Actor
from ohlas.insight.pages import words
from ohlas.insight.pages.alerts.fields import FormField
from ohlas.insight.pages.alerts.words import KIND_LEADS, KIND_TITLES, moment
from ohlas.insight.queries.alerts import NEEDED, RuleView


@dataclass(frozen=True)
class KindCard:
    """A kind of rule to choose."""

    title: str
    lead: str
    href: str


@dataclass(frozen=True)
class RuleLine:
    id: str
    href: str
    name: str
    kind: str
    where: str
    told: str
    found: str
    state: str
    is_off: bool
    tells_me: bool
    may_change: bool


@dataclass(frozen=True)
class RulesPage:
    rules: tuple[RuleLine, ...]
    kinds: tuple[KindCard, ...]
    may_begin: bool


@dataclass(frozen=True)
class RulePage:
    """A rule's settings; `secret` is shown once, right after it was made."""

    id: str
    title: str
    lead: str
    kind: str
    fields: tuple[FormField, ...]
    readers: tuple[FormField, ...]
    error: str
    secret: str
    hook_state: str
    has_hook: bool
    may_change: bool
    is_off: bool
    tells_me: bool
    trouble: str
    looked: str
    href: str


@dataclass(frozen=True)
class WishPage:
    fields: tuple[FormField, ...]
    error: str
    has_mail: bool


def rule_line(rule: RuleView, base: str) -> RuleLine:
    return RuleLine(
        id=str(rule.id),
        href=f"{base}rules/{rule.id}/",
        name=rule.name,
        kind=str(KIND_TITLES[rule.kind]),
        where=rule.unit or _("All units"),
        told=_told(rule),
        found=words.number(rule.found, 0),
        state=_("Off") if rule.off_at else rule.trouble or _("On"),
        is_off=rule.off_at is not None,
        tells_me=rule.tells_me,
        may_change=rule.may_change,
    )


def rules_page(rules: Iterable[RuleView], actor: Actor, base: str) -> RulesPage:
    kinds = [kind for kind, needed in NEEDED.items() if actor.may(needed)]
    lines = tuple(rule_line(one, base) for one in rules)
    cards = [
        KindCard(str(KIND_TITLES[one]), str(KIND_LEADS[one]), f"{base}rules/new/?kind={one}") for one in kinds
    ]
    return RulesPage(lines, tuple(cards), may_begin=bool(kinds) and not lines)


def looked_words(rule: RuleView, zone: str) -> str:
    return _("Last looked %(when)s.") % {"when": moment(rule.looked_at, zone)} if rule.looked_at else ""


def hook_words(rule: RuleView) -> str:
    if rule.hook_stopped_at:
        return _("The receiver answered that it is gone; nothing is sent until the rule is saved again.")
    return (
        _("The last message was not taken: %(error)s") % {"error": rule.hook_error} if rule.hook_error else ""
    )


def _told(rule: RuleView) -> str:
    if not rule.told:
        return _("a program") if rule.hook else _("Nobody is told")
    people = _("%(n)s people") % {"n": rule.told} if rule.told > 1 else _("1 person")
    return f"{people}, {_('a program')}" if rule.hook else people
