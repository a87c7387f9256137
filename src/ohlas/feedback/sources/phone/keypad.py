"""Scores pressed on a keypad: a voice system hands a finished call over, once for its id."""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from hashlib import sha256
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from ohlas.feedback.actions import record_response, submission_of
from ohlas.feedback.actions.invitations import link_for_invitation
from ohlas.feedback.actions.record import Recorded
from ohlas.feedback.queries.links import LinkView, given_on
from ohlas.feedback.rules import Refusal, RefusalReason, Submission, body_hash_of
from ohlas.feedback.rules.links import client_id_for
from ohlas.feedback.sources.form.visit import Visit, language_for
from ohlas.outbox.errors import KeyReusedError
from ohlas.outbox.receipts import Reply, replay_or_run
from ohlas.outreach.queries.outgoing import sender_of
from ohlas.outreach.queries.texting import Hook, hook_of, invitation_called
from ohlas.outreach.rules import Carrier
from ohlas.outreach.rules.keypad import (
    SIGNATURE,
    Keypad,
    Pressed,
    is_signed,
    pressed_in,
    read_keypad,
    score_of,
)
from ohlas.surveys.queries import Version, published_version, standing
from ohlas.surveys.rules import AnswerKind, Definition, check_answers, scores_of

CHANNEL = "ivr"
MOST_BYTES = 64_000
STATUS = {RefusalReason.DUPLICATE: 409, RefusalReason.SURVEY_CLOSED: 409, RefusalReason.QUOTA_FULL: 409}


@csrf_exempt
@require_POST
def hook(request: HttpRequest, token: str) -> HttpResponse:
    """The token in the address is the key; where a secret is kept, the signature is asked for as well."""
    found = hook_of(token, Carrier.PHONE)
    if found is None:
        return JsonResponse({}, status=404)
    body = request.body
    if len(body) > MOST_BYTES:
        return JsonResponse({}, status=413)
    sender = sender_of(found.organisation_id, Carrier.PHONE)
    secret = sender.secrets.get("ivr_secret", "") if sender else ""
    if secret and not is_signed(body, request.headers.get(SIGNATURE, ""), secret):
        return JsonResponse({"detail": f"The signature in {SIGNATURE} is missing or wrong."}, status=401)
    try:
        document = json.loads(body) if request.content_type == "application/json" else _form(request)
    except ValueError:
        return JsonResponse({"detail": "The body is no JSON."}, status=400)
    keypad = read_keypad(found.settings)
    pressed = pressed_in(keypad, document)
    if not pressed.call_id:
        return JsonResponse({"detail": f"The call’s id is missing in {keypad.call_at}."}, status=422)
    return _once(found, keypad, pressed, timezone.now())


def _form(request: HttpRequest) -> Mapping[str, str]:
    return {name: request.POST.get(name, "") for name in request.POST}


class _Refused(Exception):
    """Nothing of a refused call is kept, so that it may come again mended."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.detail)
        self.refusal = refusal


def _once(found: Hook, keypad: Keypad, pressed: Pressed, now: datetime) -> HttpResponse:
    """A call that comes again is answered as before, whatever has become of the invitation since."""

    def run() -> Reply:
        outcome = _take(found, keypad, pressed, now)
        if isinstance(outcome, Refusal):
            raise _Refused(outcome)
        return Reply(status=200, answer={"taken": True})

    said = body_hash_of([pressed.number, pressed.keys, dict(pressed.scores)])
    try:
        reply = replay_or_run(
            organisation_id=found.organisation_id, key=_key(pressed), body_hash=said, run=run, now=now
        )
    except KeyReusedError:
        return JsonResponse({"taken": False, "detail": "This call came before with other keys."}, status=422)
    except _Refused as refused:
        return _refused(refused.refusal)
    return JsonResponse({"taken": True, "again": reply.is_replay}, status=reply.status)


def _refused(refusal: Refusal) -> HttpResponse:
    status = STATUS.get(refusal.reason, 422)
    return JsonResponse(
        {"taken": False, "reason": refusal.reason.value, "detail": refusal.detail}, status=status
    )


def _take(found: Hook, keypad: Keypad, pressed: Pressed, now: datetime) -> Recorded | Refusal:
    """To the caller's own invitation where there is one, else to the survey for callers nobody invited."""
    invitation_id = invitation_called(found.organisation_id, pressed.number, now) if pressed.number else None
    link = link_for_invitation(invitation_id) if invitation_id else None
    if link is not None:
        return _invited(link, keypad, pressed, now)
    if not keypad.survey:
        return Refusal(
            RefusalReason.UNKNOWN_SURVEY, "Nobody with this number is invited, and no survey is set up."
        )
    return _uninvited(found, keypad, pressed, now)


