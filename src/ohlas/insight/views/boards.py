"""Looking at dashboards: the list, one of them, its pictures, and the filters when somebody opens them."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET
from django.views.decorators.vary import vary_on_headers

from ohlas.accounts.access import Actor, staff
from ohlas.accounts.rules import Permission
from ohlas.insight.access import board_for, boards_for, first_board, may_share, views_for
from ohlas.insight.actions import make_starter, settled_marks
from ohlas.insight.errors import BadAddress
from ohlas.insight.pages.boards import BoardPlaces, board_page, boards_page, tile_places
from ohlas.insight.pages.filters import Tab
from ohlas.insight.pages.tiles import Paper, tile_spec
from ohlas.insight.queries import attribute_fields
from ohlas.insight.queries.boards import (
    BoardFound,
    board_data,
    board_views,
    filter_options,
    has_answers,
    saved_views,
    tile_data,
    top_unit,
)
from ohlas.insight.queries.kept import drawn
from ohlas.insight.queries.side_by_side import BESIDE
from ohlas.insight.rules import Selection, parse_selection
from ohlas.insight.rules.boards import read_document
from ohlas.insight.rules.starters import BRANCH, EXPLORER, starter_of
from ohlas.insight.views.parts import asked_for, place, speaks_plainly
from ohlas.lib.charts import THEMES

OWN = frozenset({"beside", "wall", "filters", "tile", "add", "deed"})
"""Parts of a dashboard's address that say nothing about which answers are counted."""
PICTURE_WIDTH = 560
BOARDS = "insight:boards"


@require_GET
@staff(Permission.SEE_FIGURES)
def boards(request: HttpRequest, actor: Actor) -> HttpResponse:
    page = boards_page(
        board_views(actor, boards_for(actor)),
        board_places(actor, None),
        actor.user_id,
        may_share=may_share(actor),
    )
    return render(request, "insight/boards/list.html", {"page": page})


@require_GET
@vary_on_headers("HX-Request")
@staff(Permission.SEE_FIGURES)
@speaks_plainly(BOARDS)
def board(request: HttpRequest, actor: Actor, board_id: UUID) -> HttpResponseBase:
    """One dashboard; htmx asks for its tiles alone, a wall for nothing but them."""
    now, shown = timezone.now(), board_for(actor, board_id)
    selection, beside = selection_of(request, actor), beside_of(request)
    found = board_data(actor, shown, selection, now, beside=beside)
    places = board_places(actor, board_id)
    page = board_page(
        found,
        paper_of(actor, found, places, settled_marks(actor=actor, found=found, now=now)),
        places,
        beside=beside,
        is_wall=request.GET.get("wall") == "1",
        options=filter_options(found.frame) if request.GET.get("filters") == "1" else None,
        views=saved_views(actor, views_for(actor, shown)),
        others=other_boards(actor, board_id),
        may_see_answers=actor.may(Permission.SEE_ANSWERS),
        may_share=may_share(actor),
    )
    is_part = bool(request.headers.get("HX-Request"))
    template = "insight/boards/tiles.html" if is_part else "insight/boards/board.html"
    if page.is_wall and not is_part:
        template = "insight/boards/wall.html"
    return render(request, template, {"page": page})


@require_GET
@staff(Permission.SEE_FIGURES)
@speaks_plainly(BOARDS)
def board_filters(request: HttpRequest, actor: Actor, board_id: UUID) -> HttpResponseBase:
    """The choices of the filter sheet: read when it is opened, for they take longer than the figures."""
    now, shown = timezone.now(), board_for(actor, board_id)
    empty = read_document({})
    found = board_data(actor, shown, selection_of(request, actor), now, document=empty)
    places = board_places(actor, board_id)
    page = board_page(
        found,
        paper_of(actor, found, places, {}),
        places,
        beside=beside_of(request),
        is_wall=False,
        options=filter_options(found.frame),
        views=(),
        others=(),
        may_see_answers=False,
        may_share=False,
    )
    return render(request, "insight/boards/filter_fields.html", {"page": page})


