"""Dashboards made by clicking: every press is kept, shown at once and can be taken back."""

import re
from collections.abc import Callable
from uuid import UUID

import pytest
from tests.world import NOW

from ohlas.accounts.models import Membership, User
from ohlas.accounts.rules import Role
from ohlas.insight.actions import BoardWish, create_board, settle_board
from ohlas.insight.models import Board
from ohlas.insight.queries import Tile
from ohlas.insight.queries.boards import board_data
from ohlas.insight.rules import Selection
from ohlas.insight.rules.boards import read_document
from ohlas.insight.tests.conftest import Told
from ohlas.surveys.models import Survey, SurveyVersion

EVERY_KIND = (
    "figure",
    "trend",
    "distribution",
    "breakdown",
    "heat",
    "league",
    "comments",
    "map",
    "response",
)
Press = Callable[..., str]


@pytest.fixture
def board(told: Told) -> UUID:
    tiles = [{"id": f"t{place}", "kind": kind} for place, kind in enumerate(EVERY_KIND, 1)]
    document = read_document({"tiles": tiles, "period": "all"})
    return create_board(actor=told.alice, wish=BoardWish("Everything"), document=document, now=NOW)


@pytest.fixture
def press(told: Told, board: UUID) -> Press:
    """One press in the editor; what htmx shows after it."""

    def pressed(deed: str, **more: str | list[str]) -> str:
        answer = told.client.post(
            f"/o/sova/boards/{board}/change/", {"deed": deed, **more}, headers={"HX-Request": "true"}
        )
        assert answer.status_code == 200
        return answer.content.decode()

    return pressed


def kinds_of(board: UUID) -> list[str]:
    return [tile["kind"] for tile in Board.objects.get(id=board).document["tiles"]]


def test_every_kind_of_tile_is_shown_with_its_receipt(told: Told, board: UUID) -> None:
    page = told.client.get(f"/o/sova/boards/{board}/").content.decode()
    assert page.count('<article class="card tile') == len(EVERY_KIND)
    assert "Net Promoter Score: 29.4, between 16.1 and 41.7, from 170 answers" in page
    assert page.count("How we counted") == len(EVERY_KIND)
    assert "GET /api/v1/metrics/nps" in page
    assert "/help/metrics/nps" in page
    assert "Under 10 groups have answers" in page


def test_tiles_are_added_moved_duplicated_removed_and_taken_back(press: Press, board: UUID) -> None:
    press("add", kind="figure", measure="csat", size="third")
    assert kinds_of(board)[-1] == "figure"
    press("move", tile="t7", to="0")
    assert kinds_of(board)[0] == "comments"
    press("duplicate", tile="t7")
    assert kinds_of(board)[:2] == ["comments", "comments"]
    press("remove", tile="t7")
    assert kinds_of(board).count("comments") == 1
    assert "Taken back." in press("undo")
    assert kinds_of(board).count("comments") == 2
    for _ in range(3):
        press("undo")
    assert tuple(kinds_of(board)) == EVERY_KIND
    assert "nothing left" in press("undo")


def test_a_setting_is_kept_at_once_and_shown(press: Press) -> None:
    page = press("settle", tile="t1", title="Happy people", measure="csat", size="half")
    assert "Happy people" in page
    assert "Satisfied customers: " in page


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        ({"deed": "add", "kind": "pie"}, "figure, trend"),
        ({"deed": "add", "kind": "figure", "measure": "npss"}, "one of nps"),
        (
            {"deed": "add", "kind": "figure", "survey": "0190f000-0000-7000-8000-000000000001"},
            "After a visit",
        ),
        ({"deed": "move", "tile": "t1", "to": "-1"}, "whole number"),
        ({"deed": "remove", "tile": "t99"}, "may have been removed"),
        ({"deed": "explode"}, "one of add"),
    ],
)
def test_a_wrong_press_is_refused_in_words_and_changes_nothing(
    press: Press, board: UUID, parts: dict[str, str], said: str
) -> None:
    assert said in press(**parts)
    assert tuple(kinds_of(board)) == EVERY_KIND


def test_without_scripts_a_press_leads_back_to_the_editor(told: Told, board: UUID) -> None:
    address = f"/o/sova/boards/{board}/change/"
    answer = told.client.post(address, {"deed": "remove", "tile": "t1"})
    assert (answer.status_code, answer["Location"]) == (302, f"/o/sova/boards/{board}/edit/")


def test_the_gallery_shows_the_tile_before_it_is_added(told: Told, board: UUID) -> None:
    page = told.client.get(
        f"/o/sova/boards/{board}/edit/?add=breakdown&by=unit&measure=csat"
    ).content.decode()
    assert "Add it to the dashboard" in page
    assert page.count('class="card tile gallery-preview"') == 1
    assert tuple(kinds_of(board)) == EVERY_KIND


