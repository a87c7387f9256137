"""What the templates about the size of a text message may use."""

from dataclasses import dataclass

from ohlas.outreach.rules.sms import Alphabet, SmsSize


@dataclass(frozen=True)
class SizePage:
    """`outreach/sms_size.html`: a text as it would leave and, where that is cheaper, without accents.

    `letters` of the wording take it out of the cheap alphabet, `filled` those of names put into it; `double` letters
    take two places each. `is_spelt` when the channel is set to write without accents and does so here.
    """

    size: SmsSize
    plain: SmsSize | None
    cost: float | None
    plain_cost: float | None
    currency: str
    letters: tuple[str, ...]
    filled: tuple[str, ...]
    double: tuple[str, ...]
    is_empty: bool
    is_cyrillic: bool
    is_spelt: bool
    is_too_long: bool
    problem: str

    @property
    def is_unicode(self) -> bool:
        return self.size.alphabet is Alphabet.UCS2

    @property
    def alphabet(self) -> str:
        """As engineers of gateways call it."""
        return "UCS-2" if self.is_unicode else "GSM-7"


@dataclass(frozen=True)
class LanguageSize:
    """A language's message in the table: `query` leads to it."""

    title: str
    query: str
    is_here: bool
    is_own: bool
    size: SizePage