@require_GET
@staff(Permission.SEE_FIGURES)
@speaks_plainly(BOARDS)
@cache_control(private=True, max_age=60)
def tile_picture(
    request: HttpRequest, actor: Actor, board_id: UUID, tile: str, theme: str
) -> HttpResponseBase:
    """A tile's chart as SVG, before scripts run and where none do."""
    shown = board_for(actor, board_id)
    spec_of = read_document(shown.document).tile(tile)
    if spec_of is None or theme not in THEMES:
        raise Http404
    spec = tile_spec(tile_data(actor, shown, spec_of, selection_of(request, actor), timezone.now()))
    if spec is None:
        raise Http404
    return HttpResponse(drawn(spec, theme, PICTURE_WIDTH), content_type="image/svg+xml")


def start_page(actor: Actor) -> HttpResponse | None:
    """The dashboard somebody begins with, made at the first visit; None where there is nothing to show yet."""
    if not actor.may(Permission.SEE_FIGURES) or not has_answers(actor):
        return None
    starter = starter_of(actor.role) if actor.user_id else None
    if starter is None:
        shared = first_board(actor)
        return redirect("insight:board", actor.organisation.slug, shared) if shared else None
    names = {
        BRANCH: top_unit(actor) or gettext("Your branch"),
        EXPLORER: gettext("Explorer"),
    }
    name = names.get(starter) or gettext("Overview")
    made = make_starter(actor=actor, starter=starter, name=name, now=timezone.now())
    return redirect("insight:board", actor.organisation.slug, made)


def selection_of(request: HttpRequest, actor: Actor) -> Selection:
    given = {name: values for name, values in asked_for(request).items() if name not in OWN}
    return parse_selection(given, list(attribute_fields(actor)))


def beside_of(request: HttpRequest) -> str | None:
    """Errors: `BadAddress`."""
    beside = request.GET.get("beside") or None
    if beside is not None and beside not in BESIDE:
        raise BadAddress("beside", beside[:40], f"one of {', '.join(BESIDE)} is allowed")
    return beside


def paper_of(actor: Actor, found: BoardFound, places: BoardPlaces, marks: dict[str, bool]) -> Paper:
    comments = place(actor, "insight:comments") if actor.may(Permission.SEE_ANSWERS) else ""
    response = place(actor, "feedback:responses")
    return Paper(
        found.frame, tile_places(places, found.frame.selection, comments=comments, response=response), marks
    )


def other_boards(actor: Actor, board_id: UUID) -> list[Tab]:
    return [
        Tab(other.name, place(actor, "insight:board", str(other.id)), other.id == board_id)
        for other in boards_for(actor)
        if other.archived_at is None or other.id == board_id
    ]


def board_places(actor: Actor, board_id: UUID | None) -> BoardPlaces:
    """The page's addresses; those of one dashboard are empty on the list."""

    def of_board(name: str) -> str:
        return place(actor, f"insight:{name}", str(board_id)) if board_id else ""

    return BoardPlaces(
        boards=place(actor, "insight:boards"),
        board=of_board("board"),
        edit=of_board("edit_board"),
        change=of_board("change_board"),
        settings=of_board("settle_board"),
        copy=of_board("copy_board"),
        archive=of_board("archive_board"),
        restore=of_board("restore_board"),
        views=of_board("save_view"),
        filters=of_board("board_filters"),
        explorer=place(actor, "insight:dashboard"),
        answers=place(actor, "insight:answers") if actor.may(Permission.SEE_ANSWERS) else "",
        imports=place(actor, "exchange:imports") if actor.may(Permission.IMPORT) else "",
        sample=place(actor, "site:sample") if actor.may(Permission.EDIT_ORGANISATION) else "",
    )
