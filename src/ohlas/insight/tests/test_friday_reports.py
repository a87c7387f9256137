"""What arrives on a Friday, in three kinds of file and two languages, tells what its reader's page tells."""

import re
from html import unescape
from io import BytesIO

import time_machine
from pptx import Presentation

from ohlas.accounts.rules import Role
from ohlas.insight.models import Board
from ohlas.insight.tests.papers import EVERY_KIND, assert_files_tell, plain, sheets_in, texts_in
from ohlas.insight.tests.test_send_reports import FRIDAY, files_in, leave, post, schedule_of  # noqa: F401 - post is a fixture
from ohlas.lib.reports.tests.reading import words_in


def test_a_friday_pdf_excel_and_slides_arrive_and_tell_what_the_page_tells(spoken, post):  # noqa: F811 - the fixture
    """Every kind of tile, over real SMTP: each figure of each reader's page stands in all three files."""
    world = spoken.world
    world.bob.language = "cs"
    world.bob.save()
    schedule = schedule_of(spoken, world.alice, world.bob, document=EVERY_KIND)
    Board.objects.filter(id=schedule.board_id).update(audience=[Role.UNIT_MANAGER.value])
    assert schedule.next_at == FRIDAY
    leave()
    letters = {letter["To"]: letter for letter in post.letters()}
    assert sorted(letters) == ["alice@example.com", "bob@example.com"]
    page, opened = {}, {}
    with time_machine.travel(FRIDAY, tick=False):
        for user in (world.alice, world.bob):
            answer = world.signed_in(user).get(f"/o/sova/boards/{schedule.board_id}/")
            page[user.email] = unescape(answer.content.decode())
    for address, letter in letters.items():
        opened[address] = files_in(letter)
        assert sorted(opened[address]) == ["pdf", "pptx", "xlsx"]
    english = opened["alice@example.com"]
    values, intervals, _answers = assert_files_tell(page["alice@example.com"], english)
    assert len(values) > 20
    assert len(intervals) > 15
    score = first_figure(page["bob@example.com"]).replace(".", ",")
    czech = opened["bob@example.com"]
    assert score in plain(words_in(czech["pdf"]))
    assert score in plain(texts_in(czech["pptx"]))
    assert score in letters["bob@example.com"].get_body().get_content()
    assert f"{list(sheets_in(czech['xlsx']).values())[1][1][4]:.1f}" == score.replace(",", ".")
    assert "Brno" not in texts_in(czech["pptx"])
    assert "mezi" in plain(words_in(czech["pdf"]))
    assert Presentation(BytesIO(czech["pptx"])).core_properties.language == "cs-CZ"


def first_figure(html):
    """The first figure of the page, which staff read in English."""
    return re.search(r'class="figure-value"[^>]*>([^<]+)<', html)[1]