def test_a_filter_of_the_reader_holds_for_every_tile(told: Told, board: UUID) -> None:
    page = told.client.get(f"/o/sova/boards/{board}/?unit={told.world.brno.id}").content.decode()
    assert "from 50 answers" in page
    assert "from 170 answers" not in page


def test_a_filter_that_leaves_nobody_says_so_and_shows_no_zero(told: Told, board: UUID) -> None:
    answer = told.client.get(f"/o/sova/boards/{board}/?channel=fax")
    assert answer.status_code == 200
    assert "Net Promoter Score: nobody answered" in answer.content.decode()


@pytest.mark.parametrize("address", ["?chanel=web", "?since=yesterday", "?beside=moon"])
def test_a_wrong_address_gets_a_plain_answer(told: Told, board: UUID, address: str) -> None:
    answer = told.client.get(f"/o/sova/boards/{board}/{address}")
    assert answer.status_code == 400
    assert "cannot be used" in answer.content.decode()


@pytest.mark.parametrize(("beside", "period"), [("units", "all"), ("before", "90d"), ("year", "90d")])
def test_units_and_periods_stand_side_by_side(told: Told, board: UUID, beside: str, period: str) -> None:
    page = told.client.get(f"/o/sova/boards/{board}/?beside={beside}&period={period}").content.decode()
    table = page[page.index('id="sides-title"') : page.index('class="tiles"')]
    assert len(re.findall(r'<th scope="col" class="numeric">', table)) == 2


def test_days_across_the_change_of_the_clock_count_whole_days(told: Told, board: UUID) -> None:
    page = told.client.get(f"/o/sova/boards/{board}/?since=2026-03-28&until=2026-05-12").content.decode()
    assert "from 60 answers" in page


def test_one_tile_that_cannot_be_counted_leaves_the_others_alone(
    told: Told, press: Press, board: UUID
) -> None:
    press("settle", tile="t1", measure="mean")
    press("settle", tile="t3", measure="nps", question="csat")
    page = told.client.get(f"/o/sova/boards/{board}/").content.decode()
    assert "asked on another scale" in page
    assert "Net Promoter Score" in page


def test_a_chart_has_a_picture_and_others_have_none(told: Told, board: UUID) -> None:
    picture = told.client.get(f"/o/sova/boards/{board}/t2-dark.svg?unit={told.world.brno.id}")
    assert picture.content.startswith(b"<svg")
    assert told.client.get(f"/o/sova/boards/{board}/t1-dark.svg").status_code == 404
    assert told.client.get(f"/o/sova/boards/{board}/t2-pink.svg").status_code == 404


def test_a_wall_refreshes_itself_and_has_nothing_to_press(told: Told, board: UUID) -> None:
    page = told.client.get(f"/o/sova/boards/{board}/?wall=1").content.decode()
    assert 'hx-trigger="every 60s"' in page
    assert "How we counted" not in page
    part = told.client.get(f"/o/sova/boards/{board}/?wall=1", headers={"HX-Request": "true"}).content.decode()
    assert part.lstrip().startswith('<div id="board"')


def test_filters_are_kept_under_a_name_and_removed(told: Told, board: UUID) -> None:
    told.client.post(f"/o/sova/boards/{board}/views/", {"name": "Web only", "address": "?channel=web"})
    page = told.client.get(f"/o/sova/boards/{board}/").content.decode()
    assert "Web only" in page
    removal = re.search(r'action="([^"]*/remove/)"', page)
    assert removal
    told.client.post(removal[1])
    assert "Web only" not in told.client.get(f"/o/sova/boards/{board}/").content.decode()


def test_a_dashboard_is_named_copied_put_away_and_taken_out(told: Told, board: UUID) -> None:
    told.client.post(f"/o/sova/boards/{board}/settings/", {"name": "Mine", "audience": ["viewer"]})
    copied = told.client.post(f"/o/sova/boards/{board}/copy/")["Location"]
    assert "Copy of Mine" in told.client.get(copied).content.decode()
    told.client.post(f"/o/sova/boards/{board}/archive/")
    assert "put away" in told.client.get("/o/sova/boards/").content.decode()
    told.client.post(f"/o/sova/boards/{board}/restore/")
    assert Board.objects.get(id=board).archived_at is None


