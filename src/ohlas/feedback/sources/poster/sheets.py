"""Links become printed sheets: what stands on them, in whose colours, as PDF or as a picture to look at."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from io import BytesIO
from pathlib import Path

import segno
from django.utils.translation import override, pgettext

from ohlas.feedback.queries.links import LinkView
from ohlas.feedback.rules.links import path_of
from ohlas.feedback.rules.posters import PosterSize, PosterWish, spelled
from ohlas.feedback.rules.spontaneous import CHANNEL, PRODUCT
from ohlas.lib.papers import pdf_of, pictures_of
from ohlas.surveys.pages.brand import OURS
from ohlas.surveys.queries import logo_content, standing
from ohlas.surveys.rules.contrast import AGAINST_WHITE, readable
from ohlas.surveys.rules.logos import logo_size

TEMPLATE = Path(__file__).resolve().parents[2] / "templates" / "feedback" / "poster" / "poster.typ"
QUIET = 4
"""Modules of white around a code, as ISO/IEC 18004 asks."""
LOGO = "logo.webp"


@dataclass(frozen=True, slots=True)
class Sheets:
    """What the template is given."""

    values: Mapping[str, object]
    files: Mapping[str, bytes]

    def pdf(self, now: datetime) -> bytes:
        return pdf_of(_template(), self.values, files=self.files, made_at=now)

    def picture(self) -> bytes:
        """The first sheet."""
        return pictures_of(_template(), self.values, files=self.files, ppi=60)[0]


def sheets_of(links: Sequence[LinkView], wish: PosterWish, base: str, now: datetime) -> Sheets:
    """One sheet per link, in the order given; there must be at least one."""
    first = links[0]
    colour, logo = _brand(first, now)
    content = logo_content(logo) if logo else None
    size = logo_size(logo) if logo else None
    files = {f"{link.code}.svg": drawn(base + path_of(link.channel, link.code)) for link in links}
    if content:
        files[LOGO] = content
    with override(wish.language):
        headline = wish.headline or headline_of(first)
        values = {
            "size": wish.size.value,
            "language": wish.language,
            "title": f"{headline} – {first.organisation}",
            "organisation": first.organisation,
            "headline": headline,
            "scan": pgettext("respondent", "Scan the code or open this address:"),
            "promise": pgettext("respondent", "No app, no registration."),
            "brand": readable((wish.colour or colour).lower(), AGAINST_WHITE),
            "logo": LOGO if content else None,
            "ground": size.ground if size else "any",
            "sheets": [_sheet(link, base) for link in links],
        }
    return Sheets(values, files)


def headline_of(link: LinkView) -> str:
    if link.channel == CHANNEL:
        return pgettext("respondent", "A compliment, a complaint or an idea")
    return pgettext("respondent", "How did we do?")


def about(link: LinkView) -> str:
    """What the answers are about, as visitors know it; empty for the whole organisation."""
    names = (link.attributes.get(PRODUCT, ""), link.employee.name, link.unit.name)
    return ", ".join(name for name in names if name)


def drawn(address: str) -> bytes:
    """The code of an address with its quiet zone, black on white."""
    picture = BytesIO()
    segno.make(address, error="m", micro=False).save(
        picture, kind="svg", border=QUIET, dark="#000", light="#fff", scale=8
    )
    return picture.getvalue()


def file_name(links: Sequence[LinkView], size: PosterSize) -> str:
    return f"{size.value}-{links[0].code}.pdf" if len(links) == 1 else f"{size.value}-{len(links)}.pdf"


def _sheet(link: LinkView, base: str) -> Mapping[str, str]:
    address = base + path_of(link.channel, link.code)
    alt = pgettext("respondent", "QR code that opens %(address)s") % {"address": address}
    return {"about": about(link), "address": spelled(address), "code": f"{link.code}.svg", "alt": alt}


def _brand(link: LinkView, now: datetime) -> tuple[str, str]:
    found = standing(link.organisation_id, str(link.survey_id), now)
    brand = found.version.definition.brand if found and found.version else None
    return (brand.colour if brand and brand.colour else OURS), (brand.logo if brand and brand.logo else "")


@cache
def _template() -> str:
    return TEMPLATE.read_text(encoding="utf-8")
