"""Text messages by an HTTP gateway, as its templates say."""

import json
import uuid

from ohlas.lib.config import config
from ohlas.lib.fetching import Answer, NoAnswer, NotReached, RefusedAddress, Request, call
from ohlas.outreach.channels.sms.settings import SmsSettings
from ohlas.outreach.errors import BadSetting, ProviderAway, SendDelayed, SendDoubtful, SendFailed
from ohlas.outreach.rules.gateway import Gateway, found_at, request_of

NOT_NOW = frozenset({408, 425, 429, 503})
NOT_US = frozenset({401, 402, 403, 404, 405, 407})
"""The gateway refuses who asks or where, not this message; somebody has to look at the settings."""


class HttpWay:
    """One request for each message."""

    def __init__(self, settings: SmsSettings, secret: str) -> None:
        if settings.gateway is None:
            raise BadSetting("way", settings.way.value, "an HTTP gateway is needed here")
        self._gateway: Gateway = settings.gateway
        self._values = {"from": settings.sender, "user": settings.user, "secret": secret}

    def hand_over(self, number: str, text: str, reference: str) -> str:
        """The provider's own name of the message.

        Errors: `SendFailed`, `SendDelayed`, `ProviderAway`, `SendDoubtful`.
        """
        said = {**self._values, "to": number, "text": text, "id": reference or uuid.uuid4().hex}
        url, headings, body = request_of(self._gateway, said)
        request = Request(self._gateway.method, url, {"User-Agent": "Ohlas", **headings}, body)
        try:
            answer = call(request, allowed=config().private_gateways)
        except (RefusedAddress, NotReached) as away:
            raise ProviderAway(str(away)) from away
        except NoAnswer as unknown:
            raise SendDoubtful(str(unknown)) from unknown
        return self._judged(answer)

    def close(self) -> None:
        """Nothing is kept open."""

    def _judged(self, answer: Answer) -> str:
        if answer.status in NOT_US or 300 <= answer.status < 400:  # noqa: PLR2004 - redirects are never followed
            raise ProviderAway(f"The gateway answered {answer.status} to our request: look at its settings.")
        if answer.status in NOT_NOW:
            raise SendDelayed(f"The gateway answered {answer.status}: not now.")
        if answer.status >= 500:  # noqa: PLR2004 - it may have taken the message before it failed
            raise SendDoubtful(f"The gateway answered {answer.status}.")
        if answer.status >= 400:  # noqa: PLR2004 - it refused this message
            raise SendFailed(f"The gateway answered {answer.status}.")
        return self._named(answer.body)

    def _named(self, body: bytes) -> str:
        gateway = self._gateway
        if not gateway.id_at and not gateway.ok_at:
            return ""
        try:
            document = json.loads(body)
        except ValueError:
            document = {}
        if gateway.ok_at:
            said = found_at(document, gateway.ok_at)
            if said.casefold() not in {one.casefold() for one in gateway.ok_values}:
                raise SendFailed(f"The gateway said “{said[:60]}”.")
        return found_at(document, gateway.id_at)[:200] if gateway.id_at else ""
