"""Changing dashboards by clicking: every press is kept at once and can be taken back."""

from collections.abc import Callable, Mapping
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST
from django.views.decorators.vary import vary_on_headers

from ohlas.accounts.access import Actor, staff
from ohlas.accounts.rules import Permission
from ohlas.insight.access import board_for, board_to_change, may_share
from ohlas.insight.actions import (
    BoardWish,
    archive_board,
    change_board,
    copy_board,
    create_board,
    remove_view,
    restore_board,
    save_view,
    settle_board,
    settled_marks,
    undo_board,
)
from ohlas.insight.errors import BadBoard
from ohlas.insight.forms import number_from, tile_from, wish_from
from ohlas.insight.pages.board_edit import edit_page
from ohlas.insight.queries.boards import board_data, tile_data
from ohlas.insight.rules import Selection, parse_selection
from ohlas.insight.rules.boards import (
    BoardDocument,
    added,
    duplicated,
    free_id,
    moved,
    removed,
    settled,
)
from ohlas.insight.rules.tiles import KINDS
from ohlas.insight.views.boards import board_places, paper_of
from ohlas.insight.views.parts import speaks_plainly

BOARDS = "insight:boards"
Deed = Callable[[HttpRequest, BoardDocument, str], tuple[BoardDocument, str]]


@require_GET
@vary_on_headers("HX-Request")
@staff(Permission.SEE_FIGURES)
@speaks_plainly(BOARDS)
def edit_board(request: HttpRequest, actor: Actor, board_id: UUID) -> HttpResponseBase:
    return _editor(request, actor, board_id, opened=request.GET.get("tile", ""))


@require_POST
@staff(Permission.SEE_FIGURES)
def change_tiles(request: HttpRequest, actor: Actor, board_id: UUID) -> HttpResponseBase:
    """One press in the editor: add, settle, move, duplicate, remove, or take the last one back."""
    board_to_change(actor, board_id)
    deed, tile = request.POST.get("deed", ""), request.POST.get("tile", "")
    opened, said, refusal = (tile, "", "") if deed == "settle" else ("", "", "")
    try:
        if deed == "undo":
            undone = undo_board(actor=actor, board_id=board_id, now=timezone.now())
            said = _("Taken back.") if undone else _("There is nothing left to take back.")
        else:
            said = _done(request, actor, board_id, deed, tile)
    except BadBoard as error:
        refusal = str(error)
    if request.headers.get("HX-Request"):
        return _editor(request, actor, board_id, opened=opened, said=said, refusal=refusal)
    if refusal:
        messages.error(request, refusal)
    return redirect("insight:edit_board", actor.organisation.slug, board_id)


