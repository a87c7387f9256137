"""The pages respondents see, one dataclass each; preview and the public form show the same ones."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import ClassVar

from django.utils.translation import npgettext, pgettext

from ohlas.surveys.pages.asking import Voice, asked_question
from ohlas.surveys.pages.brand import PageBrand
from ohlas.surveys.pages.controls import AskedQuestion
from ohlas.surveys.rules import AnswerKind, Path, Section, Step

RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ur", "yi", "ps", "ckb", "dv", "ug"})
LANGUAGE_NAMES: Mapping[str, str] = MappingProxyType(
    {
        "en": "English", "cs": "Čeština", "sk": "Slovenčina", "pl": "Polski", "uk": "Українська", "ru": "Русский",
        "de": "Deutsch", "fr": "Français", "es": "Español", "it": "Italiano", "hu": "Magyar", "ro": "Română",
        "ar": "العربية", "he": "עברית", "vi": "Tiếng Việt", "nl": "Nederlands", "pt": "Português",
    }
)  # fmt: skip


def direction_of(language: str) -> str:
    return "rtl" if language.split("-", maxsplit=1)[0] in RIGHT_TO_LEFT else "ltr"


@dataclass(frozen=True, slots=True)
class PageLanguage:
    code: str
    name: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class PageLink:
    """A way on from a page."""

    words: str
    href: str


@dataclass(frozen=True, slots=True)
class PageProblem:
    """A line of the error summary, leading to its question."""

    target: str
    question: str
    text: str


@dataclass(frozen=True, slots=True)
class AskedSection:
    title: str
    questions: tuple[AskedQuestion, ...]


@dataclass(frozen=True, slots=True)
class PageFrame:
    """What the script of a framed page needs: the widget it stands in, and the origin it may speak to."""

    script: str
    key: str
    host: str
    is_done: bool = False


@dataclass(frozen=True, kw_only=True)
class RespondPage:
    """What every page of `surveys/respond/page.html` has; `body` is the part inside."""

    body: ClassVar[str] = ""
    brand: PageBrand
    language: str
    title: str
    nonce: str = ""
    lead: str = ""
    script: str = ""
    part: int = 0
    parts: int = 0
    is_kiosk: bool = False
    problems: tuple[PageProblem, ...] = ()
    frame: PageFrame | None = None

    @property
    def direction(self) -> str:
        return direction_of(self.language)


@dataclass(frozen=True, kw_only=True)
class FormPage(RespondPage):
    """`surveys/respond/form.html`: questions to answer."""

    body: ClassVar[str] = "surveys/respond/form.html"
    sections: tuple[AskedSection, ...]
    languages: tuple[PageLanguage, ...] = ()
    action: str = ""
    save_to: str = ""
    seen_to: str = ""
    render: str = ""
    version: str = ""
    stamp: str = ""
    work_bits: int = 0
    at: str = ""
    next_word: str = ""
    has_back: bool = False
    privacy: str = ""
    resume: str = ""
    beside: PageLink | None = None
    note: str = ""
    takes_files: bool = False

    @property
    def seen(self) -> str:
        """Which questions stand on the page, to tell new ones from skipped ones when it comes back."""
        return " ".join(question.id for section in self.sections for question in section.questions)


@dataclass(frozen=True, kw_only=True)
class ConfirmPage(RespondPage):
    """`surveys/respond/confirm.html`: the press that tells a person from a robot where no script runs."""

    body: ClassVar[str] = "surveys/respond/confirm.html"
    action: str
    render: str
    stamp: str
    confirmation: str
    resume: str


@dataclass(frozen=True, kw_only=True)
class EndPage(RespondPage):
    """`surveys/respond/end.html`: thanks, a closed survey, a link that does not open."""

    body: ClassVar[str] = "surveys/respond/end.html"
    text: str = ""
    review_link: str = ""
    edit: str = ""
    again: str = ""
    beside: PageLink | None = None


@dataclass(frozen=True)
class Part:
    """What one page asks: some questions of some sections, and where it stands among the pages."""

    at: str
    steps: tuple[Step, ...]
    number: int = 1
    count: int = 1
    before: str | None = None
    after: str | None = None


def parts_of(path: Path, layout: str) -> tuple[Part, ...]:
    """The pages of this path: one, one per section, or one per question."""
    cut: list[tuple[str, tuple[Step, ...]]]
    if layout == "sections":
        cut = [(step.section.id, (step,)) for step in path.steps]
    elif layout == "single":
        cut = [
            (question.id, (Step(step.section, (question,)),))
            for step in path.steps
            for question in step.questions
        ]
    else:
        cut = [("", path.steps)]
    names = [name for name, _ in cut]
    return tuple(
        Part(
            name,
            steps,
            n + 1,
            len(cut),
            names[n - 1] if n else None,
            names[n + 1] if n + 1 < len(cut) else None,
        )
        for n, (name, steps) in enumerate(cut)
    )


def asked_sections(part: Part, voice: Voice) -> tuple[AskedSection, ...]:
    return tuple(
        AskedSection(
            "" if part.count > 1 else voice.say(step.section.title),
            tuple(asked_question(question, voice) for question in step.questions),
        )
        for step in part.steps
    )


def page_title(part: Part, voice: Voice) -> str:
    """The section's title on a page of its own, else what all this is."""
    sections: list[Section] = [step.section for step in part.steps]
    own = voice.say(sections[0].title) if part.count > 1 and sections else ""
    return own or pgettext("respondent", "Your experience")


def page_lead(path: Path) -> str:
    count = len(path.questions)
    return npgettext("respondent", "%(count)d question", "%(count)d questions", count) % {"count": count}


def page_problems(sections: tuple[AskedSection, ...]) -> tuple[PageProblem, ...]:
    return tuple(
        PageProblem(question.anchor, question.text, question.problem)
        for section in sections
        for question in section.questions
        if question.problem
    )


def page_languages(voice: Voice) -> tuple[PageLanguage, ...]:
    """Those to choose from; none when there is no choice."""
    known = voice.definition.languages
    if len(known) < 2:  # noqa: PLR2004 - one language is no choice
        return ()
    return tuple(PageLanguage(code, LANGUAGE_NAMES.get(code, code), code == voice.language) for code in known)


def takes_files(part: Part) -> bool:
    return any(question.type.kind is AnswerKind.FILE for step in part.steps for question in step.questions)
