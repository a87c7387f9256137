"""Files that come with a posted page: kept first, then named in the answers; those ticked are taken back."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType

from django.core.files.base import File
from django.http import HttpRequest, HttpResponse
from django.utils.translation import override, pgettext

from ohlas.feedback.actions.uploads import keep_file
from ohlas.feedback.errors import BadUpload
from ohlas.feedback.queries.links import LinkView
from ohlas.feedback.rules.uploads import MOST_BODY, MOST_BYTES, WhyNot
from ohlas.feedback.sources.form.limits import is_too_fast
from ohlas.feedback.sources.form.sending import new_nonce, send_page
from ohlas.feedback.sources.form.showing import brand_of, request_language
from ohlas.feedback.sources.form.visit import Visit
from ohlas.surveys.pages import EndPage, too_many_files
from ohlas.surveys.pages.controls import field_name
from ohlas.surveys.rules import AnswerKind, Item
from ohlas.surveys.rules.types import MAX_FILES

UPLOADS = 31
"""Files a minute from one address; not 30, since limits of one height share their bucket."""
DROP = ":drop"


@dataclass
class Taken:
    """The file answers as they now stand, and what to say about files that were not taken."""

    answers: dict[str, object] = field(default_factory=dict)
    problems: dict[str, str] = field(default_factory=dict)


def is_too_large(request: HttpRequest) -> bool:
    """Judged by what is announced, before a byte is read; the server reads no more than that."""
    announced = request.META.get("CONTENT_LENGTH", "")
    return announced.isdecimal() and int(announced) > MOST_BODY


def send_too_large(request: HttpRequest, link: LinkView) -> HttpResponse:
    """What was posted is not read, so nothing of it is known; what was kept before is still there."""
    language = request_language(request)
    with override(language):
        page = EndPage(
            brand=brand_of(link, None),
            language=language,
            title=pgettext("respondent", "The files are too large"),
            text=pgettext(
                "respondent",
                "Everything sent at once may have 30 MB. Going back brings the answers again; smaller files, or "
                "fewer at a time, can be sent then.",
            ),
            nonce=new_nonce(),
        )
        return send_page(request, page, 413)


def take_files(request: HttpRequest, visit: Visit, now: datetime) -> Taken:
    """Keeps what came with this post; nothing where the page asked for no file."""
    taken = Taken()
    if not visit.definition.has_files:
        return taken
    seen = set(request.POST.get("seen", "").split())
    for item in visit.definition.items():
        if item.kind is AnswerKind.FILE and item.question.id in seen:
            with override(visit.language):
                _take(request, visit, item, taken, now)
    return taken


def _take(request: HttpRequest, visit: Visit, item: Item, taken: Taken, now: datetime) -> None:
    name = field_name(item.id)
    before = visit.answers.get(item.id)
    there = [str(one) for one in before] if isinstance(before, list) else []
    kept = [one for one in there if one not in request.POST.getlist(name + DROP)]
    for given in request.FILES.getlist(name):
        if len(kept) >= MAX_FILES:
            taken.problems[item.id] = too_many_files()
            break
        try:
            kept.append(_keep(request, visit, item, given, now))
        except BadUpload as bad:
            taken.problems[item.id] = _SENTENCES[WhyNot(bad.why)]() % {"name": (given.name or "")[-60:]}
    if kept != there:
        taken.answers[item.id] = kept or None


def _keep(request: HttpRequest, visit: Visit, item: Item, given: File[bytes], now: datetime) -> str:
    if is_too_fast(request, UPLOADS):
        raise BadUpload(WhyNot.NOT_NOW)
    kept = keep_file(
        organisation_id=visit.link.organisation_id,
        client_id=visit.client_id,
        question=item.id,
        name=given.name or "",
        content=given.read(MOST_BYTES + 1),
        now=now,
    )
    return str(kept.id)


_SENTENCES: Mapping[WhyNot, Callable[[], str]] = MappingProxyType(
    {
        WhyNot.KIND: lambda: pgettext("respondent", "%(name)s is neither a picture nor a PDF."),
        WhyNot.BYTES: lambda: pgettext("respondent", "%(name)s has more than 10 MB."),
        WhyNot.PICTURE: lambda: pgettext("respondent", "%(name)s is broken or far too large to be shown."),
        WhyNot.COUNT: lambda: pgettext("respondent", "No more files can be sent here."),
        WhyNot.NOT_NOW: lambda: pgettext(
            "respondent", "The file cannot be kept just now. Please try again in a minute."
        ),
    }
)
