"""What the pages about channels show."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.forms import Form
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ohlas.accounts.access import Actor
from ohlas.lib.config import config
from ohlas.outreach.queries.failed import failures_count
from ohlas.outreach.queries.senders import Doubt, SenderState, doubts_of, sender_states
from ohlas.outreach.queries.words import why_not_left
from ohlas.outreach.rules import Carrier
from ohlas.outreach.rules.sending import Check, Light

TITLES: Mapping[Carrier, Promise] = {
    Carrier.EMAIL: _("E-mail"),
    Carrier.SMS: _("Text messages"),
    Carrier.PHONE: _("Telephone"),
    Carrier.LINK: _("Links"),
    Carrier.WIDGET: _("Web pages"),
    Carrier.SOCIAL: _("Social networks"),
}
HOOKS = {Carrier.EMAIL: "mail", Carrier.SMS: "sms", Carrier.PHONE: "ivr"}
"""Where providers of each channel report."""
LIGHTS: Mapping[Light, Promise] = {
    Light.GREEN: _("well"),
    Light.AMBER: _("for a trial"),
    Light.RED: _("not yet"),
}


@dataclass(frozen=True)
class CheckLine:
    """A condition of sending; `says` and `cure` are sentences, `sign` is read aloud."""

    light: str
    sign: Promise
    says: str
    cure: str


@dataclass(frozen=True)
class ChannelLine:
    """A channel in the list."""

    carrier: str
    title: Promise
    is_set_up: bool
    is_ready: bool
    is_paused: bool
    waiting: int
    problems: tuple[str, ...]


@dataclass(frozen=True)
class ChannelsPage:
    """`outreach/channels.html`; `doubts` and `failed` are how many messages a person must decide on."""

    channels: tuple[ChannelLine, ...]
    doubts: int
    failed: int


@dataclass(frozen=True)
class ChannelPage:
    """`outreach/channel.html`; `hook` is the address a provider reports at, shown once."""

    carrier: str
    title: Promise
    is_set_up: bool
    is_ready: bool
    is_paused: bool
    checks: tuple[CheckLine, ...]
    form: Form
    test: Form
    hook: str
    fault: str


@dataclass(frozen=True)
class DoubtLine:
    """A message nobody knows the end of, or one that failed."""

    id: UUID
    name: str
    channel: Promise
    programme: str
    at: datetime | None
    why: str
    is_in_doubt: bool


@dataclass(frozen=True)
class DoubtsPage:
    """`outreach/doubts.html`."""

    lines: tuple[DoubtLine, ...]
    total: int


def channels_page(actor: Actor, carriers: Sequence[Carrier], now: datetime) -> ChannelsPage:
    states = sender_states(actor.organisation.id, now)
    lines = tuple(_line(carrier, states.get(carrier)) for carrier in carriers)
    return ChannelsPage(lines, doubts_of(actor)[1], failures_count(actor))


def channel_page(
    carrier: Carrier, state: SenderState | None, form: Form, test: Form, *, hook: str = "", fault: str = ""
) -> ChannelPage:
    return ChannelPage(
        carrier=carrier.value,
        title=TITLES[carrier],
        is_set_up=state is not None,
        is_ready=bool(state and state.is_ready),
        is_paused=bool(state and state.is_paused),
        checks=tuple(_check(one) for one in state.checks) if state else (),
        form=form,
        test=test,
        hook=f"{config().public_url}/hooks/{HOOKS[carrier]}/{hook}/" if hook else "",
        fault=fault,
    )


def doubts_page(actor: Actor) -> DoubtsPage:
    rows, total = doubts_of(actor)
    return DoubtsPage(tuple(_doubt(one) for one in rows), total)


def _line(carrier: Carrier, state: SenderState | None) -> ChannelLine:
    return ChannelLine(
        carrier=carrier.value,
        title=TITLES[carrier],
        is_set_up=state is not None,
        is_ready=bool(state and state.is_ready),
        is_paused=bool(state and state.is_paused),
        waiting=state.waiting if state else 0,
        problems=tuple(one.says for one in state.checks if one.light is Light.RED) if state else (),
    )


def _check(check: Check) -> CheckLine:
    return CheckLine(check.light.value, LIGHTS[check.light], check.says, check.cure)


def _doubt(one: Doubt) -> DoubtLine:
    return DoubtLine(
        one.id, one.name, TITLES[one.carrier], one.programme, one.at, why_not_left(one.why), one.is_in_doubt
    )
