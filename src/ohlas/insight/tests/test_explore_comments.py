"""What changed, and in whose words: topics, trend, places, words, corrections; and who may read what."""

import re
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.html import strip_tags
from tests.world import NOW

from ohlas.accounts.models import Membership, User
from ohlas.accounts.rules import Role
from ohlas.feedback.models import TextReading
from ohlas.insight.rules import Window
from ohlas.insight.rules.explored import compared

ALL = "comments/?period=all"
CHANGED = "comments/?period=all&changed=2026-07-01"


def _text(page: str) -> str:
    return re.sub(r"\s+", " ", strip_tags(page))


@pytest.fixture
def analyst(wrote) -> Client:
    """May read answers, may not see contacts, may not correct."""
    user = User.objects.create_user("dana@example.com", None, name="Dana")
    Membership.objects.create(
        user=user,
        organisation=wrote.world.organisation,
        role=Role.ANALYST,
        created_at=NOW,
        accepted_at=NOW,
    )
    return wrote.world.signed_in(user)


def _deed(wrote, name, reading, **form):
    where = reverse(f"insight:{name}", args=["sova", reading.response_id, reading.question])
    return wrote.client.post(where, form)


def test_what_was_looked_for_is_marked_in_every_form(wrote, opened):
    marked = '<mark title="What you look for">Doručení</mark>'
    assert marked in opened(f"{ALL}&q=dorucenim")
    assert marked in opened(f"{ALL}&q=doru")
    assert '<mark title="What you look for">' not in opened(ALL)


def test_topics_stand_with_their_share_of_all_comments(wrote, opened):
    page = _text(opened(ALL))
    assert "165 comments" in page
    assert "Staff: 72.7% of 165 comments" in page


def test_a_topic_stands_above_its_parts_which_are_set_in(wrote, opened):
    rows = re.findall(r'<th scope="row" class="groups-deep-(\d)">(.*?)</th>', opened(ALL), re.DOTALL)
    shown = [(int(depth), _text(name).strip()) for depth, name in rows]
    assert shown.index((0, "People")) + 1 == shown.index((1, "Staff"))
    assert shown[shown.index((1, "Delivery time")) - 1] == (0, "Delivery")


def test_where_rows_stand_by_movement_each_names_what_it_is_part_of(wrote, opened):
    page = opened(CHANGED)
    assert "groups-deep" not in page
    assert re.search(r"Delivery time</a>\s*<span class=\"groups-of\">· Delivery</span>", page)


def test_units_as_they_stood_is_told_and_taken_off(wrote, opened):
    page = opened(f"{ALL}&units=then")
    assert re.search(r'<a class="chip" href="[^"]*"><span>Units: as then</span>', page)
    assert "Units: as then" not in opened(ALL)


def test_what_changed_since_a_day_is_marked_and_stands_first(wrote, opened):
    page = _text(opened(CHANGED))
    assert "said more often" in page
    table = page[page.index("What changed") :]
    assert table.index("Delivery time") < table.index("Staff:")
    shown = re.search(r"Delivery time: ([\d.]+%) of (\d+) comments", table)
    assert shown
    assert int(shown[2]) < 165, "of the later days, as the figure beside it"
    assert table.count(shown[1]) >= 2


@pytest.mark.parametrize(
    ("window", "later", "earlier"),
    [
        (("2026-03-01", "2026-04-01"), ("2026-03-01", "2026-04-01"), ("2026-02-01", "2026-03-01")),
        (("2026-03-11", "2026-03-21"), ("2026-03-11", "2026-03-21"), ("2026-03-01", "2026-03-11")),
        (("2026-01-01", None), ("2026-03-01", "2026-11-01"), ("2026-01-01", "2026-03-01")),
        ((None, None), ("2026-03-01", "2026-11-01"), (None, "2026-03-01")),
    ],
)
def test_the_days_compared_share_no_day_and_each_has_some(window, later, earlier):
    days = [
        Window(*(date.fromisoformat(day) if day else None for day in pair))
        for pair in (window, later, earlier)
    ]
    assert compared(date(2026, 3, 1), days[0], date(2026, 11, 23)) == (days[1], days[2])


def test_nothing_is_marked_where_nothing_moved(wrote, opened):
    page = _text(opened("comments/?period=all&changed=2026-07-01&sentiment=positive"))
    assert "said more often" not in page
    assert "said less often" not in page


def test_a_topic_shows_where_and_in_whose_words_it_is_said(wrote, opened):
    page = opened(f"{CHANGED}&topic=delivery_speed")
    text = _text(page)
    assert "40 comments" in text
    assert "Brno ▲ more often than elsewhere" in text
    assert "In whose words" in text
    assert re.search(r"<mark title=\"Delivery time: negative\">[^<]*</mark>", page)


