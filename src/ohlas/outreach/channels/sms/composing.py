"""From a message to the words that leave: own or ours, places filled, accents as the sender wishes."""

from ohlas.lib.database import database_now
from ohlas.outreach.errors import BadAddress
from ohlas.outreach.queries.texting import is_nps_first
from ohlas.outreach.queries.wordings import own_wording
from ohlas.outreach.rules import Carrier
from ohlas.outreach.rules.sending import Outgoing
from ohlas.outreach.rules.sms import Alphabet, alphabet_of, checked_size, plain
from ohlas.outreach.rules.texting import stop_word, words_of
from ohlas.outreach.rules.troubles import Trouble, trouble
from ohlas.outreach.rules.words import filled, one_line


def text_of(message: Outgoing, *, is_plain: bool) -> str:
    """The whole text message.

    Errors: `BadMessage` when it is empty or too long.
    """
    text = spelt(said(template_of(message), message), message.language, is_plain=is_plain)
    checked_size(text)
    return text


def template_of(message: Outgoing) -> str:
    """The words with their places: the programme's own, else ours."""
    kind = "reminder" if message.is_reminder else "invitation"
    own = own_wording(message.programme_id, Carrier.SMS, kind, message.language)
    if own is not None:
        return own[1]
    words = words_of(message.language)
    asks_nps = is_nps_first(message.organisation_id, message.survey_id, database_now())
    return str(getattr(words, kind) if asks_nps else words.general)


def said(template: str, message: Outgoing) -> str:
    """The words with every place filled, each in one line."""
    return filled(template, {name: one_line(value) for name, value in _values(message).items()})


def spelt(text: str, language: str, *, is_plain: bool) -> str:
    """Without accents where that is wished and brings the text into the cheap alphabet."""
    bare = plain(text, language)
    return bare if is_plain and alphabet_of(bare) is Alphabet.GSM7 else text


def checked_number(address: str) -> str:
    """Errors: `BadAddress` for what is no number with its country."""
    if not address.startswith("+") or not address[1:].isascii() or not address[1:].isdecimal():
        raise BadAddress(trouble(Trouble.BAD_NUMBER, address[:40]))
    return address


def _values(message: Outgoing) -> dict[str, str]:
    return {
        "organisation": message.organisation,
        "greeting": message.greeting,
        "name": message.name,
        "unit": message.facts.get("unit", ""),
        "employee": message.facts.get("employee", ""),
        "survey": message.facts.get("survey", ""),
        "link": message.link,
        "stop": stop_word(message.language),
    }
