"""How the survey looks and behaves around its questions: layout, address, brand, last pages, quotas, test."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ohlas.surveys.models import Survey
from ohlas.surveys.pages.brand import PageLogo, page_logo
from ohlas.surveys.pages.builder.frame import Conflict, Frame, Wish, Work, frame_of, work_on
from ohlas.surveys.pages.builder.logic import Logic, logic
from ohlas.surveys.pages.builder.open_card import TextField, text_field
from ohlas.surveys.pages.builder.telling import Told, told
from ohlas.surveys.pages.saying import LAYOUTS
from ohlas.surveys.pages.words import Pick, language_name
from ohlas.surveys.rules.editing import Document

ADDRESSES: dict[str, Promise] = {
    "formal": gettext_lazy("Formal (vykání, Sie)"),
    "informal": gettext_lazy("Informal (tykání, du)"),
}
ACTIONS: dict[str, Promise] = {
    "close": gettext_lazy("close the survey"),
    "screen_out": gettext_lazy("thank further people and let them go"),
}


@dataclass(frozen=True)
class EndForm:
    id: str
    title: TextField
    text: TextField
    review_link: str
    logic: Logic


@dataclass(frozen=True)
class QuotaForm:
    id: str
    limit: int
    text: TextField
    actions: tuple[Pick, ...]
    logic: Logic


@dataclass(frozen=True)
class Rewording:
    """A question's words in one arm of the test."""

    field: TextField
    plain: str


@dataclass(frozen=True)
class VariantForm:
    id: str
    name: str
    share: int
    layouts: tuple[Pick, ...]
    rewordings: tuple[Rewording, ...]
    questions: tuple[Pick, ...]


@dataclass(frozen=True)
class SettingsPage:
    """`surveys/builder/settings.html`."""

    frame: Frame
    layouts: tuple[Pick, ...]
    addresses: tuple[Pick, ...]
    defaults: tuple[Pick, ...]
    is_anonymous: bool
    colour: str
    logo: PageLogo | None
    closes_at: str
    edit_minutes: int
    ends: tuple[EndForm, ...]
    quotas: tuple[QuotaForm, ...]
    variants: tuple[VariantForm, ...]
    told: tuple[Told, ...]
    conflict: Conflict | None
    error: str


def settings_page(survey: Survey, language: str, wish: Wish) -> SettingsPage:
    work = work_on(survey, language)
    definition, document = work.definition, work.draft.document
    return SettingsPage(
        frame=frame_of(work, "settings"),
        layouts=_picks(LAYOUTS, definition.layout),
        addresses=_picks(ADDRESSES, definition.address),
        defaults=tuple(
            Pick(one, language_name(one), one == definition.default_language) for one in definition.languages
        ),
        is_anonymous=definition.anonymous,
        colour=definition.brand.colour or "",
        logo=page_logo(definition.brand.logo),
        closes_at=definition.closes_at or "",
        edit_minutes=definition.edit_minutes,
        ends=tuple(_end(work, one, wish) for one in document["ends"]),
        quotas=tuple(_quota(work, one, wish) for one in document["quotas"]),
        variants=tuple(_variant(work, one, wish.reword) for one in document["variants"]),
        told=tuple(one for one in told(work, {}) if one.page == "settings" or not one.part),
        conflict=wish.conflict,
        error=wish.error,
    )


def _picks(words: Mapping[str, Promise], chosen: str) -> tuple[Pick, ...]:
    return tuple(Pick(value, str(text), value == chosen) for value, text in words.items())


def _end(work: Work, end: Document, wish: Wish) -> EndForm:
    mine = f"ends/{end['id']}"
    return EndForm(
        id=end["id"],
        title=text_field(work, f"{mine}/title", _("Title"), end.get("title")),
        text=text_field(work, f"{mine}/text", _("What happens next"), end.get("text")),
        review_link=end.get("review_link") or "",
        logic=_logic(work, end.get("when"), mine, _("Shown when"), wish),
    )


def _quota(work: Work, quota: Document, wish: Wish) -> QuotaForm:
    mine = f"quotas/{quota['id']}"
    return QuotaForm(
        id=quota["id"],
        limit=quota["limit"],
        text=text_field(work, f"{mine}/text", _("What people are told when it is full"), quota.get("text")),
        actions=_picks(ACTIONS, quota.get("action", "close")),
        logic=_logic(work, quota.get("when"), mine, _("Counts responses"), wish),
    )


def _logic(work: Work, condition: Document | None, mine: str, title: str, wish: Wish) -> Logic:
    return logic(work.teller, condition, mine, title, wish, work.definition.items())


def _variant(work: Work, variant: Document, reword: str) -> VariantForm:
    texts = variant.get("texts") or {}
    asked = [name for name in work.definition.by_id if name in texts or reword == f"{variant['id']}/{name}"]
    layouts = {"": gettext_lazy("As in the survey"), **LAYOUTS}
    return VariantForm(
        id=variant["id"],
        name=variant.get("name") or variant["id"],
        share=variant.get("share", 1),
        layouts=_picks(layouts, variant.get("layout") or ""),
        rewordings=tuple(_rewording(work, variant["id"], name, texts.get(name)) for name in asked),
        questions=tuple(
            Pick(question.id, question.title(work.language, work.definition.default_language))
            for question in work.definition.questions
            if question.id not in asked
        ),
    )


def _rewording(work: Work, variant: str, name: str, texts: dict[str, str] | None) -> Rewording:
    plain = work.definition.by_id[name].title(work.language, work.definition.default_language)
    return Rewording(
        text_field(work, f"variants/{variant}/{name}", _("Wording in this variant"), texts), plain
    )
