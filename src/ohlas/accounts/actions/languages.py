"""The language a person reads mails in."""

from uuid import UUID

from ohlas.accounts.models import User


def speak(*, user_id: UUID, language: str) -> None:
    """From now on letters to this person are in this language; which ones there are is the caller's to know."""
    User.objects.filter(id=user_id).exclude(language=language).update(language=language)
