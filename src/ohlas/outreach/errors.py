"""What can go wrong when people are reached.

OutreachError
├── BadProgramme    a programme or pacing rule that cannot be read: place, given, allowed
├── BadWidget       a widget's setting that cannot be read: place, given, allowed
├── BadPoll         a poll of a network that cannot be kept: place, given, allowed
├── BadMessage      a text that cannot be sent: an unknown placeholder, a line break in a heading
├── BadSetting      a way out that is set up wrong: place, given, allowed
├── BadAddress      an address or number that a channel cannot reach
├── NotReady        nothing may leave yet; names each check that is not green, with its cure
├── WrongState      a deed that the invitation or programme is past, or not yet ready for
├── SendFailed      a provider said no for good: the address does not exist, the message is refused
├── SendDelayed     a provider said not now: try again later
│   └── ProviderAway    it cannot be reached at all, or wants nobody's message now: the whole round waits
└── SendDoubtful    nobody knows whether it left: never tried again without a person's word
"""


class OutreachError(Exception):
    """Root of this room's errors."""


class BadProgramme(OutreachError):
    """A part of a programme or a pacing rule cannot be read."""

    def __init__(self, place: str, given: str, allowed: str) -> None:
        super().__init__(f"{place}: “{given}” was given; {allowed}.")
        self.place = place
        self.given = given
        self.allowed = allowed


class BadWidget(BadProgramme):
    """A setting of a web widget cannot be read."""


class BadPoll(BadProgramme):
    """A poll run on a network cannot be kept as it was entered."""


class BadMessage(OutreachError):
    """A message that may not be sent as it stands; `str()` is a sentence for whoever wrote it."""


class BadSetting(OutreachError):
    """A setting of a way out cannot be used."""

    def __init__(self, place: str, given: str, allowed: str) -> None:
        super().__init__(f"{place}: “{given}” was given; {allowed}.")
        self.place = place
        self.given = given
        self.allowed = allowed


class BadAddress(OutreachError):
    """An address or number that no message can be sent to."""


class NotReady(OutreachError):
    """Sending is not allowed yet; `str()` names what is missing and its cure."""


class WrongState(OutreachError):
    """The deed does not fit the state of what it was asked for."""


class SendFailed(OutreachError):
    """Final: the provider refuses this message or address."""


class SendDelayed(OutreachError):
    """For now: the provider asks to come again; nothing was taken."""


class ProviderAway(SendDelayed):
    """The provider is away, or refuses us rather than this message; no message is to blame."""


class SendDoubtful(OutreachError):
    """The message may or may not have been taken; a person decides."""
