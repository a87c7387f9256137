"""The survey as respondents will see it, before anybody does: framed for a phone or a desktop."""

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from ohlas.surveys.models import Survey
from ohlas.surveys.pages.asking import Voice
from ohlas.surveys.pages.brand import page_brand
from ohlas.surveys.pages.builder.frame import Frame, frame_of, work_on
from ohlas.surveys.pages.respond import FormPage, asked_sections, page_lead, page_title, parts_of
from ohlas.surveys.pages.words import Pick, language_name
from ohlas.surveys.rules import visible, with_variant
from ohlas.surveys.rules.definition import Definition
from ohlas.surveys.rules.logic import Path, Step

WIDTHS = ("phone", "desktop")


@dataclass(frozen=True)
class FramePage:
    """`surveys/builder/preview.html`: the frame around the page, and what to choose."""

    frame: Frame
    survey_id: UUID
    width: str
    widths: tuple[Pick, ...]
    languages: tuple[Pick, ...]
    variant: str
    variants: tuple[Pick, ...]
    language: str
    shows_all: bool


PreviewPage = FormPage


def frame_page(survey: Survey, language: str, width: str, variant: str, *, shows_all: bool) -> FramePage:
    work = work_on(survey, language)
    width = width if width in WIDTHS else "phone"
    names = {"phone": _("Phone"), "desktop": _("Desktop")}
    return FramePage(
        frame=frame_of(work, "preview"),
        survey_id=survey.id,
        width=width,
        widths=tuple(Pick(one, names[one], one == width) for one in WIDTHS),
        languages=tuple(
            Pick(one, language_name(one), one == work.language) for one in work.definition.languages
        ),
        variant=variant,
        variants=tuple(
            Pick(one.id, one.name or one.id, one.id == variant) for one in work.definition.variants
        ),
        language=work.language,
        shows_all=shows_all,
    )


def preview_page(
    survey: Survey, brand: str, language: str, variant: str, nonce: str, *, shows_all: bool
) -> PreviewPage:
    """The page a respondent gets first, or every question with its logic put aside."""
    work = work_on(survey, language)
    definition = with_variant(work.definition, variant)
    voice = Voice(definition, work.language)
    path = _everything(definition) if shows_all else visible(definition, {}, {})
    part = parts_of(path, "page" if shows_all or not path.steps else definition.layout)[0]
    with override(work.language):
        return FormPage(
            brand=page_brand(brand, definition.brand.colour, definition.brand.logo),
            language=work.language,
            nonce=nonce,
            title=page_title(part, voice),
            lead=page_lead(path),
            sections=asked_sections(part, voice),
            part=part.number,
            parts=part.count,
            next_word=pgettext("respondent", "Send answers"),
        )


def _everything(definition: Definition) -> Path:
    steps = tuple(
        Step(section, tuple(definition.by_id[name] for name in section.questions if name in definition.by_id))
        for section in definition.sections
    )
    return Path(tuple(step for step in steps if step.questions), {}, (), None)
