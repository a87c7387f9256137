"""A logo for the respondents' pages: encoded anew, kept once, and put into the draft."""

from collections.abc import Mapping
from datetime import datetime
from functools import partial
from types import MappingProxyType
from uuid import UUID

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ohlas.accounts.access import Actor
from ohlas.accounts.actions import write_audit
from ohlas.lib.ids import new_id
from ohlas.lib.pictures import BadPicture, Why, logo_of
from ohlas.surveys.actions.editing import Edited, edit_draft
from ohlas.surveys.errors import NotAllowed
from ohlas.surveys.models import Logo
from ohlas.surveys.rules.editing import set_settings
from ohlas.surveys.rules.logos import logo_name

REASONS: Mapping[Why, Promise] = MappingProxyType(
    {
        Why.SVG: _("SVG files can hold programs, so they are not taken. Save the logo as PNG or WebP."),
        Why.KIND: _("This file is no PNG, JPEG or WebP picture. Save the logo as one of these."),
        Why.BYTES: _("The file has more than 2 MB. A logo is shown small: save it smaller."),
        Why.PIXELS: _("The picture has more than 16 million pixels. Make it smaller."),
        Why.BROKEN: _("The picture is broken or empty. Save it anew and try again."),
    }
)


def upload_logo(*, actor: Actor, survey_id: UUID, revision: str, content: bytes, now: datetime) -> Edited:
    """The draft with this logo. Changing it again or undoing leaves the picture for the versions that show it.

    Errors: `NotAllowed` with a sentence, `StaleRevision`, `NotHere`.
    """
    if not content:
        raise NotAllowed(str(_("Choose a picture first.")))
    try:
        made = logo_of(content)
    except BadPicture as bad:
        raise NotAllowed(str(REASONS[bad.why])) from bad
    name = logo_name(made.content, made.width, made.height, made.ground.value)
    with transaction.atomic():
        Logo.objects.get_or_create(
            organisation_id=actor.organisation.id,
            name=name,
            defaults={"id": new_id(), "content": made.content, "created_at": now},
        )
        write_audit(actor, "upload_logo", "survey", survey_id, now)
        return edit_draft(
            actor=actor,
            survey_id=survey_id,
            revision=revision,
            operation=partial(set_settings, fields={"logo": name}),
            now=now,
        )
