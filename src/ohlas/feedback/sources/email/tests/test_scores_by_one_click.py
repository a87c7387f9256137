"""A score clicked in a message counts when a person stands by it, never because an address was opened."""

from django.test import Client
from django.utils import timezone

from ohlas.feedback.actions.choosing import settle_scores
from ohlas.feedback.models import Draft, Response, ScoreIntent
from ohlas.feedback.sources.email.tests.scene import hear, mailed, scores_given, send, stay


def clicked(one, score: int) -> str:
    answer = Client().get(one.score(score))
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def settle(clock) -> None:
    clock(seconds=61)
    settle_scores(timezone.now())
    hear(timezone.now())


def test_opening_the_address_records_nothing(world, clock):
    one = mailed(world)
    page = clicked(one, 9)
    assert 'value="9" checked' in page
    settle(clock)
    assert not Response.objects.exists()
    assert not Draft.objects.exists()
    assert one.row.state == "queued"


def test_send_records_the_chosen_score_at_once(world, clock):
    one = mailed(world)
    assert send(one, clicked(one, 9), nps=9, why="Kind").status_code == 303
    hear(timezone.now())
    assert Response.objects.get().answers == {"nps": 9, "why": "Kind"}
    assert one.row.state == "complete"


def test_another_score_than_the_clicked_one_can_be_sent(world, clock):
    one = mailed(world)
    send(one, clicked(one, 9), nps=3)
    assert scores_given() == [3]


def test_a_page_seen_for_two_seconds_counts_after_a_quiet_minute(world, clock):
    one = mailed(world)
    page = clicked(one, 9)
    clock(seconds=2)
    assert stay(one, page, nps=9).status_code == 204
    assert not Response.objects.exists()
    assert one.row.state == "queued"
    settle(clock)
    assert scores_given() == [9]
    assert not Response.objects.get().is_complete
    assert (one.row.state, one.row.last_question) == ("partial", "nps")


def test_a_shorter_look_counts_nothing(world, clock):
    one = mailed(world)
    page = clicked(one, 9)
    clock(seconds=1)
    stay(one, page, nps=9)
    settle(clock)
    assert not Response.objects.exists()


def test_a_touch_counts_without_two_seconds(world, clock):
    one = mailed(world)
    stay(one, clicked(one, 9), touched=True, nps=9)
    settle(clock)
    assert scores_given() == [9]


def test_who_goes_on_writing_completes_the_same_answer(world, clock):
    one = mailed(world)
    page = clicked(one, 9)
    stay(one, page, touched=True, nps=9)
    settle(clock)
    send(one, page, nps=9, why="Kind")
    hear(timezone.now())
    assert Response.objects.get().answers == {"nps": 9, "why": "Kind"}
    assert Response.objects.get().is_complete


def test_two_scores_within_the_window_are_a_program(world, clock):
    one = mailed(world)
    page = clicked(one, 9)
    clock(seconds=3)
    stay(one, page, nps=9)
    clock(seconds=40)
    other = clicked(one, 2)
    clock(seconds=3)
    stay(one, other, nps=2)
    settle(clock)
    assert not Response.objects.exists()
    assert ScoreIntent.objects.get().doubt == "scores"
    assert one.row.state == "queued"


def test_the_same_score_opened_twice_is_no_program(world, clock):
    one = mailed(world)
    clicked(one, 9)
    clock(seconds=3)
    page = clicked(one, 9)
    clock(seconds=3)
    stay(one, page, nps=9)
    settle(clock)
    assert scores_given() == [9]


def test_who_thinks_again_later_changes_the_score(world, clock):
    one = mailed(world)
    page = clicked(one, 9)
    clock(seconds=3)
    stay(one, page, nps=9)
    settle(clock)
    clock(hours=1)
    page = clicked(one, 4)
    clock(seconds=3)
    stay(one, page, nps=4)
    settle(clock)
    assert scores_given() == [4]


def test_the_hidden_address_takes_back_what_only_waited(world, clock):
    one = mailed(world)
    page = clicked(one, 9)
    clock(seconds=3)
    stay(one, page, nps=9)
    assert Client().get(f"{one.form}/t").status_code == 404
    settle(clock)
    assert not Response.objects.exists()


def test_head_marks_a_program_and_send_still_counts(world, clock):
    one = mailed(world)
    assert Client().head(one.score(9)).status_code == 200
    page = clicked(one, 9)
    clock(seconds=3)
    stay(one, page, nps=9)
    settle(clock)
    assert not Response.objects.exists()
    send(one, page, nps=9)
    assert scores_given() == [9]


def test_a_doubt_about_one_person_is_none_about_the_next(world, clock):
    one, other = mailed(world), mailed(world, "petr@example.test")
    Client().head(one.form)
    page = clicked(other, 8)
    clock(seconds=3)
    stay(other, page, nps=8)
    settle(clock)
    assert scores_given() == [8]


def test_a_doubted_message_opens_nothing_by_staying(world, clock):
    one = mailed(world)
    Client().head(one.form)
    page = Client().get(one.form).content.decode()
    clock(seconds=3)
    stay(one, page)
    assert one.row.state == "queued"


def test_a_page_looked_at_is_opened(world, clock):
    one = mailed(world)
    page = Client().get(one.form).content.decode()
    clock(seconds=3)
    stay(one, page)
    assert one.row.state == "opened"


def test_a_score_off_the_scale_leads_to_the_form(world, clock):
    one = mailed(world)
    answer = Client().get(one.score(11))
    assert (answer.status_code, answer["Location"]) == (302, one.form)
    assert not ScoreIntent.objects.exists()


def test_another_site_cannot_stand_by_a_score(world, clock):
    one = mailed(world)
    page = clicked(one, 9)
    stamp = page.split('name="stamp" value="')[1].split('"')[0]
    answer = Client().post(
        f"{one.form}/seen",
        {"stamp": stamp, "touched": 1, "q:nps": 9},
        headers={"origin": "https://evil.test"},
    )
    assert answer.status_code == 404
    settle(clock)
    assert not Response.objects.exists()
