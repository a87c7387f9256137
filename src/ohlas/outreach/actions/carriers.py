"""The shelf of channels: each registers itself once at start-up, so that deeds need not know them."""

from ohlas.outreach.rules import Carrier
from ohlas.outreach.rules.sending import Channel

_channels: dict[Carrier, Channel] = {}


def register_channel(channel: Channel) -> None:
    """From now on messages of its kind leave by it; a second one takes the first one's place."""
    _channels[channel.carrier] = channel


def channel_of(carrier: Carrier) -> Channel | None:
    """The channel, or None where a carrier sends nothing itself (a link, a widget, a call list)."""
    return _channels.get(carrier)


def carriers_that_send() -> tuple[Carrier, ...]:
    return tuple(_channels)
