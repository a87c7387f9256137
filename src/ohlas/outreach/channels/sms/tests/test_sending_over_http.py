"""A gateway on loopback gets the request its template describes; its answers are told apart."""

import json
import threading
from base64 import b64encode
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.parse import parse_qs

import pytest

from ohlas.accounts.access import Actor
from ohlas.lib.config import config
from ohlas.outreach.actions.sending import Shift, send_due
from ohlas.outreach.channels.sms.post import open_sms
from ohlas.outreach.channels.sms.tests.scene import NUMBER, a_phone, asked_by_text, clock, sms_sender
from ohlas.outreach.errors import BadSetting, ProviderAway
from ohlas.outreach.models import Message
from ohlas.outreach.queries.outgoing import sender_of
from ohlas.outreach.rules import Carrier
from ohlas.outreach.rules.gateway import read_gateway

JSON_BODY = '{"messages": [{"to": "{to}", "body": "{text}", "ref": "{id}"}], "from": "{from}"}'


class Gateway:
    def __init__(self) -> None:
        self.asked: list[tuple[str, str, dict[str, str], bytes]] = []
        self.status, self.answer = 200, {"messages": [{"id": "p-1", "status": "accepted"}]}
        self.location = ""
        self.breaks = False
        gateway = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                gateway.asked.append((self.command, self.path, dict(self.headers), body))
                if gateway.breaks:
                    self.connection.close()
                    return
                self.send_response(gateway.status)
                if gateway.location:
                    self.send_header("Location", gateway.location)
                self.end_headers()
                self.wfile.write(json.dumps(gateway.answer).encode())

            do_GET = do_POST  # noqa: N815 - as the server asks for it

            def log_message(self, *_: object) -> None: ...

        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/send"
        threading.Thread(
            target=self.server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True
        ).start()


@pytest.fixture
def gateway() -> Iterator[Gateway]:
    running = Gateway()
    yield running
    running.server.shutdown()
    running.server.server_close()


@pytest.fixture
def sent(actor: Actor, gateway: Gateway) -> Callable[..., Message]:
    def send(**settings: object) -> Message:
        usual = {"way": "http", "url": gateway.url, "body": JSON_BODY, "id_at": "/messages/0/id"}
        sms_sender(actor, secret="k€y", user="sova", **{**usual, **settings})
        asked_by_text(actor, a_phone(actor))
        send_due(Carrier.SMS, Shift("w", clock))
        return Message.objects.get()

    return send


def test_the_gateway_gets_what_the_template_says(gateway: Gateway, sent: Callable[..., Message]) -> None:
    row = sent(headings="Authorization: Basic {basic}\nX-Trace: {id}")
    ((method, path, headings, body),) = gateway.asked
    document = json.loads(body)
    assert (method, path, headings["Content-Type"]) == ("POST", "/send", "application/json")
    assert headings["Authorization"] == "Basic " + b64encode("sova:k€y".encode()).decode()
    assert (document["messages"][0]["to"], document["messages"][0]["ref"], document["from"]) == (
        NUMBER,
        str(row.id),
        "Sova",
    )
    assert "doporučíte" in document["messages"][0]["body"]
    assert (row.state, row.provider_id, row.parts, row.cost) == ("sent", "p-1", 2, pytest.approx(1.6))


def test_a_form_and_an_address_are_filled_safely(actor: Actor, gateway: Gateway) -> None:
    sms_sender(actor, way="http", url=gateway.url + "?n={digits}&t={text}", method="GET", body_kind="none")
    sender = sender_of(actor.organisation.id, Carrier.SMS)
    assert sender is not None
    open_sms(sender).say(NUMBER, "a&b=c d€\r\nX: y", "ref")
    ((method, path, _, _),) = gateway.asked
    query = parse_qs(path.partition("?")[2])
    assert (method, query) == ("GET", {"n": ["420601000001"], "t": ["a&b=c d€\r\nX: y"]})


def test_a_form_body_is_encoded(gateway: Gateway, sent: Callable[..., Message]) -> None:
    sent(body_kind="form", body='{"to": "{to}", "text": "{text}", "key": "{secret}"}')
    fields = parse_qs(gateway.asked[0][3].decode())
    assert (fields["to"], fields["key"]) == ([NUMBER], ["k€y"])


@pytest.mark.parametrize(
    ("status", "state"),
    [(400, "failed"), (422, "failed"), (429, "queued"), (503, "queued"), (500, "in_doubt"), (502, "in_doubt"),
     (401, "queued"), (302, "queued")],
)  # fmt: skip
def test_answers_of_the_gateway_are_told_apart(
    gateway: Gateway, sent: Callable[..., Message], status: int, state: str
) -> None:
    gateway.status = status
    gateway.location = "http://127.0.0.1:1/elsewhere" if status == 302 else ""
    assert (sent().state, len(gateway.asked)) == (state, 1)


def test_no_answer_after_the_request_left_is_in_doubt(gateway: Gateway, sent: Callable[..., Message]) -> None:
    gateway.breaks = True
    assert sent().state == "in_doubt"


def test_a_refusal_inside_a_friendly_answer_is_one(gateway: Gateway, sent: Callable[..., Message]) -> None:
    gateway.answer = {"messages": [{"id": "", "status": "blacklisted"}]}
    row = sent(ok_at="/messages/0/status", ok_values="accepted, queued")
    assert (row.state, row.error) == ("failed", "The gateway said “blacklisted”.")


def test_private_places_are_not_called_unless_allowed(
    actor: Actor, gateway: Gateway, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("OHLAS_PRIVATE_GATEWAYS")
    config.cache_clear()
    for url in (
        gateway.url,
        "http://[::ffff:127.0.0.1]/x",
        "http://10.0.0.1/",
        "http://169.254.169.254/latest",
    ):
        row = sms_sender(actor, way="http", url=url + "?{to}{text}", body_kind="none")
        sender = sender_of(actor.organisation.id, Carrier.SMS)
        assert sender is not None
        with pytest.raises(ProviderAway, match="not public"):
            open_sms(sender).say(NUMBER, "x", "y")
        row.delete()
    assert gateway.asked == []


@pytest.mark.parametrize(
    ("settings", "place"),
    [
        ({"url": "ftp://x/"}, "url"),
        ({"url": "https://x/", "body": "{"}, "body"),
        ({"url": "https://x/", "body": '{"a": "{nobody}"}'}, "body"),
        ({"url": "https://x/", "body": '{"a": "{to}"}'}, "body"),
        ({"url": "https://x/{to}/{text}", "headings": "no colon"}, "headings"),
        ({"url": "https://x/{to}/{text}", "method": "DELETE"}, "method"),
        ({"url": "https://x/\r\nHost: y", "body": JSON_BODY}, "url"),
    ],
)
def test_settings_that_cannot_be_used_say_where(settings: dict[str, object], place: str) -> None:
    with pytest.raises(BadSetting) as wrong:
        read_gateway(settings)
    assert wrong.value.place == place