@pytest.mark.usefixtures("board")
def test_the_list_tells_what_each_dashboard_shows(told: Told) -> None:
    said = r'<p class="board-said">(.*?)</p>'
    everything = (
        "Figure, Trend, Distribution, Groups, Heat table, League table, Comments, Priority map, Response rate"
    )
    assert everything in re.findall(said, told.client.get("/o/sova/boards/").content.decode())
    tiles = [
        {"id": "t1", "kind": "figure", "title": "A & B"},
        *({"id": f"t{n}", "kind": "trend"} for n in (2, 3)),
    ]
    create_board(actor=told.alice, wish=BoardWish("Mine"), document=read_document({"tiles": tiles}), now=NOW)
    assert "A &amp; B, Trend ×2" in re.findall(said, told.client.get("/o/sova/boards/").content.decode())


def test_others_see_a_dashboard_only_once_it_is_shared(told: Told, board: UUID) -> None:
    carol = told.world.signed_in(told.world.carol)
    assert carol.get(f"/o/sova/boards/{board}/").status_code == 404
    wish = BoardWish("Everything", (Role.VIEWER, Role.UNIT_MANAGER))
    settle_board(actor=told.alice, board_id=board, wish=wish, now=NOW)
    page = carol.get(f"/o/sova/boards/{board}/").content.decode()
    assert "from 170 answers" in page
    assert "Your role sees figures, not answers." in page
    assert "/o/sova/answers/?" not in page
    assert carol.post(f"/o/sova/boards/{board}/change/", {"deed": "remove", "tile": "t1"}).status_code == 403
    bob = told.world.signed_in(told.world.bob)
    seen = bob.get(f"/o/sova/boards/{board}/").content.decode()
    assert "from 120 answers" in seen
    assert "Brno" not in seen


def test_a_dashboard_about_a_unit_counts_only_that_unit(told: Told, board: UUID) -> None:
    wish = BoardWish("Brno", unit_id=told.world.brno.id)
    settle_board(actor=told.alice, board_id=board, wish=wish, now=NOW)
    page = told.client.get(f"/o/sova/boards/{board}/").content.decode()
    assert "from 50 answers" in page
    assert "Praha" not in page.replace("Praha</option>", "")


def test_three_roles_begin_on_three_different_pages(told: Told) -> None:
    analyst = User.objects.create_user("ana@sova.example", name="Ana")
    Membership.objects.create(
        organisation=told.world.organisation, user=analyst, role=Role.ANALYST, created_at=NOW, accepted_at=NOW
    )
    starts = {}
    for user in (told.world.alice, told.world.bob, analyst):
        client = told.world.signed_in(user)
        address = client.get("/o/sova/")["Location"]
        assert client.get("/o/sova/")["Location"] == address
        assert client.get(address).status_code == 200
        starts[user.id] = Board.objects.get(id=address.rstrip("/").rsplit("/", 1)[1])
    assert [board.starter for board in starts.values()] == ["overview", "branch", "explorer"]
    assert starts[told.world.bob.id].name == told.world.prague.name


def test_a_viewer_begins_on_what_is_shared(told: Told, board: UUID) -> None:
    carol = told.world.signed_in(told.world.carol)
    assert carol.get("/o/sova/")["Location"] == "/o/sova/dashboard/"
    settle_board(actor=told.alice, board_id=board, wish=BoardWish("For all", (Role.VIEWER,)), now=NOW)
    assert carol.get("/o/sova/")["Location"] == f"/o/sova/boards/{board}/"


def test_surveys_of_one_scale_make_one_score_and_unlike_ones_are_refused(told: Told, press: Press) -> None:
    other, ten = (
        Survey.objects.create(
            organisation=told.world.organisation, name=name, state="running", created_at=NOW
        )
        for name in ("By phone", "Ten")
    )
    for survey, kind, scale in ((other, "nps", "nps_0_10"), (ten, "recommend10", "recommend_1_10")):
        question = {"id": "q", "type": kind, "scale": scale, "text": {"en": "Recommend?"}}
        SurveyVersion.objects.create(
            organisation=told.world.organisation,
            survey=survey,
            number=1,
            definition={"questions": [question], "languages": ["en"], "default_language": "en"},
            published_at=NOW,
        )
    mine = str(told.survey.id)
    assert "from 170 answers" in press("settle", tile="t1", measure="nps", survey=[mine, str(other.id)])
    assert "cannot be one figure" in press("settle", tile="t1", measure="nps", survey=[mine, str(ten.id)])


def test_board_data_gives_reports_the_numbers_of_the_page(told: Told, board: UUID) -> None:
    found = board_data(told.alice, Board.objects.get(id=board), Selection(), NOW)
    figure = found.tiles[0].content
    assert isinstance(figure, Tile)
    assert figure.counted.figure.n == 170
    assert [one.refusal for one in found.tiles] == [""] * len(EVERY_KIND)
