"""Make, change and end rules that watch; say whether one wants to be told; take an alert up."""

import base64
import secrets
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from ohlas.accounts.access import Actor, colleagues_of, unit_for
from ohlas.accounts.actions import write_audit
from ohlas.accounts.errors import Forbidden
from ohlas.accounts.rules import Permission, Role
from ohlas.feedback.queries.anonymity import anonymous_surveys
from ohlas.insight.access import alert_for, rule_for, rule_to_change
from ohlas.insight.actions.notices import mark_seen
from ohlas.insight.errors import BadRule, TakenAlready
from ohlas.insight.models import Alert, AlertReader, AlertRule, Notice
from ohlas.insight.queries.alerts import NEEDED, listeners_of, may_keep, some_units
from ohlas.insight.queries.catalogue import Catalogue, catalogue_of
from ohlas.insight.queries.watching import filters_of
from ohlas.insight.rules.alerts import (
    LONGEST_NOTE,
    MOST_RULES,
    AlertKind,
    BrokenRule,
    ChangeRule,
    SevereRule,
    Watch,
    read_hook,
    read_name,
    read_watch,
    write_watch,
)
from ohlas.lib.sealing import sealed
from ohlas.metrics import MEASURES, UnlikeScales
from ohlas.surveys.queries import survey_names, versions_of

SECRET_BYTES = 32


@dataclass(frozen=True)
class RuleWish:
    """A rule as somebody asks for it."""

    name: str
    kind: AlertKind
    watch: Watch
    unit_id: UUID | None = None
    audience: tuple[Role, ...] = ()
    hook: str = ""


def make_rule(*, actor: Actor, wish: RuleWish, now: datetime) -> tuple[UUID, str]:
    """The rule's id, and the secret its messages are signed with where it sends any: shown this once.

    Errors: `BadRule` for what cannot be; `Forbidden`; `NotHere` for a unit out of sight; metrics' `UnlikeScales`
    where the rule would pool two scales, `BadAddress` where measure and question do not fit.
    """
    _check(actor, wish)
    if AlertRule.objects.filter(organisation_id=actor.organisation.id).count() >= MOST_RULES:
        raise BadRule("rule", str(MOST_RULES + 1), f"up to {MOST_RULES} rules are allowed; end one first")
    secret = _secret() if wish.hook else ""
    with transaction.atomic():
        rule = AlertRule.objects.create(
            organisation_id=actor.organisation.id,
            owner_id=actor.user_id,
            **_columns(wish),
            sealed=sealed(secret) if secret else "",
            made_at=now,
            changed_at=now,
        )
        _refuse_nobody(rule)
        write_audit(actor, "alert_rule.made", "alert_rule", rule.id, now, {"kind": wish.kind.value})
    return rule.id, secret


def change_rule(*, actor: Actor, rule_id: UUID, wish: RuleWish, now: datetime) -> str:
    """What was found before stays. A new secret where the rule sends messages for the first time.

    Errors: as `make_rule`.
    """
    rule = rule_to_change(actor, rule_id)
    if wish.kind != rule.kind:
        raise BadRule("kind", wish.kind.value, f"this rule is of the kind {rule.kind}; make another one")
    _check(actor, wish)
    secret = _secret() if wish.hook and not rule.sealed else ""
    with transaction.atomic():
        for name, value in _columns(wish).items():
            setattr(rule, name, value)
        rule.changed_at, rule.trouble = now, ""
        rule.hook_error, rule.hook_failed_at, rule.hook_stopped_at = "", None, None
        if secret:
            rule.sealed = sealed(secret)
        rule.save()
        _refuse_nobody(rule)
        write_audit(actor, "alert_rule.changed", "alert_rule", rule.id, now, {"kind": wish.kind.value})
    return secret


def renew_secret(*, actor: Actor, rule_id: UUID, now: datetime) -> str:
    """Another secret from now on; messages that still wait are signed with it too.

    Errors: `NotHere`; `Forbidden`; `BadRule` where nothing is sent.
    """
    rule, secret = rule_to_change(actor, rule_id), _secret()
    if not rule.hook:
        raise BadRule("hook", "", "this rule sends no messages to programs")
    with transaction.atomic():
        AlertRule.objects.filter(id=rule.id).update(sealed=sealed(secret), changed_at=now)
        write_audit(actor, "alert_rule.secret_renewed", "alert_rule", rule.id, now)
    return secret


def switch_rule(*, actor: Actor, rule_id: UUID, on: bool, now: datetime) -> None:
    """Switched off it looks at nothing; what it found stays.

    Errors: `NotHere`; `Forbidden`.
    """
    rule = rule_to_change(actor, rule_id)
    with transaction.atomic():
        AlertRule.objects.filter(id=rule.id).update(off_at=None if on else now, changed_at=now)
        deed = "alert_rule.switched_on" if on else "alert_rule.switched_off"
        write_audit(actor, deed, "alert_rule", rule.id, now)


def remove_rule(*, actor: Actor, rule_id: UUID, now: datetime) -> None:
    """Gone with everything it found.

    Errors: `NotHere`; `Forbidden`.
    """
    rule = rule_to_change(actor, rule_id)
    with transaction.atomic():
        write_audit(actor, "alert_rule.removed", "alert_rule", rule.id, now, {"kind": rule.kind})
        rule.delete()


