"""How an organisation wants to sound, and its own texts."""

from uuid import UUID

from ohlas.insight.models import BrandVoice, OwnText
from ohlas.insight.rules.voice import MOST_READ, Ours, VoiceWish


def voice_wish(organisation_id: UUID) -> VoiceWish:
    """What is wanted; the usual before anybody said."""
    row = BrandVoice.objects.filter(organisation_id=organisation_id).first()
    if row is None:
        return VoiceWish()
    return VoiceWish(row.address, row.longest, row.exclamations, tuple(row.forbidden))


def our_texts(organisation_id: UUID) -> tuple[Ours, ...]:
    """The newest texts of ours, newest first."""
    rows = OwnText.objects.filter(organisation_id=organisation_id).order_by("-sent_on", "-id")[:MOST_READ]
    return tuple(Ours(row.text, row.language, row.channel, row.sent_on) for row in rows)