def test_a_filter_takes_several_values_and_shows_them_ticked(wrote, opened):
    page = opened(f"{ALL}&sentiment=negative&sentiment=positive")
    ticked = re.findall(r'name="sentiment" value="(\w+)" checked', page)
    assert sorted(ticked) == ["negative", "positive"]
    counts = [
        int(re.search(r"(\d+) comments", _text(opened(f"{ALL}{chosen}")))[1])
        for chosen in ("&sentiment=negative", "&sentiment=positive", "&sentiment=negative&sentiment=positive")
    ]
    assert counts[0] + counts[1] == counts[2] > max(counts[:2])


def test_words_find_comments_in_every_form(wrote, opened):
    assert "45 comments" in _text(opened(f"{ALL}&q=doruceni"))
    assert "No comments here" in _text(opened(f"{ALL}&q=kočka"))


def test_filters_narrow_topics_and_comments_alike(wrote, opened):
    assert "45 comments" in _text(opened(f"{ALL}&score_class=low"))
    assert "120 comments" in _text(opened(f"{ALL}&unit={wrote.world.prague.id}"))


def test_a_filter_by_feeling_is_not_told_back_as_a_finding(wrote, opened):
    assert re.search(r"\d+% positive, \d+% negative", _text(opened(ALL)))
    assert not re.search(r"\d+% positive, \d+% negative", _text(opened(f"{ALL}&sentiment=negative")))


def test_names_are_hidden_from_who_may_not_see_contacts(wrote, opened, analyst):
    address = f"{ALL}&topic=delivery_speed"
    assert "Nováková" in opened(address)
    hidden = analyst.get(f"/o/sova/{address}").content.decode()
    assert "[name]" in hidden
    assert "Nováková" not in hidden
    listed = analyst.get("/o/sova/answers/?period=all&measure=nps&value=2").content.decode()
    assert "Nováková" not in listed


def test_a_unit_manager_reads_comments_of_own_units_only(wrote):
    page = _text(wrote.world.signed_in(wrote.world.bob).get(f"/o/sova/{ALL}").content.decode())
    assert "120 comments" in page
    assert "Doručení" not in page


def test_detractors_words_are_told_apart_from_promoters(wrote, opened):
    page = _text(opened("comments/contrast/?period=all"))
    said_low, said_high = page.split("Said with high scores")
    assert "doručení" in said_low
    assert "káva" in said_high
    assert "Nothing beyond chance" not in page


def test_an_address_beyond_the_last_page_shows_the_last_one(wrote, opened):
    assert "161–165 of 165" in _text(opened(f"{ALL}&page=999"))


def test_a_correction_by_click_changes_the_comment_and_is_taken_back(wrote, opened):
    reading = TextReading.objects.filter(sentiment="negative").first()
    answer = _deed(wrote, "correct_sentiment", reading, sentiment="mixed", back="/o/sova/comments/?q=x")
    assert answer["Location"].startswith("/o/sova/comments/?q=x#comment-")
    reading.refresh_from_db()
    assert reading.given == {"sentiment": "mixed"}
    _deed(wrote, "take_topic_off", reading, topic="delivery_speed")
    reading.refresh_from_db()
    assert "delivery_speed" not in {each["topic"] for each in reading.given["topics"]}
    _deed(wrote, "undo_correction", reading)
    reading.refresh_from_db()
    assert reading.given == {"sentiment": "mixed"}


def test_a_correction_leads_back_to_this_site_only(wrote):
    reading = TextReading.objects.filter(sentiment="negative").first()
    answer = _deed(wrote, "correct_sentiment", reading, sentiment="mixed", back="https://elsewhere.example/")
    assert answer["Location"].startswith("/o/sova/comments/")


def test_a_wrong_label_is_told_what_is_allowed(wrote):
    answer = _deed(wrote, "correct_sentiment", TextReading.objects.first(), sentiment="angry")
    assert answer.status_code == 400
    assert "there are positive" in answer.content.decode()


def test_who_may_not_correct_sees_no_buttons(wrote, analyst):
    page = analyst.get(f"/o/sova/{ALL}").content.decode()
    assert "correct-sheet" not in page


@pytest.mark.parametrize(
    "part", ["sentiment=angry", "changed=soon", "score_class=vip", "colour=red", f"q={'x' * 201}"]
)
def test_an_address_that_makes_no_sense_is_told_what_is_allowed(wrote, part):
    answer = wrote.client.get(f"/o/sova/comments/?{part}")
    assert answer.status_code == 400
    assert "allowed" in answer.content.decode() or "Fields are" in answer.content.decode()


def test_before_the_first_comment_the_page_says_why_it_is_empty(silent):
    page = silent.client.get("/o/sova/comments/").content.decode()
    assert "No comments yet" in page


def test_the_trend_is_drawn_without_scripts(wrote):
    answer = wrote.client.get("/o/sova/comments/trend-light.svg?period=all&topic=delivery_speed")
    assert answer["Content-Type"] == "image/svg+xml"
    assert b"<svg" in answer.content[:200]