def _invited(link: LinkView, keypad: Keypad, pressed: Pressed, now: datetime) -> Recorded | Refusal:
    called = replace(link, channel=CHANNEL)
    given = given_on(link, client_id_for(link.id, ""))
    version = (
        published_version(given.version_id)
        if given
        else _version(link.organisation_id, str(link.survey_id), now)
    )
    if version is None:
        return Refusal(RefusalReason.NOT_PUBLISHED, "The survey has no published version.")
    answers = _answers(version.definition, keypad, pressed)
    if not answers:
        return _nothing()
    language = language_for(version.definition, "", called, "")
    visit = Visit(
        called, version, language, "", given.answers if given else {}, is_sent=bool(given and given.is_sent)
    )
    whole = visit.with_answers(answers)
    is_complete = not whole.checked.problems
    sent = submission_of(whole.given(whole.path.answers), is_complete=is_complete, edit_for=timedelta(0))
    return record_response(sent, now)


def _uninvited(found: Hook, keypad: Keypad, pressed: Pressed, now: datetime) -> Recorded | Refusal:
    version = _version(found.organisation_id, keypad.survey, now)
    if version is None:
        return Refusal(
            RefusalReason.UNKNOWN_SURVEY, "The survey set up for callers is not there or not published."
        )
    answers = _answers(version.definition, keypad, pressed)
    if not answers:
        return _nothing()
    facts = {"unit": keypad.unit or None, "channel": CHANNEL, "language": version.definition.default_language}
    return record_response(
        Submission(
            organisation_id=found.organisation_id,
            client_id=_client_id(found, pressed),
            is_client_made=True,
            body_hash=body_hash_of([pressed.call_id, answers]),
            survey=None,
            version_id=version.id,
            answers=answers,
            channel=CHANNEL,
            unit=keypad.unit or None,
            is_complete=not check_answers(version.definition, answers, facts=facts).problems,
        ),
        now,
    )


def _answers(definition: Definition, keypad: Keypad, pressed: Pressed) -> dict[str, object]:
    """Keys to questions: by name where the call names them, else in the order of the questionnaire's scales."""
    scales = {
        one.id: scores_of(one.question)
        for one in definition.items()
        if one.kind is AnswerKind.SCORE and one.row is None and scores_of(one.question)
    }
    given = pressed.scores or dict(zip(scales, pressed.keys, strict=False))
    found: dict[str, object] = {}
    for name, keys in given.items():
        scores = scales.get(name)
        score = score_of(keys, scores[0], scores[-1], keypad.ten) if scores else None
        if score is not None:
            found[name] = score
    return found


def _version(organisation_id: UUID, survey: str, now: datetime) -> Version | None:
    found = standing(organisation_id, survey, now)
    return found.version if found else None


def _key(pressed: Pressed) -> str:
    return f"ivr:{sha256(pressed.call_id.encode(errors='replace')).hexdigest()}"


def _client_id(found: Hook, pressed: Pressed) -> UUID:
    """Derived: the same call is the same answer, and a voice system can name no other."""
    digest = sha256(f"{found.organisation_id}:{_key(pressed)}".encode()).digest()
    return UUID(bytes=digest[:16])


def _nothing() -> Refusal:
    return Refusal(RefusalReason.BAD_ANSWERS, "No key pressed is a score of this survey.")
