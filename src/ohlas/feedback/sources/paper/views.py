"""Staff pages about paper: parse, access, one deed or one read, answer."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ohlas.accounts.access import Actor, staff
from ohlas.accounts.rules import Permission
from ohlas.feedback.access import sheet_for, stack_for
from ohlas.feedback.actions.paper import open_stack, record_sheet, take_back_sheet, undo_stack
from ohlas.feedback.errors import BadPaper
from ohlas.feedback.queries.paper import SheetView, StackView, sheet_of, sheet_view, stack_view
from ohlas.feedback.rules import Refusal, RefusalReason
from ohlas.feedback.rules.paper import NotTyped, answer_typed, sheet_id, typed_for
from ohlas.feedback.sources.paper.pages import (
    REASONS,
    EntryPage,
    NewStack,
    entry_page,
    paper_page,
    print_page,
    typed_again,
)
from ohlas.surveys.access import survey_for
from ohlas.surveys.pages.controls import field_name
from ohlas.surveys.pages.posted import wrong_sentence
from ohlas.surveys.queries import standing
from ohlas.surveys.rules import fits

SAID = {
    RefusalReason.SURVEY_CLOSED: gettext_lazy("The survey is closed; it takes no more answers."),
    RefusalReason.QUOTA_FULL: gettext_lazy("Enough such answers were taken already: the quota is full."),
    RefusalReason.TOO_LARGE: gettext_lazy("The texts are too long together."),
}
MOST = 20_000
"""Characters looked at of what was typed into one field."""


@require_http_methods(["GET", "POST"])
@staff(Permission.RECORD_ANSWERS)
def stacks(request: HttpRequest, actor: Actor) -> HttpResponse:
    now = timezone.now()
    form = NewStack(request.POST if request.method == "POST" else None, actor=actor, now=now)
    if form.is_valid():
        try:
            made = open_stack(actor=actor, wish=form.wish(), now=now)
        except BadPaper as error:
            form.refuse(error)
        else:
            return redirect("feedback:stack", slug=actor.organisation.slug, stack_id=made)
    page = paper_page(actor, now, form)
    status = 422 if form.errors else 200
    return TemplateResponse(request, "feedback/paper/stacks.html", {"page": page}, status=status)


@require_http_methods(["GET", "POST"])
@staff(Permission.RECORD_ANSWERS)
def stack(request: HttpRequest, actor: Actor, stack_id: UUID) -> HttpResponse:
    if request.method == "POST":
        return _take(request, actor, stack_id)
    wished = request.GET.get("correct", "")
    if not wished:
        return _show(request, entry_page(actor, stack_id))
    found = sheet_view(sheet_for(actor, _uuid(wished)))
    view = stack_view(stack_for(actor, stack_id))
    typed = typed_again(view.version, found)
    return _show(request, entry_page(actor, stack_id, sheet=found.sheet, typed=typed, corrects=True))


@require_POST
@staff(Permission.RECORD_ANSWERS)
def undo(request: HttpRequest, actor: Actor, stack_id: UUID) -> HttpResponse:
    count = undo_stack(actor=actor, stack_id=stack_id, now=timezone.now())
    messages.success(request, _("Taken back: %(count)d sheets.") % {"count": count})
    return redirect("feedback:paper", slug=actor.organisation.slug)


@require_POST
@staff(Permission.RECORD_ANSWERS)
def undo_sheet(request: HttpRequest, actor: Actor, sheet_id: UUID) -> HttpResponse:
    stack_id = take_back_sheet(actor=actor, sheet_id=sheet_id, now=timezone.now())
    messages.success(request, _("The sheet was taken back."))
    return redirect("feedback:stack", slug=actor.organisation.slug, stack_id=stack_id)


@require_GET
@staff(Permission.RECORD_ANSWERS)
def printed(request: HttpRequest, actor: Actor, survey_id: UUID) -> HttpResponse:
    """The form on paper, ready for the printer; numbers beside the answers are what is typed later."""
    survey = survey_for(actor, survey_id, Permission.RECORD_ANSWERS)
    found = standing(actor.organisation.id, str(survey.id), timezone.now())
    if found is None or found.version is None:
        raise Http404
    known = found.version.definition.languages
    wished = request.GET.get("language", "")
    language = wished if wished in known else found.version.definition.default_language
    copies = request.GET.get("copies", "1")
    first = request.GET.get("first", "1")[:20]
    page = print_page(
        actor, survey.name, found.version, language, first, int(copies) if copies.isdecimal() else 1
    )
    with override(language):
        response = TemplateResponse(request, "feedback/paper/print.html", {"page": page})
        return response.render()


def _take(request: HttpRequest, actor: Actor, stack_id: UUID) -> HttpResponse:
    press = _pressed(request, stack_view(stack_for(actor, stack_id)))
    if press.wrong:
        return _again(request, actor, press, 422)
    if press.go == "compare":
        return _compare(request, actor, press)
    try:
        outcome = record_sheet(
            actor=actor,
            stack_id=stack_id,
            sheet=press.sheet,
            answers=press.answers,
            now=timezone.now(),
            corrects=press.corrects,
        )
    except BadPaper as error:
        return _again(request, actor, press, 422, problem=str(REASONS[error.reason]))
    if isinstance(outcome, Refusal):
        return _refused(request, actor, press, outcome)
    if outcome.is_replay and not press.corrects:
        return _refused(request, actor, press, Refusal(RefusalReason.DUPLICATE, ""))
    _praise(request, press)
    return redirect("feedback:stack", slug=actor.organisation.slug, stack_id=stack_id)


@dataclass(frozen=True)
class _Press:
    """What was typed and what is to be done with it."""

    stack: StackView
    sheet: str
    typed: Mapping[str, str]
    answers: Mapping[str, object]
    wrong: Mapping[str, str]
    corrects: bool
    go: str

    def stored(self) -> SheetView | None:
        """The sheet of this number, where it is in this stack."""
        number = sheet_id(self.stack.version.survey_id, self.sheet)
        return sheet_of(self.stack.organisation_id, number, self.stack.id)


def _pressed(request: HttpRequest, stack: StackView) -> _Press:
    form = request.POST
    typed = {name: form.get(field_name(name), "")[:MOST] for name in stack.version.definition.item_by_id}
    answers: dict[str, object] = {}
    wrong = {}
    for name, text in typed.items():
        item = stack.version.definition.item_by_id[name]
        try:
            answers[name] = answer_typed(item, text)
        except NotTyped:
            wrong[name] = wrong_sentence(item)
        else:
            if answers[name] is not None and not fits(item, answers[name]):
                wrong[name] = wrong_sentence(item)
    return _Press(
        stack=stack,
        sheet=form.get("sheet", "").strip(),
        typed=typed,
        answers=answers,
        wrong=wrong,
        corrects=form.get("corrects") == "yes",
        go=form.get("go", ""),
    )


def _again(
    request: HttpRequest,
    actor: Actor,
    press: _Press,
    status: int,
    problem: str = "",
    *,
    known_id: UUID | None = None,
    compared: tuple[tuple[str, str, str], ...] | None = None,
) -> HttpResponse:
    page = entry_page(
        actor,
        press.stack.id,
        sheet=press.sheet,
        typed=press.typed,
        wrong=press.wrong,
        problem=problem,
        corrects=press.corrects,
        known_id=known_id,
        compared=compared,
    )
    return _show(request, page, status)


def _refused(request: HttpRequest, actor: Actor, press: _Press, refusal: Refusal) -> HttpResponse:
    """A number typed before leads to what was typed then; the rest is said."""
    if refusal.reason is RefusalReason.DUPLICATE:
        known = press.stored()
        said = _("Sheet %(sheet)s was typed in before. Nothing was stored.") % {"sheet": press.sheet}
        return _again(request, actor, press, 409, said, known_id=known.id if known else None)
    if refusal.problems:
        wrong = {problem.field.removeprefix("answers."): problem.allowed for problem in refusal.problems}
        known_items = press.stack.version.definition.item_by_id
        said = "" if set(wrong) & set(known_items) else _("There is no answer in it.")
        return _again(request, actor, replace(press, wrong=wrong), 422, said)
    return _again(request, actor, press, 409, str(SAID.get(refusal.reason, refusal.detail)))


def _compare(request: HttpRequest, actor: Actor, press: _Press) -> HttpResponse:
    """The double entry: what differs between the sheet as stored and as typed now; nothing is changed."""
    known = press.stored()
    if known is None:
        said = _("Sheet %(sheet)s is not in this stack, so there is nothing to compare with.")
        return _again(request, actor, press, 409, said % {"sheet": press.sheet})
    definition = press.stack.version.definition
    differences = []
    for name, item in definition.item_by_id.items():
        before, after = typed_for(item, known.answers.get(name)), typed_for(item, press.answers.get(name))
        if before != after:
            differences.append((item.title(press.stack.language, definition.default_language), before, after))
    return _again(request, actor, press, 200, known_id=known.id, compared=tuple(differences))


def _praise(request: HttpRequest, press: _Press) -> None:
    stored = press.stored()
    messages.success(request, _("Sheet %(sheet)s is stored.") % {"sheet": press.sheet})
    if stored is None:
        return
    if not stored.is_complete:
        messages.warning(request, _("A required answer is missing on it, so it counts as partial."))
    left_out = [
        name for name, given in press.answers.items() if given is not None and name not in stored.answers
    ]
    if left_out:
        said = _("Left out, since these were not to be asked after the other answers: %(names)s")
        messages.warning(request, said % {"names": ", ".join(left_out)})


def _show(request: HttpRequest, page: EntryPage, status: int = 200) -> HttpResponse:
    return TemplateResponse(request, "feedback/paper/entry.html", {"page": page}, status=status)


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as error:
        raise Http404 from error
