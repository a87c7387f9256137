"""The tablet's page: every language as a template of its own, the logic as a document, no inline script."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import override, pgettext

from ohlas.feedback.queries.kiosks import KioskView
from ohlas.feedback.sources.form.sending import HEADERS, new_nonce
from ohlas.feedback.sources.kiosk.document import (
    Document,
    kiosk_document,
    languages_of,
    voice_of,
)
from ohlas.surveys.pages import AskedSection, PageBrand, asked_sections, page_brand, page_title
from ohlas.surveys.pages.respond import LANGUAGE_NAMES, PageLanguage, Part, direction_of
from ohlas.surveys.queries import Version
from ohlas.surveys.rules import Definition, Step

POLICY = (
    "default-src 'none'; style-src 'self' 'nonce-{nonce}'; script-src 'self'; connect-src 'self'; "
    "img-src 'self' data:; manifest-src 'self'; worker-src 'self'; form-action 'none'; base-uri 'none'; "
    "frame-ancestors 'none'"
)


@dataclass(frozen=True, kw_only=True)
class KioskSheet:
    """The questionnaire in one language: `feedback/kiosk/sheet.html`."""

    language: str
    direction: str
    title: str
    sections: tuple[AskedSection, ...]
    languages: tuple[PageLanguage, ...]


@dataclass(frozen=True, kw_only=True)
class KioskPage:
    """`feedback/kiosk/page.html`; `html` of a sheet is rendered in its own language."""

    brand: PageBrand
    name: str
    unit: str
    language: str
    direction: str
    nonce: str
    starts: tuple[tuple[str, str], ...]
    sheets: tuple[tuple[str, str], ...]
    document: Document


def send_kiosk(kiosk: KioskView, version: Version, *, is_open: bool) -> HttpResponse:
    definition = version.definition
    languages = languages_of(kiosk, definition)
    nonce = new_nonce()
    brand = page_brand(kiosk.organisation, definition.brand.colour, definition.brand.logo)
    page = KioskPage(
        brand=brand,
        name=kiosk.name,
        unit=kiosk.unit.name,
        language=languages[0],
        direction=direction_of(languages[0]),
        nonce=nonce,
        starts=tuple((language, _start(language)) for language in languages),
        sheets=tuple(
            (language, _sheet(kiosk, definition, brand, language, languages)) for language in languages
        ),
        document=kiosk_document(kiosk, version, is_open=is_open),
    )
    with override(languages[0]):
        html = render_to_string("feedback/kiosk/page.html", {"page": page})
    headers = {**HEADERS, "Content-Security-Policy": POLICY.format(nonce=nonce)}
    return HttpResponse(
        html.encode(errors="replace"), content_type="text/html; charset=utf-8", headers=headers
    )


def _start(language: str) -> str:
    with override(language):
        return pgettext("respondent", "Touch to begin")


def _sheet(
    kiosk: KioskView, definition: Definition, brand: PageBrand, language: str, languages: tuple[str, ...]
) -> str:
    """All questions in their order; the script shows those that are asked."""
    voice = voice_of(kiosk, definition, language)
    steps = tuple(
        Step(section, tuple(definition.by_id[name] for name in section.questions if name in definition.by_id))
        for section in definition.sections
    )
    with override(language):
        part = Part("", steps)
        sheet = KioskSheet(
            language=language,
            direction=direction_of(language),
            title=page_title(part, voice),
            sections=asked_sections(part, voice),
            languages=tuple(
                PageLanguage(one, LANGUAGE_NAMES.get(one, one), one == language) for one in languages
            )
            if len(languages) > 1
            else (),
        )
        context = {"sheet": sheet, "brand": brand, "is_anonymous": definition.anonymous}
        return str(render_to_string("feedback/kiosk/sheet.html", context))