@require_POST
@staff(Permission.SEE_FIGURES)
def new_board(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    wish = BoardWish(request.POST.get("name", "").strip() or _("New dashboard"))
    try:
        made = create_board(actor=actor, wish=wish, document=BoardDocument(), now=timezone.now())
    except BadBoard as error:
        messages.error(request, str(error))
        return redirect(BOARDS, actor.organisation.slug)
    return redirect("insight:edit_board", actor.organisation.slug, made)


@require_POST
@staff(Permission.SEE_FIGURES)
def settle_board_view(request: HttpRequest, actor: Actor, board_id: UUID) -> HttpResponseBase:
    board_to_change(actor, board_id)
    try:
        settle_board(actor=actor, board_id=board_id, wish=wish_from(request.POST), now=timezone.now())
    except BadBoard as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Kept."))
    return redirect("insight:edit_board", actor.organisation.slug, board_id)


@require_POST
@staff(Permission.SEE_FIGURES)
def copy_board_view(request: HttpRequest, actor: Actor, board_id: UUID) -> HttpResponseBase:
    name = _("Copy of %(name)s") % {"name": board_for(actor, board_id).name}
    made = copy_board(actor=actor, board_id=board_id, name=name, now=timezone.now())
    messages.success(request, _("This copy is yours. Nobody else sees it yet."))
    return redirect("insight:edit_board", actor.organisation.slug, made)


@require_POST
@staff(Permission.SEE_FIGURES)
def archive_board_view(request: HttpRequest, actor: Actor, board_id: UUID) -> HttpResponseBase:
    archive_board(actor=actor, board_id=board_id, now=timezone.now())
    messages.success(request, _("Put away. It stands at the end of the list and can be taken out again."))
    return redirect(BOARDS, actor.organisation.slug)


@require_POST
@staff(Permission.SEE_FIGURES)
def restore_board_view(
    request: HttpRequest,  # noqa: ARG001 - Django's shape
    actor: Actor,
    board_id: UUID,
) -> HttpResponseBase:
    restore_board(actor=actor, board_id=board_id, now=timezone.now())
    return redirect("insight:board", actor.organisation.slug, board_id)


@require_POST
@staff(Permission.SEE_FIGURES)
@speaks_plainly(BOARDS)
def save_view_view(request: HttpRequest, actor: Actor, board_id: UUID) -> HttpResponseBase:
    """The filters as they stand, under a name."""
    board_for(actor, board_id)
    selection = _posted_selection(request)
    try:
        save_view(
            actor=actor,
            board_id=board_id,
            name=request.POST.get("name", ""),
            selection=selection,
            is_shared=request.POST.get("shared") == "1",
            now=timezone.now(),
        )
    except BadBoard as error:
        messages.error(request, str(error))
    answer = redirect("insight:board", actor.organisation.slug, board_id)
    answer["Location"] += selection.address
    return answer


@require_POST
@staff(Permission.SEE_FIGURES)
def remove_view_view(
    request: HttpRequest,  # noqa: ARG001 - Django's shape
    actor: Actor,
    view_id: UUID,
) -> HttpResponseBase:
    board_id = remove_view(actor=actor, view_id=view_id, now=timezone.now())
    return redirect("insight:board", actor.organisation.slug, board_id)


def _editor(
    request: HttpRequest, actor: Actor, board_id: UUID, *, opened: str = "", said: str = "", refusal: str = ""
) -> HttpResponse:
    board, now = board_to_change(actor, board_id), timezone.now()
    found = board_data(actor, board, Selection(), now)
    places, kind, preview = board_places(actor, board_id), request.GET.get("add", ""), None
    if kind in KINDS and request.method == "GET":
        try:
            wished = tile_from(request.GET, free_id(found.board.document), kind)
            preview = tile_data(actor, board, wished, Selection(), now)
        except BadBoard as error:
            refusal = str(error)
    page = edit_page(
        found,
        paper_of(actor, found, places, settled_marks(actor=actor, found=found, now=now)),
        places,
        actor,
        opened=opened,
        preview=preview,
        is_adding="add" in request.GET or not found.tiles,
        said=said,
        refusal=refusal,
        may_share=may_share(actor),
    )
    is_part = bool(request.headers.get("HX-Request"))
    template = "insight/boards/editor.html" if is_part else "insight/boards/edit.html"
    return render(request, template, {"page": page})


def _done(request: HttpRequest, actor: Actor, board_id: UUID, deed: str, tile: str) -> str:
    if deed not in _DEEDS:
        raise BadBoard("deed", deed[:40], f"one of {', '.join(_DEEDS)} is allowed")
    said: list[str] = []

    def edit(document: BoardDocument) -> BoardDocument:
        after, words = _DEEDS[deed](request, document, tile)
        said.append(words)
        return after

    change_board(actor=actor, board_id=board_id, edit=edit, now=timezone.now())
    return said[-1]


def _add(request: HttpRequest, document: BoardDocument, tile: str) -> tuple[BoardDocument, str]:  # noqa: ARG001
    wished = tile_from(request.POST, free_id(document), request.POST.get("kind", ""))
    return added(document, wished), _("Added at the end.")


def _settle(request: HttpRequest, document: BoardDocument, tile: str) -> tuple[BoardDocument, str]:
    before = document.tile(tile)
    kind = before.kind if before else ""
    return settled(document, tile_from(request.POST, tile, kind, before)), _("Kept.")


def _move(request: HttpRequest, document: BoardDocument, tile: str) -> tuple[BoardDocument, str]:
    return moved(document, tile, number_from(request.POST, "to")), _("Moved.")


def _duplicate(request: HttpRequest, document: BoardDocument, tile: str) -> tuple[BoardDocument, str]:  # noqa: ARG001
    return duplicated(document, tile, free_id(document)), _("Duplicated.")


def _remove(request: HttpRequest, document: BoardDocument, tile: str) -> tuple[BoardDocument, str]:  # noqa: ARG001
    return removed(document, tile), _("Removed.")


def _posted_selection(request: HttpRequest) -> Selection:
    given = QueryDict(request.POST.get("address", "").removeprefix("?"))
    listed = dict(given.lists())
    return parse_selection(listed, [name for name in listed if name.startswith("a_")])


_DEEDS: Mapping[str, Deed] = {
    "add": _add,
    "settle": _settle,
    "move": _move,
    "duplicate": _duplicate,
    "remove": _remove,
}
