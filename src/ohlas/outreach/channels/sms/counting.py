"""What a text would cost, said while it is written."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_POST

from ohlas.accounts.access import Actor, staff
from ohlas.accounts.rules import Permission
from ohlas.lib.config import config
from ohlas.outreach.channels.sms.settings import read_settings
from ohlas.outreach.errors import BadMessage, BadSetting
from ohlas.outreach.queries.outgoing import sender_of
from ohlas.outreach.rules import Carrier
from ohlas.outreach.rules.sms import MOST_SEGMENTS, Alphabet, Price, SmsSize, plain, size_of
from ohlas.outreach.rules.texting import PLACES, stop_word
from ohlas.outreach.rules.words import checked_body, filled

TOKEN = "x" * 22
"""As long as the token of a message."""
LONGEST = 5000


@dataclass(frozen=True)
class SizePage:
    """`outreach/sms_size.html`: the text as written and, where that is cheaper, without accents."""

    size: SmsSize
    plain: SmsSize | None
    cost: float | None
    plain_cost: float | None
    currency: str
    is_cyrillic: bool
    is_too_long: bool
    problem: str

    @property
    def is_unicode(self) -> bool:
        return self.size.alphabet is Alphabet.UCS2


@require_POST
@staff(Permission.RUN_PROGRAMMES)
def text_size(request: HttpRequest, actor: Actor) -> HttpResponse:
    """For htmx: the fields `body` and `language` of a form that is being filled in."""
    body, language = request.POST.get("body", "")[:LONGEST], request.POST.get("language", "en")[:8]
    page = size_page(actor, body, language)
    return TemplateResponse(request, "outreach/sms_size.html", {"page": page})


def size_page(actor: Actor, body: str, language: str) -> SizePage:
    """Counted with a name, a link and the word that ends it in their places."""
    problem = ""
    try:
        checked_body(body, PLACES)
    except BadMessage as wrong:
        problem = str(wrong)
    text = filled(body, _example(actor, language))
    bare = plain(text, language)
    size, spelt = size_of(text), size_of(bare)
    price = _price(actor)
    is_cheaper = spelt.segments < size.segments
    return SizePage(
        size=size,
        plain=spelt if is_cheaper else None,
        cost=price.of(size.segments),
        plain_cost=price.of(spelt.segments) if is_cheaper else None,
        currency=price.currency,
        is_cyrillic=size.alphabet is Alphabet.UCS2 and any("Ѐ" <= one <= "ӿ" for one in text),
        is_too_long=size.segments > MOST_SEGMENTS,
        problem=problem,
    )


def _example(actor: Actor, language: str) -> dict[str, str]:
    name = "Jana Nováková"
    return {
        "organisation": actor.organisation.name,
        "greeting": name,
        "name": name,
        "unit": "Praha – Náměstí",
        "employee": name,
        "survey": "",
        "link": f"{config().public_url or 'https://feedback.example.com'}/s/{TOKEN}",
        "stop": stop_word(language),
    }


def _price(actor: Actor) -> Price:
    sender = sender_of(actor.organisation.id, Carrier.SMS)
    try:
        return read_settings(sender.settings).price if sender else Price()
    except BadSetting:
        return Price()
