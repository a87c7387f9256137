"""What a text would cost, said while it is written."""

import re

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_POST

from ohlas.accounts.access import Actor, staff
from ohlas.accounts.rules import Permission
from ohlas.lib.ids import new_id
from ohlas.outreach.channels.sms.composing import said, spelt, template_of
from ohlas.outreach.channels.sms.settings import SmsSettings, read_settings
from ohlas.outreach.errors import BadMessage, BadSetting
from ohlas.outreach.pages.previews import Sample, sample_message
from ohlas.outreach.pages.sizes import SizePage
from ohlas.outreach.queries.outgoing import sender_of
from ohlas.outreach.rules import Carrier
from ohlas.outreach.rules.sending import Outgoing
from ohlas.outreach.rules.sms import (
    MOST_SEGMENTS,
    Alphabet,
    Price,
    costly_letters,
    double_letters,
    plain,
    size_of,
)
from ohlas.outreach.rules.texting import PLACES
from ohlas.outreach.rules.words import LONGEST_BODY, checked_body

_PLACE = re.compile(r"\{[^{}]*\}")


@require_POST
@staff(Permission.RUN_PROGRAMMES)
def text_size(request: HttpRequest, actor: Actor) -> HttpResponse:
    """For htmx: the fields `body` and `language` of a form that is being filled in."""
    body, language = request.POST.get("body", "")[: LONGEST_BODY + 1], request.POST.get("language", "en")[:8]
    nobody = Sample(actor.organisation.id, actor.organisation.name, None, new_id())
    page = size_page(sample_message(nobody, Carrier.SMS, "invitation", language), body)
    return TemplateResponse(request, "outreach/sms_size.html", {"page": page})


def size_page(message: Outgoing, body: str | None) -> SizePage:
    """How these words would leave to the made-up person of the message; None: the words that hold now."""
    template, problem = (template_of(message), "") if body is None else (body, "")
    try:
        template = checked_body(template, PLACES)
    except BadMessage as wrong:
        problem = str(wrong)
    settings = _settings(message)
    price = settings.price if settings else Price()
    written = said(template, message)
    text = spelt(written, message.language, is_plain=bool(settings and settings.is_plain))
    bare = plain(written, message.language)
    size, shorter = size_of(text), size_of(bare)
    is_cheaper, own = shorter.segments < size.segments, costly_letters(_PLACE.sub("", template))
    return SizePage(
        size=size,
        plain=shorter if is_cheaper else None,
        cost=price.of(size.segments),
        plain_cost=price.of(shorter.segments) if is_cheaper else None,
        currency=price.currency,
        letters=own,
        filled=tuple(one for one in costly_letters(written) if one not in own),
        double=double_letters(text) if size.alphabet is Alphabet.GSM7 else (),
        is_empty=not template,
        is_cyrillic=size.alphabet is Alphabet.UCS2 and any("Ѐ" <= one <= "ӿ" for one in text),
        is_spelt=text != written,
        is_too_long=size.segments > MOST_SEGMENTS,
        problem=problem,
    )


def _settings(message: Outgoing) -> SmsSettings | None:
    sender = sender_of(message.organisation_id, Carrier.SMS)
    try:
        return read_settings(sender.settings) if sender else None
    except BadSetting:
        return None
