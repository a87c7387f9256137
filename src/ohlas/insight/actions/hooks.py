"""Messages to programs: signed as Standard Webhooks say, to public addresses only, tried again by the relay."""

import base64
import hashlib
import hmac
import json
from datetime import datetime
from uuid import UUID

from django_tasks import task

from ohlas.insight.models import Alert, AlertRule
from ohlas.lib.config import config
from ohlas.lib.database import database_now
from ohlas.lib.fetching import FetchError, RefusedAddress, Request, call
from ohlas.lib.sealing import SealBroken, opened
from ohlas.outbox.errors import GiveUpError
from ohlas.outbox.rules import BACKGROUND

GONE = 410
TIMEOUT_S = 10.0


class NotTaken(Exception):
    """The receiver did not take the message; the relay tries again."""


@task(transactional=False, priority=BACKGROUND)
def send_hook(alert_id: str, organisation_id: str) -> None:  # noqa: ARG001 - says whose job it is
    """One message about one alert; the id stays the same however often it is sent."""
    send_about(UUID(alert_id), database_now())


def send_about(alert_id: UUID, now: datetime) -> None:
    """Hands the message over.

    Errors: `NotTaken` to be tried again; `GiveUpError` where another try would be in vain.
    """
    alert = Alert.objects.select_related("rule", "unit").filter(id=alert_id).first()
    if alert is None or not alert.rule.hook or alert.rule.hook_stopped_at is not None:
        return
    rule = alert.rule
    try:
        body = json.dumps(message(alert), ensure_ascii=False).encode()
        headers = signed(opened(rule.sealed), str(alert.id), now, body)
        answer = call(
            Request("POST", rule.hook, headers, body), allowed=config().private_gateways, timeout_s=TIMEOUT_S
        )
    except (RefusedAddress, SealBroken) as refused:
        _note(rule, str(refused), now)
        raise GiveUpError(str(refused)[:200]) from refused
    except FetchError as away:
        _note(rule, str(away), now)
        raise NotTaken(str(away)[:200]) from away
    if answer.status == GONE:
        AlertRule.objects.filter(id=rule.id).update(hook_stopped_at=now, hook_error="410 Gone")
        return
    if not 200 <= answer.status < 300:  # noqa: PLR2004 - a redirect is not followed either
        _note(rule, f"HTTP {answer.status}", now)
        raise NotTaken(f"The receiver answered {answer.status}.")
    AlertRule.objects.filter(id=rule.id).exclude(hook_error="").update(hook_error="", hook_failed_at=None)


def message(alert: Alert) -> dict[str, object]:
    """What a program gets: ids and numbers, never words or names of customers."""
    return {
        "type": "alert.found",
        "timestamp": alert.found_at.isoformat(),
        "data": {
            "id": str(alert.id),
            "rule": str(alert.rule_id),
            "rule_name": alert.rule.name,
            "kind": alert.rule.kind,
            "unit": str(alert.unit_id) if alert.unit_id else None,
            "unit_name": alert.unit.name if alert.unit else None,
            "response": str(alert.response_id) if alert.response_id else None,
            "evidence": alert.evidence,
        },
    }


def signed(secret: str, message_id: str, now: datetime, body: bytes) -> dict[str, str]:
    """The headings of Standard Webhooks: HMAC-SHA-256 over id, time and body."""
    at = str(int(now.timestamp()))
    key = base64.b64decode(secret.removeprefix("whsec_"))
    mac = hmac.new(key, f"{message_id}.{at}.".encode() + body, hashlib.sha256).digest()
    return {
        "Content-Type": "application/json",
        "User-Agent": "Ohlas",
        "webhook-id": message_id,
        "webhook-timestamp": at,
        "webhook-signature": f"v1,{base64.b64encode(mac).decode()}",
    }


def _note(rule: AlertRule, error: str, now: datetime) -> None:
    AlertRule.objects.filter(id=rule.id).update(hook_error=error[:300], hook_failed_at=now)