def say_wish(*, actor: Actor, rule_id: UUID, wants: bool, now: datetime) -> None:
    """One's own word on a rule: tell me, or do not.

    Errors: `NotHere`; `Forbidden` for a program, which reads no notices.
    """
    rule = rule_for(actor, rule_id)
    if actor.user_id is None:
        raise Forbidden(NEEDED[AlertKind(rule.kind)].value)
    with transaction.atomic():
        AlertReader.objects.update_or_create(
            rule=rule,
            user_id=actor.user_id,
            defaults={"wants": wants, "organisation_id": rule.organisation_id},
        )
        write_audit(actor, "alert_rule.wish_said", "alert_rule", rule.id, now, {"wants": wants})


def take_up(*, actor: Actor, alert_id: UUID, note: str, now: datetime) -> None:
    """Under the actor's name, with a note all who were told see; mails that still wait are not sent any more.

    Errors: `NotHere`; `BadRule` for a note too long; `TakenAlready` where somebody else was first.
    """
    alert = alert_for(actor, alert_id)
    said = note.strip()
    if len(said) > LONGEST_NOTE or "\0" in said:
        raise BadRule("note", said[:40], f"a note of up to {LONGEST_NOTE} characters is allowed")
    free = Alert.objects.filter(id=alert.id, taken_at__isnull=True)
    with transaction.atomic():
        if not free.update(taken_at=now, taken_by_id=actor.user_id, note=said):
            _refuse_others(actor, alert_for(actor, alert_id))
            Alert.objects.filter(id=alert.id).update(note=said)
        Notice.objects.filter(alert_id=alert.id, mail="waiting").update(mail="none", mail_at=None)
        mark_seen(actor=actor, alert_id=alert.id, now=now)
        write_audit(actor, "alert.taken_up", "alert", alert.id, now)


def _refuse_others(actor: Actor, alert: Alert) -> None:
    if alert.taken_by_id is not None and alert.taken_by_id != actor.user_id:
        who = alert.taken_by
        raise TakenAlready((who.name or who.email) if who else "")


def _check(actor: Actor, wish: RuleWish) -> None:
    """Everything that can be known before the rule stands."""
    needed = NEEDED[wish.kind]
    if not may_keep(actor, wish.kind):
        raise Forbidden(needed.value)
    if (wish.audience or wish.hook) and not actor.may(Permission.EDIT_SURVEYS):
        raise Forbidden(Permission.EDIT_SURVEYS.value)
    if wish.unit_id is not None:
        unit_for(actor, wish.unit_id)
    elif actor.scope is not None:
        raise BadRule("unit", "", "you look after one part of the tree; choose a unit of it")
    read_name(wish.name)
    read_hook(wish.hook)
    read_watch(wish.kind, write_watch(wish.watch))
    _check_scales(actor, wish.watch)


def _check_scales(actor: Actor, watch: Watch) -> None:
    """Surveys and questions that are there; one scale only; no single answer of an anonymous survey."""
    if isinstance(watch, BrokenRule):
        return
    catalogue = catalogue_of(actor)
    names = {str(survey): name for survey, name in survey_names(actor.organisation.id).items()}
    for survey in watch.surveys:
        if survey not in names:
            raise BadRule(
                "surveys", survey[:60], f"one of {', '.join(sorted(names)[:10]) or 'none yet'} is allowed"
            )
    if isinstance(watch, ChangeRule):
        _known_questions(catalogue, watch.questions)
        scales = sorted({one.scale for one in catalogue.questions if one.id in watch.questions})
        if len(scales) > 1:
            raise UnlikeScales(scales[0], scales[1])
        catalogue.scale_for(MEASURES[watch.measure], filters_of(watch))
    if isinstance(watch, SevereRule):
        _known_questions(catalogue, watch.questions)
        _check_severe(actor, watch, catalogue, names)


def _check_severe(actor: Actor, watch: SevereRule, catalogue: Catalogue, names: dict[str, str]) -> None:
    scales = {one.scale for one in catalogue.questions if one.id in watch.questions}
    strange = sorted(scales - {watch.scale})
    if watch.score is not None and strange:
        raise UnlikeScales(watch.scale, strange[0])
    hidden = {str(one.survey_id) for one in anonymous_surveys(actor.organisation.id)} | _promised(actor)
    told = next((survey for survey in watch.surveys if survey in hidden), None)
    if told is not None:
        raise BadRule(
            "surveys",
            names[told][:60],
            "this survey is anonymous, and a single answer of it is nobody's to see",
        )


def _promised(actor: Actor) -> set[str]:
    """Surveys whose newest version promises to be anonymous, answered or not."""
    newest = {one.survey_id: one.definition.anonymous for one in versions_of(actor.organisation.id)}
    return {str(survey) for survey, is_anonymous in newest.items() if is_anonymous}


def _known_questions(catalogue: Catalogue, questions: tuple[str, ...]) -> None:
    known = {one.id for one in catalogue.questions}
    for question in questions:
        if question not in known:
            raise BadRule(
                "questions", question[:60], f"one of {', '.join(sorted(known)[:20]) or 'none yet'} is allowed"
            )


def _refuse_nobody(rule: AlertRule) -> None:
    """A rule that tells nobody is a rule somebody wrongly trusts."""
    people = colleagues_of(rule.organisation_id)
    if not rule.hook and not listeners_of(rule, people, some_units(rule)):
        raise BadRule("audience", "", "nobody would be told; choose a role that may see this, or an address")


def _columns(wish: RuleWish) -> dict[str, object]:
    return {
        "name": read_name(wish.name),
        "kind": wish.kind.value,
        "document": write_watch(wish.watch),
        "unit_id": wish.unit_id,
        "audience": [role.value for role in wish.audience],
        "hook": read_hook(wish.hook),
    }


def _secret() -> str:
    """As Standard Webhooks spell them."""
    return "whsec_" + base64.b64encode(secrets.token_bytes(SECRET_BYTES)).decode()
