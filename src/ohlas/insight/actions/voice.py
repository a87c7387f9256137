"""What a person says about how we want to sound, and texts of ours brought in to be heard."""

from datetime import date, datetime

from django.db import transaction

from ohlas.accounts.access import Actor, require
from ohlas.accounts.actions import write_audit
from ohlas.accounts.rules import Permission
from ohlas.insight.errors import BadAddress
from ohlas.insight.models import BrandVoice, OwnText
from ohlas.insight.rules.voice import ADDRESSES, CHANNELS, MOST_AT_ONCE, VoiceWish, parted


def settle_voice(*, actor: Actor, wish: VoiceWish, now: datetime) -> None:
    """From now on drafts are held against this.

    Errors: `Forbidden`; `BadAddress` for an address there is not.
    """
    require(actor, Permission.EDIT_SURVEYS)
    if wish.address not in ADDRESSES:
        raise BadAddress("address", wish.address[:20], "formal, informal or neither is allowed")
    owner = actor.organisation.id
    with transaction.atomic():
        BrandVoice.objects.update_or_create(
            organisation_id=owner,
            defaults={
                "address": wish.address,
                "longest": wish.longest,
                "exclamations": wish.exclamations,
                "forbidden": list(wish.forbidden),
                "settled_at": now,
            },
        )
        write_audit(actor, "settle_voice", "organisation", owner, now)


def add_own_texts(*, actor: Actor, given: str, channel: str, day: date, now: datetime) -> int:
    """Keeps pasted texts without personal data; how many.

    Errors: `Forbidden`; `BadAddress` for an unknown channel, no text, or too many at once.
    """
    require(actor, Permission.EDIT_SURVEYS)
    if channel not in CHANNELS:
        raise BadAddress("channel", channel[:20], f"one of {', '.join(CHANNELS)} is allowed")
    texts = parted(given)
    if not 1 <= len(texts) <= MOST_AT_ONCE:
        raise BadAddress("texts", f"{len(texts)} texts", f"1 to {MOST_AT_ONCE} at once are allowed")
    owner = actor.organisation.id
    with transaction.atomic():
        OwnText.objects.bulk_create(
            OwnText(
                organisation_id=owner,
                channel=channel,
                language=language,
                text=text,
                sent_on=day,
                added_at=now,
            )
            for text, language in texts
        )
        write_audit(actor, "add_own_texts", "organisation", owner, now, {"count": len(texts)})
    return len(texts)


def remove_own_texts(*, actor: Actor, now: datetime) -> int:
    """None of our texts is kept any longer; how many there were.

    Errors: `Forbidden`.
    """
    require(actor, Permission.EDIT_SURVEYS)
    owner = actor.organisation.id
    with transaction.atomic():
        count, _ = OwnText.objects.filter(organisation_id=owner).delete()
        write_audit(actor, "remove_own_texts", "organisation", owner, now, {"count": count})
    return count
